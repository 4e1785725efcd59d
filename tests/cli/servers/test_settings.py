"""Settings of a server: profiles, tokens by their origin, what the server prescribes."""

import datetime as dt
import os
from pathlib import Path
from typing import Any, Final

import pytest
import trustme

from tests.cli.accounts import ACCOUNT
from tests.cli.program import CANARY, run
from tests.cli.servers.conftest import Serve, failure_of
from tests.files import write
from tests.stores.api.faulty_server import drip, reply, rulebook, serving
from tests.stores.api.static_files import json_of
from tests.stores.api.test_tls import context_of, tunnel
from tests.stores.api.waiting import IMPATIENT, NotedWaits

TOKEN: Final = "from-a-file-0123456789"  # noqa: S105  # nobody's
ON: Final = ("catalog", "-a", "acme", "-o", "json")


@pytest.fixture
def token(folder: Path) -> Path:
    """Write a token file."""
    path = write(folder, f"{TOKEN}\n", "token")
    path.chmod(0o600)
    return path


def in_force(environ: dict[str, str]) -> dict[str, Any]:
    """Return the settings by name as config shows them."""
    shown = run("config", "-o", "json", environ=environ).json["settings"]
    return {each["name"]: each for each in shown}


def settings(folder: Path, text: str) -> tuple[str, str]:
    """Write a settings file and return the option for it."""
    return "--config", str(write(folder, text, "settings.toml"))


def test_settings_file_names_the_server(serve: Serve, folder: Path, token: Path) -> None:
    """The address and the file of its token, relative to the settings."""
    server = serve()
    option = settings(folder, f'api_url = "{server.url}"\ntoken_file = "{token.name}"\n')
    assert run(*ON, *option).code == 0
    assert all(f"Bearer {TOKEN}".encode() in each for each in server.requests)


def test_profile_has_its_own_server(serve: Serve, folder: Path, token: Path) -> None:
    """A profile wins over what stands before it; its server gets no token but its own."""
    usual, staging = serve(), serve()
    text = f"""\
api_url = "{usual.url}"
token_file = "{token.name}"
[profiles.staging]
api_url = "{staging.url}"
"""
    option = settings(folder, text)
    assert run(*ON, *option, "--profile", "staging").code == 0
    assert run(*ON, *option, environ={"ADDONCTL_PROFILE": "staging"}).code == 0
    assert usual.requests == []
    assert len(staging.requests) == 4
    assert not any(b"Authorization" in each for each in staging.requests)


def test_profile_takes_the_address_beside_its_token(
    serve: Serve, folder: Path, token: Path
) -> None:
    """A profile without an address of its own speaks with the usual server."""
    server = serve()
    text = f'api_url = "{server.url}"\nprofile = "me"\n[profiles.me]\ntoken_file = "{token.name}"\n'
    assert run(*ON, *settings(folder, text)).code == 0
    assert all(f"Bearer {TOKEN}".encode() in each for each in server.requests)


def test_profile_of_an_option_wins_over_variables(serve: Serve, folder: Path) -> None:
    """Who asks for another server by name means that server."""
    usual, staging = serve(), serve()
    option = settings(folder, f'[profiles.staging]\napi_url = "{staging.url}"\n')
    environ = {"ADDONCTL_API_URL": usual.url, "ADDONCTL_TOKEN": CANARY}
    assert run(*ON, *option, "--profile", "staging", environ=environ).code == 0
    assert usual.requests == []
    assert not any(CANARY.encode() in each for each in staging.requests)
    assert run(*ON, *option, environ=environ).code == 0
    assert len(usual.requests) == 2


def test_printed_commands_keep_the_profile(serve: Serve, folder: Path) -> None:
    """What can be pasted speaks with the same server."""
    option = settings(folder, f'[profiles.staging]\napi_url = "{serve().url}"\n')
    ran = run("people", "-a", "acme", *option, "--profile", "staging")
    assert "--profile staging" in ran.out


def test_profile_that_is_none(folder: Path) -> None:
    """A name that no profile has is told, with the nearest."""
    option = settings(folder, '[profiles.staging]\nlang = "fr"\n')
    ran = run(*ON[:3], *option, "--profile", "stagin")
    assert (ran.code, failure_of(ran)) == (2, "UNKNOWN_PROFILE")
    assert "did you mean staging" in ran.err


@pytest.mark.parametrize("name", ["ADDONCTL_TOKEN", "ADDONCTL_TOKEN_FILE"])
def test_token_of_a_variable_belongs_to_the_address_of_one(
    name: str, serve: Serve, folder: Path, token: Path
) -> None:
    """A stray token goes nowhere, and that is said."""
    server = serve()
    option = settings(folder, f'api_url = "{server.url}"\n')
    value = CANARY if name == "ADDONCTL_TOKEN" else token.name
    ran = run(*ON, *option, environ={name: value})
    assert ran.code == 0
    assert f"{name} has no effect" in ran.err
    assert not any(b"Authorization" in each for each in server.requests)


def test_token_file_that_others_can_read(serve: Serve, folder: Path, token: Path) -> None:
    """It isn't used, nothing is sent, and what to do is said."""
    token.chmod(0o644)
    server = serve()
    option = settings(folder, f'api_url = "{server.url}"\ntoken_file = "{token.name}"\n')
    ran = run(*ON[:3], *option)
    assert (ran.code, failure_of(ran)) == (4, "TOKEN_FILE_OPEN")
    assert "chmod 600" in ran.err
    assert server.requests == []


@pytest.mark.parametrize("token", ["brief", "two lines of\nit-0123456789", "t\u00f6ken-0123456789"])
def test_token_that_is_none(serve: Serve, token: str) -> None:
    """Only its length is told."""
    server = serve()
    environ = {"ADDONCTL_API_URL": server.url, "ADDONCTL_TOKEN": token}
    ran = run(*ON[:3], "-vvv", environ=environ)
    assert (ran.code, failure_of(ran)) == (4, "TOKEN_MALFORMED")
    assert "characters not allowed" in ran.err
    assert token not in ran.err
    assert server.requests == []


def test_settings_hold_no_token(folder: Path) -> None:
    """A token in the settings is a mistake, and what is meant is told."""
    ran = run("config", *settings(folder, f'token = "{CANARY}"\n'))
    assert ran.code == 6
    assert "token_file" in ran.err


@pytest.mark.parametrize(
    ("url", "code", "failure"),
    [
        ("https://user:PW@host/?token=T0T", 4, "API_ADDRESS_SECRET"),
        ("https://host/?token=T0T", 4, "API_ADDRESS_SECRET"),
        ("http://billing.example.com", 4, "API_PLAIN_HTTP"),
        ("https://host/v1", 6, "API_URL_INVALID"),
        ("ftp://host", 6, "API_URL_INVALID"),
    ],
)
def test_address_that_cannot_be_used(url: str, code: int, failure: str) -> None:
    """Nothing is sent, and nothing of a secret is shown anywhere."""
    environ = {"ADDONCTL_API_URL": url}
    for form in ("table", "json"):
        ran = run("catalog", "-a", "acme", "-vvv", "-o", form, environ=environ)
        assert ran.code == code
        assert failure in ran.err
        for secret in ("PW", "T0T", "user"):
            assert secret not in ran.err
    ran = run("config", "-o", "json", environ=environ)
    assert ran.code == 0
    for secret in ("PW", "T0T", "user:"):
        assert secret not in ran.out + ran.err


@pytest.mark.parametrize(
    "word", ["a?role=owner", "a#x", "%2e%2e", "a b", "a" * 300, "https://host/v1/accounts/../x"]
)
def test_id_that_is_none(word: str, serve: Serve) -> None:
    """An id is one by its pattern, before anything is asked."""
    server = serve()
    ran = run("catalog", "-a", word, environ={"ADDONCTL_API_URL": server.url})
    assert (ran.code, failure_of(ran)) == (2, "BAD_ACCOUNT_ID")
    assert server.requests == []


def test_id_means_the_api_where_there_is_a_folder_too(serve: Serve, folder: Path) -> None:
    """An id is looked up in one place, and a file stays a file."""
    (folder / "accounts").mkdir()
    server = serve(other=reply(status="404 Not Found", media=None))
    write(folder / "accounts", "not = read", "other.toml")
    environ = {"ADDONCTL_API_URL": server.url, "ADDONCTL_ACCOUNTS": "accounts"}
    ran = run("catalog", "-a", "other", environ=environ)
    assert (ran.code, failure_of(ran)) == (5, "UNKNOWN_ACCOUNT")
    assert run("catalog", "-a", "accounts/other.toml", environ=environ).code == 6


def test_file_is_answered_without_a_server(serve: Serve, account: Path) -> None:
    """A server that is set isn't asked about a file."""
    server = serve()
    assert run("catalog", "-a", account.name, environ={"ADDONCTL_API_URL": server.url}).code == 0
    assert run("check", account.name, environ={"ADDONCTL_API_URL": server.url}).code == 0
    assert server.requests == []


def test_what_the_server_prescribes_wins(serve: Serve, examples: Path, folder: Path) -> None:
    """Local settings of what the server prescribes have no effect, and one warning says so."""
    del examples
    book = json_of("examples/price-book.toml")
    policy = json_of(str(write(folder, POLICY, "policy.toml")))
    server = serve(rulebook=reply(rulebook(catalog=book, policy=policy, reading="fr-table")))
    environ = {
        "ADDONCTL_API_URL": server.url,
        "ADDONCTL_CATALOG": "missing.toml",
        "ADDONCTL_POLICY": "missing.toml",
        "ADDONCTL_READING": "strict",
    }
    ran = run("catalog", "-a", "acme", "-v", environ=environ)
    assert ran.code == 0
    assert ran.err.count("warning: ") == 1
    assert "catalog, policy and reading" in ran.err
    assert f"catalogue: {server.url}/v1/rulebook" in ran.err
    assert f"policy: {server.url}/v1/rulebook" in ran.err
    ran = run("policy", environ=environ)
    assert f"{server.url}/v1/rulebook · reading fr-table" in ran.out
    assert f"Policy: {server.url}/v1/rulebook" in run("explain", "C1", environ=environ).out
    shown = in_force(environ)
    for name in ("catalog", "policy", "reading"):
        assert shown[name]["origin"] == {"kind": "server", "name": server.url}


def test_what_the_server_leaves_open_is_local(serve: Serve, examples: Path) -> None:
    """Without a catalogue of the server the local one holds, and it is said which."""
    del examples
    environ = {"ADDONCTL_API_URL": serve().url}
    ran = run("catalog", "-a", "acme", "-v", environ=environ)
    assert "catalogue: examples/price-book.toml" in ran.err
    assert "warning" not in ran.err
    shown = in_force(environ)
    assert shown["catalog"]["value"] == "examples/price-book.toml"


def test_rulebook_may_grow(serve: Serve) -> None:
    """An envelope holds what nobody knows yet; what it holds stays strict."""
    book: dict[str, Any] = {"later": {"a": 1}, "catalog": {"quote_valid_days": 14}}
    server = serve(rulebook=reply(rulebook(**book)))
    assert run(*ON, environ={"ADDONCTL_API_URL": server.url}).code == 0
    book["catalog"]["later"] = 1
    server = serve(rulebook=reply(rulebook(**book)))
    ran = run(*ON[:3], environ={"ADDONCTL_API_URL": server.url})
    assert (ran.code, failure_of(ran)) == (6, "RULEBOOK_INVALID")
    assert "catalog.later" in ran.err


def test_policy_of_the_server_with_a_gap(serve: Serve, folder: Path) -> None:
    """With a gap anywhere nothing is allowed, whoever wrote it."""
    policy = json_of(str(write(folder, POLICY, "policy.toml")))
    policy["permit"][0]["when"]["state"] = ["available"]
    server = serve(rulebook=reply(rulebook(policy=policy)))
    ran = run("eligibility", "-a", "acme", environ={"ADDONCTL_API_URL": server.url})
    assert (ran.code, failure_of(ran)) == (6, "POLICY_INCOMPLETE")
    assert "tell who runs the server" in ran.err


def test_server_that_records_nothing(serve: Serve) -> None:
    """A changing command stops before it asks anything of a person."""
    server = serve()
    environ = {"ADDONCTL_API_URL": server.url, "ADDONCTL_TOKEN": CANARY}
    ran = run("trial", "analytics-plus", "-a", "acme", "--as", "paul", "-y", environ=environ)
    assert (ran.code, failure_of(ran)) == (7, "API_READ_ONLY")
    assert all(each.startswith(b"GET ") for each in server.requests)


def test_change_to_another_server_is_refused_before_anything_is_sent(serve: Serve) -> None:
    """Where no token belongs, no change goes."""
    own, other = serve(), serve()
    environ = {"ADDONCTL_API_URL": own.url, "ADDONCTL_TOKEN": CANARY}
    address = f"{other.url}/v1/accounts/acme"
    ran = run("trial", "analytics-plus", "-a", address, "--as", "paul", "-y", environ=environ)
    assert (ran.code, failure_of(ran)) == (4, "TOKEN_MISSING")
    assert own.requests == other.requests == []


def test_authority_of_ones_own(serve: Serve, folder: Path) -> None:
    """ca_file vouches for a server; without it the server proves nothing."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    server = serve(tls=context_of(authority.issue_cert("localhost")))
    environ = {"ADDONCTL_API_URL": server.url}
    assert run(*ON, environ=environ | {"ADDONCTL_CA_FILE": "ca.pem"}).code == 0
    ran = run(*ON[:3], environ=environ)
    assert (ran.code, failure_of(ran)) == (4, "TLS_FAILED")
    write(folder, "no certificate", "text.pem")
    os.mkfifo(folder / "pipe.pem")
    for name, reason in {
        "none.pem": "there is no such file or folder",
        "text.pem": "it holds no certificate in PEM form",
        "pipe.pem": "it is a pipe or a device, and no file",
        ".": "it is a folder",
    }.items():
        ran = run(*ON[:3], environ=environ | {"ADDONCTL_CA_FILE": name})
        assert (ran.code, failure_of(ran)) == (6, "CA_FILE_INVALID")
        assert reason in ran.err


@pytest.mark.parametrize(
    ("host", "year", "hint"),
    [
        ("localhost", 2024, "let who runs the server renew it"),
        ("other.example", 2099, "it has to name the server as its certificate does"),
    ],
)
def test_certificate_that_is_wrong_says_what_helps(
    host: str, year: int, hint: str, serve: Serve, folder: Path
) -> None:
    """An authority of one's own helps against neither."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    end = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    server = serve(tls=context_of(authority.issue_cert(host, not_after=end)))
    environ = {"ADDONCTL_API_URL": server.url, "ADDONCTL_CA_FILE": "ca.pem"}
    ran = run(*ON[:3], environ=environ)
    assert (ran.code, failure_of(ran)) == (4, "TLS_FAILED")
    assert hint in ran.err
    assert "set ca_file" not in ran.err


def test_proxy_that_drips_is_told_from_its_server() -> None:
    """Whoever waits in vain for the proxy needn't look at the server."""
    with serving(drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n")) as proxy:
        environ = {
            "ADDONCTL_API_URL": "https://billing.example.com",
            "ADDONCTL_PROXY": proxy.url,
        }
        ran = run(*ON[:3], environ=environ, patience=IMPATIENT, waits=NotedWaits())
    assert (ran.code, failure_of(ran)) == (7, "API_TIMEOUT")
    assert "hint: it is the proxy that is slow" in ran.err


def test_proxy_of_the_settings(serve: Serve, folder: Path) -> None:
    """A server elsewhere is reached through the proxy that is set, and no other."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    server = serve(tls=context_of(authority.issue_cert("billing.example.com")))
    with serving(tunnel(b"200 OK", server.port)) as proxy, serving(reply({})) as stranger:
        environ = {
            "ADDONCTL_API_URL": "https://billing.example.com",
            "ADDONCTL_TOKEN": CANARY,
            "ADDONCTL_CA_FILE": "ca.pem",
            "ADDONCTL_PROXY": proxy.url,
            "HTTPS_PROXY": stranger.url,
        }
        assert run(*ON, environ=environ).code == 0
        assert stranger.requests == []
        assert not any(CANARY.encode() in each for each in proxy.requests)
    assert all(CANARY.encode() in each for each in server.requests)
    # Both are closed now, and it is the proxy that can't be reached.
    ran = run(*ON[:3], environ=environ, waits=NotedWaits())
    assert (ran.code, failure_of(ran)) == (7, "API_UNREACHABLE")
    assert f"the proxy {proxy.url} can't be reached, the connection was refused" in ran.err
    assert "hint: check the setting proxy" in ran.err
    ran = run(*ON[:3], environ=environ | {"ADDONCTL_PROXY": "proxy:3128"})
    assert (ran.code, failure_of(ran)) == (6, "PROXY_INVALID")


def test_config_masks_the_token() -> None:
    """That a token is set is shown, and from where; nothing of it is."""
    ran = run("config", "-o", "json", environ={"ADDONCTL_TOKEN": CANARY})
    (shown,) = (each for each in ran.json["settings"] if each["name"] == "token")
    assert shown["value"] == "********"
    assert shown["origin"] == {"kind": "variable", "name": "ADDONCTL_TOKEN"}


@pytest.mark.parametrize("secret", ["u:PW/x@host", "u:PW#x@host", "u:P?W@host", "host/#PW"])
def test_config_masks_what_an_address_may_not_hold(secret: str) -> None:
    """Wherever a password stands, and whether or not it may stand there."""
    ran = run("config", "-o", "json", environ={"ADDONCTL_API_URL": f"https://{secret}"})
    (shown,) = (each for each in ran.json["settings"] if each["name"] == "api_url")
    assert "***" in shown["value"]
    assert "P" not in shown["value"]


def test_config_and_explain_do_without_the_server(serve: Serve) -> None:
    """What explains a fault can't need the server that has it; that it wasn't asked is said."""
    server = serve()
    server.close()
    environ = {"ADDONCTL_API_URL": server.url}
    ran = run("config", environ=environ)
    assert ran.code == 0
    assert "can't be asked (API_UNREACHABLE)" in ran.err
    ran = run("explain", "ROLE_OWNER_ONLY", environ=environ)
    assert ran.code == 0
    assert "can't be asked" in ran.err
    ran = run("explain", "API_UNREACHABLE", environ=environ)
    assert (ran.code, ran.err) == (0, "")


def test_command_without_a_server(folder: Path) -> None:
    """There is nowhere to look an account up: what speaks with a server says what to set."""
    for argv in (("pull", "acme"), ("push", write(folder, ACCOUNT).name)):
        ran = run(*argv)
        assert (ran.code, failure_of(ran)) == (5, "NO_API")


POLICY: Final = (Path(__file__).parents[3] / "src" / "addonctl" / "data" / "policy.toml").read_text(
    "utf-8"
)
