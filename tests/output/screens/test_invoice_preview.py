"""An invoice preview on a terminal: the two amounts, the bar, the sums, who may buy."""

import datetime as dt
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from rich.cells import cell_len

from addonctl.output.screens.invoice_preview.head import BAR_CELLS
from addonctl.output.terminal.streams import StreamFeatures
from tests.builders import EXAMPLE_NAMES, make_account, make_context
from tests.output.screens.support import (
    HOSTILE_NAME,
    HOSTILE_NAME_SHOWN,
    PIPE,
    example_preview,
    example_subject,
    preview_text,
    supposing,
    terminal,
    varying,
)

ANALYTICS = {"analytics-plus": {"unit_price": "15.00", "per": "month"}}
ACME = example_subject("acme.toml")
MARIE, _PAUL, ZOE, *_OTHERS = ACME.account.users
SAENTIS = example_subject("custom-quote.toml")
LUMIERE = example_subject("annual-upfront.toml")
DISCOUNTS = example_subject("quarterly-discounts.toml")
REVERSE_CHARGE = [{"name": "VAT (reverse charge)", "percent": "0"}]
ZERO_RATED = make_context(
    make_account(billing={"taxes": REVERSE_CHARGE, "credit": "20.00"}, prices=ANALYTICS)
)

SUPPOSED = supposing("acme.toml", "licenses.standard=20", "billing.frequency=annual")
VARIED = varying(SUPPOSED, "licenses.additional=0,3,20")

SCREENS_OF_PREVIEW: dict[str, Callable[..., str]] = {
    **{
        f"preview-{name.partition('.')[0]}-80": partial(example_preview, name, terminal(80))
        for name in EXAMPLE_NAMES
    },
    "preview-annual-upfront-120": partial(preview_text, LUMIERE, terminal(120)),
    "preview-acme-120": partial(preview_text, ACME, terminal(120)),
    "preview-acme-40": partial(preview_text, ACME, terminal(40)),
    "preview-acme-20": partial(preview_text, ACME, terminal(20)),
    "preview-acme-pipe": partial(preview_text, ACME, PIPE),
    "preview-acme-ascii-80": partial(preview_text, ACME, terminal(80, encoding="ascii")),
    "preview-acme-cp1252-80": partial(preview_text, ACME, terminal(80, encoding="cp1252")),
    "preview-per-cycle-discount-80": partial(
        preview_text, DISCOUNTS, terminal(80), "ai-assist", licenses=5
    ),
    "preview-asked-by-supervisor-80": partial(preview_text, ACME, terminal(80), user=ZOE),
    "preview-asked-by-owner-80": partial(preview_text, ACME, terminal(80), user=MARIE),
    "preview-asked-by-contested-admin-80": partial(
        preview_text, SAENTIS, terminal(80), user=SAENTIS.account.users[1]
    ),
    "preview-licences-not-given-80": partial(
        preview_text, example_subject("us-dollars.toml"), terminal(80), "ai-assist"
    ),
    "preview-zero-rated-80": partial(preview_text, ZERO_RATED, terminal(80)),
    "preview-zero-rated-120": partial(preview_text, ZERO_RATED, terminal(120)),
    "preview-schedule-and-comparison-80": partial(
        preview_text,
        DISCOUNTS,
        terminal(80),
        cycles=2,
        compare_dates=[dt.date(2026, 11, 21), dt.date(2026, 11, 25), dt.date(2026, 12, 1)],
    ),
    **{
        f"preview-what-if-{width}": partial(
            preview_text, SUPPOSED, terminal(width), variations=VARIED
        )
        for width in (60, 80, 120)
    },
    "preview-what-if-mail": partial(
        preview_text, SUPPOSED, PIPE, variations=VARIED, form="markdown"
    ),
    "preview-compared-plans-80": partial(
        preview_text,
        ACME,
        terminal(80),
        "ai-assist",
        licenses=5,
        variations=varying(ACME, "plan=essentials,professional,custom"),
    ),
    "preview-schedule-of-credit-80": partial(
        preview_text,
        make_context(make_account(billing={"credit": "600.00"}, prices=ANALYTICS)),
        terminal(80),
        cycles=4,
    ),
    "preview-later-month-end-80": partial(
        preview_text,
        example_subject("month-end.toml", as_of=dt.date(2027, 2, 10), is_today=False),
        terminal(80),
        cycles=3,
    ),
}


def text_on(day: str, features: StreamFeatures | None = None, **keys: Any) -> str:  # noqa: ANN401 - a file's values
    """Preview Analytics+ for an account that is plain but for some keys, on a date."""
    account = make_account(**{"prices": ANALYTICS} | keys)
    context = make_context(account, as_of=dt.date.fromisoformat(day))
    return preview_text(context, features or terminal(80))


def rows_of(text: str) -> dict[str, list[str]]:
    """Return the cells of the table by the label of their row."""
    rows = (re.split(r" {2,}", line.strip()) for line in text.split("\n"))
    return {cells[0]: cells[1:] for cells in rows if len(cells) > 1}


def bar_of(text: str) -> tuple[str, str]:
    """Return the cells of the bar and the words under it."""
    lines = text.split("\n")
    number = next(n for n, line in enumerate(lines) if "█" in line)
    return re.sub(r"[^·█]", "", lines[number]), lines[number + 1]


@pytest.mark.parametrize(
    ("frequency", "name", "again"),
    [
        ("monthly", "full month", "then every month"),
        ("quarterly", "full quarter", "then every quarter"),
        ("semiannual", "half-year", "then every half-year"),
        ("annual", "full year", "then every year"),
    ],
)
def test_full_cycle_is_not_called_prorated(frequency: str, name: str, again: str) -> None:
    """On the first day of a cycle both columns are a full cycle, without a fraction."""
    text = text_on("2026-01-01", billing={"frequency": frequency})
    assert again in text
    assert text.replace(again, "").count(name) == 2
    assert not re.search(r"\d/\d", text)


def test_bar_of_a_full_cycle_is_all_billed() -> None:
    """On the first day nothing is left out of the bar, and nothing is called not billed."""
    bar, words = bar_of(text_on("2026-11-01"))
    assert bar == "█" * BAR_CELLS
    assert words.strip() == "30 of 30 days"


@pytest.mark.parametrize(
    ("day", "billed", "words"),
    [
        ("2026-12-31", 1, "364 days not billed 1 of 365 days"),
        ("2026-01-02", BAR_CELLS - 1, "1 day not billed 364 of 365 days"),
        ("2026-07-02", 24, "182 days not billed 183 of 365 days"),
    ],
)
def test_bar_has_48_cells_and_never_hides_a_day(day: str, billed: int, words: str) -> None:
    """One day billed is one cell, and so is one day that isn't."""
    bar, under = bar_of(text_on(day, billing={"frequency": "annual"}))
    assert bar == "·" * (BAR_CELLS - billed) + "█" * billed
    assert " ".join(under.split()) == words


@pytest.mark.parametrize("features", [PIPE, terminal(60), terminal(80, is_terminal=False)])
def test_cycle_is_said_in_words_where_there_is_no_bar(features: StreamFeatures) -> None:
    """Off a terminal and where it is too narrow the same is said without the bar."""
    text = " ".join(preview_text(ACME, features).split())
    assert "█" not in text
    assert "Cycle 31 Oct to 29 Nov 2026: 21 days not billed, 9 of 30 days" in text


def test_last_day_is_named_alone() -> None:
    """A purchase on the last day is for that day only."""
    text = text_on("2026-11-30", terminal(120))
    assert "no tax, 30 Nov 2026 only" in text
    assert re.search(r" 30 Nov 2026 +1 to 31 Dec 2026\n", text)


def test_several_taxes_have_a_row_each() -> None:
    """Each tax is a row with its percentage, and all are named beside the amounts."""
    taxes = [{"name": "GST", "percent": "5"}, {"name": "PST", "percent": "7.25"}]
    text = text_on("2026-11-21", billing={"taxes": taxes})
    rows = rows_of(text)
    assert rows["Subtotal"] == ["50.00", "150.00"]
    assert rows["GST 5%"] == ["2.50", "7.50"]
    assert rows["PST 7.25%"] == ["3.63", "10.88"]
    assert rows["Total, EUR"] == ["56.13", "168.38"]
    assert "incl. GST and PST, 21 to 30 Nov 2026" in text


def test_no_tax_is_one_total_that_says_so() -> None:
    """An account without taxes has neither tax row nor a subtotal that repeats the total."""
    text = text_on("2026-11-21", billing={"taxes": []})
    assert rows_of(text)["Total (no tax), EUR"] == ["50.00", "150.00"]
    assert "Subtotal" not in text
    assert "50.00 EUR   no tax, 21 to 30 Nov 2026" in text


def test_unknown_tax_is_excl_tax_everywhere() -> None:
    """Where no rate is known every amount says that it is without tax, and no row says 0."""
    text = text_on("2026-11-21", billing={"taxes": None, "credit": "20.00"})
    rows = rows_of(text)
    assert "50.00 EUR   30.00 due; excl. tax, 21 to 30 Nov 2026" in text
    assert rows["Total excl. tax"] == ["50.00", "150.00"]
    assert rows["Amount due excl. tax, EUR"] == ["30.00", "150.00"]
    assert "Subtotal" not in text
    assert "VAT" not in text


@pytest.mark.parametrize("billing", [{}, {"credit": "0.00"}, {"discount": {"percent": "0"}}])
def test_rows_of_nothing_are_left_out(billing: dict[str, Any]) -> None:
    """No discount and no credit are no rows."""
    text = text_on("2026-11-21", billing=billing)
    assert "Discount" not in text
    assert "credit" not in text
    assert "due" not in text


def test_credit_that_outlasts_the_first_invoice_is_shown_on_both() -> None:
    """What is left of the credit reduces the next invoice, and both amounts say what is due."""
    rows = rows_of(text_on("2026-11-21", billing={"credit": "60.00"}))
    assert rows["Credit taken"] == ["-50.00", "-10.00"]
    assert rows["Amount due, EUR"] == ["0.00", "140.00"]
    assert rows["Total (no tax)"] == ["50.00", "150.00"]
    assert rows["Now"] == ["50.00 EUR", "0.00 due; no tax, 21 to 30 Nov 2026"]
    assert rows["1 Dec 2026"] == ["150.00 EUR", "140.00 due; no tax, then every month"]


def test_credit_that_the_first_invoice_does_not_need_is_shown() -> None:
    """Where a discount leaves nothing to pay now, the credit goes to the next invoice."""
    billing = {"credit": "20.00", "discount": {"once": "60.00"}}
    rows = rows_of(text_on("2026-11-21", billing=billing))
    assert rows["Credit taken"] == ["0.00", "-20.00"]
    assert rows["Amount due, EUR"] == ["0.00", "130.00"]


def test_discount_too_small_for_the_first_invoice_is_shown() -> None:
    """A discount that is rounded away now is still a row, for the next invoice."""
    prices = {"analytics-plus": {"unit_price": "0.0125", "per": "month"}}
    text = text_on("2026-11-21", prices=prices, billing={"discount": {"percent": "10"}})
    assert rows_of(text)["Discount 10%"] == ["0.00", "-0.02"]


def test_discount_is_named_by_its_percentage_or_by_itself() -> None:
    """A percentage is said; another discount is not a percentage, and once is once."""
    percent = text_on("2026-11-21", billing={"discount": {"percent": "2.5"}})
    once = text_on("2026-11-21", billing={"discount": {"once": "20.00"}})
    assert rows_of(percent)["Discount 2.5%"] == ["-1.25", "-3.75"]
    assert rows_of(once)["Discount"] == ["-20.00", "0.00"]


def test_prices_finer_than_the_currency_keep_their_decimals() -> None:
    """A unit price of a tenth of a cent is shown as it is, the amounts rounded."""
    prices = {"analytics-plus": {"unit_price": "0.0125", "per": "month"}}
    text = text_on("2026-11-21", prices=prices)
    assert rows_of(text)["Standard licences"] == ["10 × 0.0125", "0.04", "0.13"]
    assert "0.0125 EUR × 10 licences × 10/30 days = 0.04 EUR" in text


@pytest.mark.parametrize(
    ("currency", "price", "amounts"),
    [("JPY", "1850", ["6,167", "18,500"]), ("BHD", "1.500", ["5.000", "15.000"])],
)
def test_amounts_have_the_decimals_of_their_currency(
    currency: str, price: str, amounts: list[str]
) -> None:
    """The yen has none and the dinar three, in every row."""
    prices = {"analytics-plus": {"unit_price": price, "per": "month"}}
    rows = rows_of(text_on("2026-11-21", currency=currency, prices=prices))
    assert rows[f"Total (no tax), {currency}"] == amounts


def test_warnings_stand_before_the_assumptions() -> None:
    """What someone should know is said first, in yellow."""
    features = terminal(80, has_color=True)
    text = text_on("2026-11-21", features, billing={"past_due": True})
    assert text.index("\x1b[33mwarning: ") < text.index("Assumed")


def test_price_without_a_source_is_named_by_its_place() -> None:
    """A price of the account is the contract's, whatever the file says of it."""
    assert "\n  Price: the account's contract\n" in text_on("2026-11-21")


class TestWhoMayBuy:
    """The end of the screen: who may subscribe or request a quote, and how."""

    def end(
        self,
        features: StreamFeatures = PIPE,
        source: str | None = "plain.toml",
        **keys: Any,  # noqa: ANN401
    ) -> str:
        """Return the last paragraph of a preview."""
        account = make_account(**{"prices": ANALYTICS} | keys)
        context = make_context(account, source=source)
        return preview_text(context, features).rstrip("\n").split("\n\n")[-1]

    def test_owner_may_subscribe_for_exactly_this_amount(self) -> None:
        """The command holds the person and the total."""
        assert self.end() == (
            "Olga (owner) may subscribe. At exactly this amount:\n"
            "  addonctl subscribe analytics-plus -a plain.toml --as olga --expect-total 50.00"
        )

    def test_owners_are_all_named(self) -> None:
        """Of two owners both are named, and the command is the first one's."""
        users = [{"id": name, "roles": ["owner", "agent"]} for name in ("olga", "otto")]
        end = self.end(users=users)
        assert end.startswith("olga (owner) and otto (owner) may subscribe. At exactly")
        assert "--as olga" in end

    def test_account_from_standard_input_has_no_command(self) -> None:
        """What can't be repeated isn't offered."""
        assert self.end(source=None) == "Olga (owner) may subscribe."

    def test_account_without_owner_says_so(self) -> None:
        """Nobody is sent to somebody who doesn't exist."""
        assert self.end(users=[{"id": "adam", "roles": ["admin"]}]) == (
            "Nobody may subscribe: this account has no owner. Contact the account manager."
        )

    def test_quote_is_the_accounts_own_word(self) -> None:
        """Where the account says so, its purchase path is the reason, and nothing is assumed."""
        assert self.end(billing={"purchase_path": "quote"}) == (
            "Analytics+ is bought by quote here, as the account's purchase path says.\n"
            "Olga (owner) may request one:\n"
            "  addonctl quote analytics-plus -a plain.toml --as olga"
        )

    def test_quote_that_was_assumed_points_to_the_assumption(self) -> None:
        """The reason stands in the list above, by its number."""
        account = make_account(
            prices=ANALYTICS, billing={"payment_method": "bank_transfer"}, time_zone=None
        )
        text = preview_text(make_context(account, source=None), PIPE)
        assert "\n  2. Analytics+ is bought by quote: a bank transfer can't be" in text
        assert text.endswith(
            "\nAnalytics+ is bought by quote here (assumption 2).\nOlga (owner) may request one.\n"
        )

    def test_nobody_may_request_a_quote_without_owner(self) -> None:
        """The account manager is the one to ask."""
        end = self.end(
            users=[{"id": "adam", "roles": ["admin"]}], billing={"purchase_path": "quote"}
        )
        assert end.endswith(
            "\nNobody may request one: this account has no owner. Contact the account manager."
        )

    def test_admin_may_request_a_quote_by_the_other_reading(self) -> None:
        """The reading in force decides who is named."""
        account = make_account(prices=ANALYTICS, billing={"purchase_path": "quote"})
        text = preview_text(make_context(account, reading="fr-table"), PIPE)
        assert text.endswith(
            "\nOlga (owner) and Adam (admin) may request one:\n"
            "  addonctl quote analytics-plus -a plain.toml --as olga\n"
        )

    def test_command_of_a_date_that_is_not_today_names_it(self) -> None:
        """A printed command gives the same answer on another day."""
        context = example_subject("acme.toml", is_today=False)
        text = preview_text(context, PIPE)
        assert text.endswith(" --as marie --expect-total 63.18 --as-of 2026-11-21\n")


@pytest.mark.parametrize("features", [terminal(80), terminal(120), PIPE, terminal(20)])
def test_hostile_names_are_text(features: StreamFeatures) -> None:
    """Names of accounts, people, taxes and sources are shown, never obeyed."""
    users = [{"id": "o\x1b[2J", "name": HOSTILE_NAME, "roles": ["owner"]}]
    prices = {"analytics-plus": {"unit_price": "15.00", "per": "month", "source": HOSTILE_NAME}}
    taxes = [{"name": HOSTILE_NAME, "percent": "20"}]
    text = text_on(
        "2026-11-21",
        features,
        name=HOSTILE_NAME,
        users=users,
        prices=prices,
        billing={"taxes": taxes},
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", text)
    assert " ".join(text.split()).count(HOSTILE_NAME_SHOWN) == 8
    assert "--as $'o\\x1b[2J'" in text


def test_wide_tax_names_keep_the_amounts_aligned() -> None:
    """Names of two columns a sign move no amount."""
    taxes = [{"name": "消費税", "percent": "10"}]
    text = text_on("2026-11-21", name="さくら物流株式会社", billing={"taxes": taxes})
    rows = [line for line in text.split("\n") if re.search(r"\d\.\d\d +\d+\.\d\d$", line)]
    assert len(rows) == 4
    assert len({cell_len(line) for line in rows}) == 1


def test_the_two_amounts_are_bold_where_there_is_colour() -> None:
    """The figures that are read aloud stand out, and nothing else does."""
    text = example_preview("acme.toml", terminal(80, has_color=True))
    bold = re.findall(r"\x1b\[1m(.*?)\x1b\[0m", text)
    assert [amount.strip() for amount in bold] == ["63.18 EUR", "210.60 EUR"]
