"""Hold the answers about files, rules, codes and settings whose screens are kept whole."""

import datetime as dt
import io
import tempfile
from collections.abc import Callable
from functools import partial

import msgspec

from addonctl.actions.check import check_file
from addonctl.actions.codes import explain_word
from addonctl.actions.doctor.findings import Finding, at_step, failed, not_checked, passed, warned
from addonctl.actions.doctor.journal import check_journal
from addonctl.actions.policy import lay_out_policy
from addonctl.errors import CredentialFailure, StorageFailure
from addonctl.model.marking import Template, plural
from addonctl.model.messages import Message, notice, phrase
from addonctl.model.policy import Reading
from addonctl.model.reports import CheckAnswer, CheckedFile, ExplainView, PolicyView
from addonctl.model.upkeep import ConfigAnswer, DoctorAnswer, Origin, SettingInForce
from addonctl.model.wire import Intent
from addonctl.output.screens.registry import render
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.stores.api.journal import Journal
from addonctl.text.translator import Translator
from tests.builders import EXAMPLES, PACKAGED_CATALOG, PACKAGED_POLICY, TODAY
from tests.files import PACKAGED
from tests.output.screens.failure_cases import CANNOT_BE_READ
from tests.output.screens.support import ENGLISH, terminal
from tests.stores.reading import BROKEN

CONTRADICTORY = """
[[events]]
kind = "subscribed"
date = 2026-11-20
addon = "analytics-plus"

[[events]]
kind = "trial_started"
date = 2026-11-19
addon = "analytics-plus"

[[events]]
kind = "subscribed"
date = 2026-11-21
addon = "analytics-plus"
currency = "USD"
subtotal = "10.00"
tax = "2.00"
total = "13.00"
"""


def checked(file: str, text: str) -> CheckedFile:
    """Check a text as if it were the file of that name."""
    stdin = io.BytesIO(text.encode())
    answer = check_file(
        "-", catalog=lambda: PACKAGED_CATALOG, today=lambda _zone: TODAY, stdin=stdin
    )
    problems, warnings = (
        tuple(msgspec.structs.replace(each, file=file, message=each.message) for each in found)
        for found in (answer.problems, answer.warnings)
    )
    return msgspec.structs.replace(answer, file=file, problems=problems, warnings=warnings)


def check(texts: dict[str, str], features: StreamFeatures, *, say: Translator = ENGLISH) -> str:
    """Show what a check of files finds."""
    files = tuple(checked(file, text) for file, text in texts.items())
    is_ok = all(file.ok for file in files)
    return render(CheckAnswer(as_of=TODAY, account=None, ok=is_ok, files=files), say, features)


def policy(
    reading: Reading, features: StreamFeatures, *, why: bool = False, say: Translator = ENGLISH
) -> str:
    """Show the packaged rules, asked why with their sources."""
    sources = None if why else ("addonctl", "policy", "--why")
    answer = lay_out_policy(PACKAGED_POLICY, reading, file=None, as_of=TODAY)
    return render(PolicyView(answer=answer, sources=sources), say, features)


def explain(code: str, features: StreamFeatures, *, say: Translator = ENGLISH) -> str:
    """Explain a code."""
    answer = explain_word(PACKAGED_POLICY, code, TODAY)
    view = ExplainView(answer=answer, documents=PACKAGED_POLICY.document)
    return render(view, say, features)


def setting(name: str, value: str | None = None, origin: Origin | None = None) -> SettingInForce:
    """Make a setting in force, by default where nothing else is said."""
    return SettingInForce(
        name=name,
        value=value,
        origin=origin or Origin(kind="default", name=None),
        variable=f"ADDONCTL_{name.upper()}",
    )


def config(
    features: StreamFeatures,
    *,
    file: str | None,
    file_exists: bool,
    say: Translator = ENGLISH,
) -> str:
    """Show settings of every origin that there can be."""
    accounts = (
        setting("accounts", "/srv/accounts", Origin(kind="file", name=file))
        if file_exists
        else setting("accounts")
    )
    answer = ConfigAnswer(
        as_of=TODAY,
        account=None,
        file=file,
        file_exists=file_exists,
        settings=(
            setting("account"),
            accounts,
            setting("catalog"),
            setting("policy", "/srv/rules.toml", Origin(kind="variable", name="ADDONCTL_POLICY")),
            setting("reading", "strict"),
            setting("lang", "fr", Origin(kind="option", name="--lang")),
            setting("color", "auto"),
        ),
    )
    return render(answer, say, features)


def said(template: Template, **values: object) -> Message:
    """Say what a check of the tests found."""
    return phrase(template, **values)


def unfinished() -> Finding:
    """Find a change that was never answered, as the journal keeps it."""
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(folder, server=SERVER, now=lambda: NOW)
        intent = Intent(
            action="subscribe", addon="analytics-plus", user="Marie Duval", as_of=TODAY, licenses=4
        )
        journal.begin("acme", intent)
        return check_journal({"XDG_STATE_HOME": folder}, NOW)


NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
SERVER = "https://billing.example.com"
NO_ANSWER = said("the server gave no answer that tells")
UNREACHABLE = StorageFailure(
    "API_UNREACHABLE", server=SERVER, count=3, reason=Message("API_UNREACHABLE.timeout")
)
LOCAL = (
    passed(
        "data",
        said(
            plural(
                "catalogue, policy and {count} example are as they should be",
                "catalogue, policy and {count} examples are as they should be",
            ),
            count=19,
        ),
    ),
    warned(
        "settings",
        [notice("UNKNOWN_VARIABLE.meant", name="ADDONCTL_PROFIL", meant="ADDONCTL_PROFILE")],
        said(
            "from {origin}: {names}",
            origin="/home/ana/.config/addonctl/config.toml",
            names="api_url, token_file",
        ),
    ),
    not_checked("accounts", said("no accounts folder is set")),
)
EXAMINED = {
    "unreachable": (
        *LOCAL,
        not_checked(
            "token",
            said(
                "in {where} (mode {mode}), for {server} alone",
                where="/home/ana/.config/addonctl/token",
                mode="0600",
                server=SERVER,
            ),
            NO_ANSWER,
        ),
        failed(
            "api",
            at_step(UNREACHABLE, "connection"),
            found=[said("it fails at {step}", step=said("the connection"))],
        ),
        *(not_checked(name, NO_ANSWER) for name in ("clock", "versions", "rules", "preview")),
    ),
    "refused": (
        *LOCAL,
        failed("token", CredentialFailure("TOKEN_INVALID", server=SERVER)),
        passed(
            "api",
            said(
                "{address} answers: {steps:and} are right",
                address=SERVER,
                steps=tuple(map(said, ("its name", "the connection", "TLS", "the answer"))),
            ),
        ),
        *(not_checked(name, NO_ANSWER) for name in ("clock", "versions", "rules", "preview")),
        unfinished(),
    ),
}
"""What there may be to show: findings of the real functions, but for who asked."""


def doctor(name: str, features: StreamFeatures, *, say: Translator = ENGLISH) -> str:
    """Show what was examined."""
    findings: tuple[Finding, ...] = EXAMINED[name]
    answer = DoctorAnswer(
        as_of=TODAY,
        account=None,
        ok=False,
        version="1.0.0",
        server=SERVER,
        checks=tuple(each.check for each in findings),
    )
    return render(answer, say, features)


GOOD = {
    f"examples/{name}": (EXAMPLES / name).read_text("utf-8")
    for name in ("acme.toml", "price-book.toml")
} | {"rules.toml": (PACKAGED / "policy.toml").read_text("utf-8")}
BAD = {
    "broken.toml": BROKEN,
    "unreadable.toml": CANNOT_BE_READ,
    "events.toml": (EXAMPLES / "annual-upfront.toml").read_text("utf-8") + CONTRADICTORY,
}

SCREENS_OF_REPORT: dict[str, Callable[..., str]] = {
    "check-good-80": partial(check, GOOD, terminal(80)),
    "check-bad-80": partial(check, BAD | GOOD, terminal(80)),
    "policy-80": partial(policy, "strict", terminal(80)),
    "policy-why-80": partial(policy, "strict", terminal(80), why=True),
    "policy-other-reading-80": partial(policy, "fr-table", terminal(80)),
    "explain-reason-80": partial(explain, "ROLE_OWNER_ONLY", terminal(80)),
    "explain-assumed-reason-80": partial(explain, "TRIAL_USED", terminal(80)),
    "explain-failure-80": partial(explain, "TOTAL_DIFFERS", terminal(80)),
    "explain-conflict-80": partial(explain, "C1", terminal(80)),
    "explain-row-80": partial(explain, "only-owner-subscribes", terminal(80)),
    "explain-route-row-80": partial(explain, "no-price", terminal(80)),
    "explain-document-80": partial(explain, "fr", terminal(80)),
    "explain-word-80": partial(explain, "contested", terminal(80)),
    "explain-two-kinds-80": partial(explain, "NO_PRICE_KNOWN", terminal(80)),
    "doctor-unreachable-80": partial(doctor, "unreachable", terminal(80)),
    "doctor-unreachable-120": partial(doctor, "unreachable", terminal(120)),
    "doctor-unreachable-40": partial(doctor, "unreachable", terminal(40)),
    "doctor-refused-80": partial(doctor, "refused", terminal(80)),
    "config-80": partial(
        config, terminal(80), file="/home/ana/.config/addonctl/config.toml", file_exists=True
    ),
    "config-without-file-80": partial(
        config, terminal(80), file="/home/ana/.config/addonctl/config.toml", file_exists=False
    ),
    "config-without-home-80": partial(config, terminal(80), file=None, file_exists=False),
}
"""What shows each screen, by the name of its file."""
