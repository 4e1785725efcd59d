"""Check that a glance at a text never overlooks what going through it finds."""

from hypothesis import example, given
from hypothesis import strategies as st

from addonctl.stores.parsing.lexer import Format, over_limits, scan_limits

MARKS = ["[", "]", "{", "}", ".", "=", ",", ":", "\n", " ", "'", '"', "\\", "#", "a", "a.b", "_"]
MANY = ["[" * 63, "]" * 60, "{" * 20, ".a" * 62, "1" * 18, "+1.5e-", "0x", "NaN", "\\u0000"]


@given(
    st.lists(st.sampled_from(MARKS + MANY), max_size=40).map("".join),
    st.sampled_from(["TOML", "JSON"]),
)
@example("[" * 65, "JSON")
@example("[" * 33 + "{" * 32, "TOML")
@example("a" + ".a" * 64, "TOML")
@example("9" * 20, "TOML")
@example("0xffffffffffffffff_ff", "TOML")
@example("-1.0000000000000000000", "JSON")
@example("[-Infinity]", "JSON")
@example('"\\ud800"', "JSON")
def test_glance_finds_what_a_scan_finds(text: str, text_format: Format) -> None:
    """What is taken as within the limits by counting is within them."""
    assert over_limits(text, text_format) == scan_limits(text, text_format)
