"""Read lines of JSON as accounts where they plainly are, as fast as that can be seen."""
