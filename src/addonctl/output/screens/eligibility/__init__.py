"""Show who may do what, and why."""
