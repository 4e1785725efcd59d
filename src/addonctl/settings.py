"""Read the settings: environment, then the settings file, each value with its origin.

Only `cli.runtime` loads this module, and only where something is set: it costs as much as a
whole answer. The current directory is never searched, and no setting holds a secret.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

from msgspec import inspect, structs
from pydantic import Field, ValidationError, create_model
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from addonctl.errors import DataFailure, UsageFailure
from addonctl.model.messages import Message, Notice, Problem, notice
from addonctl.model.preferences import (
    API_URL_VARIABLE,
    PREFIX,
    SETTINGS,
    TOKEN_VARIABLE,
    Preferences,
    Profile,
    SettingsFile,
    TokenPlace,
    variable_of,
)
from addonctl.stores.files.documents import Content, decode, read_document
from addonctl.stores.parsing.suggestions import excerpt, guess, unknown

OTHER_VARIABLES: Final = ("ADDONCTL_CONFIG", TOKEN_VARIABLE)
PATHS: Final = (
    *("accounts", "catalog", "policy", "token_file", "ca_file"),
    *("smtp_password_file", "webhook_secret_file"),
)
OPTION: Final = "--profile"
VARIABLES: Final = {name: variable_of(name) for name in SETTINGS}
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


def _limits(kind: object) -> dict[str, Any]:
    """Return the limits of a whole number, as the model states them."""
    info = inspect.type_info(kind)
    kinds = info.types if isinstance(info, inspect.UnionType) else (info,)
    number = next((each for each in kinds if isinstance(each, inspect.IntType)), None)
    return {} if number is None else {"ge": number.ge or 0, "le": number.le or 0}


_KINDS: Final = {
    field.name: field.type for field in structs.fields(SettingsFile) if field.name in VARIABLES
}
_FIELDS: Final[dict[str, Any]] = {
    name: (kind, Field(None, validation_alias=VARIABLES[name], **_limits(kind)))
    for name, kind in _KINDS.items()
}
LIMITS: Final = {VARIABLES[name]: _limits(kind) for name, kind in _KINDS.items()}
"""The limits of each variable that is a whole number."""
Settings: Final[type[BaseSettings]] = create_model("Settings", __base__=_Sources, **_FIELDS)
"""The settings as pydantic-settings reads them, made from `SettingsFile`."""


def load_settings(
    environ: Mapping[str, str], path: str | None, *, profile: str | None = None
) -> Preferences:
    """Load the settings from this process's environment and from a file, if one is given.

    Paths in the file are relative to the file's folder, those in variables to the current one.
    What a profile sets wins over what stands before it in the file; one that an option names, over
    variables, too: who asks for another server by name means that server.

    Raises:
        UsageFailure: UNKNOWN_PROFILE.
        DataFailure: SETTINGS_INVALID with all problems, or the file can't be read or parsed.
    """
    file = SettingsFile() if path is None else _read_file(path)
    chosen = _profile(file, profile or environ.get(VARIABLES["profile"]) or file.profile)
    in_profile, in_file = _said(chosen, path), _said(file, path)
    from_file: dict[str, Any] = {
        VARIABLES[name]: value for name, value in {**in_file, **in_profile}.items()
    }
    values = _values(from_file, environ)
    by_option = {} if profile is None else {**in_profile, "profile": profile}
    values |= by_option
    origins = {
        name: VARIABLES[name] if environ.get(VARIABLES[name]) and name not in by_option else path
        for name in values
    }
    return Preferences(
        **values,
        origins={name: origin or OPTION for name, origin in origins.items()}
        | ({} if profile is None else {"profile": OPTION}),
        profiles=file.profiles,
        unknown=tuple(_unknown_variables(environ)),
        token_places=tuple(_token_places(environ, in_profile, in_file)),
    )


def _values(from_file: dict[str, Any], environ: Mapping[str, str]) -> dict[str, Any]:
    """Let variables win over what files say.

    Raises:
        DataFailure: SETTINGS_INVALID, with all problems of variables.
    """
    try:
        return Settings(**from_file).model_dump(exclude_none=True)
    except ValidationError as error:
        problems = list(_problems(error, environ))
        raise DataFailure(
            "SETTINGS_INVALID",
            problems=problems,
            file=Message("ENVIRONMENT"),
            count=len(problems),
            advice=Message("CORRECT_VARIABLES", count=len(problems)),
        ) from None


def _read_file(path: str) -> SettingsFile:
    return decode(read_document(path, kind="settings"), Content(SettingsFile, lambda _tree: ()))


def _profile(file: SettingsFile, name: str | None) -> Profile:
    if name is None:
        return Profile()
    if name not in file.profiles:
        known = tuple(file.profiles)
        raise UsageFailure("UNKNOWN_PROFILE", value=name, nearest=guess(name, known), known=known)
    return file.profiles[name]


def _said(settings: Profile, path: str | None) -> dict[str, str]:
    """List what is set in a file, its paths made independent of the current directory."""
    said = {
        name: value
        for name, value in structs.asdict(settings).items()
        if value is not None and name in VARIABLES
    }
    for name in PATHS:
        if name in said and path is not None:
            named = os.path.expanduser(said[name])  # noqa: PTH111  # shown as it was set
            said[name] = os.path.join(os.path.dirname(path), named)  # noqa: PTH118, PTH120
    return said


def _token_places(
    environ: Mapping[str, str], in_profile: Mapping[str, str], in_file: Mapping[str, str]
) -> Iterator[TokenPlace]:
    """Bind each token to the address that stands beside it: of variables, or of the file.

    A profile with an address of its own has the token of its own, or none.
    """
    address = environ.get(API_URL_VARIABLE)
    if address and environ.get(TOKEN_VARIABLE):
        yield TokenPlace(address, None)
    elif address and environ.get(VARIABLES["token_file"]):
        yield TokenPlace(address, environ[VARIABLES["token_file"]])
    beside = in_profile if "api_url" in in_profile else {**in_file, **in_profile}
    if "api_url" in beside and "token_file" in beside:
        yield TokenPlace(beside["api_url"], beside["token_file"])


def _unknown_variables(environ: Mapping[str, str]) -> Iterator[Notice]:
    known = (*VARIABLES.values(), *OTHER_VARIABLES)
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known and environ[name]:
            meant = guess(name.removeprefix(PREFIX), tuple(n.removeprefix(PREFIX) for n in known))
            meant = None if meant is None else PREFIX + meant
            code = "UNKNOWN_VARIABLE" if meant is None else "UNKNOWN_VARIABLE.meant"
            message = Message(code, name=excerpt(name), meant=meant)
            yield Notice(code="UNKNOWN_VARIABLE", message=message)
    for name in (TOKEN_VARIABLE, VARIABLES["token_file"]):
        if environ.get(name) and not environ.get(API_URL_VARIABLE):
            yield notice("TOKEN_UNUSED", name=name)


def _problems(error: ValidationError, environ: Mapping[str, str]) -> Iterator[Problem]:
    """Name each wrong variable; pydantic's own words may hold what they shouldn't."""
    choices = {
        VARIABLES[field.name]: next((get_args(kind) for kind in get_args(field.type)), ())
        for field in structs.fields(SettingsFile)
        if field.name in VARIABLES
    }
    for fault in error.errors(include_input=False, include_url=False, include_context=False):
        variable = str(fault["loc"][0])
        if limits := LIMITS[variable]:
            form = Message("FORM.example", form=f"{variable}={limits['ge']}")
            value = excerpt(environ.get(variable, ""))
            least, most = str(limits["ge"]), str(limits["le"])
            message = Message("OUT_OF_RANGE", value=value, least=least, most=most, form=form)
        else:
            message = unknown("NOT_ONE_OF", environ.get(variable, ""), choices[variable])
        yield Problem(file=variable, path=None, line=None, column=None, message=message)
