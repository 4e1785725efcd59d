"""Read the settings: environment, then the settings file, each value with its origin.

Only `cli.runtime` loads this module, and only where something is set: it costs as much as a
whole answer. The current directory is never searched, and no setting holds a secret.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

from msgspec import structs
from pydantic import Field, ValidationError, create_model
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from addonctl.errors import DataFailure
from addonctl.model.messages import Message, Notice, Problem
from addonctl.model.preferences import PREFIX, Preferences, SettingsFile, variable_of
from addonctl.stores.files.documents import Content, decode, read_document
from addonctl.stores.parsing.suggestions import excerpt, guess, unknown

OTHER_VARIABLES: Final = ("ADDONCTL_CONFIG",)
PATHS: Final = ("accounts", "catalog", "policy")
VARIABLES: Final = {name: variable_of(name) for name in SettingsFile.__struct_fields__}
"""The variable of each setting."""


class _Sources(BaseSettings):
    """Let variables win over the file; a `.env` of the current directory is no source."""

    model_config = SettingsConfigDict(
        case_sensitive=True, env_ignore_empty=True, extra="forbid", hide_input_in_errors=True
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


_FIELDS: Final[dict[str, Any]] = {
    field.name: (field.type, Field(None, validation_alias=VARIABLES[field.name]))
    for field in structs.fields(SettingsFile)
}
Settings: Final[type[BaseSettings]] = create_model("Settings", __base__=_Sources, **_FIELDS)
"""The settings as pydantic-settings reads them, made from `SettingsFile`."""


def load_settings(environ: Mapping[str, str], path: str | None) -> Preferences:
    """Load the settings from this process's environment and from a file, if one is given.

    Paths in the file are relative to the file's folder, those in variables to the current one.

    Raises:
        DataFailure: SETTINGS_INVALID with all problems, or the file can't be read or parsed.
    """
    in_file = {} if path is None else _read_file(path)
    from_file: dict[str, Any] = {VARIABLES[name]: value for name, value in in_file.items()}
    try:
        values = Settings(**from_file)
    except ValidationError as error:
        problems = list(_problems(error, environ))
        raise DataFailure(
            "SETTINGS_INVALID",
            problems=problems,
            file=Message("ENVIRONMENT"),
            count=len(problems),
            advice=Message("CORRECT_VARIABLES", count=len(problems)),
        ) from None
    origins = {
        name: VARIABLES[name] if environ.get(VARIABLES[name]) else path or ""
        for name in values.model_dump(exclude_none=True)
    }
    return Preferences(
        **values.model_dump(exclude_none=True),
        origins=origins,
        unknown=tuple(_unknown_variables(environ)),
    )


def _read_file(path: str) -> dict[str, str]:
    """Read what a settings file sets, its paths made independent of the current directory."""
    file = decode(read_document(path, kind="settings"), Content(SettingsFile, lambda _tree: ()))
    said = {name: value for name, value in structs.asdict(file).items() if value is not None}
    for name in PATHS:
        if name in said:
            named = os.path.expanduser(said[name])  # noqa: PTH111  # shown as it was set
            said[name] = os.path.join(os.path.dirname(path), named)  # noqa: PTH118, PTH120
    return said


def _unknown_variables(environ: Mapping[str, str]) -> Iterator[Notice]:
    known = (*VARIABLES.values(), *OTHER_VARIABLES)
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known and environ[name]:
            meant = guess(name.removeprefix(PREFIX), tuple(n.removeprefix(PREFIX) for n in known))
            meant = None if meant is None else PREFIX + meant
            code = "UNKNOWN_VARIABLE" if meant is None else "UNKNOWN_VARIABLE.meant"
            message = Message(code, name=excerpt(name), meant=meant)
            yield Notice(code="UNKNOWN_VARIABLE", message=message)


def _problems(error: ValidationError, environ: Mapping[str, str]) -> Iterator[Problem]:
    """Name each wrong variable; pydantic's own words may hold what they shouldn't."""
    choices = {
        VARIABLES[field.name]: next((get_args(kind) for kind in get_args(field.type)), ())
        for field in structs.fields(SettingsFile)
    }
    for fault in error.errors(include_input=False, include_url=False, include_context=False):
        variable = str(fault["loc"][0])
        message = unknown("NOT_ONE_OF", environ.get(variable, ""), choices[variable])
        yield Problem(file=variable, path=None, line=None, column=None, message=message)
