"""Show the account at a glance and its add-ons: state, price, how to buy, who may do what."""

from typing import Final

from addonctl.model.account import Frequency, Role
from addonctl.model.answers import RouteReason
from addonctl.model.marking import N_, plural
from addonctl.model.views import CatalogView
from addonctl.output.page import Page
from addonctl.output.screens.catalog.plans import add_sources
from addonctl.output.screens.catalog.table import AddonTable
from addonctl.output.screens.shared import (
    add_coming,
    add_note,
    add_quotes,
    add_warnings,
    listed_words,
)
from addonctl.output.screens.supposing import add_what_if
from addonctl.text.phrases import account_heading, route_note
from addonctl.text.toml import price_lines, toml_key
from addonctl.text.translator import Translator

_BILLED: Final[dict[Frequency, str]] = {
    "monthly": N_("Billed monthly in {currency}: {cycle}"),
    "quarterly": N_("Billed quarterly in {currency}: {cycle}"),
    "semiannual": N_("Billed half-yearly in {currency}: {cycle}"),
    "annual": N_("Billed yearly in {currency}: {cycle}"),
}
_IDLE: Final[dict[Role, str]] = {
    "owner": N_("Owners may do nothing."),
    "admin": N_("Admins may do nothing."),
    "supervisor": N_("Supervisors may do nothing."),
    "agent": N_("Agents may do nothing."),
}


def add_catalog(page: Page, view: CatalogView) -> None:
    """Add the account and its add-ons; asked why, with where they come from."""
    answer, context = view.answer, view.context
    page.paragraph(account_heading(context, page.say), hang=2)
    add_what_if(page, answer.what_if)
    page.item(_licenses_line(view, page.say))
    page.item(_billing_line(view, page.say))
    page.line()

    def add_addons(part: Page, is_wide: bool) -> None:  # noqa: FBT001  # as blocks call it
        table = AddonTable(part, view, is_wide=is_wide)
        part.line()
        _add_sentences(part, view, table)
        _add_notes(part, view, table)

    with page.as_answer():
        page.wide_or_narrow(add_addons)
    add_quotes(page, [quote for addon in answer.addons for quote in addon.pending_quotes], view)
    add_coming(page, view.rows)
    add_warnings(page, answer.warnings, is_apart=True)
    if view.why:
        plan = context.catalog.plan(context.account.plan)
        add_sources(page, (plan, *context.catalog.addons))


def _licenses_line(view: CatalogView, say: Translator) -> str:
    """Count the licences and the people, and name the owners."""
    account = view.context.account
    names = [user.display_name for user in account.users_with("owner")]
    owners = plural("owner {names:and}", "owners {names:and}") if names else N_("no owner")
    users = plural("{count} user", "{count} users") if account.users else N_("no users")
    held = account.licenses
    if held.additional:
        licenses = plural(
            "{licenses}: {standard} standard + {count} additional user",
            "{licenses}: {standard} standard + {count} additional users",
        )
    else:
        licenses = plural("{count} standard licence", "{count} standard licences")
    return say(
        N_("{licenses}; {users}, {owners}"),
        licenses=say(
            licenses,
            licenses=say(plural("{count} licence", "{count} licences"), count=held.total),
            standard=held.standard,
            count=held.additional or held.standard,
        ),
        users=say(users, count=len(account.users)),
        owners=say(owners, count=len(names), names=names),
    )


def _billing_line(view: CatalogView, say: Translator) -> str:
    """Say how the account is billed, in which cycle it is, and when the next invoice comes."""
    answer, account = view.answer, view.context.account
    if answer.cycle is None:
        cycle = say(N_("the first cycle begins on {date}"), date=account.billing.anchor)
    else:
        cycle = say.period(
            answer.cycle.start,
            answer.cycle.last_day,
            N_("cycle {first} to {last}, next invoice {date}"),
            date=answer.next_invoice,
        )
    return say(_BILLED[account.billing.frequency], currency=account.currency, cycle=cycle)


def _add_sentences(page: Page, view: CatalogView, table: AddonTable) -> None:
    """Say what the prices are for, where they come from, and who may do nothing at all."""
    say = page.say
    sentences = list(table.prices.sentences(is_wide=table.is_wide))
    if not view.roles:
        sentences.append(say(N_("Nobody on this account may do anything with them.")))
    elif table.is_wide:
        sentences += [say(_IDLE[role]) for role in view.idle_roles]
    if table.has_dashes:
        page.paragraph(listed_words(say, has_dash=True), indent=2)
    for texts in (sentences, table.prices.places(is_wide=table.is_wide)):
        if text := " ".join(texts):
            page.paragraph(text, indent=2)


def _add_notes(page: Page, view: CatalogView, table: AddonTable) -> None:
    """Write the notes that the cells point to, and assumptions that no cell points to."""
    for key in table.notes.keys:
        mark = table.notes.mark(key)
        if isinstance(key, RouteReason) and key.code == "NO_PRICE_KNOWN":
            note = f"{mark} {route_note(key, view.context, page.say)}"
            _add_price_hint(page, note, view, table)
        else:
            add_note(page, mark, key, view.context)
    for assumption in view.answer.assumptions:
        if assumption.code == "TIME_ZONE_UTC":
            page.item(page.say(N_("Assumed: the account names no time zone; its dates are UTC.")))


def _add_price_hint(page: Page, note: str, view: CatalogView, table: AddonTable) -> None:
    """Add the note on missing prices with the tables of the account file that would give them.

    Where the account has no price at all, nothing in it shows how one is written: the first is
    written out.
    """
    say = page.say
    keys = [f"[prices.{toml_key(addon_id, 'utf-8')}]" for addon_id in table.unpriced]
    has_price = any(addon.price for addon in view.answer.addons)
    if has_price and table.is_wide:
        text = say(N_("{note} To give one, add {keys:and} to the account."), note=note, keys=keys)
        page.item(text)
        return
    page.item(say(N_("{note} To give one, add to the account:"), note=note))
    if has_price:
        for key in keys:
            page.line("      " + say.clean(key))
        return
    page.code(price_lines(table.unpriced[0], view.context.invocation.reference, say), indent=6)
    if keys[1:]:
        page.paragraph(say(N_("and the same under:")), indent=4)
        page.code(map(say.clean, keys[1:]), indent=6)
