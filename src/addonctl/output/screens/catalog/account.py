"""Show the account at a glance and its add-ons: state, price, how to buy, who may do what."""

from typing import Final

from addonctl.model.account import Account, Frequency, Licenses, Role
from addonctl.model.answers import CatalogAnswer
from addonctl.model.marking import N_, plural
from addonctl.model.views import CatalogView
from addonctl.output.document import Document
from addonctl.output.screens.catalog.plans import add_sources
from addonctl.output.screens.catalog.prices import place_sentences, price_sentences
from addonctl.output.screens.catalog.table import AddonTable
from addonctl.output.screens.quotes import add_quotes
from addonctl.output.screens.shared import add_contested, add_warnings
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.writing import written
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


def render_catalog(
    answer: CatalogAnswer,
    view: CatalogView,
    say: Translator,
    features: StreamFeatures,
    *,
    why: bool = False,
) -> str:
    """Write the account and its add-ons as a screen; asked why, with where they come from."""
    page, context = Document(), view.context
    page.paragraph(account_heading(context, say), hang=2)
    page.paragraph(_licenses_line(context.account, say), indent=2, hang=4)
    page.paragraph(_billing_line(answer, context.account, say), indent=2, hang=4)
    page.line()

    def add_addons(part: Document, is_wide: bool) -> None:  # noqa: FBT001  # as blocks call it
        table = AddonTable(view, say, is_wide=is_wide)
        part.begin_answer()
        part.table(table.columns(), table.rows())
        part.end_answer()
        part.line()
        _add_sentences(part, view, table, say)
        _add_notes(part, view, table, say)

    page.begin_answer()
    page.wide_or_narrow(add_addons)
    page.end_answer()
    quotes = [quote for addon in answer.addons for quote in addon.pending_quotes]
    if quotes:
        page.line()
        add_quotes(page, quotes, context, say)
    if answer.warnings:
        page.line()
        add_warnings(page, answer.warnings, say)
    if why:
        plan = context.catalog.plan(context.account.plan)
        add_sources(page, (plan, *context.catalog.addons), say)
    return written(page, features, say.colon)


def _licenses_line(account: Account, say: Translator) -> str:
    """Count the licences and the people, and name the owners."""
    owners = account.users_with("owner")
    users = say(plural("{count} user", "{count} users"), count=len(account.users))
    if owners:
        names = [user.display_name for user in owners]
        who = say(plural("owner {names:and}", "owners {names:and}"), count=len(owners), names=names)
    else:
        who = say(N_("no owner"))
    return say(
        N_("{licenses}; {users}, {owners}"),
        licenses=_licenses(account.licenses, say),
        users=users if account.users else say(N_("no users")),
        owners=who,
    )


def _licenses(held: Licenses, say: Translator) -> str:
    if not held.additional:
        template = plural("{count} standard licence", "{count} standard licences")
        return say(template, count=held.standard)
    template = plural(
        "{licenses}: {standard} standard + {count} additional user",
        "{licenses}: {standard} standard + {count} additional users",
    )
    return say(
        template,
        licenses=say(plural("{count} licence", "{count} licences"), count=held.total),
        standard=held.standard,
        count=held.additional,
    )


def _billing_line(answer: CatalogAnswer, account: Account, say: Translator) -> str:
    """Say how the account is billed, in which cycle it is, and when the next invoice comes."""
    if answer.cycle is None:
        cycle = say(N_("the first cycle begins on {date}"), date=account.billing.anchor)
    else:
        cycle = say.period(
            answer.cycle.start,
            answer.cycle.last_day,
            N_("cycle {first} to {last}, next invoice {date}"),
            date=answer.next_invoice,
        )
    template = _BILLED[account.billing.frequency]
    return say(template, currency=account.currency, cycle=cycle)


def _add_sentences(page: Document, view: CatalogView, table: AddonTable, say: Translator) -> None:
    """Say what the prices are for, where they come from, and who may do nothing at all."""
    sentences = price_sentences(view, say, is_wide=table.is_wide)
    if not view.roles:
        sentences.append(say(N_("Nobody on this account may do anything with them.")))
    elif table.is_wide:
        sentences += [say(_IDLE[role]) for role in view.idle_roles]
    if table.has_dashes:
        page.paragraph(say(N_("– may do nothing; what isn't listed isn't allowed.")), indent=2)
    for texts in (sentences, place_sentences(view.answer.addons, say, is_wide=table.is_wide)):
        if text := " ".join(texts):
            page.paragraph(text, indent=2)


def _add_notes(page: Document, view: CatalogView, table: AddonTable, say: Translator) -> None:
    """Write the notes that the cells point to, and assumptions that no cell points to."""
    context = view.context
    reasons = {row.status.route_reason.code: row.status.route_reason for row in view.rows}
    for key in table.notes.keys:
        mark = table.notes.mark(key)
        reason = next((known for code, known in reasons.items() if code == key), None)
        if reason is None:
            add_contested(page, mark, key, context, say)
            continue
        note = f"{mark} {route_note(reason, context, say)}"
        if reason.code == "NO_PRICE_KNOWN":
            _add_price_hint(page, note, view, table, say)
        else:
            page.paragraph(note, indent=2, hang=4)
    for assumption in view.answer.assumptions:
        if assumption.code == "TIME_ZONE_UTC":
            text = say(N_("Assumed: the account names no time zone; its dates are UTC."))
            page.paragraph(text, indent=2, hang=4)


def _add_price_hint(
    page: Document, note: str, view: CatalogView, table: AddonTable, say: Translator
) -> None:
    """Add the note on missing prices with the tables of the account file that would give them.

    Where the account has no price at all, nothing in it shows how one is written: the first is
    written out.
    """
    first, *others = table.unpriced
    if not any(addon.price for addon in view.answer.addons):
        text = say(N_("{note} To give one, add to the account:"), note=note)
        page.paragraph(text, indent=2, hang=4)
        page.code(price_lines(first, view.context.invocation.reference, say), indent=6)
        if others:
            page.paragraph(say(N_("and the same under:")), indent=4)
            page.code([say.clean(_price_table(addon_id)) for addon_id in others], indent=6)
        return
    keys = [_price_table(addon_id) for addon_id in table.unpriced]
    if table.is_wide:
        text = say(N_("{note} To give one, add {keys:and} to the account."), note=note, keys=keys)
        page.paragraph(text, indent=2, hang=4)
        return
    page.paragraph(say(N_("{note} To give one, add to the account:"), note=note), indent=2, hang=4)
    for key in keys:
        page.line("      " + say("{key}", key=key))


def _price_table(addon_id: str) -> str:
    return f"[prices.{toml_key(addon_id, 'utf-8')}]"
