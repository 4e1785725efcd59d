"""Hold one small module a command; they never import each other."""
