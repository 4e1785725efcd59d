"""Show what is asked before a change, and what came of it."""
