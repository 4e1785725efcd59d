"""Say which quotes are pending: who asked for them and when, what they offer, until when."""

from collections.abc import Iterable, Mapping

from addonctl.model.answers import PendingQuote
from addonctl.model.context import Context
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message
from addonctl.output.document import Document
from addonctl.text.translator import Translator


def add_quotes(
    page: Document,
    quotes: Iterable[PendingQuote],
    context: Context,
    say: Translator,
    *,
    indent: int = 2,
) -> None:
    """Add a sentence for each pending quote."""
    names = context.account.display_names()
    for quote in quotes:
        page.paragraph(quote_words(quote, names, context, say), indent=indent, hang=indent + 2)


def quote_words(
    quote: PendingQuote, names: Mapping[str, str], context: Context, say: Translator
) -> str:
    """Say when and by whom a quote was requested, for how much, and until when it is pending."""
    parts = [
        say(
            N_("Quote pending for {addon}: requested on {date} by {person} (event {number})"),
            addon=context.catalog.addon(quote.addon).name,
            date=quote.date,
            person=Message("SOMEONE") if quote.by is None else names.get(quote.by, quote.by),
            number=quote.number,
        )
    ]
    if quote.quantity is not None:
        parts.append(say(plural("{count} licence", "{count} licences"), count=quote.quantity))
    if quote.total is None or quote.currency is None:
        parts.append(say(N_("without amounts, pending through {date}"), date=quote.pending_until))
    else:
        parts.append(
            say(
                N_("total {total}, valid until {date}"),
                total=say.numbers.money(quote.total, quote.currency),
                date=quote.pending_until,
            )
        )
    return say(N_("{words}."), words=", ".join(parts))
