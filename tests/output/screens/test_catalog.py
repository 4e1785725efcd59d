"""The catalogue on a terminal: an account at a glance, its add-ons, and the catalogue by plan."""

import datetime as dt
import re
from collections.abc import Callable
from functools import partial

import msgspec
import pytest
from rich.cells import cell_len

from addonctl.actions.catalog import describe_plans
from addonctl.model.catalog import Addon, Catalog
from addonctl.model.views import PlansView
from addonctl.output.screens.registry import render
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator
from tests.builders import (
    EXAMPLE_NAMES,
    PACKAGED_CATALOG,
    PACKAGED_POLICY,
    TODAY,
    make_account,
    make_catalog,
    make_context,
)
from tests.output.screens.eligibility_cases import OWNER
from tests.output.screens.support import (
    CATALOG,
    ENGLISH,
    HOSTILE_NAME,
    HOSTILE_NAME_SHOWN,
    PIPE,
    catalog_text,
    example_subject,
    supposing,
    terminal,
)

ACME = example_subject("acme.toml")


def plans_text(catalog: Catalog, features: StreamFeatures, *, say: Translator = ENGLISH) -> str:
    """Show the catalogue by plan."""
    plans = describe_plans(catalog, TODAY)
    return render(PlansView(answer=plans, catalog=catalog, sources=None), say, features)


SCREENS_OF_CATALOG: dict[str, Callable[..., str]] = {
    **{
        f"catalog-{name.partition('.')[0]}-80": partial(
            catalog_text, example_subject(name), terminal(80)
        )
        for name in EXAMPLE_NAMES
    },
    **{
        f"catalog-what-if-{width}": partial(
            catalog_text, supposing("acme.toml", "plan=professional"), terminal(width)
        )
        for width in (80, 120)
    },
    "catalog-acme-120": partial(catalog_text, ACME, terminal(120)),
    "catalog-acme-40": partial(catalog_text, ACME, terminal(40)),
    "catalog-acme-20": partial(catalog_text, ACME, terminal(20)),
    "catalog-acme-pipe": partial(catalog_text, ACME, PIPE),
    "catalog-acme-ascii-80": partial(catalog_text, ACME, terminal(80, encoding="ascii")),
    "catalog-acme-cp1252-80": partial(catalog_text, ACME, terminal(80, encoding="cp1252")),
    "catalog-nordwind-120": partial(catalog_text, example_subject("nordwind.toml"), terminal(120)),
    "catalog-before-first-cycle-80": partial(
        catalog_text,
        example_subject("acme.toml", as_of=dt.date(2026, 1, 30), is_today=False),
        terminal(80),
    ),
    "plans-80": partial(plans_text, CATALOG, terminal(80)),
    "plans-40": partial(plans_text, CATALOG, terminal(40)),
    "plans-pipe": partial(plans_text, CATALOG, PIPE),
    "plans-without-prices-80": partial(plans_text, PACKAGED_CATALOG, terminal(80)),
}


def head(text: str) -> list[str]:
    """Return the lines before the table."""
    return text.partition("\n\n")[0].split("\n")


def foot(text: str) -> str:
    """Return what stands under the table, its lines joined."""
    return " ".join(text.split("\n\n", 2)[2].split())


def row_of(text: str, addon: str) -> str:
    """Return the row of an add-on, its spaces made single."""
    return next(
        " ".join(line.split()) for line in text.split("\n") if line.strip().startswith(addon)
    )


def text_of(width: int | None = 80, catalog: Catalog = PACKAGED_CATALOG, **keys: object) -> str:
    """Show an account that is plain but for some keys of its file."""
    return catalog_text(make_context(make_account(**keys), catalog=catalog), terminal(width))


@pytest.mark.parametrize(
    ("users", "said"),
    [
        ([], "no users, no owner"),
        ([{"id": "adam", "roles": ["admin"]}], "1 user, no owner"),
        ([OWNER], "1 user, owner Olga"),
        ([OWNER, {"id": "otto", "roles": ["agent", "owner"]}], "2 users, owners Olga and otto"),
    ],
)
def test_people_and_owners_are_counted_and_named(users: list[object], said: str) -> None:
    """The second line says how many people there are and who owns the account."""
    assert head(text_of(users=users))[1] == f"  10 standard licences; {said}"


@pytest.mark.parametrize(
    ("standard", "additional", "said"),
    [
        (1, 0, "1 standard licence;"),
        (2, 1, "3 licences: 2 standard + 1 additional user;"),
        (0, 2, "2 licences: 0 standard + 2 additional users;"),
        (1234, 1, "1,235 licences: 1,234 standard + 1 additional user;"),
    ],
)
def test_licences_are_summed(standard: int, additional: int, said: str) -> None:
    """The second line says of what the licences are made up."""
    text = text_of(licenses={"standard": standard, "additional": additional})
    assert head(text)[1].startswith(f"  {said}")


@pytest.mark.parametrize(
    ("frequency", "said"),
    [
        ("monthly", "Billed monthly in EUR: cycle 1 to 30 Nov 2026, next invoice 1 Dec 2026"),
        ("quarterly", "Billed quarterly in EUR: cycle 1 Oct to 31 Dec 2026, next invoice"),
        ("semiannual", "Billed half-yearly in EUR: cycle 1 Jul to 31 Dec 2026, next invoice"),
        ("annual", "Billed yearly in EUR: cycle 1 Jan to 31 Dec 2026, next invoice 1 Jan 2027"),
    ],
)
def test_billing_is_said_by_frequency(frequency: str, said: str) -> None:
    """The third line says how often, in which cycle and when the next invoice comes."""
    billing = {"frequency": frequency}
    assert " ".join(head(text_of(billing=billing))[2:]).strip().startswith(said)


def test_every_state_is_worded() -> None:
    """A state has its words, a trial its last day, a purchase its date."""
    events = [
        {"kind": "subscribed", "date": "2026-02-03", "addon": "analytics-plus"},
        {"kind": "trial_started", "date": "2026-11-01", "addon": "ai-assist"},
        {"kind": "trial_started", "date": "2026-05-01", "addon": "ai-assist-pro"},
    ]
    text = text_of(events=events)
    assert row_of(text, "Analytics+") == "Analytics+ bought 3 Feb 2026 15.00 all 10"
    assert row_of(text, "AI Assist").startswith("AI Assist trial to 30 Nov 2026 none")
    assert row_of(text, "AI Assist Pro").startswith("AI Assist Pro trial used none")


def test_what_is_not_for_sale_has_no_price_and_no_way_to_buy() -> None:
    """What the plan includes or doesn't offer isn't priced, even where a price is known."""
    plans = [msgspec.structs.replace(PACKAGED_CATALOG.plans[1], offers=("analytics-plus",))]
    catalog = msgspec.structs.replace(
        make_catalog({"addon": "ai-assist"}, {"addon": "ai-assist-pro"}), plans=tuple(plans)
    )
    text = text_of(plan="professional", catalog=catalog)
    assert row_of(text, "AI Assist") == "AI Assist in the plan assigned"
    assert row_of(text, "AI Assist Pro") == "AI Assist Pro not offered assigned"
    assert "book.toml" not in text


def test_requests_are_counted_by_people() -> None:
    """A person who asks twice is counted once."""
    events = [
        {"kind": "feature_requested", "date": f"2026-11-0{day}", "addon": "ai-assist", "by": by}
        for day, by in ((1, "sara"), (2, "sara"), (3, "adam"))
    ]
    assert "available, 2 requests" in row_of(text_of(events=events), "AI Assist")


@pytest.mark.parametrize(
    ("discount", "said"),
    [
        (None, "before tax."),
        ({"percent": "12.5"}, "before tax and the account's 12.5% discount."),
        ({"per_cycle": "20.00"}, "before tax and the account's discount of 20.00 EUR a cycle."),
        ({"once": "1050.00"}, "before tax and the account's discount of 1,050.00 EUR, once."),
    ],
)
def test_prices_are_before_tax_and_the_accounts_discount(
    discount: dict[str, str] | None, said: str
) -> None:
    """Under the table stands what comes off the prices."""
    text = text_of(billing={"discount": discount})
    assert foot(text).startswith(f"Prices are for a licence, {said} Analytics+: the account's")


@pytest.mark.parametrize(
    ("discount", "said"),
    [
        ({"percent": "5"}, "Analytics+ has a discount of its own, 5%."),
        ({"per_cycle": "20"}, "Analytics+ has a discount of its own, 20.00 EUR a cycle."),
        ({"once": "50.00"}, "Analytics+ has a discount of its own, 50.00 EUR once."),
    ],
)
def test_own_discount_replaces_the_accounts(discount: dict[str, str], said: str) -> None:
    """The only priced add-on has a discount of its own, so that the account's isn't named."""
    prices = {"analytics-plus": {"unit_price": "15", "per": "month", "discount": discount}}
    text = text_of(prices=prices, billing={"discount": {"percent": "10"}})
    assert foot(text).startswith(f"Prices are for a licence, before tax. {said}")
    assert "10%" not in text


def test_prices_of_both_kinds_say_what_they_are_for() -> None:
    """A price a cycle among prices a month is marked in its cell, in both variants."""
    prices = {
        "analytics-plus": {"unit_price": "15.00", "per": "month"},
        "ai-assist": {"unit_price": "0.0125", "per": "cycle"},
    }
    assert row_of(text_of(prices=prices), "Analytics+").startswith("Analytics+ available 15.00 a m")
    assert "AI Assist available 0.0125 a cycle assigned" in row_of(text_of(prices=prices), "AI As")
    assert "Prices are in EUR for a licence, before tax." in text_of(120, prices=prices)


def test_price_of_the_cycle_is_headed_so() -> None:
    """Where all prices are for a cycle, the head says it, and the sentence where it is wide."""
    prices = {"analytics-plus": {"unit_price": "15.00", "per": "cycle"}}
    assert "EUR a cycle" in text_of(prices=prices)
    assert "Prices are in EUR for a licence and a cycle, before tax." in text_of(120, prices=prices)


def test_account_without_prices_says_nothing_of_them() -> None:
    """No sentence speaks of prices where there is none; all are to be quoted."""
    text = text_of(prices={})
    assert "Prices" not in text
    assert foot(text).startswith("¹ Assumed: no price in EUR is known for it. To give one, add to")
    assert text.count("by quote ¹") == 3


def test_place_of_a_price_is_named_once() -> None:
    """Add-ons whose prices come from the same place share its sentence."""
    prices = {
        "ai-assist": {"unit_price": "9", "per": "month"},
        "ai-assist-pro": {"unit_price": "9", "per": "month"},
    }
    text = text_of(prices=prices, catalog=make_catalog({}))
    assert "Analytics+: price book book.toml, valid from 1 Jan 2026." in text
    assert "AI Assist and AI Assist Pro: the account's contract." in " ".join(text.split())


def test_account_where_nobody_may_act_says_so() -> None:
    """With agents alone no add-on has anybody, and one sentence says it."""
    for width in (80, 120):
        text = text_of(width, users=[{"id": "anna", "roles": ["agent"]}])
        assert "Nobody on this account may do anything with them." in foot(text)
        assert "subscribe" not in text


def test_role_that_only_an_owner_holds_is_not_contested() -> None:
    """The documents' contradiction is told only where it decides for a person."""
    both = [{"id": "olga", "roles": ["admin", "owner"]}]
    one_each = [*both, {"id": "adam", "roles": ["admin"]}]
    for width in (80, 120):
        assert "Contested" not in text_of(width, users=both, prices={})
        assert "Contested" in text_of(width, users=one_each, prices={})


def test_contradiction_is_told_from_the_reading_in_force() -> None:
    """Where an admin may request a quote, it is told that two statements don't let them."""
    context = make_context(make_account(prices={}), reading="fr-table")
    text = catalog_text(context, terminal(80))
    assert "quote: owner, admin ² " in text
    assert "² Contested: two of three statements don't let an admin request a quote." in text


def test_contradiction_of_another_policy_is_told_by_its_question() -> None:
    """A conflict that has no words of its own is worded by what it asks."""
    packaged = PACKAGED_POLICY.conflict[0]
    sides = tuple(msgspec.structs.replace(side, contested=None) for side in packaged.reading)
    conflict = msgspec.structs.replace(packaged, id="X1", question="May they?", reading=sides)
    policy = msgspec.structs.replace(PACKAGED_POLICY, conflict=(conflict,))
    context = msgspec.structs.replace(make_context(make_account(prices={})), policy=policy)
    assert "\n  ² Contested: May they?\n" in catalog_text(context, terminal(80))


def test_warnings_stand_last() -> None:
    """A warning is a sentence of its own, in yellow."""
    text = text_of(billing={"past_due": True})
    assert text.split("\n\n")[-1].startswith("warning: ")
    features = terminal(80, has_color=True)
    context = make_context(make_account(billing={"past_due": True}))
    assert "\x1b[33mwarning: " in catalog_text(context, features)


def test_date_that_is_not_today_is_not_called_so() -> None:
    """The first line says `today` only where nobody gave a date."""
    given = example_subject("acme.toml", is_today=False)
    assert head(catalog_text(ACME, PIPE))[0].endswith("as of 21 Nov 2026, today")
    assert head(catalog_text(given, PIPE))[0].endswith("as of 21 Nov 2026")


@pytest.mark.parametrize("features", [terminal(80), terminal(120), PIPE, terminal(20)])
def test_hostile_names_are_text(features: StreamFeatures) -> None:
    """Names that would steer a terminal or the layout are shown, never obeyed."""
    addons = [
        msgspec.structs.replace(addon, name=HOSTILE_NAME) for addon in PACKAGED_CATALOG.addons
    ]
    catalog = msgspec.structs.replace(PACKAGED_CATALOG, addons=tuple(addons))
    account = make_account(
        name=HOSTILE_NAME, users=[{"id": "o", "name": HOSTILE_NAME, "roles": ["owner"]}]
    )
    text = catalog_text(make_context(account, catalog=catalog), features)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", text)
    assert " ".join(text.split()).count(HOSTILE_NAME_SHOWN) == 6


def test_wide_names_keep_the_columns_aligned() -> None:
    """Names of two columns a sign move no column, and are never cut."""
    name = "分析" * 8
    addons = [
        msgspec.structs.replace(PACKAGED_CATALOG.addons[0], name=name),
        *PACKAGED_CATALOG.addons[1:],
    ]
    catalog = msgspec.structs.replace(PACKAGED_CATALOG, addons=tuple(addons))
    text = catalog_text(make_context(catalog=catalog), terminal(120))
    starts = {
        cell_len(line.partition("available")[0]) for line in text.split("\n") if "available" in line
    }
    assert len(starts) == 1
    assert name in text


def test_twelve_addons_are_twelve_rows() -> None:
    """Many add-ons make a longer table, with every note once."""
    addons = tuple(
        Addon(id=f"addon.{number}", name=f"Add-on {number}", basis="assigned")
        for number in range(1, 13)
    )
    plan = msgspec.structs.replace(
        PACKAGED_CATALOG.plans[0], offers=tuple(addon.id for addon in addons)
    )
    catalog = msgspec.structs.replace(PACKAGED_CATALOG, addons=addons, plans=(plan,))
    text = catalog_text(make_context(catalog=catalog), terminal(80))
    assert text.count("by quote ¹") == 12
    assert text.count("¹ Assumed") == 1
    assert [line.strip() for line in text.split("\n")].count('[prices."addon.7"]') == 1


def test_plan_that_does_not_offer_an_addon_has_a_dash() -> None:
    """The dash is explained in the line under the table, where there is one."""
    plan = msgspec.structs.replace(PACKAGED_CATALOG.plans[0], offers=("ai-assist",))
    catalog = msgspec.structs.replace(PACKAGED_CATALOG, plans=(plan,))
    text = plans_text(catalog, terminal(80))
    assert row_of(text, "Analytics+") == "Analytics+ – all 1 month"
    assert foot(text).startswith("– not offered on this plan. No price book is configured:")
    assert "not offered" not in plans_text(PACKAGED_CATALOG, terminal(80))


def test_rows_without_a_source_have_no_list_of_sources() -> None:
    """A catalogue that names no sources shows none."""
    catalog = msgspec.structs.replace(
        PACKAGED_CATALOG,
        plans=tuple(msgspec.structs.replace(p, source=None) for p in PACKAGED_CATALOG.plans),
        addons=tuple(msgspec.structs.replace(a, source=None) for a in PACKAGED_CATALOG.addons),
    )
    assert "Sources" not in plans_text(catalog, terminal(80))


def test_future_prices_are_listed_and_replaced_ones_are_not() -> None:
    """The catalogue by plan shows the price in force and the one known to come."""
    catalog = make_catalog(
        {"unit_price": "16.00", "valid_from": "2025-01-01"},
        {"unit_price": "17.00", "valid_from": "2026-01-01"},
        {"unit_price": "19.00", "valid_from": "2027-01-01", "per": "cycle"},
        {"unit_price": "12.00", "valid_from": "2025-01-01", "commitment": "annual"},
    )
    text = plans_text(catalog, terminal(80))
    assert [line.strip() for line in text.split("\n") if "EUR" in line] == [
        "17.00 EUR a month, from 1 Jan 2026",
        "19.00 EUR a cycle, from 1 Jan 2027",
        "12.00 EUR a month, with an annual commitment, from 1 Jan 2025",
    ]


def test_long_source_of_a_price_is_wrapped_under_its_row() -> None:
    """A long source neither widens the table nor is cut."""
    source = "agreed in the framework contract of the whole group, annex 4, second amendment"
    for width in range(72, 120):
        text = plans_text(make_catalog({"source": source}), terminal(width))
        assert all(len(line) <= width for line in text.split("\n"))
        assert f"({source})" in " ".join(text.split())
        assert "  ────" in text
