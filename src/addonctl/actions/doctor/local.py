"""Check what is on this machine: the package's own data, the settings, the accounts folder."""

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import msgspec

from addonctl.actions.check import check_file
from addonctl.actions.doctor.findings import Finding, failed, not_checked, passed, warned
from addonctl.actions.policy import refuse_gaps
from addonctl.errors import AddonctlError, DataFailure, NotFoundFailure
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message, Notice, phrase
from addonctl.model.messages.system import reason_of
from addonctl.model.preferences import Preferences
from addonctl.stores.locate import account_ids, is_address
from addonctl.stores.packaged import load_catalog, load_policy, packaged_files

_OWN: Final = len(("catalog", "policy"))
"""How many of the packaged files are no examples."""


def check_data(today: Callable[[str | None], dt.date]) -> Finding:
    """See that what the program brings is whole: an answer is only as sound as that."""
    files = packaged_files()
    for file in files:
        try:
            checked = check_file(file, catalog=load_catalog, today=today, stdin=None)
        except (OSError, ValueError, msgspec.MsgspecError):
            return failed("data", DataFailure("PACKAGED_DATA_INVALID", file=file))
        if not checked.ok:
            return failed("data", DataFailure("PACKAGED_DATA_INVALID", file=file))
    count = len(files) - _OWN
    sound = plural(
        "catalogue, policy and {count} example are as they should be",
        "catalogue, policy and {count} examples are as they should be",
    )
    return passed("data", phrase(sound, count=count))


def check_settings(
    preferences: Preferences,
    *,
    file: str | None,
    is_there: bool,
    failure: AddonctlError | None,
    is_data_sound: bool,
    look_at_notes: Callable[[], Iterable[Notice]],
) -> Finding:
    """See that the settings can be read, and what they name.

    `failure` is what kept them from being read: then nothing is known of them. How a server
    delivers notes is looked at from outside, for it is an extra.
    """
    found = tuple(_origins(preferences, file if is_there else None))
    if failure is not None:
        return failed("settings", failure)
    failures = tuple(_failures(preferences, is_data_sound=is_data_sound))
    if failures:
        return failed("settings", *failures, found=found)
    try:
        notices = tuple(look_at_notes())
    except AddonctlError as of_notes:
        return failed("settings", of_notes, found=found)
    return warned("settings", (*preferences.unknown, *notices), *found)


def check_accounts(folder: str | None, *, has_api: bool) -> Finding:
    """See that the accounts folder can be read, and that no id means two files in it."""
    if folder is None:
        return not_checked("accounts", phrase(N_("no accounts folder is set")))
    if not os.path.isdir(folder):  # noqa: PTH112  # shown as it was set
        return failed("accounts", NotFoundFailure("ACCOUNTS_FOLDER_MISSING", folder=folder))
    try:
        os.listdir(folder)  # noqa: PTH208  # whether it can be is all that is asked
    except OSError as error:
        failure = DataFailure("ACCOUNTS_FOLDER_UNREADABLE", folder=folder, reason=reason_of(error))
        return failed("accounts", failure)
    ids = Counter(account_ids(folder))
    twice = [
        DataFailure(
            "TWO_ACCOUNT_FILES",
            reference=account_id,
            first=os.path.join(folder, f"{account_id}.toml"),  # noqa: PTH118  # as set
            second=os.path.join(folder, f"{account_id}.json"),  # noqa: PTH118  # as set
        )
        for account_id, count in ids.items()
        if count > 1
    ]
    if twice:
        return failed("accounts", *twice)
    words = plural("{folder} has {count} account", "{folder} has {count} accounts")
    found = [phrase(words, folder=folder, count=len(ids))]
    if has_api:
        found.append(phrase(N_("an id alone means the API, a path a file")))
    return passed("accounts", *found)


def _origins(preferences: Preferences, file: str | None) -> Iterator[Message]:
    """Say from where the settings are, without what they are: `addonctl config` shows that."""
    if file is None:
        yield phrase(N_("there is no settings file"))
    if preferences.profile is not None:
        yield phrase(N_("profile: {name}"), name=preferences.profile)
    by_origin = dict[str, list[str]]()
    for name, origin in preferences.origins.items():
        by_origin.setdefault(origin, []).append(name)
    if file is not None and file not in by_origin:
        yield phrase(N_("{file} sets nothing"), file=file)
    for origin, names in by_origin.items():
        yield phrase(N_("from {origin}: {names}"), origin=origin, names=", ".join(names))


def _failures(preferences: Preferences, *, is_data_sound: bool) -> Iterator[AddonctlError]:
    """Find what is wrong with what the settings name, each by itself."""
    looks: Mapping[str, Callable[[str], object]] = {
        "account": _look_at_account,
        "catalog": _look_at_catalog,
        "policy": _look_at_policy,
        "api_url": _look_at_api_url,
        "ca_file": _look_at_ca_file,
        "proxy": _look_at_proxy,
    }
    for name, look in looks.items():
        value = getattr(preferences, name)
        if value is None or (name == "catalog" and not is_data_sound):
            continue
        try:
            look(value)
        except AddonctlError as failure:
            yield failure


def _look_at_account(word: str) -> None:
    if is_address(word):
        from addonctl.stores.api.origin import read_account  # noqa: PLC0415  # only where one is set

        read_account(word)


def _look_at_catalog(file: str) -> None:
    load_catalog(file)


def _look_at_policy(file: str) -> None:
    refuse_gaps(load_policy(file), file=file, is_prescribed=False)


def _look_at_api_url(text: str) -> None:
    from addonctl.stores.api.origin import read_api  # noqa: PLC0415  # only where one is set

    read_api(text)


def _look_at_ca_file(file: str) -> None:
    from addonctl.stores.api.trust import trusted  # noqa: PLC0415  # only where one is set

    trusted(file)


def _look_at_proxy(text: str) -> None:
    from addonctl.stores.api.origin import read_proxy  # noqa: PLC0415  # only where one is set

    read_proxy(text)
