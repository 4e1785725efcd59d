"""Read the settings: environment, then the settings file, each value with its origin.

Only `cli.session` loads this module, and only where something is set: it costs as much as a whole
answer. The current directory is never searched, and there is no setting that holds a secret.
"""

import os
from collections.abc import Mapping
from typing import Final

from msgspec import structs
from pydantic import ValidationError, create_model
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from addonctl.errors import DataFailure
from addonctl.model.messages import Message, Problem
from addonctl.model.preferences import Preferences, SettingsFile
from addonctl.stores.account_file import decode, read_document

PREFIX: Final = "ADDONCTL_"
OTHER_VARIABLES: Final = ("ADDONCTL_CONFIG",)
PATHS: Final = ("accounts", "catalog", "policy")
NAMES: Final = SettingsFile.__struct_fields__


class _Sources(BaseSettings):
    """Let variables win over the file; a `.env` of the current directory is no source."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", hide_input_in_errors=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read variables first, then what the file says."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings


_FIELDS: Final[dict[str, object]] = {
    field.name: (field.type, None) for field in structs.fields(SettingsFile)
}
Settings: Final[type[BaseSettings]] = create_model("Settings", __base__=_Sources, **_FIELDS)  # type: ignore[call-overload]  # the names are those of SettingsFile
"""The settings as pydantic-settings reads them, made from `SettingsFile`."""


def load_settings(environ: Mapping[str, str], path: str, *, is_named: bool) -> Preferences:
    """Load the settings from this process's environment and from a file, where there is one.

    Paths in the file are relative to the file's folder, those in variables to the current one.

    Raises:
        DataFailure: SETTINGS_INVALID with all problems, or the file can't be read or parsed.
    """
    in_file = SettingsFile()
    if is_named or os.path.lexists(path):
        document = read_document(path, kind="settings")
        in_file = decode(document, SettingsFile, lambda _tree: ())
    said = {name: getattr(in_file, name) for name in NAMES if getattr(in_file, name) is not None}
    for name in PATHS:
        if name in said:
            said[name] = os.path.join(os.path.dirname(path), said[name])  # noqa: PTH118, PTH120  # shown as it was set
    try:
        values = Settings(**said).model_dump(exclude_none=True)
    except ValidationError as error:
        problems = _problems(error, environ)
        raise DataFailure("SETTINGS_INVALID", problems=problems, count=len(problems)) from None
    origins = {
        name: PREFIX + name.upper() if environ.get(PREFIX + name.upper()) else path
        for name in values
    }
    return Preferences(**values, origins=origins, unknown=_unknown_variables(environ))


def _unknown_variables(environ: Mapping[str, str]) -> tuple[str, ...]:
    known = {PREFIX + name.upper() for name in NAMES} | set(OTHER_VARIABLES)
    return tuple(
        sorted(name for name in environ if name.startswith(PREFIX) and name not in known)
    )


def _problems(error: ValidationError, environ: Mapping[str, str]) -> list[Problem]:
    """Name each wrong variable; pydantic's own words may hold what they shouldn't."""
    problems = []
    for fault in error.errors(include_input=False, include_url=False):
        variable = PREFIX + str(fault["loc"][0]).upper()
        problems.append(
            Problem(
                file=None,
                path=variable,
                line=None,
                column=None,
                message=Message(
                    "WRONG_VARIABLE",
                    value=environ.get(variable, ""),
                    expected=str(fault.get("ctx", {}).get("expected", "")).replace("'", ""),
                ),
            )
        )
    return problems
