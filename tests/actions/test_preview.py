"""Check the preview of a purchase: the figures of the screens, what was assumed, who may buy."""

import datetime as dt
import shlex
from typing import Any

import msgspec
import pytest

from addonctl.actions.preview import preview_purchase
from addonctl.errors import AddonctlError
from addonctl.model.account import Account
from addonctl.model.answers import Invoice, InvoicePreview
from addonctl.model.catalog import Catalog
from addonctl.model.subject import Asked, Subject
from tests.builders import (
    PACKAGED_CATALOG,
    TODAY,
    example_account,
    example_catalog,
    make_account,
    make_catalog,
    make_subject,
)

ALL_ASSUMPTIONS = {
    "TIME_ZONE_UTC",
    "NO_PRICE_KNOWN",
    "PLAN_BY_QUOTE",
    "BANK_TRANSFER",
    "DAY_OF_PURCHASE_BILLED",
    "MONTH_END_CLAMPED",
    "TAX_UNKNOWN",
    "PRICES_BEFORE_TAX",
    "LICENSES_NOT_GIVEN",
    "NEXT_AS_TODAY",
    "NEXT_AS_TODAY_DISCOUNTED",
    "LATER_PRICE_KNOWN",
}


def preview(
    account: Account | None = None,
    addon: str = "analytics-plus",
    *,
    as_of: dt.date = TODAY,
    catalog: Catalog = PACKAGED_CATALOG,
    source: str | None = "plain.toml",
    **options: Any,  # noqa: ANN401 - the options of a preview
) -> InvoicePreview:
    """Preview buying an add-on."""
    subject = make_subject(account, as_of=as_of, catalog=catalog, source=source)
    return preview_purchase(subject, addon=catalog.addon(addon), **options)


def lines_of(invoice: Invoice) -> list[tuple[str, int, str, str, str]]:
    """List the lines of an invoice as a screen shows them."""
    return [
        (line.kind, line.quantity, line.cycle_price, line.fraction, str(line.amount))
        for line in invoice.lines
    ]


def sums_of(invoice: Invoice) -> list[str]:
    """List subtotal, tax, total, credit and amount due."""
    sums = (invoice.subtotal, invoice.tax, invoice.total, invoice.credit, invoice.amount_due)
    return [str(amount) for amount in sums]


def codes_of(answer: InvoicePreview) -> list[str]:
    """List the codes of what was assumed."""
    return [notice.code for notice in answer.assumptions]


# --- the figures of the screens -------------------------------------------------------------


def test_year_in_advance_is_as_the_screen_has_it() -> None:
    """Lumière: 15.00 x 12 months x 49 licences x 114/365 days = 2,754.74 EUR, and the renewal."""
    answer = preview(example_account("annual-upfront.toml"))
    assert lines_of(answer.now) == [
        ("standard", 37, "180.00", "114/365", "2080.11"),
        ("additional", 12, "180.00", "114/365", "674.63"),
    ]
    assert sums_of(answer.now) == ["2754.74", "550.95", "3305.69", "0.00", "3305.69"]
    assert lines_of(answer.next) == [
        ("standard", 37, "180.00", "366/366", "6660.00"),
        ("additional", 12, "180.00", "366/366", "2160.00"),
    ]
    assert sums_of(answer.next) == ["8820.00", "1764.00", "10584.00", "0.00", "10584.00"]
    assert (answer.cycle.start, answer.cycle.end) == (dt.date(2026, 3, 15), dt.date(2027, 3, 15))
    assert (answer.cycle.last_day, answer.cycle.days) == (dt.date(2027, 3, 14), 365)
    assert (answer.cycle.days_billed, answer.cycle.frequency) == (114, "annual")
    assert (answer.next.issue_date, answer.next.period.last_day) == (
        dt.date(2027, 3, 15),
        dt.date(2028, 3, 14),
    )
    later = answer.day_later
    assert (later.as_of, later.days_billed, str(later.subtotal)) == (
        dt.date(2026, 11, 22),
        113,
        "2730.58",
    )
    assert codes_of(answer) == ["DAY_OF_PURCHASE_BILLED", "PRICES_BEFORE_TAX", "NEXT_AS_TODAY"]
    assert (answer.purchase.allowed, answer.purchase.route) == (("claire",), "self_service")


def test_month_with_discount_and_credit_is_as_the_screen_has_it() -> None:
    """Acme: 15.00 x 13 licences x 90 % x 9/30 days = 52.65 EUR, 20.00 of the 63.18 from credit."""
    answer = preview(example_account("acme.toml"), catalog=example_catalog())
    assert lines_of(answer.now) == [
        ("standard", 10, "15.00", "9/30", "45.00"),
        ("additional", 3, "15.00", "9/30", "13.50"),
    ]
    assert (str(answer.now.gross), str(answer.now.discount)) == ("58.50", "5.85")
    assert sums_of(answer.now) == ["52.65", "10.53", "63.18", "20.00", "43.18"]
    assert lines_of(answer.next) == [
        ("standard", 10, "15.00", "31/31", "150.00"),
        ("additional", 3, "15.00", "31/31", "45.00"),
    ]
    assert (str(answer.next.gross), str(answer.next.discount)) == ("195.00", "19.50")
    assert sums_of(answer.next) == ["175.50", "35.10", "210.60", "0.00", "210.60"]
    assert (answer.now.period.last_day, answer.next.issue_date) == (
        dt.date(2026, 11, 29),
        dt.date(2026, 11, 30),
    )
    assert (answer.day_later.days_billed, str(answer.day_later.subtotal)) == (8, "46.80")
    assert codes_of(answer) == [
        "DAY_OF_PURCHASE_BILLED",
        "MONTH_END_CLAMPED",
        "PRICES_BEFORE_TAX",
        "NEXT_AS_TODAY_DISCOUNTED",
    ]
    assert answer.purchase.allowed == ("marie",)
    assert answer.subscribe_command == (
        "addonctl subscribe analytics-plus -a plain.toml --as marie --expect-total 63.18"
    )


@pytest.mark.parametrize(
    ("name", "as_of", "fraction", "sums"),
    [
        (
            "bank-transfer.toml",
            "2026-11-21",
            "21/30",
            ["190.40", "38.08", "228.48", "228.48", "0.00"],
        ),
        ("japanese-yen.toml", "2026-11-21", "10/30", ["4317", "432", "4749", "0", "4749"]),
        (
            "three-decimals.toml",
            "2026-11-21",
            "19/30",
            ["210.583", "40.011", "250.594", "0.000", "250.594"],
        ),
        ("month-end.toml", "2027-02-10", "18/28", ["64.29", "13.50", "77.79", "0.00", "77.79"]),
        ("month-end.toml", "2028-02-10", "19/29", ["65.52", "13.76", "79.28", "0.00", "79.28"]),
    ],
)
def test_examples_come_to_what_their_comments_say(
    name: str, as_of: str, fraction: str, sums: list[str]
) -> None:
    """The amounts that the example files promise."""
    answer = preview(example_account(name), as_of=dt.date.fromisoformat(as_of))
    assert answer.now.lines[0].fraction == fraction
    assert sums_of(answer.now) == sums


def test_credit_that_is_left_pays_the_next_invoice() -> None:
    """Garonne: 21.52 of 250.00 are left for the next invoice, and nothing after it."""
    answer = preview(example_account("bank-transfer.toml"), cycles=2)
    assert [str(invoice.credit) for invoice in (answer.next, *answer.schedule)] == [
        "21.52",
        "0.00",
        "0.00",
    ]


def test_unknown_tax_is_none_and_an_assumption() -> None:
    """Fjordbok: neither time zone nor taxes are known, so both are said."""
    answer = preview(example_account("no-owner.toml"))
    assert (answer.now.tax, answer.now.taxes) == (None, ())
    assert answer.now.total == answer.now.subtotal
    assert codes_of(answer) == [
        "TIME_ZONE_UTC",
        "DAY_OF_PURCHASE_BILLED",
        "TAX_UNKNOWN",
        "NEXT_AS_TODAY",
    ]
    assert (answer.purchase.allowed, answer.subscribe_command) == ((), None)


# --- schedule, comparison, a day later ------------------------------------------------------


@pytest.mark.parametrize("cycles", [0, 1, 3, 120])
def test_schedule_continues_after_the_next_invoice(cycles: int) -> None:
    """There are as many further invoices as asked for, from the same anchor on."""
    account = make_account(billing={"anchor": "2026-01-31"})
    answer = preview(account, cycles=cycles)
    assert len(answer.schedule) == cycles
    dates = [invoice.issue_date.isoformat() for invoice in (answer.next, *answer.schedule)]
    expected = ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]
    assert dates[:4] == expected[: cycles + 1]
    if cycles == 120:
        assert dates[-1] == "2036-11-30"


def test_dates_are_compared_once_each_and_in_order() -> None:
    """Each date is the first invoice of a purchase then; before and after the as-of date."""
    account = make_account(billing={"taxes": [{"name": "VAT", "percent": "20"}]})
    days = [dt.date(2026, 12, 1), dt.date(2026, 11, 1), dt.date(2026, 11, 30), dt.date(2026, 12, 1)]
    compared = preview(account, compare_dates=days).comparison
    assert [(str(each.as_of), each.days_billed, str(each.subtotal)) for each in compared] == [
        ("2026-11-01", 30, "150.00"),
        ("2026-11-30", 1, "5.00"),
        ("2026-12-01", 31, "150.00"),
    ]
    assert [(str(each.tax), str(each.total)) for each in compared] == [
        ("30.00", "180.00"),
        ("1.00", "6.00"),
        ("30.00", "180.00"),
    ]
    for each in compared:
        then = preview(account, as_of=each.as_of).now
        assert (each.subtotal, each.tax, each.total) == (then.subtotal, then.tax, then.total)


def test_nothing_is_compared_unless_asked() -> None:
    """Without dates and cycles both lists are empty."""
    answer = preview()
    assert (answer.comparison, answer.schedule) == ((), ())


def test_day_later_is_the_first_invoice_of_a_purchase_then() -> None:
    """On the last day of a cycle it is already the next cycle's full price."""
    answer = preview(as_of=dt.date(2026, 11, 30))
    assert (answer.cycle.days_billed, str(answer.now.subtotal)) == (1, "5.00")
    assert (answer.day_later.days_billed, str(answer.day_later.subtotal)) == (31, "150.00")


# --- licences and prices --------------------------------------------------------------------

ASSIST_PRICE = {"ai-assist": {"unit_price": "9.00", "per": "month"}}


def test_assigned_licenses_are_billed_where_they_are_given() -> None:
    """Four licences of AI Assist are four, and nothing is assumed about them."""
    answer = preview(make_account(prices=ASSIST_PRICE), "ai-assist", licenses=4)
    assert (answer.quantity.assigned, answer.quantity.billed) == (4, 4)
    assert lines_of(answer.now) == [("assigned", 4, "9.00", "10/30", "12.00")]
    assert "LICENSES_NOT_GIVEN" not in codes_of(answer)
    assert answer.subscribe_command is not None
    assert "--licenses 4" in answer.subscribe_command


def test_licenses_not_given_are_all_and_said() -> None:
    """Without a number AI Assist is billed on all licences: the articles' rule, an assumption."""
    account = make_account(prices=ASSIST_PRICE, licenses={"standard": 10, "additional": 3})
    answer = preview(account, "ai-assist")
    assert (answer.quantity.assigned, answer.quantity.billed) == (None, 13)
    assert [line.kind for line in answer.now.lines] == ["standard", "additional"]
    assert codes_of(answer).count("LICENSES_NOT_GIVEN") == 1
    assert "LICENSES_NOT_GIVEN" not in codes_of(preview())


LATER = {"unit_price": "17.50", "valid_from": "2027-01-01"}


@pytest.mark.parametrize(
    ("as_of", "cycles", "is_said"),
    [
        ("2026-11-21", 0, False),
        ("2026-11-30", 0, False),
        ("2026-11-21", 1, True),
        ("2026-12-01", 0, True),
        ("2026-12-31", 0, True),
        ("2027-01-01", 0, False),
    ],
)
def test_known_later_price_is_said_where_it_would_matter(
    as_of: str, cycles: int, is_said: object
) -> None:
    """All invoices use the price of the as-of date; a row that comes before the last is named."""
    catalog = make_catalog({"unit_price": "16.00"}, LATER)
    account = make_account(prices={})
    answer = preview(account, as_of=dt.date.fromisoformat(as_of), catalog=catalog, cycles=cycles)
    assert ("LATER_PRICE_KNOWN" in codes_of(answer)) is is_said
    prices = {
        line.unit_price
        for invoice in (answer.now, answer.next, *answer.schedule)
        for line in invoice.lines
    }
    assert prices == {answer.price.unit_price}


def test_no_assumption_is_made_that_changes_no_number() -> None:
    """A plain account with stated tax, zone, price and whole months assumes two things alone."""
    assert codes_of(preview()) == ["DAY_OF_PURCHASE_BILLED", "NEXT_AS_TODAY"]


def test_discount_once_is_not_one_of_the_next_invoice() -> None:
    """The next invoice has no such discount, so nothing is assumed about it."""
    price = {"unit_price": "15.00", "per": "month", "discount": {"once": "20.00"}}
    assert "NEXT_AS_TODAY" in codes_of(preview(make_account(prices={"analytics-plus": price})))


@pytest.mark.parametrize(
    ("anchor", "frequency", "as_of", "is_said"),
    [
        ("2026-01-31", "monthly", "2026-11-21", True),
        ("2026-01-31", "monthly", "2026-12-31", True),
        ("2026-01-31", "semiannual", "2026-11-21", False),
        ("2026-01-28", "monthly", "2027-02-10", False),
        ("2026-01-30", "monthly", "2026-11-21", False),
        ("2026-01-30", "monthly", "2026-12-30", True),
        ("2026-01-30", "monthly", "2027-02-28", True),
    ],
)
def test_clamped_month_end_is_said_where_a_boundary_is_clamped(
    anchor: str, frequency: str, as_of: str, is_said: object
) -> None:
    """Only where a period shown starts or ends on another day than the anchor's."""
    account = make_account(billing={"anchor": anchor, "frequency": frequency})
    answer = preview(account, as_of=dt.date.fromisoformat(as_of))
    assert ("MONTH_END_CLAMPED" in codes_of(answer)) is is_said


# --- what stops a preview -------------------------------------------------------------------

BOUGHT = [{"kind": "subscribed", "date": "2026-06-10", "addon": "analytics-plus"}]


@pytest.mark.parametrize(
    ("account", "addon", "options", "code", "exit_code"),
    [
        (make_account(prices={}), "analytics-plus", {}, "NO_PRICE", 6),
        (make_account(currency="USD", prices={}), "ai-assist", {}, "NO_PRICE", 6),
        (
            make_account(billing={"anchor": "2026-11-22"}),
            "analytics-plus",
            {},
            "BEFORE_FIRST_CYCLE",
            6,
        ),
        (
            make_account(),
            "analytics-plus",
            {"compare_dates": [dt.date(2025, 12, 31)]},
            "BEFORE_FIRST_CYCLE",
            6,
        ),
        (make_account(), "analytics-plus", {"licenses": 5}, "LICENSES_FIXED", 2),
        (make_account(prices=ASSIST_PRICE), "ai-assist", {"licenses": 11}, "LICENSES_TOO_MANY", 2),
    ],
)
def test_what_cannot_be_computed_is_a_failure_and_never_0(
    account: Account, addon: str, options: dict[str, Any], code: str, exit_code: int
) -> None:
    """No price, no cycle yet or a wrong number of licences gives a code and no amounts."""
    before = msgspec.json.encode(account)
    with pytest.raises(AddonctlError) as raised:
        preview(account, addon, **options)
    assert (raised.value.code, raised.value.exit_code) == (code, exit_code)
    assert msgspec.json.encode(account) == before


def test_as_many_licenses_as_there_are_may_be_assigned() -> None:
    """The account's total is the limit and allowed; on the anchor itself there is a cycle."""
    answer = preview(make_account(prices=ASSIST_PRICE), "ai-assist", licenses=10)
    assert answer.quantity.billed == 10
    assert preview(as_of=dt.date(2026, 1, 1)).cycle.days_billed == 31


@pytest.mark.parametrize(
    ("account", "addon", "reason"),
    [
        (make_account(events=BOUGHT), "analytics-plus", "ALREADY_PURCHASED"),
        (make_account(plan="professional"), "ai-assist", "INCLUDED_IN_PLAN"),
    ],
)
def test_what_is_not_for_sale_is_refused_with_the_decision(
    account: Account, addon: str, reason: str
) -> None:
    """Bought or in the plan: exit 3 and the owner's decision, never an invoice of 0."""
    before = msgspec.json.encode(account)
    with pytest.raises(AddonctlError) as raised:
        preview(account, addon)
    assert raised.value.exit_code == 3
    decision: Any = raised.value.decision
    assert (decision.user, decision.allowed) == ("olga", False)
    assert reason in {each.code for each in decision.reasons}
    assert msgspec.json.encode(account) == before


def test_refusal_is_the_asking_user_s() -> None:
    """With `--as` it is that user's decision; without owners or users there may be none."""
    account = make_account(events=BOUGHT)
    with pytest.raises(AddonctlError) as raised:
        preview(account, user=account.users[2])
    decision: Any = raised.value.decision
    assert decision.user == "sara"
    with pytest.raises(AddonctlError) as raised:
        preview(make_account(events=BOUGHT, users=[]))
    assert raised.value.decision is None


# --- who may buy ----------------------------------------------------------------------------


def test_refused_role_or_route_does_not_stop_a_preview() -> None:
    """The amounts are the same; the answer says who may and who may not, and why."""
    by_quote = preview(make_account(billing={"payment_method": "bank_transfer"}))
    assert by_quote.now == preview().now
    assert (by_quote.purchase.allowed, by_quote.subscribe_command) == ((), None)
    assert [(each.user, each.codes) for each in by_quote.purchase.refused] == [
        ("olga", ("ACCOUNT_NEEDS_QUOTE",)),
        ("adam", ("ROLE_OWNER_ONLY", "ACCOUNT_NEEDS_QUOTE")),
        ("sara", ("ROLE_OWNER_ONLY", "ACCOUNT_NEEDS_QUOTE")),
        ("anna", ("ROLE_NO_ACCESS", "ACCOUNT_NEEDS_QUOTE")),
    ]
    assert "BANK_TRANSFER" in codes_of(by_quote)
    assert preview().purchase.allowed == ("olga",)


TWO_OWNERS = [
    {"id": "adam", "roles": ["admin"]},
    {"id": "first owner", "roles": ["owner"]},
    {"id": "second", "roles": ["owner"]},
]


@pytest.mark.parametrize(
    ("user", "buyer"),
    [(None, "first owner"), (0, "first owner"), (1, "first owner"), (2, "second")],
)
def test_command_is_the_asking_user_s_where_they_may(user: int | None, buyer: str) -> None:
    """Else it is that of the first who may; it is quoted for a shell and says the exact total."""
    account = make_account(users=TWO_OWNERS)
    asking = None if user is None else account.users[user]
    answer = preview(account, user=asking, source="my accounts/plain.toml")
    assert shlex.split(answer.subscribe_command or "") == [
        "addonctl",
        "subscribe",
        "analytics-plus",
        "-a",
        "my accounts/plain.toml",
        "--as",
        buyer,
        "--expect-total",
        "50.00",
    ]


def test_command_has_the_date_only_where_it_was_given() -> None:
    """A date that isn't today is in the command; an account from standard input has no command."""
    subject = msgspec.structs.replace(make_subject(), asked=Asked(source="plain.toml", as_of=TODAY))
    answer = preview_purchase(subject, addon=subject.catalog.addon("analytics-plus"))
    assert (answer.subscribe_command or "").endswith(" --as-of 2026-11-21")
    assert "--as-of" not in (preview().subscribe_command or "")
    assert preview(source=None).subscribe_command is None


def test_overdue_balance_is_a_warning() -> None:
    """The amounts are the same, and there is a warning."""
    overdue = preview(make_account(billing={"past_due": True}))
    assert [notice.code for notice in overdue.warnings] == ["PAST_DUE"]
    assert overdue.now == preview().now
    assert preview().warnings == ()


# --- the preview's id -----------------------------------------------------------------------


def id_of(subject: Subject, addon: str = "analytics-plus", licenses: int | None = None) -> str:
    """Name the preview of a purchase."""
    found = subject.catalog.addon(addon)
    return preview_purchase(subject, addon=found, licenses=licenses).preview_id


def priced(unit_price: str = "15.00", per: str = "month") -> dict[str, dict[str, str]]:
    """Write the price of Analytics+."""
    return {"analytics-plus": {"unit_price": unit_price, "per": per}}


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "other"},
        {"licenses": {"standard": 11}},
        {"licenses": {"standard": 9, "additional": 1}},
        {"prices": priced("15.01")},
        {"prices": priced("15.00", "cycle")},
        {"currency": "USD"},
        {"billing": {"discount": {"percent": "10"}}},
        {"billing": {"discount": {"per_cycle": "10"}}},
        {"billing": {"taxes": None}},
        {"billing": {"taxes": [{"name": "VAT", "percent": "20"}]}},
        {"billing": {"credit": "10.00"}},
        {"billing": {"anchor": "2026-01-02"}},
        {"billing": {"frequency": "quarterly"}},
    ],
    ids=str,
)
def test_preview_has_another_id_for_another_input(changed: dict[str, Any]) -> None:
    """Everything that an amount depends on is in the id."""
    assert id_of(make_subject(make_account(**changed))) != id_of(make_subject())


def test_preview_has_another_id_on_another_day_for_another_addon_or_number() -> None:
    """The date, the add-on and the licences are in the id too."""
    prices = priced() | ASSIST_PRICE | {"ai-assist-pro": ASSIST_PRICE["ai-assist"]}
    subject = make_subject(make_account(prices=prices))
    ids = [
        id_of(subject),
        id_of(msgspec.structs.replace(subject, as_of=TODAY + dt.timedelta(days=1))),
        id_of(subject, "ai-assist"),
        id_of(subject, "ai-assist-pro"),
        id_of(subject, "ai-assist", 4),
        id_of(subject, "ai-assist", 5),
    ]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "changed",
    [
        {"users": [{"id": "solo", "roles": ["agent"]}]},
        {"name": "Another name"},
        {"language": "fr"},
        {"billing": {"payment_method": "bank_transfer", "past_due": True}},
        {
            "events": [
                {"kind": "feature_requested", "date": "2026-06-10", "addon": "analytics-plus"}
            ]
        },
        {"events": [{"kind": "trial_started", "date": "2026-11-10", "addon": "analytics-plus"}]},
        {"events": [{"kind": "subscribed", "date": "2026-06-10", "addon": "ai-assist"}]},
    ],
    ids=str,
)
def test_preview_keeps_its_id_whatever_else_changes(changed: dict[str, Any]) -> None:
    """Users, names, and events that use no credit aren't in the id."""
    assert id_of(make_subject(make_account(**changed))) == id_of(make_subject())


def test_preview_has_another_id_once_credit_was_used() -> None:
    """What another purchase took from the credit changes what is left, and so the id."""
    used = {"kind": "subscribed", "date": "2026-06-10", "addon": "ai-assist", "credit": "4.00"}
    credit = {"credit": "10.00"}
    with_use = make_subject(make_account(billing=credit, events=[used]))
    assert id_of(with_use) != id_of(make_subject(make_account(billing=credit)))
    assert id_of(with_use) == id_of(make_subject(make_account(billing={"credit": "6.00"})))


def test_same_question_has_the_same_answer() -> None:
    """Nothing but its inputs is in an answer: asked again it is equal, id and all."""
    options: dict[str, Any] = {"cycles": 3, "compare_dates": [dt.date(2026, 12, 1)]}
    assert preview(**options) == preview(**options)
    assert preview().preview_id == "fe39f8a3bda3c59e"


def test_every_assumption_is_one_that_is_known() -> None:
    """The codes that a preview can have are stable."""
    catalog = example_catalog()
    for name in ("acme.toml", "us-dollars.toml", "custom-quote.toml", "leap-day.json"):
        answer = preview(example_account(name), catalog=catalog, cycles=12)
        assert set(codes_of(answer)) <= ALL_ASSUMPTIONS
