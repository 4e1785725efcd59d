"""Check what a preview assumes about other days: trials, later prices, dated taxes, credit."""

import datetime as dt
from typing import Any

import pytest

from addonctl.actions.change import Change, Moment, Prepared, prepare_change
from addonctl.actions.preview import describe_offer
from addonctl.actions.record import answer_change
from addonctl.model.account import Account
from addonctl.model.answers import InvoicePreview, QuoteAnswer
from addonctl.model.policy import Action
from addonctl.model.views import AccountView
from addonctl.output.screens.change.question import render_question
from addonctl.output.screens.registry import render
from addonctl.text.translator import Translator, for_people
from tests.actions.previews import LATER, codes_of, preview
from tests.builders import make_account, make_catalog, make_context
from tests.output.screens.support import PIPE, preview_text

ENGLISH, FRENCH = for_people("en"), for_people("fr")
VAT = [{"name": "VAT", "percent": "20"}]
BOUGHT_ON_TRIAL = make_account(
    billing={"anchor": "2026-10-31", "taxes": VAT, "purchase_path": "self_service"},
    licenses={"standard": 10, "additional": 3},
    events=[{"kind": "trial_started", "date": "2026-11-02", "addon": "analytics-plus"}],
)
DEARER = make_catalog({"unit_price": "16.00"}, LATER)


def said(answer: InvoicePreview | Prepared, code: str) -> str:
    """Say the assumption of a code in English, nothing where it isn't made."""
    found = [notice.message for notice in answer.assumptions if notice.code == code]
    return "\n".join(ENGLISH.say(message) for message in found)


def prepared(account: Account, action: Action, as_of: dt.date, **context: Any) -> Prepared:  # noqa: ANN401
    """Prepare a change by the owner."""
    about = make_context(account, as_of=as_of, **context)
    addon, owner = about.catalog.addon("analytics-plus"), account.users_with("owner")[0]
    moment = Moment(at=dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC), event_id="x")
    return prepare_change(about, Change(action=action, addon=addon, user=owner), moment)


def test_billing_during_a_trial_is_said_with_what_its_end_would_make_of_it() -> None:
    """Bought on 21 November while the trial runs to 1 December: 29/31 of 195.00 from the 2nd."""
    answer = preview(BOUGHT_ON_TRIAL)
    assert said(answer, "BILLED_DURING_TRIAL") == (
        "It is billed from the day of purchase, although the trial runs to 1 Dec 2026. Billed from"
        " 2 Dec 2026 it would be 0.00 EUR now and 182.42 EUR + VAT 36.48 then (29/31 days)."
    )
    (message,) = [n.message for n in answer.assumptions if n.code == "BILLED_DURING_TRIAL"]
    assert FRENCH.say(message).replace("\u00a0", " ").replace("\u202f", " ") == (
        "La facturation part du jour d'achat, bien que l'essai coure jusqu'au 1er déc. 2026."
        " À partir du 2 déc. 2026, ce serait 0,00 EUR maintenant, puis 182,42 EUR HT + TVA 36,48"
        " (29/31 jours)."
    )


def test_trial_that_ends_in_the_same_cycle_would_shorten_the_first_invoice() -> None:
    """From 26 November 4 of the cycle's 30 days would be billed."""
    trial = {"kind": "trial_started", "date": "2026-10-26", "addon": "analytics-plus"}
    answer = preview(make_account(billing={"anchor": "2026-10-31", "taxes": VAT}, events=[trial]))
    assert "runs to 25 Nov 2026" in said(answer, "BILLED_DURING_TRIAL")
    assert "from 26 Nov 2026 it would be 20.00 EUR + VAT 4.00 (4/30 days)" in said(
        answer, "BILLED_DURING_TRIAL"
    )


@pytest.mark.parametrize("start", ["2026-10-21", "2026-11-22"])
def test_trial_that_does_not_run_makes_no_difference(start: str) -> None:
    """One that is used, or begins later, is no assumption."""
    trial = {"kind": "trial_started", "date": start, "addon": "analytics-plus"}
    assert "BILLED_DURING_TRIAL" not in codes_of(preview(make_account(events=[trial])))


def test_another_day_has_the_price_of_that_day_and_says_so() -> None:
    """On 31 December 15 of 31 days at 16.00; a day later 14 days at the price of January."""
    account = make_account(
        currency="EUR", prices={}, billing={"anchor": "2026-01-15"}, licenses={"standard": 16}
    )
    days = [dt.date(2027, 1, 1), dt.date(2027, 1, 3)]
    answer = preview(account, as_of=dt.date(2026, 12, 31), catalog=DEARER, compare_dates=days)
    assert str(answer.now.subtotal) == "123.87"
    assert (str(answer.day_later.subtotal), answer.day_later.unit_price) == ("126.45", "17.50")
    assert [row.unit_price for row in answer.comparison] == ["17.50", "17.50"]
    assert said(answer, "DAY_OF_PURCHASE_BILLED") == (
        "The day of purchase is billed. A day later the price is 17.50 EUR a month: 14 days,"
        " 126.45 EUR."
    )
    assert said(answer, "LATER_PRICE_KNOWN") == (
        "From 1 Jan 2027 the price book says 17.50 EUR a month. The invoices use the price of"
        " 31 Dec 2026; what another day of purchase costs uses the price of that day."
    )


def test_price_before_a_compared_date_is_that_of_the_date() -> None:
    """A comparison backwards has the older price, and the screen names it."""
    account, book = make_account(prices={}), make_catalog({"unit_price": "16.00"}, LATER)
    context = make_context(account, as_of=dt.date(2027, 2, 3), catalog=book)
    text = preview_text(context, PIPE, compare_dates=[dt.date(2026, 12, 3), dt.date(2026, 12, 5)])
    assert "Price of 3 Dec 2026 and 5 Dec 2026: 16.00 EUR a month." in text


def test_known_later_price_stands_in_every_form() -> None:
    """On the screen, in the mail, in the quote's note, in the JSON of what is recorded."""
    day, account = dt.date(2026, 12, 31), make_account(prices={})
    by_quote = make_account(prices={}, billing={"purchase_path": "quote"})
    context = make_context(account, as_of=day, catalog=DEARER)
    addon = context.catalog.addon("analytics-plus")
    sentence = said(preview(account, as_of=day, catalog=DEARER), "LATER_PRICE_KNOWN")
    assert sentence
    assert sentence in preview_text(context, PIPE)
    answer = preview(account, as_of=day, catalog=DEARER)
    offer = describe_offer(context, answer)
    mail = render(offer, ENGLISH, PIPE, form="markdown")
    assert sentence in mail
    assert "A day later a new cycle begins at a price of 17.50 EUR a month, and" in mail
    quoted = prepared(by_quote, "quote", day, catalog=DEARER)
    note = answer_change(quoted, dry_run=True, recorded=False, recorded_in="plain.toml")
    assert isinstance(note, QuoteAnswer)
    assert note.notify is not None
    assert sentence in ENGLISH.say(note.notify.message)
    assert sentence in said(quoted, "LATER_PRICE_KNOWN")
    assert sentence in said(
        prepared(account, "subscribe", day, catalog=DEARER), "LATER_PRICE_KNOWN"
    )
    assert addon.name in ENGLISH.say(note.notify.message)


@pytest.mark.parametrize("action", ["subscribe", "quote"])
def test_what_is_recorded_assumes_what_its_preview_does(action: Action) -> None:
    """Amounts are the preview's, and so is what they depend on."""
    path = "quote" if action == "quote" else "self_service"
    keys = {"anchor": "2026-01-31", "credit": "5.00", "purchase_path": path, "taxes": VAT}
    account = make_account(billing=keys)
    change = prepared(account, action, dt.date(2026, 11, 21))
    assert change.assumptions == preview(account).assumptions


def test_today_is_said_of_today_alone() -> None:
    """What holds on another date that is asked about is said of that date, in every form."""
    days = {dt.date(2026, 11, 21): ("today", "jour"), dt.date(2026, 12, 3): ("on 3 Dec", "3 déc.")}
    by_quote = make_account(prices={}, billing={"purchase_path": "quote"})
    for day, (english, french) in days.items():
        quoted = prepared(by_quote, "quote", day, catalog=DEARER, today=min(days))
        of_day = "today" if english == "today" else "3 Dec 2026"
        assert f"are those of {of_day}." in said(quoted, "NEXT_AS_TODAY")
        answer = answer_change(quoted, dry_run=True, recorded=False, recorded_in="plain.toml")
        assert isinstance(answer, QuoteAnswer)
        assert answer.notify is not None
        assert f"; as priced {english}" in ENGLISH.say(answer.notify.message)
        assert f"au prix du {french}" in FRENCH.say(answer.notify.message).replace("\u00a0", " ")
        view = AccountView(answer=answer, context=quoted.context)
        screen = render(view, ENGLISH, PIPE)
        assert f"As priced {english}" in screen
        assert "à ce jour" not in render(view, FRENCH, PIPE)


DATED = [*VAT, {"name": "VAT", "percent": "21", "from": "2026-12-01"}]


@pytest.mark.parametrize(
    ("taxes", "discount", "expected"),
    [
        ([], None, "the licences and the price are"),
        (None, None, "the licences and the price are"),
        (VAT, None, "the licences, the price and the taxes are"),
        (VAT, "10", "the licences, the price, the discount and the taxes are"),
        (DATED, None, "the licences and the price are"),
        (DATED, "10", "the licences, the price and the discount are"),
        ([*DATED, {"name": "City", "percent": "1"}], None, "the price and the taxes are"),
        ([{"name": "VAT", "percent": "0"}], None, "the licences and the price are"),
    ],
)
def test_everything_that_is_taken_as_of_today_is_named(
    taxes: list[dict[str, str]] | None, discount: str | None, expected: str
) -> None:
    """Licences and price; the discount where there is one; the taxes unless they are dated."""
    keys: dict[str, Any] = {"taxes": taxes}
    if discount:
        keys["discount"] = {"percent": discount}
    answer = preview(make_account(billing=keys))
    code = "NEXT_AS_TODAY_DISCOUNTED" if discount else "NEXT_AS_TODAY"
    assert expected in said(answer, code)


def test_tax_that_changes_between_the_invoices_is_said() -> None:
    """In both languages; where none changes there is nothing to say."""
    answer = preview(make_account(billing={"taxes": DATED}))
    (message,) = [n.message for n in answer.assumptions if n.code == "TAX_OF_INVOICE_DATE"]
    assert ENGLISH.say(message) == (
        "Each invoice has the taxes of its own date: VAT 21% from 1 Dec 2026."
    )
    assert FRENCH.say(message).replace("\u00a0", " ").replace("\u202f", " ") == (
        "Chaque facture porte les taxes en vigueur à sa date : TVA 21 % à partir du 1er déc. 2026."
    )
    same = [*VAT, {"name": "VAT", "percent": "20.0", "from": "2026-12-01"}]
    for taxes in (VAT, same):
        answer = preview(make_account(billing={"taxes": taxes}))
        assert "TAX_OF_INVOICE_DATE" not in codes_of(answer)


@pytest.mark.parametrize("speaker", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_change_after_the_last_invoice_ends_every_month_in_every_form(speaker: Translator) -> None:
    """Billed from the 31st and asked on 28 November: the next invoice is of 30 November."""
    taxes = [*VAT, {"name": "VAT", "percent": "21", "from": "2027-02-01"}]
    keys = {"anchor": "2026-10-31", "taxes": taxes}
    book = make_catalog(
        {"unit_price": "15.00"}, {"unit_price": "17.50", "valid_from": "2026-12-01"}
    )
    day, account = dt.date(2026, 11, 28), make_account(prices={}, billing=keys)
    by_quote = make_account(prices={}, billing={**keys, "purchase_path": "quote"})
    context, answer = (
        make_context(account, as_of=day, catalog=book),
        preview(account, as_of=day, catalog=book),
    )
    change: dict[str, Any] = {"dry_run": False, "recorded": True, "recorded_in": "plain.toml"}
    bought, quoted = (
        AccountView(answer=answer_change(each, **change), context=context)
        for each in (
            prepared(account, "subscribe", day, catalog=book),
            prepared(by_quote, "quote", day, catalog=book),
        )
    )
    offer = describe_offer(context, answer)
    forms = [
        render(offer, speaker, PIPE),
        render(offer, speaker, PIPE, form="markdown"),
        render_question(bought, speaker, PIPE),
        render(bought, speaker, PIPE),
        render(quoted, speaker, PIPE),
    ]
    told = {notice.code: speaker.say(notice.message) for notice in answer.assumptions}
    for code in ("LATER_PRICE_KNOWN", "TAX_OF_INVOICE_DATE"):
        assert [told[code] in form for form in forms] == [True] * 5


def test_tax_table_has_a_row_for_each_rate() -> None:
    """The cell of the invoice that hasn't the rate is empty."""
    text = preview_text(make_context(make_account(billing={"taxes": DATED})), PIPE)
    rows = [line.split() for line in text.splitlines() if line.lstrip().startswith("VAT 2")]
    assert rows == [["VAT", "20%", "10.00"], ["VAT", "21%", "31.50"]]


def test_credit_that_is_left_is_used_by_these_invoices_alone() -> None:
    """Other invoices of the account might use it first, so that is an assumption."""
    answer = preview(make_account(billing={"credit": "20.00"}))
    assert said(answer, "CREDIT_LEFT").startswith("20.00 EUR of the account's credit is left")
    assert "CREDIT_LEFT" not in codes_of(preview())


def test_clamped_cycle_of_a_compared_date_is_said() -> None:
    """Cycles from the 30th are clamped in February alone."""
    account = make_account(billing={"anchor": "2026-01-30"})
    february = [dt.date(2027, 2, 10)]
    assert "MONTH_END_CLAMPED" not in codes_of(preview(account))
    assert "MONTH_END_CLAMPED" in codes_of(preview(account, compare_dates=february))
