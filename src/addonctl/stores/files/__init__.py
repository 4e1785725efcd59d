"""Keep accounts in files: read, lock, append one event, replace."""
