"""Check the server that is asked: token, way, clock, versions, rules, each by one request."""

import platform
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from addonctl import __version__
from addonctl.actions.doctor.asked import Asked, date_of, unknown
from addonctl.actions.doctor.findings import (
    Finding,
    at_step,
    failed,
    not_checked,
    passed,
    warned,
)
from addonctl.actions.doctor.token import check_token
from addonctl.actions.policy import refuse_gaps
from addonctl.errors import ConflictFailure, DataFailure
from addonctl.model.context import NOBODY_TOLD
from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages import Message, Notice, notice, phrase
from addonctl.model.messages.doctor import STEP_NAMES
from addonctl.model.messages.vocabulary import USED, USED_BY_DEFAULT
from addonctl.model.preferences import Preferences
from addonctl.model.upkeep import CheckName
from addonctl.model.wire import RULES, instant

TOLERATED_SECONDS: Final = 60
"""How far two clocks may be apart: a server says whole seconds, and an answer takes its time."""
ASKED_OF_SERVER: Final[tuple[CheckName, ...]] = ("token", "api", "clock", "versions", "rules")
_OF_SETTINGS: Final = frozenset({"CA_FILE_INVALID", "PROXY_INVALID", "API_ADDRESS_SECRET"})


def check_server(
    asked: Asked, preferences: Preferences, unused: Callable[[], Sequence[Notice]]
) -> Iterator[Finding]:
    """Say what the answer to one request tells; `unused` warns of settings without effect."""
    failure = asked.failure
    if failure is not None and failure.code in _OF_SETTINGS:
        yield from unasked(N_("the settings come first"))
        return
    yield check_token(asked, preferences)
    yield _api(asked)
    yield _clock(asked)
    yield _versions(asked)
    yield _rules(asked, unused)


def unasked(why: Template) -> Iterator[Finding]:
    """Say of all that a server is asked for that it wasn't."""
    for name in ASKED_OF_SERVER:
        yield not_checked(name, phrase(why))


def check_without_server(preferences: Preferences) -> Iterator[Finding]:
    """Say what there is where no API is set, which is nothing wrong."""
    for name in ASKED_OF_SERVER[:3]:
        yield not_checked(name, phrase(N_("no API is set")))
    yield passed("versions", _own_version())
    sources = [
        phrase(USED_BY_DEFAULT[kind]) if file is None else phrase(USED[kind], file=file)
        for kind, file in (("catalog", preferences.catalog), ("policy", preferences.policy))
    ]
    yield passed("rules", phrase(N_("rules number {ours}"), ours=str(RULES)), *sources)


def _api(asked: Asked) -> Finding:
    """Say how far asking came: name, connection, TLS, answer, JSON."""
    failure, reply = asked.failure, asked.reply
    is_answer = reply is not None and reply.is_answer
    if reply is None and asked.is_of_token:
        return not_checked("api", unknown(asked))
    is_own = failure is not None and not asked.is_of_token
    if is_own and failure is not None and (not is_answer or failure.code == "API_NOT_JSON"):
        at_step(failure, "json" if failure.code == "API_NOT_JSON" else "answer")
        step = phrase(STEP_NAMES[str(failure.values["step"])])
        return failed("api", failure, found=[phrase(N_("it fails at {step}"), step=step)])
    is_secure = asked.server.address.origin.scheme == "https"
    is_made = {"tls": is_secure, "json": is_answer}
    steps = [phrase(words) for step, words in STEP_NAMES.items() if is_made.get(step, True)]
    words = N_("{address} answers: {steps:and} are right")
    return passed("api", phrase(words, address=str(asked.server.address), steps=tuple(steps)))


def _clock(asked: Asked) -> Finding:
    """Compare this machine's clock with the server's."""
    if asked.reply is None:
        return not_checked("clock", unknown(asked))
    theirs = date_of(asked.reply)
    if theirs is None:
        return not_checked("clock", phrase(N_("the answer of the server has no date")))
    seconds = abs(round((asked.at - theirs).total_seconds()))
    if seconds > TOLERATED_SECONDS:
        failure = ConflictFailure(
            "CLOCK_DIFFERS",
            server=asked.origin,
            ours=instant(asked.at),
            theirs=instant(theirs),
            most=TOLERATED_SECONDS,
        )
        return failed("clock", failure)
    words = plural(
        "{count} second from the server's; up to {most} are tolerated",
        "{count} seconds from the server's; up to {most} are tolerated",
    )
    return passed("clock", phrase(words, count=seconds, most=TOLERATED_SECONDS))


def _versions(asked: Asked) -> Finding:
    failure, rulebook = asked.failure, asked.rulebook
    if rulebook is not None:
        theirs = phrase(
            N_("the server has {version:excerpt}; both speak {api}"),
            version=rulebook.version,
            api=rulebook.api,
        )
        return passed("versions", _own_version(), theirs)
    if failure is not None and _is_other_api(asked):
        return failed("versions", failure, found=[_own_version()])
    return not_checked("versions", _own_version(), unknown(asked))


def _is_other_api(asked: Asked) -> bool:
    """Say whether what came is JSON, and no rulebook of this version of the API."""
    is_answer = asked.reply is not None and asked.reply.is_answer
    return is_answer and asked.failure is not None and asked.failure.code == "API_NO_RULEBOOK"


def _own_version() -> Message:
    python = platform.python_version()
    words = N_("addonctl {version} here, with Python {python}")
    return phrase(words, version=__version__, python=python)


def _rules(asked: Asked, unused: Callable[[], Sequence[Notice]]) -> Finding:
    failure, rulebook = asked.failure, asked.rulebook
    if rulebook is None:
        if isinstance(failure, DataFailure):
            return failed("rules", failure)
        return not_checked("rules", unknown(asked))
    try:
        if rulebook.policy is not None:
            place = asked.server.rulebook_address
            refuse_gaps(rulebook.policy, file=place, is_prescribed=True)
    except DataFailure as incomplete:
        return failed("rules", incomplete)
    warnings = list(unused())
    found = []
    if rulebook.rules == RULES:
        words = N_("rules number {ours} on both sides, reading {reading}")
        found.append(phrase(words, ours=str(RULES), reading=rulebook.reading))
    else:
        theirs, ours = str(rulebook.rules), str(RULES)
        differs = notice("RULES_DIFFER", server=asked.origin, theirs=theirs, ours=ours)
        warnings.insert(0, differs)
    for part, words in _PRESCRIBED.items():
        if getattr(rulebook, part) is not None:
            found.append(phrase(words))
    records = N_("it records changes") if rulebook.records else N_("it records nothing")
    tells = rulebook.tells or NOBODY_TOLD
    told = [phrase(words) for name, words in _TOLD.items() if getattr(tells, name)]
    return warned("rules", warnings, *found, phrase(records), *told)


_TOLD: Final = {
    "owners": N_("it tells owners of requests"),
    "account_manager": N_("it tells the account manager of quotes"),
}
_PRESCRIBED: Final = {
    "catalog": N_("the catalogue is the server's"),
    "policy": N_("the policy is the server's"),
}
