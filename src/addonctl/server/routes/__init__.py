"""Hold what the server answers, a module for each kind of path."""
