"""Compare names as people read them: what looks the same is the same. No look-up here."""

import unicodedata


def as_read(text: str) -> str:
    r"""Return what two texts share that people read as one name.

    Case, the way in which accents are stored, invisible characters and blanks make no difference.

    >>> as_read("Zoe\u0301  MARTIN") == as_read("Zoé Martin")
    True
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    visible = "".join(character for character in folded if unicodedata.category(character) != "Cf")
    return " ".join(visible.split())


def as_typed(text: str) -> str:
    """Return a text as people type it in search of it: as it is read, without accents.

    >>> as_typed("Lefèvre")
    'lefevre'
    """
    letters = unicodedata.normalize("NFKD", as_read(text))
    return "".join(character for character in letters if not unicodedata.combining(character))
