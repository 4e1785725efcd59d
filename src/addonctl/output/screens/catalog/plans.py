"""Show the catalogue by plan, where no account is asked about: what is offered, prices, sources.

The catalogue of an account is `catalog.account`'s.
"""

from collections.abc import Iterable, Iterator

from addonctl.model.answers import AddonView, PlanView
from addonctl.model.catalog import Addon, BookPrice, Plan
from addonctl.model.marking import N_, plural
from addonctl.model.messages.vocabulary import PRICES_PER, ROUTE_NAMES, STATE_NAMES
from addonctl.model.views import PlansView
from addonctl.output.blocks import Below, Column, Row, row
from addonctl.output.page import Page
from addonctl.output.screens.shared import add_warnings
from addonctl.text.translator import Translator


def add_plans(page: Page, view: PlansView) -> None:
    """Add plans, add-ons and price-book rows.

    Where each comes from stands below, unless the command that shows it does.
    """
    say, answer, catalog = page.say, view.answer, view.catalog
    page.paragraph(say(N_("Plans and add-ons · as of {date}"), date=answer.as_of), hang=2)
    add_warnings(page, answer.warnings)
    page.line()
    plans = answer.plans or ()
    columns = [
        *page.heads(N_("Add-on")),
        *(Column(head=say("{name}", name=plan.name)) for plan in plans),
        *page.heads(N_("Licences"), N_("Trial")),
    ]
    with page.as_answer():
        page.table(columns, [_row(addon, view, say) for addon in answer.addons])
    page.line()
    if any({each.id for each in answer.addons} - {*plan.offers, *plan.includes} for plan in plans):
        page.paragraph(say(N_("– not offered on this plan.")), indent=2)
    template = (
        N_("Prices are for a licence, before tax, from {file}; an account's own price wins.")
        if catalog.prices
        else N_("No price book is configured: prices come from each account's contract.")
    )
    page.paragraph(say(template, file=catalog.prices_from or ""), indent=2)
    sourced: list[Plan | Addon] = [*catalog.plans, *catalog.addons]
    if view.sources is None:
        add_sources(page, sourced)
    elif any(row.source for row in sourced):
        page.pointer(N_("Sources:"), view.sources)


def _row(addon: AddonView, view: PlansView, say: Translator) -> Row:
    months = view.catalog.addon(addon.id).trial_months
    return row(
        say("{name}", name=addon.name),
        *(_on_plan(addon, plan, say) for plan in view.answer.plans or ()),
        say(N_("all")) if addon.basis == "all_licenses" else say(N_("assigned")),
        say(plural("{count} month", "{count} months"), count=months),
        below=[Below(text=_price(each, say), hang=2) for each in _prices(addon, view)],
    )


def _on_plan(addon: AddonView, plan: PlanView, say: Translator) -> str:
    if addon.id in plan.includes:
        return say(STATE_NAMES["included"])
    if addon.id not in plan.offers:
        return "–"
    return say(ROUTE_NAMES["quote"]) if plan.route == "quote" else say(N_("offered"))


def _prices(addon: AddonView, view: PlansView) -> Iterator[BookPrice]:
    """Yield the price-book rows in force and those known to come, in the book's order."""
    prices = [price for price in view.catalog.prices if price.addon == addon.id]
    for price in prices:
        is_replaced = any(
            (other.currency, other.commitment) == (price.currency, price.commitment)
            and price.valid_from < other.valid_from <= view.answer.as_of
            for other in prices
        )
        if not is_replaced:
            yield price


def _price(price: BookPrice, say: Translator) -> str:
    """Write a price-book row: the price, the commitment, its first day, its source."""
    text = say(PRICES_PER[price.per], unit_price=price.unit_price, currency=price.currency)
    if price.commitment == "annual":
        text = say(N_("{price}, with an annual commitment"), price=text)
    text = say(N_("{price}, from {date}"), price=text, date=price.valid_from)
    if price.source is None:
        return text
    return say(N_("{price} ({source})"), price=text, source=price.source)


def add_sources(page: Page, rows: Iterable[Plan | Addon]) -> None:
    """Say for plans and add-ons where their rows come from."""
    sourced = [(row.name, row.source) for row in rows if row.source]
    if not sourced:
        return
    page.heading(N_("Sources"))
    for name, source in sourced:
        page.item(page.say(N_("{name}: {source}"), name=name, source=page.say.data(source)))
