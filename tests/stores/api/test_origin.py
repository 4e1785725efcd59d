"""Addresses: whom a token belongs to, and what no address may hold."""

import pytest

from addonctl.errors import AddonctlError, CredentialFailure, DataFailure, UsageFailure
from addonctl.stores.api.origin import Origin, origin_of, read_account, read_api, read_proxy

SECRETS = (
    "https://user:PW@host",
    "https://user@host/v1/accounts/acme",
    "https://user:PW@host/?token=T",
    "https://:PW@host",
    "https://user:P/W@host",
    "https://user:P?W@host/v1/accounts/acme",
    "https://user:P#W@host/v1/accounts/acme",
)


@pytest.mark.parametrize(
    ("text", "origin", "path"),
    [
        ("https://Billing.Example.com", "https://billing.example.com", ""),
        ("https://billing.example.com:443/", "https://billing.example.com", ""),
        ("https://billing.example.com:8443/addons", "https://billing.example.com:8443", "/addons"),
        ("http://localhost:8642", "http://localhost:8642", ""),
        ("http://127.0.0.1", "http://127.0.0.1", ""),
        ("http://[::1]:8642/a/b", "http://[::1]:8642", "/a/b"),
        ("HTTPS://host", "https://host", ""),
    ],
)
def test_address_of_an_api(text: str, origin: str, path: str) -> None:
    """An origin is scheme, host and port, however they are written."""
    address = read_api(text)
    assert (str(address.origin), address.path) == (origin, path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://",
        "https:///v1",
        "https://host/v1",
        "https://host/v1/",
        "https://host/a/../b",
        "https://host/./b",
        "https://host/a%2fb",
        "https://host:0",
        "https://host:65536",
        "https://host:x",
        "https://h\u00f6st",
        "https://ho st",
        "https://host\n",
        "https://host\\evil",
        "https://-host",
        "ftp://host",
        "host",
        "https://[::1",
        "https://host#T",
    ],
)
def test_what_is_no_address(text: str) -> None:
    """Anything that two programs could read in two ways is no address; a fragment isn't shown."""
    with pytest.raises(DataFailure) as caught:
        read_api(text)
    assert caught.value.code == "API_URL_INVALID"
    assert "T" not in repr(caught.value.values)


@pytest.mark.parametrize("text", SECRETS)
@pytest.mark.parametrize("read", [read_api, read_account, read_proxy], ids=lambda f: f.__name__)
def test_no_address_holds_a_secret(read: object, text: str) -> None:
    """A name or a password in an address is refused, and kept in no value of the failure."""
    assert callable(read)
    with pytest.raises(CredentialFailure) as caught:
        read(text)
    assert caught.value.code == "API_ADDRESS_SECRET"
    assert "PW" not in repr(caught.value.values)


@pytest.mark.parametrize("host", ["host", "10.0.0.1", "localhost.example.com", "128.0.0.1"])
def test_plain_http_is_for_this_machine(host: str) -> None:
    """On a network everybody could listen."""
    with pytest.raises(CredentialFailure) as caught:
        read_api(f"http://{host}")
    assert caught.value.code == "API_PLAIN_HTTP"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://host/v1/accounts/", "BAD_ACCOUNT_ADDRESS"),
        ("https://host/v1/accounts", "BAD_ACCOUNT_ADDRESS"),
        ("https://host/", "BAD_ACCOUNT_ADDRESS"),
        ("https://host/?token=T", "BAD_ACCOUNT_ADDRESS"),
        ("https://host/v1/accounts/../admin", "BAD_ACCOUNT_ID"),
        ("https://host/v1/accounts/a/b", "BAD_ACCOUNT_ID"),
        ("https://host/v1/accounts/a?role=T", "BAD_ACCOUNT_ID"),
        ("https://host/v1/accounts/a#T", "BAD_ACCOUNT_ID"),
        ("https://host/v1/accounts/%2e%2e", "BAD_ACCOUNT_ID"),
        ("https://host/v1/accounts/a b", "BAD_ACCOUNT_ID"),
        ("https://host/v1/accounts/" + "a" * 300, "BAD_ACCOUNT_ID"),
        ("https://host/v1/accounts/acme\n", "BAD_ACCOUNT_ID"),
    ],
)
def test_what_is_no_address_of_an_account(text: str, code: str) -> None:
    """An id is one by its pattern, and what stands behind it may be a secret."""
    with pytest.raises(UsageFailure) as caught:
        read_account(text)
    assert caught.value.code == code
    assert "T" not in repr(caught.value.values)


def test_address_of_an_account() -> None:
    """What stands before /v1 is the API's, what stands behind the accounts the account's."""
    address, account_id = read_account("https://host/v1/addons/v1/accounts/acme.1-b_c")
    assert (str(address), account_id) == ("https://host/v1/addons", "acme.1-b_c")
    assert address.account("x") == "https://host/v1/addons/v1/accounts/x"


@pytest.mark.parametrize("text", ["https://proxy:3128", "http://proxy/path", "proxy:3128"])
def test_what_is_no_proxy(text: str) -> None:
    """A proxy is a host and a port."""
    with pytest.raises(AddonctlError) as caught:
        read_proxy(text)
    assert caught.value.code == "PROXY_INVALID"


def test_proxy() -> None:
    """A proxy leads to any host, itself over plain http: what goes through it is sealed."""
    assert read_proxy("http://proxy.example:3128") == Origin("http", "proxy.example", 3128)


@pytest.mark.parametrize(
    ("target", "own"),
    [
        ("/v1/accounts?after=a", "https://host"),
        ("?after=a", "https://host"),
        ("a", "https://host"),
        ("https://host:443/v1", "https://host"),
        ("HTTPS://HOST/v1", "https://host"),
        ("//Host:443/v1", "https://host"),
        ("http://LOCALHOST:80/", "http://localhost"),
        ("http://[::1]:8642/", "http://[::1]:8642"),
        ("http://[0:0:0:0:0:0:0:1]:8642/", "http://[::1]:8642"),
        ("https://[2001:DB8::1]/", "https://[2001:db8:0:0::1]:443"),
    ],
)
def test_same_origin_however_it_is_written(target: str, own: str) -> None:
    """The usual port, capitals, zeros: whom one talks to is the same."""
    origin = read_api(own).origin
    assert origin_of(target, beside=str(origin)) == origin


@pytest.mark.parametrize(
    "target",
    [
        *("https://host.", "https://host.:443/", "https://host:444", "http://host", "//host:80"),
        *("https://sub.host", "https://host.evil", "https://host@evil/", "https://me@host/"),
        *("https:/\\evil", "https:///host", "https://host:x", "https://host:99999", "ftp://host"),
        *("https://[::1", "https://host:0", "javascript:host", "//"),
    ],
)
def test_other_origin(target: str) -> None:
    """What is another server, or can't be read for certain; a dot at the end makes another, too."""
    assert origin_of(target, beside="https://host") != Origin("https", "host", 443)
