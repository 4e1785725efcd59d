"""Write an account as a commented TOML file to start from."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, get_args

from addonctl.model.account import (
    Account,
    AccountPrice,
    Event,
    EventKind,
    Frequency,
    Language,
    Per,
    Role,
)
from addonctl.model.catalog import Catalog
from addonctl.model.marking import N_
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.encoding import fit_encoding
from addonctl.text.toml import toml_key, toml_text
from addonctl.text.translator import Translator

COMMENT_COLUMN: Final = 37


def render_new_account(
    account: Account, catalog: Catalog, today: dt.date, say: Translator, features: StreamFeatures
) -> str:
    """Write the account; whatever its names hold, the text is TOML in the stream's encoding.

    What isn't given is shown as a comment; an event is one of today.
    """
    lines = [
        *_lines(account, catalog, say, features.encoding),
        *_people(account, say, features.encoding),
        *_events(account, catalog, today, say, features.encoding),
    ]
    return "".join(fit_encoding(f"{line}\n", features.encoding) for line in lines)


def _lines(account: Account, catalog: Catalog, say: Translator, encoding: str) -> Iterator[str]:
    def text(value: str) -> str:
        return toml_text(value, encoding)

    plans = [plan.id for plan in catalog.plans]
    yield "# " + say(N_("An account for addonctl."))
    yield "# " + say(N_("A line of settings behind a # is optional: take the # away to use it."))
    yield "schema = 1"
    yield _line(f"id = {text(account.id)}", say(N_("letters, digits, dots, hyphens, underscores")))
    yield f"name = {text(account.name)}"
    yield _line(f"plan = {text(account.plan)}", _either(plans, say))
    yield _line(f"currency = {text(account.currency)}", say(N_("ISO 4217")))
    if account.time_zone is None:
        yield _line('# time_zone = "Europe/Paris"', say(N_("without it, dates are UTC")))
    else:
        yield f"time_zone = {text(account.time_zone)}"
    yield _line(
        '# language = "fr"',
        say(N_("of notes for this account: {words:or}"), words=get_args(Language)),
    )
    yield ""
    yield from _billing(account, say, encoding)
    yield ""
    yield from _licenses_and_prices(account, catalog, say, encoding)


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


def _people(account: Account, say: Translator, encoding: str) -> Iterator[str]:
    user = account.users[0]
    yield ""
    yield "[[users]]"
    yield _line(
        f"id = {toml_text(user.id, encoding)}",
        say(N_("what --as takes; the e-mail address or the name works, too")),
    )
    yield f"name = {toml_text(user.display_name, encoding)}"
    if user.email is None:
        yield '# email = "owner@example.com"'
    else:
        yield f"email = {toml_text(user.email, encoding)}"
    yield _line('roles = ["owner"]', say(N_("one or more of {roles:and}"), roles=get_args(Role)))


def _events(
    account: Account, catalog: Catalog, today: dt.date, say: Translator, encoding: str
) -> Iterator[str]:
    """Write the events, or one as a comment."""
    known = (*catalog.plan(account.plan).offers, *(addon.id for addon in catalog.addons))
    example = [Event(kind="trial_started", date=today, addon=known[0])] if known else []
    for number, event in enumerate(account.events or example):
        mark = "" if account.events else "# "
        lines = [
            ("[[events]]", say(N_("what happened; addonctl adds what is recorded"))),
            (f'kind = "{event.kind}"', _either(get_args(EventKind), say)),
            (f"date = {event.date}", say(N_("in the account's time zone"))),
            (f"addon = {toml_text(event.addon, encoding)}", ""),
        ]
        if event.by is not None or not account.events:
            by = event.by or account.users[0].id
            lines.append((f"by = {toml_text(by, encoding)}", say(N_("the id of who did it"))))
        yield ""
        for setting, comment in lines:
            is_told = comment and number == 0
            yield _line(mark + setting, comment) if is_told else mark + setting


def _billing(account: Account, say: Translator, encoding: str) -> Iterator[str]:
    billing = account.billing
    yield "[billing]"
    yield _line(f'frequency = "{billing.frequency}"', _either(get_args(Frequency), say))
    yield _line(f"anchor = {billing.anchor}", say(N_("first day of the first billing cycle")))
    yield _line('# commitment = "annual"', say(N_("chooses the price, never the cycle")))
    yield _line('# purchase_path = "self_service"', _either(["self_service", "quote"], say))
    yield _line(
        '# payment_method = "card"', _either(["card", "direct_debit", "bank_transfer"], say)
    )
    yield _line("# past_due = true", say(N_("adds a warning to every answer")))
    yield _line('# credit = "20"', say(N_("lowers the amount due of the first invoice")))
    taxes = (
        None
        if billing.taxes is None
        else ", ".join(
            f'{{ name = {toml_text(tax.name, encoding)}, percent = "{tax.percent}" }}'
            for tax in billing.taxes
        )
    )
    yield _line(
        '# taxes = [{ name = "VAT", percent = "20" }]' if taxes is None else f"taxes = [{taxes}]",
        say(N_("[] means none; left out, taxes aren't known")),
    )
    yield _line('# discount = { percent = "10" }', say(N_("on every add-on")))


def _licenses_and_prices(
    account: Account, catalog: Catalog, say: Translator, encoding: str
) -> Iterator[str]:
    yield "[licenses]"
    yield _line(f"standard = {account.licenses.standard}", say(N_("standard user licences")))
    yield _line(f"additional = {account.licenses.additional}", say(N_("additional users")))
    offers = catalog.plan(account.plan).offers
    example = {offers[0]: AccountPrice(unit_price="15.00", per="month")} if offers else {}
    mark = "" if account.prices else "# "
    for addon, price in (account.prices or example).items():
        yield ""
        yield _line(
            f"{mark}[prices.{toml_key(addon, encoding)}]",
            say(N_("the contract's own price; it wins over the price book")),
        )
        yield _line(
            f'{mark}unit_price = "{price.unit_price}"', say(N_("for one licence, before tax"))
        )
        yield _line(f'{mark}per = "{price.per}"', _either(get_args(Per), say))
        yield _line('# source = "..."', say(N_("where the price was agreed")))


def _either(words: Sequence[str], say: Translator) -> str:
    return say(N_("{words:or}"), words=tuple(words))


def _line(setting: str, comment: str) -> str:
    """Put a comment behind a setting, in a column with the others where there is room."""
    return f"{setting.ljust(COMMENT_COLUMN - 2)}  # {comment}"
