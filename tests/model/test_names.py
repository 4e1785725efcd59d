"""Names as people read and type them."""

import pytest

from addonctl.model.names import as_read, as_typed


@pytest.mark.parametrize(
    "other",
    [
        "zoé martin",
        "ZOÉ MARTIN",
        "Zoe\u0301 Martin",
        " Zoé   Martin ",
        "Zo\u200bé Martin",
        "Zoé\u00a0Martin",
    ],
)
def test_what_looks_the_same_is_the_same(other: str) -> None:
    """Case, how accents are stored, blanks and what can't be seen make no difference."""
    assert as_read(other) == as_read("Zoé Martin")


@pytest.mark.parametrize("other", ["Zoe Martin", "Zoé Martins", "Zoé-Martin", ""])
def test_what_looks_different_is_different(other: str) -> None:
    """An accent that is missing is another name to a reader, though not to a search."""
    assert as_read(other) != as_read("Zoé Martin")


def test_search_does_without_accents() -> None:
    """Whoever looks for somebody types what the keyboard has."""
    assert as_typed("LEFÈVRE") == as_typed("Lefe\u0300vre") == "lefevre"
    assert as_typed("Straße") == "strasse"
    assert as_typed("山田") == "山田"
