"""Read the words of a command line into values, each with a failure that says what was expected."""
