"""Ask the questions: the command line, and the only place that knows Typer."""
