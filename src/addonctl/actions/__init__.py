"""Do what a command is for, from values to an answer."""
