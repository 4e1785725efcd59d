"""Open the way that notes are delivered by, as the settings name it: all that is wrong is told."""

from addonctl.errors import DataFailure
from addonctl.model.mail import MailAddress, mail_address
from addonctl.model.serving import NoteOptions
from addonctl.server.notes.mail import Mail, MailServer
from addonctl.server.notes.secrets import read_hook_secrets, read_password
from addonctl.server.notes.ways import Way
from addonctl.server.notes.webhook import Webhook
from addonctl.stores.api.connecting import Way as Route
from addonctl.stores.api.origin import read_hook, read_mail_server, read_proxy
from addonctl.stores.api.trust import trusted


def open_way(options: NoteOptions) -> Way | None:
    """Open the webhook, else the mail server, `None` where neither is set.

    Rule: a note is told one way, so that nobody is told twice. Addresses and secrets are looked at
    now, although the secrets are read anew for each note.

    Raises:
        DataFailure: SETTING_NEEDS, SMTP_URL_INVALID, WEBHOOK_URL_INVALID, MAIL_ADDRESS_INVALID,
            PROXY_INVALID, CA_FILE_INVALID.
        CredentialFailure: NOTES_ADDRESS_SECRET, API_PLAIN_HTTP, or a secret's file can't be used.
    """
    manager = _address("account_manager", options.account_manager)
    sender = _address("mail_from", options.mail_from)
    if options.webhook_url is not None:
        return _webhook(options.webhook_url, options)
    if options.smtp_url is None:
        return None
    if sender is None:
        raise DataFailure("SETTING_NEEDS", name="smtp_url", needed="mail_from")
    origin, user = read_mail_server(options.smtp_url)
    password_file = options.smtp_password_file
    if (user is None) != (password_file is None):
        name, needed = "smtp_url", "smtp_password_file"
        if user is None:
            name, needed = needed, name
        raise DataFailure("SETTING_NEEDS", name=name, needed=needed)
    if password_file is not None:
        read_password(password_file)
    server = MailServer(
        origin=origin, user=user, password_file=password_file, context=trusted(options.ca_file)
    )
    return Mail(server, sender=sender, account_manager=manager)


def _webhook(url: str, options: NoteOptions) -> Webhook:
    origin, path = read_hook(url)
    if options.webhook_secret_file is None:
        raise DataFailure("SETTING_NEEDS", name="webhook_url", needed="webhook_secret_file")
    read_hook_secrets(options.webhook_secret_file)
    proxy = None if options.proxy is None else read_proxy(options.proxy)
    context = None if origin.scheme == "http" else trusted(options.ca_file)
    return Webhook(Route(origin, context, proxy), path, options.webhook_secret_file)


def _address(name: str, text: str | None) -> MailAddress | None:
    if text is None:
        return None
    address = mail_address(text)
    if address is None:
        raise DataFailure("MAIL_ADDRESS_INVALID", name=name, value=text)
    return address
