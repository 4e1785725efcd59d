"""Ask about many accounts: open their source, write rows or a summary, tell what can't be read."""
