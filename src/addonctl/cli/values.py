"""Read the words of options into values, each with a failure that says what was expected."""

import datetime as dt
import re
import shlex
from typing import Final, TypeVar

from addonctl.cli.registry import SWEEP_FORMS, Form
from addonctl.errors import UsageFailure
from addonctl.model.account import FIRST_DAY, LAST_DAY, MAX_LICENSES
from addonctl.model.preferences import SharedOptions
from addonctl.stores.parsing.suggestions import guess

MOST_DATES: Final = 366
MOST_SHOWN: Final = 5
SOME_DAY: Final = dt.date(2026, 11, 21)
A_WEEK_LATER: Final = dt.date(2026, 11, 28)
"""The days that examples are made with."""
MOST_LICENSES: Final = 2 * MAX_LICENSES
"""Standard and additional ones together."""
Word = TypeVar("Word", bound=str)


def parse_choice(
    text: str, choices: tuple[Word, ...], *, option: str, beside: tuple[str, str] = ("", "")
) -> Word:
    """Read one of a few words, which may stand between others in one value.

    Raises:
        UsageFailure: UNKNOWN_CHOICE, with the nearest word.
    """
    for choice in choices:
        if text == choice:
            return choice
    meant = guess(text, choices)
    raise UsageFailure(
        "UNKNOWN_CHOICE",
        option=option,
        value=text,
        choices=choices,
        nearest=meant,
        form=_written(option, meant or choices[0], beside),
    )


def parse_form(shared: SharedOptions, forms: tuple[Form, ...]) -> Form:
    """Choose the form; some are of one account alone, and some of many.

    Raises:
        UsageFailure: it is none, or not one of this question; the options exclude each other.
    """
    if shared.accounts is None:
        given = {
            "--problems": shared.problems,
            "--strict": shared.strict,
            "--jobs": shared.jobs,
            "--after": shared.after,
            "--csv-dialect": shared.csv_dialect,
        }
        for option, value in given.items():
            if value:
                raise UsageFailure("NEEDS_ACCOUNTS", option=option)
        if shared.output in SWEEP_FORMS:
            raise UsageFailure("NEEDS_ACCOUNTS", option=f"--output {shared.output}")
        form = parse_choice(shared.output, forms, option="--output")
        return _form_of_values(form, forms, "json") if shared.get else form
    if not shared.accounts:
        raise UsageFailure("OPTION_NEEDS_VALUE", option="--accounts")
    if shared.account is not None:
        raise UsageFailure("ACCOUNT_AND_ACCOUNTS")
    if shared.output == "json":
        raise UsageFailure("MANY_AS_JSON")
    form = parse_choice(shared.output, forms_of(forms, is_sweep=True), option="--output")
    return _form_of_values(form, forms, "jsonl") if shared.get else form


def _form_of_values(form: Form, forms: tuple[Form, ...], wanted: Form) -> Form:
    """Return the form that single values are taken from; another one was asked for by mistake."""
    if form not in {forms[0], wanted}:
        raise UsageFailure("GET_ALONE", option=f"--output {form}")
    return wanted


def forms_of(forms: tuple[Form, ...], *, is_sweep: bool) -> tuple[Form, ...]:
    """Return the forms of an answer, or of one about many accounts: none is one JSON document."""
    return tuple(form for form in (*forms, *SWEEP_FORMS) if form != "json") if is_sweep else forms


def parse_date(
    text: str, *, option: str, beside: tuple[str, str] = ("", ""), words: tuple[str, ...] = ()
) -> dt.date:
    """Read a date `YYYY-MM-DD` from 2000 to 2100, which may stand between others in one value.

    `words` are what may stand for one, too, and may have been meant.

    Raises:
        UsageFailure: BAD_DATE.
    """
    date = as_date(text)
    if date is None:
        form = _written(option, _mended(text) or SOME_DAY, beside)
        nearest = guess(text, words)
        raise UsageFailure("BAD_DATE", option=option, value=text, form=form, nearest=nearest)
    return date


def parse_dates(text: str, *, option: str) -> tuple[dt.date, ...]:
    """Read dates with commas between them.

    Raises:
        UsageFailure: BAD_DATE or TOO_MANY_DATES.
    """
    words = [word.strip(" ") for word in text.split(",")]
    if len(words) > MOST_DATES:
        raise UsageFailure("TOO_MANY_DATES", option=option, most=MOST_DATES)
    dates: list[dt.date] = []
    for word in words:
        date = as_date(word)
        if date is None:
            form = _dates_form(text, option)
            raise UsageFailure("BAD_DATE", option=option, value=word, form=form)
        dates.append(date)
    return tuple(dates)


def as_date(text: str) -> dt.date | None:
    """Read a date `YYYY-MM-DD` from 2000 to 2100, `None` where it isn't one."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        return None
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return date if FIRST_DAY <= date <= LAST_DAY else None


def parse_count(text: str, *, option: str, least: int, most: int) -> int:
    """Read a whole number in ASCII digits.

    Raises:
        UsageFailure: BAD_NUMBER.
    """
    if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) and least <= int(text) <= most:
        return int(text)
    form = _written(option, _count_form(text, least=least, most=most))
    raise UsageFailure("BAD_NUMBER", option=option, value=text, least=least, most=most, form=form)


def _written(option: str, value: object, beside: tuple[str, str] = ("", "")) -> str:
    """Write an option with a value; an argument, whose name is in capitals, is its value."""
    word = shlex.quote(str(value).join(beside))
    return f"{option} {word}" if option.startswith("-") else word


def _mended(text: str) -> dt.date | None:
    """Return the date that was meant, where that is plain."""
    from addonctl.stores.parsing.mending import NOTHING, mend_date  # noqa: PLC0415  # only on a mistake

    meant = mend_date(text)
    return None if meant is NOTHING or not FIRST_DAY <= meant <= LAST_DAY else meant


def _dates_form(text: str, option: str) -> str:
    """Show how several dates are written: with commas, and quotes aren't needed."""
    days = [_mended(word) for word in re.split(r"[\s,;]+", text) if word]
    is_meant = 0 < len(days) <= MOST_SHOWN and None not in days
    return _written(option, ",".join(map(str, days if is_meant else (SOME_DAY, A_WEEK_LATER))))


def _count_form(text: str, *, least: int, most: int) -> int:
    """Return the number that was meant where it is plain, else the nearest that is allowed."""
    from addonctl.stores.parsing.mending import NOTHING, mend_number  # noqa: PLC0415  # only on a mistake

    meant = mend_number(text, least=least, most=most)
    return max(1, least) if meant is NOTHING else meant


def parse_licenses(text: str | None) -> int | None:
    """Read the licences that are to be assigned, where they are given.

    Raises:
        UsageFailure: BAD_NUMBER.
    """
    if text is None:
        return None
    return parse_count(text, option="--licenses", least=1, most=MOST_LICENSES)


def parse_total(text: str | None, currency: str, *, may_be_less: bool = False) -> int | None:
    """Read an expected total, where one is given, in millionths of a currency unit.

    It may be finer than the currency. It `may_be_less` than nothing where something may be given
    back.

    Raises:
        UsageFailure: BAD_AMOUNT.
    """
    if text is None:
        return None
    from addonctl.actions.given_amounts import read_amount  # noqa: PLC0415  # few commands'

    if may_be_less and text.startswith("-"):
        return -read_amount(text.removeprefix("-"), currency, "--expect-total", given=text)
    return read_amount(text, currency, "--expect-total")
