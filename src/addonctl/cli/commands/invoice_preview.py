"""`addonctl invoice-preview`: what will be charged, of a purchase or of everything bought."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

import typer

from addonctl.actions.find import find_addon
from addonctl.actions.preview import describe_offer, preview_purchase
from addonctl.cli.options import ADDONS, KEYS, LicensesOption, takes
from addonctl.cli.session import Session
from addonctl.cli.values import parse_count, parse_date, parse_dates, parse_licenses
from addonctl.errors import UsageFailure

MOST_CYCLES = 120
Addons = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ADDON...]",
        help="Add-ons to buy, by id, alias or name; without any, all that is bought is billed.",
    ),
    ADDONS,
]
Cycles = Annotated[str | None, takes("--cycles", "K", "Add the K invoices after the next one.")]
Until = Annotated[
    str | None, takes("--until", "DATE", "Add the invoices until a date, and their sum.")
]
CompareDates = Annotated[
    str | None, takes("--compare-dates", "D1,D2,…", "Say what a purchase on other dates costs.")
]
Compare = Annotated[
    str | None,
    takes(
        "--compare", "KEY=V1,V2,…", "Say what it costs with each of these values of the account."
    ),
    KEYS,
]


def run(
    session: Session,
    addon: Addons = None,
    *,
    licenses: LicensesOption = None,
    cycles: Cycles = None,
    until: Until = None,
    compare_dates: CompareDates = None,
    compare: Compare = None,
) -> int:
    """Show the invoices of a purchase, or the next one of all that is bought.

    Of several add-ons each is invoiced by itself now, in the order given, and the next invoice has
    all that is bought. Without ADDON it is the next invoice of what is bought already.

    \b
    Examples:
      addonctl new --example acme > acme.toml
      addonctl invoice-preview analytics-plus -a acme.toml
      addonctl invoice-preview analytics-plus -a acme.toml --as-of 2026-11-21 --cycles 3
      addonctl invoice-preview analytics-plus -a acme.toml --compare-dates 2026-12-15
      addonctl invoice-preview analytics-plus -a acme.toml --set licenses.standard=20
      addonctl invoice-preview analytics-plus -a acme.toml --compare licenses.standard=15,20
      addonctl invoice-preview -a acme.toml --until 2027-12-31
      addonctl invoice-preview analytics-plus --accounts . -o csv
    """
    words = addon or []
    _check_options(
        words,
        {
            "--licenses": licenses,
            "--compare-dates": compare_dates,
            "--compare": compare,
            "--as": session.shared.as_user,
        },
        is_counted_twice=cycles is not None and until is not None,
    )
    count = parse_licenses(licenses)
    further = (
        0 if cycles is None else parse_count(cycles, option="--cycles", least=0, most=MOST_CYCLES)
    )
    last = None if until is None else parse_date(until, option="--until")
    dates = () if compare_dates is None else parse_dates(compare_dates, option="--compare-dates")
    variants = () if compare is None else session.read_variants(compare)
    if session.is_sweep:
        from addonctl.cli.sweeping.running import answer_many  # noqa: PLC0415  # one account does without

        return answer_many(
            session,
            "invoice-preview",
            addons=words,
            licenses=count,
            cycles=further,
            until=last,
            compare_dates=dates,
            variants=variants,
        )
    if len(words) != 1:
        return _show_several(session, words, licenses=count, cycles=further, until=last)
    context = session.context()
    answer = preview_purchase(
        context,
        addon=find_addon(context.catalog, words[0]),
        user=session.user,
        licenses=count,
        cycles=further,
        until=last,
        compare_dates=dates,
        variations=session.variations(variants),
    )
    session.printer.show(describe_offer(context, answer))
    return 0


def _show_several(
    session: Session,
    words: Sequence[str],
    *,
    licenses: int | None,
    cycles: int,
    until: dt.date | None,
) -> int:
    """Show several purchases, or the invoices of everything bought."""
    from addonctl.actions.next_invoice import describe_bill, preview_next  # noqa: PLC0415  # one does without
    from addonctl.actions.previews import describe_offers, preview_purchases  # noqa: PLC0415

    context = session.context()
    if not words:
        answer = preview_next(context, cycles=cycles, until=until)
        session.printer.show(describe_bill(context, answer))
        return 0
    previews = preview_purchases(
        context,
        addons=[find_addon(context.catalog, word) for word in words],
        user=session.user,
        licenses=licenses,
        cycles=cycles,
        until=until,
    )
    session.printer.show(describe_offers(context, previews))
    return 0


def _check_options(
    words: Sequence[str], given: dict[str, str | None], *, is_counted_twice: bool
) -> None:
    """Stop at options that have no meaning for so many add-ons.

    Raises:
        UsageFailure: NEEDS_ADDON, ONE_ADDON_ALONE or UNTIL_AND_CYCLES.
    """
    for option, value in given.items():
        if value is not None and not words:
            raise UsageFailure("NEEDS_ADDON", option=option)
    for option in ("--compare-dates", "--compare"):
        if given[option] is not None and len(words) > 1:
            raise UsageFailure("ONE_ADDON_ALONE", option=option)
    if is_counted_twice:
        raise UsageFailure("UNTIL_AND_CYCLES")
