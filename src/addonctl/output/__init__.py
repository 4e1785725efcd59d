"""Make answers visible: on a terminal, as JSON, as Markdown. Nothing is computed here."""
