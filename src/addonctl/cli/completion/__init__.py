"""Complete a command line for a shell."""
