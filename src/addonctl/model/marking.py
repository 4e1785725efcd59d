"""Mark texts for translation where they stand; `output.wording` translates them when used."""


def N_(text: str, context: str = "") -> str:  # noqa: N802  # gettext's own name for it
    """Return the text, behind its context: the extraction of messages looks for this call.

    A context tells equal English texts apart that need other words in another language.
    """
    return f"{context}\x04{text}" if context else text
