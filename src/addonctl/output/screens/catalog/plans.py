"""Show the catalogue by plan, where no account is asked about: what is offered, prices, sources.

The catalogue of an account is `catalog_screen`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from addonctl.model.answers import AddonView, CatalogAnswer, PlanView
from addonctl.model.catalog import Addon, BookPrice, Catalog, Plan
from addonctl.model.marking import N_, plural
from addonctl.model.messages.vocabulary import ROUTE_NAMES, STATE_NAMES
from addonctl.output.blocks import Below, Cell, Column, Row
from addonctl.output.document import Document
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.writing import written
from addonctl.text.translator import Translator


def render_plans(
    answer: CatalogAnswer,
    catalog: Catalog,
    say: Translator,
    features: StreamFeatures,
    *,
    sources: tuple[str, ...] | None,
) -> str:
    """Write plans, add-ons and price-book rows as a screen.

    Where each comes from stands below, unless `sources` is the command that shows it.
    """
    page = Document()
    page.paragraph(say(N_("Plans and add-ons · as of {date}"), date=answer.as_of), hang=2)
    page.line()
    plans = answer.plans or ()
    columns = [
        Column(head=say(N_("Add-on"))),
        *(Column(head=say("{name}", name=plan.name)) for plan in plans),
        Column(head=say(N_("Licences"))),
        Column(head=say(N_("Trial"))),
    ]
    rows = [_row(addon, answer, catalog, say) for addon in answer.addons]
    page.begin_answer()
    page.table(columns, rows)
    page.end_answer()
    page.line()
    if any(_is_missing(addon, plan) for addon in answer.addons for plan in plans):
        page.paragraph(say(N_("– not offered on this plan.")), indent=2)
    page.paragraph(_price_sentence(catalog, say), indent=2)
    sourced: list[Plan | Addon] = [*catalog.plans, *catalog.addons]
    if sources is None:
        add_sources(page, sourced, say)
    elif any(row.source for row in sourced):
        page.line()
        page.pointer(say(N_("Sources:")), sources)
    return written(page, features, say.colon)


def _row(addon: AddonView, answer: CatalogAnswer, catalog: Catalog, say: Translator) -> Row:
    months = catalog.addon(addon.id).trial_months
    cells = (
        Cell(say("{name}", name=addon.name)),
        *(Cell(_on_plan(addon, plan, say)) for plan in answer.plans or ()),
        Cell(say(N_("all")) if addon.basis == "all_licenses" else say(N_("assigned"))),
        Cell(say(plural("{count} month", "{count} months"), count=months)),
    )
    prices = _prices(catalog, addon.id, answer.as_of)
    return Row(cells=cells, below=tuple(Below(text=_price(each, say), hang=2) for each in prices))


def _is_missing(addon: AddonView, plan: PlanView) -> bool:
    return addon.id not in plan.offers and addon.id not in plan.includes


def _on_plan(addon: AddonView, plan: PlanView, say: Translator) -> str:
    if addon.id in plan.includes:
        return say(STATE_NAMES["included"])
    if addon.id not in plan.offers:
        return "–"
    return say(ROUTE_NAMES["quote"]) if plan.route == "quote" else say(N_("offered"))


def _prices(catalog: Catalog, addon_id: str, as_of: dt.date) -> Iterator[BookPrice]:
    """Yield the price-book rows in force and those known to come, in the book's order."""
    rows = [row for row in catalog.prices if row.addon == addon_id]
    for row in rows:
        is_replaced = any(
            (other.currency, other.commitment) == (row.currency, row.commitment)
            and row.valid_from < other.valid_from <= as_of
            for other in rows
        )
        if not is_replaced:
            yield row


def _price(row: BookPrice, say: Translator) -> str:
    """Write a price-book row: the price, the commitment, its first day, its source."""
    amount = say.numbers.money(row.unit_price, row.currency)
    template = N_("{price} a month") if row.per == "month" else N_("{price} a cycle")
    text = say(template, price=amount)
    if row.commitment == "annual":
        text = say(N_("{price}, with an annual commitment"), price=text)
    text = say(N_("{price}, from {date}"), price=text, date=row.valid_from)
    if row.source is None:
        return text
    return say(N_("{price} ({source})"), price=text, source=row.source)


def _price_sentence(catalog: Catalog, say: Translator) -> str:
    if not catalog.prices:
        return say(N_("No price book is configured: prices come from each account's contract."))
    template = N_("Prices are for a licence, before tax, from {file}; an account's own price wins.")
    return say(template, file=catalog.prices_from or "")


def add_sources(page: Document, rows: Iterable[Plan | Addon], say: Translator) -> None:
    """Say for plans and add-ons where their rows come from."""
    sourced = [(row.name, row.source) for row in rows if row.source]
    if not sourced:
        return
    page.line()
    page.line(say(N_("Sources")))
    for name, source in sourced:
        text = say(N_("{name}: {source}"), name=name, source=say.data(source))
        page.paragraph(text, indent=2, hang=4)
