"""Report a bug of ours: one line for the person, the details in a file that only they can read."""

import os
import secrets
import tempfile
import traceback
from collections.abc import Mapping
from pathlib import Path

from addonctl.errors import AddonctlError


class Crash(AddonctlError):
    """Stop because of a bug; the values name the report."""

    exit_code = 70


def report_crash(error: BaseException, environ: Mapping[str, str]) -> Crash:
    """Write where it happened to a private file, without data, and return what to tell.

    The report holds the places in the code and the kind of error: no local values, no arguments
    and no message, which may hold data of an account.
    """
    report_id = secrets.token_hex(4)
    frames = "".join(traceback.format_tb(error.__traceback__))
    text = f"addonctl report {report_id}\n{frames}{type(error).__module__}.{type(error).__name__}\n"
    try:
        folder = environ.get("XDG_STATE_HOME") or tempfile.gettempdir()
        path = Path(folder) / f"addonctl-report-{report_id}.txt"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError:
        return Crash("INTERNAL_UNSAVED", report=report_id)
    return Crash("INTERNAL", report=report_id, path=str(path))
