"""Letters through a real mail server, and through ones that misbehave."""

import re
import socket
import ssl
from collections.abc import Callable, Iterator
from email.header import decode_header, make_header
from email.utils import getaddresses
from pathlib import Path
from typing import Final

import pytest
import trustme

from addonctl.model.mail import mail_address
from addonctl.model.serving import NoteOptions
from addonctl.server.notes.mail import Mail, MailServer
from addonctl.server.notes.opening import open_way
from addonctl.server.notes.ways import BOUNDS, Way
from addonctl.stores.api.origin import Origin
from addonctl.stores.api.trust import trusted
from tests.files import write
from tests.patience import GUARD_SECONDS
from tests.server.notes.mailbox import PASSWORD, USER, Line, Mailbox, by_hand, mail_server
from tests.server.notes.office import SECOND_OWNER, USERS, Office, opened

SENDER: Final = "notes@vendor.example"
MANAGER: Final = "manager@vendor.example"
SOON: Final = 0.5
"""How long what never comes is waited for; what comes may take its time."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return an office; what is said to mail servers doesn't depend on the database."""
    with opened(f"sqlite:///{tmp_path}/accounts.db") as office:
        yield office


@pytest.fixture
def mailbox() -> Mailbox:
    """Return an empty mailbox."""
    return Mailbox()


def mail_to(port: int, **given: str) -> Way:
    """Open the way to a mail server on this machine, as settings do."""
    settings = {
        "smtp_url": f"smtp://127.0.0.1:{port}",
        "mail_from": SENDER,
        "account_manager": MANAGER,
    }
    way = open_way(NoteOptions(**settings | given))
    assert way is not None
    return way


def by_ourselves(
    port: int,
    *,
    host: str = "127.0.0.1",
    scheme: str = "smtp",
    ca_file: str | None = None,
    seconds: float = GUARD_SECONDS,
) -> Mail:
    """Open the way to a mail server that is waited for so many seconds."""
    server = MailServer(
        origin=Origin(scheme, host, port), user=None, password_file=None, context=trusted(ca_file)
    )
    bounds = BOUNDS._replace(seconds=seconds)
    sender = mail_address(SENDER)
    assert sender is not None
    return Mail(server, sender=sender, account_manager=mail_address(MANAGER), bounds=bounds)


def ask(office: Office, **account: object) -> None:
    """Let Sara ask for an add-on."""
    office.create(**account)
    office.record("request", "sara")


def test_owner_gets_a_letter(office: Office, mailbox: Mailbox) -> None:
    """With the words of the note, from us, to the owner alone, under the id of the note."""
    ask(office)
    with mail_server(mailbox) as port:
        assert office.deliver(mail_to(port)) == 1
    (letter,), (readers,) = mailbox.letters, mailbox.readers
    assert readers == ["olga@plain.example"]
    assert letter["Subject"] == "Analytics+ is asked for at Plain SAS"
    assert letter["From"] == SENDER
    assert letter["To"] == "Olga <olga@plain.example>"
    assert letter["Date"] == "Sat, 21 Nov 2026 09:00:00 +0000"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[0-9a-f]{32}@notes\.addonctl\.invalid>", letter["Message-ID"])
    assert letter.get_content().splitlines() == [
        "1 person of Plain SAS asks for Analytics+: Sara.",
        "",
        "In the vendor's dashboard: the plan tab of the company, or the add-on in the side bar.",
    ]
    assert office.rows()[0]["sent_at"] == "2026-11-21T09:00:00Z"


def test_letter_is_in_the_language_of_the_account(office: Office, mailbox: Mailbox) -> None:
    """In ASCII on the wire, which every mail server takes."""
    ask(office, language="fr", name="Société Générale d'Électricité")
    with mail_server(mailbox) as port:
        office.deliver(mail_to(port))
    (letter,) = mailbox.letters
    assert letter["Subject"] == "Analytics+ est demandé chez Société Générale d'Électricité"
    assert "demande" in letter.get_content()
    assert letter.as_bytes().isascii()


def test_account_manager_gets_quotes(office: Office, mailbox: Mailbox) -> None:
    """Without the way to the dashboard, which is the owners'."""
    office.create(billing={"purchase_path": "quote"})
    office.record("quote", "olga")
    with mail_server(mailbox) as port:
        office.deliver(mail_to(port))
    (letter,) = mailbox.letters
    assert mailbox.readers == [[MANAGER]]
    assert letter["Subject"] == "A quote for Analytics+ is requested at Plain SAS"
    assert letter.get_content().startswith("Olga of Plain SAS (plain) requests a quote for")
    assert "dashboard" not in letter.get_content()


def test_quote_without_account_manager_waits(office: Office, mailbox: Mailbox) -> None:
    """Until the setting names one."""
    office.create(billing={"purchase_path": "quote"})
    office.record("quote", "olga")
    with mail_server(mailbox) as port:
        settings = NoteOptions(smtp_url=f"smtp://127.0.0.1:{port}", mail_from=SENDER)
        way = open_way(settings)
        assert way is not None
        office.deliver(way)
        assert office.rows()[0]["last_error"] == "no_address"
        office.pass_time(hours=1)
        office.deliver(mail_to(port))
    assert mailbox.readers == [[MANAGER]]


@pytest.mark.parametrize(
    "email",
    [
        None,
        "olga",
        "olga@",
        "@plain.example",
        "olga@plain@example",
        "olga@plain.example\nBcc: eve@evil.example",
        "Olga <olga@plain.example>",
        "olga@plain.example, eve@evil.example",
        "olga@plain..example",
        f"{'o' * 65}@plain.example",
        f"olga@{'p' * 60}.{'p' * 60}.{'p' * 60}.{'p' * 60}.example",
        "olga\u202e@plain.example",
        "\x00@plain.example",
    ],
)
def test_address_that_is_none_is_written_to_nowhere(
    office: Office, mailbox: Mailbox, email: str | None
) -> None:
    """It comes from an account: nothing of it is sent to a mail server."""
    ask(office, users=[{**USERS[0], "email": email}, *USERS[1:]])
    with mail_server(mailbox) as port:
        office.deliver(mail_to(port))
    assert (mailbox.letters, office.rows()[0]["last_error"]) == ([], "no_address")


@pytest.mark.parametrize(
    "name",
    [
        "Acme\r\nBcc: eve@evil.example\r\n\r\nhello",
        "=?utf-8?q?=0D=0ABcc:_eve@evil.example?=",
        "=?utf-8?b?DQpCY2M6IGV2ZUBldmlsLmV4YW1wbGU=?= SAS",
        f"{'Acme' * 20}, eve@evil.example <eve@evil.example>",
        f"Société {'Acme' * 20}, <eve@evil.example>",
        'Acme" <eve@evil.example>, "',
        "Acme\\",
        "N" * 1024,
    ],
)
def test_names_are_text_in_a_letter(office: Office, mailbox: Mailbox, name: str) -> None:
    """What stands in an account adds no line and no reader, and is shown as it is."""
    ask(office, name=name, users=[{**USERS[0], "name": name}, *USERS[1:]])
    with mail_server(mailbox) as port:
        office.deliver(mail_to(port))
    (letter,) = mailbox.letters
    as_sent = {header: "".join(value.splitlines()) for header, value in letter.raw_items()}
    ((display, address),) = getaddresses([as_sent["To"]])
    shown = name.replace("\r\n", "\\x0d\\x0a")
    assert letter["Bcc"] is None
    assert mailbox.readers == [["olga@plain.example"]]
    assert (_decoded(display), address) == (shown, "olga@plain.example")
    assert _decoded(as_sent["Subject"]) == f"Analytics+ is asked for at {shown}"


def _decoded(text: str) -> str:
    """Decode as RFC 2047 has it; what Python parses of a name has blanks between its parts."""
    return str(make_header(decode_header(text)))


def test_of_two_owners_one_is_refused(office: Office, mailbox: Mailbox) -> None:
    """The other has the letter, once; who was refused gets it when that is put right."""
    ask(office, users=[*USERS, SECOND_OWNER])
    mailbox.refused["olga@plain.example"] = "550 5.1.1 no such user s3cr3t"
    with mail_server(mailbox) as port:
        office.deliver(mail_to(port))
        assert [row["last_error"] for row in office.rows()] == ["rejected 550 5.1.1", None]
        mailbox.refused.clear()
        office.deliver(mail_to(port))
        assert mailbox.readers == [["omar@plain.example"]]
        office.outbox.retry(now=office.now)
        office.deliver(mail_to(port))
    assert mailbox.readers == [["omar@plain.example"], ["olga@plain.example"]]
    assert len(set(mailbox.ids)) == 2


@pytest.mark.parametrize(
    ("answer", "error", "minutes"),
    [
        ("451 4.7.1 greylisted", "postponed 451 4.7.1", 1),
        ("452 full", "postponed 452", 1),
        ("554 5.7.1 spam", "rejected 554 5.7.1", 24 * 60),
        ("550 no", "rejected 550", 24 * 60),
    ],
)
def test_letter_that_is_refused_comes_again_under_its_id(
    office: Office, mailbox: Mailbox, answer: str, error: str, minutes: int
) -> None:
    """After a while where it is for now, after a day where it is for good."""
    ask(office)
    mailbox.answers = [answer]
    with mail_server(mailbox) as port:
        office.deliver(mail_to(port))
        assert office.rows()[0]["last_error"] == error
        key = office.outbox.unsent()[0].key
        office.pass_time(minutes=minutes)
        office.deliver(mail_to(port))
    assert mailbox.ids == [f"<{key}@notes.addonctl.invalid>"]


def greet_and_hush(line: Line) -> None:
    """Greet, and say nothing more."""
    line.say("220 by.hand ESMTP")
    line.wait()


def hush(line: Line) -> None:
    """Say nothing at all."""
    line.wait()


def drip(line: Line) -> None:
    """Greet for ever, a letter at a time, each in good time."""
    line.wire.sendall(b"220 ")
    while True:
        line.wire.sendall(b"x")
        line.wire.settimeout(0.02)
        try:
            line.wire.recv(1)
        except TimeoutError:
            continue


def flood(line: Line) -> None:
    """Greet with lines without end."""
    while True:
        line.say("220-and more")


def drop_in_data(line: Line) -> None:
    """Take half of a letter and go."""
    line.until_data()
    line.hear()


def drop_after_data(line: Line) -> None:
    """Take a letter, and go before saying so."""
    line.until_data()
    while line.hear() != ".":
        pass


def refuse_all(line: Line) -> None:
    """Take nothing from anybody."""
    line.say("554 5.3.2 go away s3cr3t")


def babble(line: Line) -> None:
    """Speak another language."""
    line.say("SSH-2.0-OpenSSH_9.2")


def not_now(line: Line) -> None:
    """Be busy."""
    line.say("421 4.3.2 later")


@pytest.mark.parametrize(
    ("manner", "error"),
    [
        (greet_and_hush, "silent"),
        (hush, "silent"),
        (drip, "silent"),
        (flood, "broken"),
        (drop_in_data, "broken"),
        (drop_after_data, "broken"),
        (refuse_all, "rejected 554 5.3.2"),
        (babble, "broken"),
        (not_now, "postponed 421 4.3.2"),
    ],
)
def test_mail_server_that_misbehaves_is_tried_again(
    office: Office, mailbox: Mailbox, manner: Callable[[Line], None], error: str
) -> None:
    """It ends with the deadline; the letter comes in the end, under the same id, once."""
    ask(office)
    with by_hand(manner) as port:
        seconds = SOON if error == "silent" else GUARD_SECONDS
        office.deliver(by_ourselves(port, seconds=seconds))
    (row,) = office.rows()
    assert (row["last_error"], row["sent_at"], row["lease_until"]) == (error, None, None)
    key = office.outbox.unsent()[0].key
    office.pass_time(minutes=1)
    with mail_server(mailbox) as port:
        office.deliver(mail_to(port))
    assert mailbox.ids == [f"<{key}@notes.addonctl.invalid>"]
    assert office.accounts.read("plain").version == 1


def test_nobody_listens(office: Office) -> None:
    """It is told as what it is."""
    ask(office)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        office.deliver(by_ourselves(free.getsockname()[1]))
    assert office.rows()[0]["last_error"] == "unreachable"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Make an authority that nobody knows but who is told of it."""
    return trustme.CA()


def context_of(authority: trustme.CA, host: str = "localhost") -> ssl.SSLContext:
    """Make what a mail server needs to show a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    return context


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    """Write the authority's certificate."""
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this machine look like another one."""
    monkeypatch.setattr("addonctl.server.notes.mail.is_loopback", lambda _wire: False)


def password_file(tmp_path: Path, password: str = PASSWORD) -> str:
    """Write the file of a password."""
    path = write(tmp_path, f"{password}\n", "password")
    path.chmod(0o600)
    return str(path)


@pytest.mark.usefixtures("far_away")
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_letters_leave_this_machine_over_tls_alone(
    office: Office,
    mailbox: Mailbox,
    authority: trustme.CA,
    ca_file: str,
    *,
    scheme: str,
    tmp_path: Path,
) -> None:
    """From the first byte, or before anything is said that matters; so does the password."""
    ask(office)
    context = context_of(authority)
    tls = {"tls": context} if scheme == "smtps" else {"starttls": context}
    user = USER.replace("@", "%40")
    with mail_server(mailbox, **tls, has_login=True) as port:
        way = mail_to(
            port,
            smtp_url=f"{scheme}://{user}@localhost:{port}",
            smtp_password_file=password_file(tmp_path),
            ca_file=ca_file,
        )
        office.deliver(way)
    assert office.results() == ["sent"]
    assert mailbox.logins == [USER.encode()]


@pytest.mark.usefixtures("far_away")
def test_without_tls_nothing_is_said(office: Office, mailbox: Mailbox) -> None:
    """Neither a letter nor who it is for."""
    ask(office)
    heard: list[str] = []

    def listen(line: Line) -> None:
        line.say("220 by.hand ESMTP")
        while True:
            heard.append(line.hear())
            line.say("250 OK")

    with by_hand(listen) as port:
        office.deliver(by_ourselves(port))
    assert office.rows()[0]["last_error"] == "untrusted"
    assert [word.split()[0].upper() for word in heard] == ["EHLO"]
    assert mailbox.letters == []


@pytest.mark.usefixtures("far_away")
def test_what_comes_before_tls_counts_for_nothing(
    office: Office, authority: trustme.CA, ca_file: str
) -> None:
    """Lines that somebody on the way put behind the answer to STARTTLS are no answers."""
    ask(office)
    context = context_of(authority)
    heard: list[str] = []

    def inject(line: Line) -> None:
        line.say("220 by.hand ESMTP")
        line.hear()
        line.say("250-by.hand", "250 STARTTLS")
        line.hear()
        line.say("220 go on", *["250 OK"] * 8)
        with context.wrap_socket(line.wire, server_side=True) as wire:
            safe = Line(wire)
            heard.append(safe.hear())
            safe.say("554 no")

    with by_hand(inject) as port:
        office.deliver(by_ourselves(port, host="localhost", ca_file=ca_file))
    assert [word.split()[0].upper() for word in heard] == ["EHLO"]
    assert office.rows()[0]["last_error"] == "rejected 554"


@pytest.mark.parametrize("host", ["localhost", "other.example"])
def test_certificate_that_vouches_for_nobody(
    office: Office, mailbox: Mailbox, authority: trustme.CA, ca_file: str, host: str
) -> None:
    """Of an unknown authority, or for another host: nothing is sent."""
    ask(office)
    with mail_server(mailbox, tls=context_of(authority, host)) as port:
        trusted_by = ca_file if host == "other.example" else None
        office.deliver(by_ourselves(port, host="localhost", scheme="smtps", ca_file=trusted_by))
    assert (office.rows()[0]["last_error"], mailbox.letters) == ("untrusted", [])


def test_tls_with_a_server_that_speaks_none(office: Office, mailbox: Mailbox) -> None:
    """It is told as what it is."""
    ask(office)
    with by_hand(babble) as port:
        office.deliver(by_ourselves(port, scheme="smtps"))
    assert (office.rows()[0]["last_error"], mailbox.letters) == ("untrusted", [])


def test_wrong_password_is_told_and_kept_nowhere(
    office: Office, mailbox: Mailbox, tmp_path: Path
) -> None:
    """A new one holds without a new start."""
    ask(office)
    file = password_file(tmp_path, "another s3cr3t")
    with mail_server(mailbox, has_login=True) as port:
        url = f"smtp://{USER.replace('@', '%40')}@127.0.0.1:{port}"
        way = mail_to(port, smtp_url=url, smtp_password_file=file)
        office.deliver(way)
        assert office.rows()[0]["last_error"] == "no_login 535"
        assert "s3cr3t" not in f"{office.rows()}{office.log.getvalue()}"
        password_file(tmp_path)
        office.pass_time(minutes=1)
        office.deliver(way)
        assert len(mailbox.letters) == 1
        Path(file).chmod(0o644)
        office.pass_time(hours=1)
        office.record("request", "adam")
        office.deliver(way)
    assert office.rows()[1]["last_error"] == "unreadable_secret"
