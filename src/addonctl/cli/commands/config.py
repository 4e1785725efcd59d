"""`addonctl config`: every setting with its value and where that comes from."""

from addonctl.cli.printer import LANGUAGE_VARIABLES
from addonctl.cli.session import Session
from addonctl.model.preferences import SettingsFile, variable_of
from addonctl.model.reports import ConfigAnswer, Origin, SettingInForce


def run(session: Session) -> int:
    """Show every setting with its value and where it comes from.

    A flag wins over a variable, a variable over the settings file, that over the default. No
    setting holds a secret.

    \b
    Examples:
      addonctl config
      addonctl config -o json
    """
    file = session.config_file
    answer = ConfigAnswer(
        as_of=session.as_of(),
        account=None,
        warnings=session.preferences.unknown,
        file=file.path,
        file_exists=file.is_there,
        settings=tuple(_in_force(session, name) for name in SettingsFile.__struct_fields__),
    )
    session.printer.show(answer)
    return 0


def _in_force(session: Session, name: str) -> SettingInForce:
    value, origin = _value_and_origin(session, name)
    return SettingInForce(name=name, value=value, origin=origin, variable=variable_of(name))


def _value_and_origin(session: Session, name: str) -> tuple[str | None, Origin]:
    flag = {"lang": session.shared.lang, "color": session.shared.color}.get(name)
    if flag is not None:
        return flag, Origin(kind="option", name=f"--{name}")
    preferences = session.preferences
    if name in preferences.origins:
        where = preferences.origins[name]
        is_variable = where == variable_of(name)
        return getattr(preferences, name), Origin(
            kind="variable" if is_variable else "file", name=where
        )
    environ = session.runtime.environ
    variable = next((each for each in LANGUAGE_VARIABLES if environ.get(each)), None)
    if name == "lang" and variable is not None:
        return session.language, Origin(kind="variable", name=variable)
    chosen = {"reading": session.reading(None), "lang": session.language, "color": session.color}
    return chosen.get(name), Origin(kind="default", name=None)
