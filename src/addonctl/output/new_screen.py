"""Write an account as a commented TOML file to start from."""

from collections.abc import Iterator, Sequence
from typing import Final, get_args

from addonctl.model.account import Account, Frequency, Language, Role
from addonctl.model.catalog import Catalog
from addonctl.output.marker import mark as _
from addonctl.output.streams import Look, fit_encoding
from addonctl.output.toml import toml_key, toml_text
from addonctl.output.wording import Wording

COMMENT_COLUMN: Final = 37


def render_new_account(account: Account, catalog: Catalog, say: Wording, look: Look) -> str:
    """Write the account; whatever its names hold, the text is TOML in the stream's encoding."""
    lines = _lines(account, catalog, say, look.encoding)
    return "".join(fit_encoding(f"{line}\n", look.encoding) for line in lines)


def _lines(account: Account, catalog: Catalog, say: Wording, encoding: str) -> Iterator[str]:
    def text(value: str) -> str:
        return toml_text(value, encoding)

    plans = [plan.id for plan in catalog.plans]
    yield "# " + say(_("An account for addonctl."))
    yield "# " + say(_("A line of settings behind a # is optional: take the # away to use it."))
    yield "schema = 1"
    yield _line(f"id = {text(account.id)}", say(_("letters, digits, dots, hyphens, underscores")))
    yield f"name = {text(account.name)}"
    yield _line(f"plan = {text(account.plan)}", _either(plans, say))
    yield _line(f"currency = {text(account.currency)}", say(_("ISO 4217")))
    if account.time_zone is None:
        yield _line('# time_zone = "Europe/Paris"', say(_("without it, dates are UTC")))
    else:
        yield f"time_zone = {text(account.time_zone)}"
    yield _line(
        '# language = "fr"',
        say(_("of notes for this account: {words:or}"), words=get_args(Language)),
    )
    yield ""
    yield from _billing(account, say)
    yield ""
    yield from _licenses_and_prices(account, catalog, say, encoding)
    yield ""
    yield "[[users]]"
    user = account.users[0]
    yield _line(f"id = {text(user.id)}", say(_("what --as takes; the e-mail address works, too")))
    yield f"name = {text(user.display_name)}"
    yield '# email = "owner@example.com"'
    yield _line('roles = ["owner"]', say(_("one or more of {roles:and}"), roles=get_args(Role)))


def _billing(account: Account, say: Wording) -> Iterator[str]:
    billing = account.billing
    yield "[billing]"
    yield _line(f'frequency = "{billing.frequency}"', _either(get_args(Frequency), say))
    yield _line(f"anchor = {billing.anchor}", say(_("first day of the first billing cycle")))
    yield _line('# commitment = "annual"', say(_("chooses the price, never the cycle")))
    yield _line('# purchase_path = "self_service"', _either(["self_service", "quote"], say))
    yield _line(
        '# payment_method = "card"', _either(["card", "direct_debit", "bank_transfer"], say)
    )
    yield _line("# past_due = true", say(_("adds a warning to every answer")))
    yield _line('# credit = "20"', say(_("lowers the amount due of the first invoice")))
    yield _line(
        '# taxes = [{ name = "VAT", percent = "20" }]',
        say(_("[] means none; left out, taxes aren't known")),
    )
    yield _line('# discount = { percent = "10" }', say(_("on every add-on")))


def _licenses_and_prices(
    account: Account, catalog: Catalog, say: Wording, encoding: str
) -> Iterator[str]:
    yield "[licenses]"
    yield _line(f"standard = {account.licenses.standard}", say(_("standard user licences")))
    yield _line(f"additional = {account.licenses.additional}", say(_("additional users")))
    offers = catalog.plan(account.plan).offers
    if offers:
        yield ""
        yield _line(
            f"# [prices.{toml_key(offers[0], encoding)}]",
            say(_("the contract's own price; it wins over the price book")),
        )
        yield _line('# unit_price = "15.00"', say(_("for one licence, before tax")))
        yield _line('# per = "month"', _either(["month", "cycle"], say))
        yield _line('# source = "..."', say(_("where the price was agreed")))


def _either(words: Sequence[str], say: Wording) -> str:
    return say(_("{words:or}"), words=tuple(words))


def _line(setting: str, comment: str) -> str:
    """Put a comment behind a setting, in a column with the others where there is room."""
    return f"{setting.ljust(COMMENT_COLUMN - 2)}  # {comment}"
