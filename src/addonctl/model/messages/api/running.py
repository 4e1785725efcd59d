"""Hold what may be wrong where a server is run, its database and its tokens, by exit code."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages import Entry

_HOSTS: Final = N_(
    "name this machine with --host: 127.0.0.1 for it alone, 0.0.0.0 for all its addresses"
)
_USAGE: Final[dict[str, Entry]] = {
    "BAD_DATABASE": Entry(
        N_("that isn't the address of a database"),
        why=N_("it is sqlite:///PATH or postgresql://HOST/NAME"),
        hint=N_("correct --database or ADDONCTL_DATABASE"),
        means=N_(
            "The address of the database can't be read. It is sqlite:///PATH, with four slashes"
            " before an absolute path, or postgresql://USER@HOST/NAME."
        ),
    ),
    "PASSWORD_IN_OPTION": Entry(
        N_("the address of the database holds a password"),
        why=N_("others can read a command line or a settings file"),
        hint=N_("set ADDONCTL_DATABASE, or keep the password in libpq's password file"),
        means=N_(
            "A password stood on the command line or in the settings file, where others can read"
            " it. Set ADDONCTL_DATABASE, or keep it in libpq's password file (~/.pgpass)."
        ),
    ),
    "BAD_TOKEN_NAME": Entry(
        N_('"{value:excerpt}" can\'t name a token'),
        why=N_("a name has up to 64 letters, digits, dots, dashes and underscores"),
        hint=N_("for example: addonctl token new reports --scope read"),
        means=N_(
            "The name of a token has up to 64 letters, digits, dots, dashes and underscores: it is"
            " written beside every event that the token records."
        ),
    ),
    "TOKEN_NEEDS": Entry(
        N_("addonctl token {action} needs {what}"),
        hint=N_("for example: addonctl token new reports --scope read"),
        means=N_(
            "To make a token takes its name and its scope, to revoke one its name, to list them"
            " neither. A token holds its scope and those before it: read, act, manage, admin."
        ),
    ),
}

_NOT_THERE: Final[dict[str, Entry]] = {
    "UNKNOWN_TOKEN": Entry(
        N_('no token is named "{value:excerpt}"'),
        hint=N_("addonctl token list shows their names"),
        means=N_("No token has that name. addonctl token list shows them all."),
    ),
    "UNKNOWN_NOTE": Entry(
        N_("no note waits under the number {number}"),
        hint=N_("addonctl outbox shows those that wait"),
    ),
}

_ACCESS: Final[dict[str, Entry]] = {
    "NOTES_ADDRESS_SECRET": Entry(
        N_("{name} must hold neither a password nor a query"),
        why=N_("others can read settings; it is shown nowhere and wasn't used"),
        hint=N_("leave it out: secrets are in smtp_password_file and webhook_secret_file"),
    ),
    "SECRET_FILE_OPEN": Entry(
        N_("the secret's file {file} is open to others"),
        why=N_("it has to be a file of your own that nobody else may read; it wasn't used"),
        hint=N_("take that right away: chmod 600 {file}"),
    ),
    "SECRET_FILE_UNREADABLE": Entry(
        N_("the secret's file {file} can't be read: {reason}"),
        hint=N_("check the setting; addonctl config shows where it is set"),
    ),
    "SECRET_MALFORMED": Entry(
        N_("what is in {file} can't be a secret"),
        why=N_("{form}"),
        hint=N_("copy it again, alone and whole"),
        means=N_(
            "The file of a secret holds something else: a password is one line of printable"
            " ASCII, and secrets of a webhook are one or two lines of whsec_ and Base64. It is"
            " never shown. Copy it again, alone and whole."
        ),
        forms={
            "password": N_("a password is one line of printable ASCII"),
            "webhook": N_(
                "a webhook has one or two, a line each: whsec_ and 24 to 64 bytes in Base64"
            ),
        },
    ),
}

_DATA: Final[dict[str, Entry]] = {
    "SMTP_URL_INVALID": Entry(
        N_('"{address:excerpt}" is no address of a mail server'),
        hint=N_("write smtp_url like smtps://notes@mail.example.com"),
    ),
    "WEBHOOK_URL_INVALID": Entry(
        N_('"{address:excerpt}" is no address of a webhook'),
        hint=N_("write webhook_url like https://example.com/hooks/addonctl"),
    ),
    "MAIL_ADDRESS_INVALID": Entry(
        N_('{name}: "{value:excerpt}" is no e-mail address'),
        hint=N_("write it like notes@example.com, without a name"),
    ),
    "SETTING_NEEDS": Entry(
        N_("{name} needs {needed}"),
        hint=N_("set both or neither; addonctl config shows where they are set"),
        means=N_(
            "A setting of the server doesn't go without another: smtp_url needs mail_from, a user"
            " in it needs smtp_password_file, and webhook_url needs webhook_secret_file."
        ),
    ),
}

_STORAGE: Final[dict[str, Entry]] = {
    "SCHEMA_OLDER": Entry(
        N_("the database {database} has the schema {found}, and this addonctl needs {needed}"),
        why=N_("it is of an older version; nothing was changed"),
        hint=N_("make a backup, then: addonctl db upgrade"),
        means=N_(
            "The database is of an older addonctl. Make a backup, then run addonctl db upgrade:"
            " there is no way back but the backup."
        ),
    ),
    "SCHEMA_NEWER": Entry(
        N_("the database {database} has the schema {found}, and this addonctl knows {needed}"),
        why=N_("it is of a newer version; nothing was changed"),
        hint=N_("run the newer addonctl"),
        means=N_("The database is of a newer addonctl, and an older one can't use it. Update."),
    ),
    "DATABASE_FOREIGN": Entry(
        N_("the database {database} isn't empty, and not of addonctl"),
        why=N_("it has a table {table:excerpt}; nothing was changed"),
        hint=N_("name an empty database"),
        means=N_(
            "The database holds something else. addonctl creates its tables in an empty one alone."
        ),
    ),
    "DATABASE_UNUSABLE": Entry(
        N_("the database {database:excerpt} can't be used"),
        why=N_("{reason}"),
        hint=N_("check its folder, and who may write there"),
        means=N_(
            "The file of the database can't be opened or created. Check its folder, and who may"
            " write there."
        ),
    ),
    "DATABASE_UNREACHABLE": Entry(
        N_("the database {database} can't be reached"),
        why=N_("it doesn't answer, or doesn't let us in"),
        hint=N_("check ADDONCTL_DATABASE, and whether the database runs"),
        means=N_(
            "The database doesn't answer, or doesn't accept the user or the password. Check"
            " ADDONCTL_DATABASE, and whether it runs."
        ),
    ),
    "CANNOT_LISTEN": Entry(
        N_("the server can't listen on {host:excerpt}, port {port}"),
        why=N_("{reason}"),
        hint=N_("check --host and --port"),
        means=N_(
            "The port can't be had, because another program listens there or it is below 1024, or"
            " the host isn't this machine. --port 0 takes any that is free, --host 127.0.0.1 this"
            " machine alone."
        ),
        forms={
            "port_in_use": Entry(hint=N_("name another with --port; 0 takes any that is free")),
            "port_denied": Entry(
                hint=N_("name one from 1024 on with --port: lower ones are the system's")
            ),
            "host_unknown": Entry(hint=_HOSTS),
            "host_elsewhere": Entry(hint=_HOSTS),
        },
    ),
    "SERVER_MISSING": Entry(
        N_("the server isn't installed: {module:excerpt} is missing"),
        hint=N_('install it: pip install "addonctl[server]"'),
        means=N_(
            "What the server needs isn't installed: it is an extra. Install addonctl[server] in"
            " place of addonctl."
        ),
    ),
    "TOKEN_NOT_WRITTEN": Entry(
        N_("the token can't be written to {file:excerpt}"),
        why=N_("{reason}"),
        hint=N_("check its folder, and who may write there"),
    ),
    "DATABASE_NOT_EMPTY": Entry(
        N_("the database {database} already has accounts"),
        why=N_("--import fills an empty one alone; nothing was changed"),
        hint=N_("leave --import out, or send an account with addonctl push"),
        means=N_(
            "addonctl serve --import fills an empty database alone, so that nothing is written"
            " over. Send single accounts with addonctl push."
        ),
    ),
}

_CONFLICTS: Final[dict[str, Entry]] = {
    "TOKEN_NAME_USED": Entry(
        N_("there is or was a token named {name}"),
        why=N_("events name the token that recorded them, so a name is never used again"),
        hint=N_("choose another name; addonctl token list shows those that are taken"),
        means=N_(
            "There is or was a token of that name. Events name the token that recorded them, so a"
            " name is never used again."
        ),
    ),
}

RUNNING: Final[dict[int, dict[str, Entry]]] = {
    2: _USAGE,
    4: _ACCESS,
    5: _NOT_THERE,
    6: _DATA,
    7: _STORAGE,
    8: _CONFLICTS,
}
"""These failures by the exit code that they end with."""
