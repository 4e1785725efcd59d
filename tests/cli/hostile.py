"""Hold names that nobody should have, and an account, a price book and a folder full of them."""

from pathlib import Path
from typing import Any, Final

import tomli_w

HOSTILE: Final = {
    "clear": "Acme\x1b[2J\x1b]0;pwn\x07",
    "clipboard": "\x1b]52;c;cHduCg==\x07 \x1b]8;;https://evil\x1b\\link\x1b]8;;\x1b\\",
    "c1": "\x9b2J\x90q\x9c\x9d0;t\x9c",
    "overwrite": "PAID\rUNPAID\x08\x08\u0085next\u2028line\u2029par",
    "markup": "[/] Ltd [bold]PAID[/] [link=https://evil]x[/link] \\[x] :smile: [red",
    "bidi": "\u202egnp.exe\u2066\u200b\u200dzero\ufeff\u061c",
    "wide": "二十個の漢字が続く名前です" * 3 + "🏳️‍🌈",
    "marks": "Zoe" + "\u0301\u20dd" * 20,
    "format": "{name} %s {0} $(id) `id` ; rm -rf ~ 'quoted' \"double\"",
    "markdown": "| a | <b>x</b> [x](https://evil) *y* _z_ # ```",
    "formula": '=HYPERLINK("https://evil")',
}
"""What each does to a terminal, a table, a template, a ticket or a spreadsheet."""
CONTROLS: Final = ("clear", "clipboard", "c1", "overwrite", "bidi", "wide", "marks")


def hostile_account(name: str) -> dict[str, Any]:
    """Make an account whose every text is hostile in one way; all else is right."""
    text = HOSTILE[name]
    return {
        "schema": 1,
        "id": "acme",
        "name": text,
        "plan": "essentials",
        "currency": "EUR",
        "billing": {
            "frequency": "monthly",
            "anchor": "2026-01-31",
            "taxes": [{"name": text, "percent": "20"}],
            "discount": {"percent": "10"},
        },
        "licenses": {"standard": 10, "additional": 3},
        "prices": {
            "analytics-plus": {"unit_price": "15.00", "per": "month", "source": text},
        },
        "users": [
            {"id": "marie", "name": text, "roles": ["owner", "agent"]},
            {"id": "paul", "name": text, "email": "paul@acme.example", "roles": ["admin"]},
            {"id": "zoe", "name": f"{text} 2", "roles": ["supervisor"]},
            {"id": "tom", "roles": ["agent"]},
        ],
        "events": [
            {
                "kind": "feature_requested",
                "date": "2026-10-12",
                "addon": "ai-assist-pro",
                "by": text,
                "id": text,
            }
        ],
    }


def hostile_prices(name: str) -> dict[str, Any]:
    """Make a price book whose source is hostile."""
    price = {
        "addon": "ai-assist",
        "currency": "EUR",
        "unit_price": "9.00",
        "per": "month",
        "source": HOSTILE[name],
    }
    return {"prices": [{**price, "valid_from": "2026-01-01"}]}


def write_hostile(folder: Path, name: str) -> None:
    """Write both as `a.toml` and `book.toml`."""
    for file, value in (("a.toml", hostile_account(name)), ("book.toml", hostile_prices(name))):
        text = tomli_w.dumps(_dated(value))
        (folder / file).write_text(text, encoding="utf-8", newline="")


def _dated(value: Any) -> Any:  # noqa: ANN401 - a tree of any shape
    """Write dates as dates: the account's keys are those of its JSON."""
    import datetime as dt

    if isinstance(value, dict):
        return {
            key: dt.date.fromisoformat(item)
            if key in {"anchor", "date", "valid_from"}
            else _dated(item)
            for key, item in value.items()
        }
    return [_dated(item) for item in value] if isinstance(value, list) else value
