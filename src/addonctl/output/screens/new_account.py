"""Write an account as a commented TOML file to start from."""

from collections.abc import Iterator, Sequence
from typing import Final, get_args

from addonctl.model.account import (
    LANGUAGES,
    OF_PEOPLE,
    AccountPrice,
    Event,
    Frequency,
    Per,
    Role,
)
from addonctl.model.marking import N_
from addonctl.model.views import NewAccount
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.toml import toml_key, toml_text
from addonctl.text.translator import Translator

COMMENT_COLUMN: Final = 37
_Lines = Iterator[str | tuple[str, str]]
"""Lines of the file: settings alone, or each with the comment behind it."""


def account_text(new: NewAccount, say: Translator, features: StreamFeatures) -> str:
    """Write the account; whatever its names hold, the text is TOML in the stream's encoding.

    What isn't given is shown as a comment; an event is one of today.
    """
    file = _File(new, say, features.encoding)
    parts = (file.head, file.billing, file.licenses, file.prices, file.people, file.events)
    lines = [line for part in parts for line in part()]
    # Comments stand in a column where there is room.
    texts = (
        line if isinstance(line, str) else f"{line[0].ljust(COMMENT_COLUMN - 2)}  # {line[1]}"
        for line in lines
    )
    return "".join(features.fit(f"{text}\n") for text in texts)


def fit_file(text: str, features: StreamFeatures) -> str:
    """Write a TOML or JSON text in the stream's encoding; what that can't hold is escaped."""
    try:
        text.encode(features.encoding)
    except UnicodeEncodeError:
        return "".join(
            character if character.isascii() else toml_text(character, "ascii")[1:-1]
            for character in text
        )
    return text


class _File:
    """The parts of the file."""

    def __init__(self, new: NewAccount, say: Translator, encoding: str) -> None:
        self._new, self._account, self._say = new, new.answer, say
        self._plan = new.catalog.plan(new.answer.plan)
        self._encoding = encoding

    def head(self) -> _Lines:
        account, say, text = self._account, self._say, self._text
        yield "# " + say(N_("An account for addonctl."))
        yield "# " + say(
            N_("A line of settings behind a # is optional: take the # away to use it.")
        )
        yield "schema = 1"
        yield f"id = {text(account.id)}", say(N_("letters, digits, dots, hyphens, underscores"))
        yield f"name = {text(account.name)}"
        yield f"plan = {text(account.plan)}", self._either([p.id for p in self._new.catalog.plans])
        yield f"currency = {text(account.currency)}", say(N_("ISO 4217"))
        if account.time_zone is None:
            yield '# time_zone = "Europe/Paris"', say(N_("without it, dates are UTC"))
        else:
            yield f"time_zone = {text(account.time_zone)}"
        notes = N_("of notes for this account: {words:or}")
        yield '# language = "fr"', say(notes, words=LANGUAGES)

    def billing(self) -> _Lines:
        billing, say = self._account.billing, self._say
        methods = ["card", "direct_debit", "bank_transfer"]
        yield ""
        yield "[billing]"
        yield f'frequency = "{billing.frequency}"', self._either(get_args(Frequency))
        yield f"anchor = {billing.anchor}", say(N_("first day of the first billing cycle"))
        yield '# commitment = "annual"', say(N_("chooses the price, never the cycle"))
        yield '# purchase_path = "self_service"', self._either(["self_service", "quote"])
        yield '# payment_method = "card"', self._either(methods)
        yield "# past_due = true", say(N_("adds a warning to every answer"))
        yield '# credit = "20"', say(N_("lowers the amount due of the first invoice"))
        taxes = '# taxes = [{ name = "VAT", percent = "20" }]'
        if billing.taxes is not None:
            rows = (
                f'{{ name = {self._text(tax.name)}, percent = "{tax.percent}" }}'
                for tax in billing.taxes
            )
            taxes = f"taxes = [{', '.join(rows)}]"
        yield taxes, say(N_("[] means none; left out, taxes aren't known"))
        yield '# discount = { percent = "10" }', say(N_("on every add-on"))

    def licenses(self) -> _Lines:
        held, say = self._account.licenses, self._say
        yield ""
        yield "[licenses]"
        yield f"standard = {held.standard}", say(N_("standard user licences"))
        yield f"additional = {held.additional}", say(N_("additional users"))

    def prices(self) -> _Lines:
        """Write the prices, or one as a comment."""
        prices, say, offers = self._account.prices, self._say, self._plan.offers
        example = {offers[0]: AccountPrice(unit_price="15.00", per="month")} if offers else {}
        own = say(N_("the contract's own price; it wins over the price book"))
        mark = "" if prices else "# "
        for addon, price in (prices or example).items():
            yield ""
            yield f"{mark}[prices.{toml_key(addon, self._encoding)}]", own
            yield f'{mark}unit_price = "{price.unit_price}"', say(N_("for one licence, before tax"))
            yield f'{mark}per = "{price.per}"', self._either(get_args(Per))
            yield '# source = "..."', say(N_("where the price was agreed"))

    def people(self) -> _Lines:
        user, say = self._account.users[0], self._say
        named = say(N_("what --as takes; the e-mail address or the name works, too"))
        yield ""
        yield "[[users]]"
        yield f"id = {self._text(user.id)}", named
        yield f"name = {self._text(user.display_name)}"
        mail = '# email = "owner@example.com"'
        yield mail if user.email is None else f"email = {self._text(user.email)}"
        yield 'roles = ["owner"]', say(N_("one or more of {roles:and}"), roles=get_args(Role))

    def events(self) -> _Lines:
        """Write the events, or one as a comment; the first has comments behind it."""
        events, say = self._account.events, self._say
        known = (*self._plan.offers, *(addon.id for addon in self._new.catalog.addons))
        example = (
            [Event(kind="trial_started", date=self._new.today, addon=known[0])] if known else []
        )
        mark = "" if events else "# "
        for number, event in enumerate(events or example):
            lines = [
                ("[[events]]", say(N_("what happened; addonctl adds what is recorded"))),
                (f'kind = "{event.kind}"', self._either(OF_PEOPLE)),
                (f"date = {event.date}", say(N_("in the account's time zone"))),
                (f"addon = {self._text(event.addon)}", ""),
            ]
            if event.by is not None or not events:
                by = self._text(event.by or self._account.users[0].id)
                lines.append((f"by = {by}", say(N_("the id of who did it"))))
            yield ""
            for setting, comment in lines:
                is_told = comment and number == 0
                yield (mark + setting, comment) if is_told else mark + setting

    def _text(self, value: str) -> str:
        return toml_text(value, self._encoding)

    def _either(self, words: Sequence[str]) -> str:
        return self._say(N_("{words:or}"), words=tuple(words))
