"""`addonctl invoice-preview`: what will be charged, now and next."""

from typing import Annotated

from addonctl.actions.find import find_addon
from addonctl.actions.preview import describe_offer, preview_purchase
from addonctl.cli.options import Addon, LicensesOption, takes
from addonctl.cli.session import Session
from addonctl.cli.values import parse_count, parse_dates, parse_licenses

MOST_CYCLES = 120
Cycles = Annotated[str | None, takes("--cycles", "K", "Add the K invoices after the next one.")]
CompareDates = Annotated[
    str | None, takes("--compare-dates", "D1,D2,…", "Say what a purchase on other dates costs.")
]


def run(
    session: Session,
    addon: Addon,
    *,
    licenses: LicensesOption = None,
    cycles: Cycles = None,
    compare_dates: CompareDates = None,
) -> int:
    """Show both invoices of a purchase, now and next, with everything they are made of.

    \b
    Examples:
      addonctl new --example acme > acme.toml
      addonctl invoice-preview analytics-plus -a acme.toml
      addonctl invoice-preview analytics-plus -a acme.toml --as-of 2026-11-21 --cycles 3
      addonctl invoice-preview analytics-plus -a acme.toml --compare-dates 2026-12-15
      addonctl invoice-preview analytics-plus --accounts . -o csv
    """
    count = parse_licenses(licenses)
    further = (
        0 if cycles is None else parse_count(cycles, option="--cycles", least=0, most=MOST_CYCLES)
    )
    dates = () if compare_dates is None else parse_dates(compare_dates, option="--compare-dates")
    if session.is_sweep:
        from addonctl.cli.sweeping.running import answer_many  # noqa: PLC0415  # one account does without

        return answer_many(
            session,
            "invoice-preview",
            addon=addon,
            licenses=count,
            cycles=further,
            compare_dates=dates,
        )
    context = session.context()
    answer = preview_purchase(
        context,
        addon=find_addon(context.catalog, addon),
        user=session.user,
        licenses=count,
        cycles=further,
        compare_dates=dates,
    )
    session.printer.show(describe_offer(context, answer))
    return 0
