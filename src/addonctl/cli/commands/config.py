"""`addonctl config`: every setting with its value and where that comes from."""

from typing import Final

from addonctl.cli.printer import LANGUAGE_VARIABLES
from addonctl.cli.servers import rules_differ
from addonctl.cli.session import Session
from addonctl.errors import AddonctlError
from addonctl.model.addresses import masked
from addonctl.model.messages import Notice, notice
from addonctl.model.policy import READINGS
from addonctl.model.preferences import SETTINGS, TOKEN_VARIABLE, variable_of
from addonctl.model.serving import NoteOptions, ServerOptions
from addonctl.model.upkeep import ConfigAnswer, Origin, SettingInForce

MASKED: Final = "********"

_OF_SERVER: Final = {"database", *NoteOptions.__struct_fields__} - {"ca_file", "proxy"}


def run(session: Session) -> int:
    """Show every setting with its value and where it comes from.

    A flag wins over a variable, a variable over the settings file, that over the default. What the
    server prescribes that is set wins over all. No setting holds a secret; the password in the
    address of a database is hidden. Settings for those who run a server are shown where they are
    set, and with --verbose.

    \b
    Examples:
      addonctl config
      addonctl config -o json
    """
    file = session.config_file
    prescribed, warnings = _prescribed(session)
    settings = [_in_force(session, name, prescribed) for name in SETTINGS]
    if session.printer.form != "json" and not session.shared.verbose:
        settings = [each for each in settings if not _is_unset_of_server(each)]
    if session.runtime.environ.get(TOKEN_VARIABLE):
        origin = Origin(kind="variable", name=TOKEN_VARIABLE)
        settings.append(
            SettingInForce(name="token", value=MASKED, origin=origin, variable=TOKEN_VARIABLE)
        )
    answer = ConfigAnswer(
        as_of=session.as_of(),
        account=None,
        warnings=(*session.preferences.unknown, *warnings),
        file=file.path,
        file_exists=file.is_there,
        settings=tuple(settings),
    )
    session.printer.show(answer)
    session.printer.point_out(warnings)
    return 0


def _is_unset_of_server(setting: SettingInForce) -> bool:
    """Say whether it is for those who run a server, and nobody set it."""
    is_of_server = setting.name in _OF_SERVER or setting.name.startswith("server_")
    return is_of_server and setting.origin.kind == "default"


def _prescribed(session: Session) -> tuple[dict[str, SettingInForce], tuple[Notice, ...]]:
    """Ask the server that is set what it prescribes; settings are shown without an answer, too."""
    if session.preferences.api_url is None:
        return {}, ()
    try:
        server = session.servers.of_settings
        rulebook = server.rulebook
    except AddonctlError as failure:
        return {}, (notice("SERVER_NOT_ASKED", code=failure.code),)
    values = {
        "catalog": None if rulebook.catalog is None else server.rulebook_address,
        "policy": None if rulebook.policy is None else server.rulebook_address,
        "reading": rulebook.reading,
    }
    origin = Origin(kind="server", name=str(server.address.origin))
    return {
        name: SettingInForce(name=name, value=value, origin=origin, variable=variable_of(name))
        for name, value in values.items()
        if value is not None
    }, tuple(rules_differ(server))


def _in_force(session: Session, name: str, prescribed: dict[str, SettingInForce]) -> SettingInForce:
    if name in prescribed:
        return prescribed[name]
    value, origin = _value_and_origin(session, name)
    return SettingInForce(name=name, value=value, origin=origin, variable=variable_of(name))


def _value_and_origin(session: Session, name: str) -> tuple[str | None, Origin]:
    shared, preferences = session.shared, session.preferences
    flag = {"lang": shared.lang, "color": shared.color, "profile": shared.profile}.get(name)
    if flag is not None:
        return flag, Origin(kind="option", name=f"--{name}")
    if name in preferences.origins:
        where = preferences.origins[name]
        is_variable = where == variable_of(name)
        value = masked(str(getattr(preferences, name)))
        return value, Origin(kind="variable" if is_variable else "file", name=where)
    environ = session.runtime.environ
    variable = next((each for each in LANGUAGE_VARIABLES if environ.get(each)), None)
    if name == "lang" and variable is not None:
        return session.language, Origin(kind="variable", name=variable)
    chosen: dict[str, str] = {
        "reading": READINGS[0],
        "lang": session.language,
        "color": session.color,
        **_limits(),
    }
    return chosen.get(name), Origin(kind="default", name=None)


def _limits() -> dict[str, str]:
    """Return the limits of a server where nothing is set."""
    options = ServerOptions()
    return {
        f"server_{name}": str(value)
        for name in options.__struct_fields__
        if (value := getattr(options, name)) and name not in {"host", "port"}
    }
