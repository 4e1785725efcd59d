"""Add what several screens have alike: marks of notes, contested notes, quotes, warnings."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from addonctl.model.answers import PendingQuote, RouteReason
from addonctl.model.context import Context
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Notice
from addonctl.model.messages.vocabulary import ROUTE_NAMES
from addonctl.model.policy import Conflict, Reading
from addonctl.model.views import AccountView, AddonStatus, CatalogRow
from addonctl.output.blocks import Paragraph
from addonctl.output.page import Page
from addonctl.text.phrases import contested_words, named, route_note
from addonctl.text.translator import Translator

_MARKS: Final = "¹²³⁴⁵⁶⁷⁸⁹"


class Notes:
    """Give the notes under a table their marks, in reading order; one note keeps its mark."""

    def __init__(self) -> None:
        self.keys: list[object] = []

    def mark(self, key: object) -> str:
        """Return the mark that points to the note `key`."""
        if key not in self.keys:
            self.keys.append(key)
        number = self.keys.index(key) + 1
        return _MARKS[number - 1] if number <= len(_MARKS) else f"({number})"

    def route(self, status: AddonStatus, say: Translator) -> str:
        """Say how an add-on is bought where it still may be, with a mark where that is assumed."""
        if not status.is_open:
            return ""
        words = say(ROUTE_NAMES[status.route])
        return f"{words} {self.mark(status.route_reason)}" if status.is_quote_assumed else words


def add_note(page: Page, mark: str, key: object, context: Context) -> None:
    """Add a note: what contests an answer, or which account factor was assumed."""
    if isinstance(key, Conflict):
        _add_contested(page, mark, key, context.reading)
    elif isinstance(key, RouteReason):
        page.item(f"{mark} {route_note(key, context, page.say)}")


def _add_contested(page: Page, mark: str, conflict: Conflict, reading: Reading) -> None:
    """Add what in the documents contests an answer, with more of it where there is room."""
    wide, narrow = (
        f"{mark} {contested_words(conflict, reading, page.say, names_sources=names)}"
        for names in (True, False)
    )
    page.by_width(
        *(Paragraph(text=text, indent=2, hang=4, style="yellow") for text in (wide, narrow))
    )


def listed_words(say: Translator, *, has_dash: bool) -> str:
    """Say what it means that an action isn't listed, and what a dash means."""
    if has_dash:
        return say(N_("– may do nothing; what isn't listed isn't allowed."))
    return say(N_("What isn't listed isn't allowed."))


def add_warnings(page: Page, warnings: Sequence[Notice], *, is_apart: bool = False) -> None:
    """Add the warnings of an answer, in yellow."""
    if warnings and is_apart:
        page.line()
    for warning in warnings:
        text = page.say(N_("warning: {text:after_colon}"), text=warning.message)
        page.paragraph(text, hang=2, style="yellow", is_note=True)


def add_quotes(page: Page, quotes: Sequence[PendingQuote], view: AccountView[Struct]) -> None:
    """Add a sentence for each pending quote: when, by whom, for how much, pending until when."""
    if quotes:
        page.line()
    for quote in quotes:
        page.item(_quote_words(quote, view, page.say))


def add_coming(page: Page, rows: Sequence[CatalogRow]) -> None:
    """Add a sentence for each change and each end of what is bought that is still to come."""
    say, words = page.say, []
    for each in rows:
        bought, addon = each.addon.bought, each.addon.name
        if bought is None:
            continue
        change = bought.pending
        if change is not None and change.quantity is not None:
            text = plural(
                "{addon}: {count} licence from {date} on (event {number}).",
                "{addon}: {count} licences from {date} on (event {number}).",
            )
            values = {"date": change.effective, "number": change.number}
            words.append(say(text, addon=addon, count=change.quantity, **values))
        if bought.ends_on is not None:
            last = bought.ends_on - dt.timedelta(days=1)
            words.append(
                say(N_("{addon} ends: it is bought through {date}."), addon=addon, date=last)
            )
    if words:
        page.line()
    for sentence in words:
        page.item(sentence)


def _quote_words(quote: PendingQuote, view: AccountView[Struct], say: Translator) -> str:
    parts = [
        say(
            N_("Quote pending for {addon}: requested on {date} by {person} (event {number})"),
            addon=view.addon_name(quote.addon),
            date=quote.date,
            person=named(view.who(quote.by), say),
            number=quote.number,
        )
    ]
    if quote.quantity is not None:
        parts.append(say(plural("{count} licence", "{count} licences"), count=quote.quantity))
    if quote.total is None or quote.currency is None:
        parts.append(say(N_("without amounts, pending through {date}"), date=quote.pending_until))
    else:
        total = say.numbers.money(quote.total, quote.currency)
        until = quote.pending_until
        parts.append(say(N_("total {total}, valid until {date}"), total=total, date=until))
    return say(N_("{words}."), words=", ".join(parts))
