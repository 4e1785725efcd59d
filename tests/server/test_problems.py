"""What stops a request: RFC 9457, our codes, both languages."""

import pytest

from addonctl import errors
from addonctl.errors import AddonctlError, DataFailure, StorageFailure
from addonctl.model.messages import Message, Problem
from addonctl.model.messages.api.problems import BY_SERVER, ON_SERVER
from addonctl.model.messages.api.running import RUNNING
from addonctl.model.messages.every import FAILURES
from addonctl.server.problems import STATUS, answer_problem, status_of, title_of
from tests.builders import make_account
from tests.server.running import Api

KEYS = ["type", "title", "status", "detail", "code", "message", "why", "hint"]


@pytest.mark.parametrize("path", ["/rulebook", "/accounts/nope", "/nope", "/accounts?limit=0"])
@pytest.mark.parametrize("has_token", [True, False])
def test_problem_has_what_rfc_9457_asks_for(api: Api, path: str, *, has_token: bool) -> None:
    """And beside it a code, both languages, what to do; the type leads to what the code means."""
    reply = api.get(path, token="" if has_token else None)
    if reply.status == 200:
        return
    problem = reply.json
    assert reply.headers["content-type"] == "application/problem+json"
    assert list(problem) == [*KEYS, "problems", "more", "decision"]
    assert problem["status"] == reply.status
    assert problem["title"] == title_of(reply.status)
    assert problem["type"] == f"/v1/docs#{problem['code']}"
    assert problem["detail"] == problem["message"]["en"]
    for name in ("message", "hint"):
        assert set(problem[name]) == {"en", "fr"}
        assert all(problem[name].values())
        assert problem[name]["en"] != problem[name]["fr"]


@pytest.mark.parametrize("code", sorted({*STATUS, *ON_SERVER}))
def test_code_is_explained_by_the_command(code: str) -> None:
    """Whatever code a server answers with, `addonctl explain` knows it."""
    assert any(code in entries for entries in FAILURES.values())


@pytest.mark.parametrize(("exit_code", "codes"), [*BY_SERVER.items(), *RUNNING.items()])
def test_code_has_the_exit_code_of_its_kind(exit_code: int, codes: dict[str, object]) -> None:
    """What a client ends with follows from where its entry stands, once."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert exit_code in {k.exit_code for k in kinds if issubclass(k, AddonctlError)}
    assert codes
    for other, entries in FAILURES.items():
        assert other == exit_code or not entries.keys() & codes.keys()


def test_problems_name_no_file() -> None:
    """They speak of what was sent."""
    problem = Problem(
        file="/etc/x.toml", path="a", line=1, column=2, message=Message("UNKNOWN_KEY")
    )
    answered = answer_problem(
        DataFailure(
            "ACCOUNT_INVALID",
            problems=[problem],
            file="a",
            count=1,
            advice=Message("CORRECT_AND_CHECK", argument="a", count=1),
        )
    )
    assert b"/etc" not in answered.body


def test_what_no_request_can_cause_is_a_mistake_of_ours() -> None:
    """A failure without a status is 500."""
    assert status_of(AddonctlError("SOMETHING")) == 500
    assert status_of(StorageFailure("SOMETHING")) == 503


def test_data_in_a_sentence_is_excerpted(api: Api) -> None:
    """At most 60 characters of what was rejected."""
    api.create(make_account())
    reply = api.post("/accounts/plain/previews", {"addon": "x" * 1000})
    assert b"x" * 61 not in reply.body
    assert reply.code == "UNKNOWN_ADDON"
