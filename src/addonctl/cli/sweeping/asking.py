"""Turn the options of a sweep into its source and its question.

What is wrong with the question alone is said before an account is read: an unknown add-on is one
mistake, not one in every row.
"""

from typing import Any, Final

from addonctl.actions.find import find_addon
from addonctl.cli.session import Session
from addonctl.cli.values import parse_choice, parse_count
from addonctl.errors import UsageFailure
from addonctl.stores.locate import check_id
from addonctl.stores.sweeping.sources import Source, open_path
from addonctl.sweep.question import DIALECTS, Command, Question, RowForm

MOST_JOBS: Final = 64
_FORMS: Final[dict[str, RowForm]] = {"jsonl": "jsonl", "csv": "csv"}


def jobs_of(session: Session) -> int:
    """Read how many processes are to answer.

    Raises:
        UsageFailure: BAD_NUMBER.
    """
    text = session.shared.jobs
    return 1 if text is None else parse_count(text, option="--jobs", least=1, most=MOST_JOBS)


def source_of(session: Session) -> Source:
    """Open the source; of an API the rules come from there, too.

    Raises:
        UsageFailure: AFTER_NEEDS_API, or the word can be no source.
        AddonctlError: the source can't be read.
    """
    word, after = session.shared.accounts or "", session.shared.after
    server = session.server
    if server is None:
        if after is not None:
            raise UsageFailure("AFTER_NEEDS_API")
        stdin = session.runtime.stdin
        return open_path(word, stdin=None if stdin is None else stdin.buffer)
    from addonctl.stores.sweeping.pages import Pages  # noqa: PLC0415  # files do without

    if after is not None:
        check_id(after)
    from addonctl.stores.api.waiting import SystemWaits  # noqa: PLC0415

    waits = session.runtime.waits or SystemWaits()
    return Pages(server, after=after, wait=waits.sleep)


def question_of(session: Session, command: Command, source: Source, **asked: Any) -> Question:
    """Gather the question: what is asked, by which rules, on which date.

    Raises:
        NotFoundFailure: UNKNOWN_ADDON.
        DataFailure: the catalogue or the policy can't be used.
        UsageFailure: LICENSES_OF_EACH, ADDON_TWICE, COMPARED_TWICE, or an option without meaning.
    """
    shared = session.shared
    addon, reading = asked.pop("addon", None), asked.pop("reading", None)
    if asked.get("variants") and asked.get("compare_dates") and session.printer.form != "jsonl":
        raise UsageFailure("COMPARED_TWICE")
    dialect = shared.csv_dialect
    if dialect is not None and session.printer.form != "csv":
        raise UsageFailure("DIALECT_NEEDS_CSV")
    catalog = session.catalog
    words = asked.pop("addons", [] if addon is None else [addon])
    addons = [find_addon(catalog, word) for word in words]
    for place, one in enumerate(addons):
        if one in addons[:place]:
            raise UsageFailure("ADDON_TWICE", addon=one.name)
    is_of_all = bool(addons) and all(one.basis == "all_licenses" for one in addons)
    if is_of_all and asked.get("licenses") is not None:
        raise UsageFailure("LICENSES_OF_EACH", addon=addons[0].name)
    ids = tuple(one.id for one in addons)
    return Question(
        command=command,
        form=_FORMS.get(session.printer.form, "none"),
        catalog=catalog,
        policy=session.policy,
        reading=session.reading(reading),
        reading_given=None if reading is None else session.reading(reading),
        now=session.now,
        as_of=session.day_given,
        addon=ids[0] if len(ids) == 1 else None,
        addons=ids if len(ids) > 1 else (),
        user=shared.as_user,
        dialect=DIALECTS[0]
        if dialect is None
        else parse_choice(dialect, DIALECTS, option="--csv-dialect"),
        config=shared.config,
        profile=shared.profile,
        source=source.name,
        suppositions=session.suppositions,
        **asked,
    )
