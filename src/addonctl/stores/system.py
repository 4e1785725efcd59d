"""Gather the calls to the operating system that changing a file makes, so that each can fail.

POSIX only. Nothing is added to the calls here; what they are for stands in `place`, `lock` and
`replace`.
"""

import fcntl
import os
from pathlib import Path


class System:
    """The operating system; tests put one in its place whose k-th call fails or never returns."""

    close = staticmethod(os.close)
    fchmod = staticmethod(os.fchmod)
    fchown = staticmethod(os.fchown)
    flock = staticmethod(fcntl.flock)
    fstat = staticmethod(os.fstat)
    fsync = staticmethod(os.fsync)
    open = staticmethod(os.open)
    read = staticmethod(os.read)
    replace = staticmethod(os.replace)
    stat = staticmethod(os.stat)
    unlink = staticmethod(os.unlink)
    write = staticmethod(os.write)

    @staticmethod
    def realpath(path: str) -> str:
        """Follow all links of a path that exists."""
        return os.path.realpath(path, strict=True)

    @staticmethod
    def mount_table() -> str:
        """Return the kernel's table of mounted file systems, empty where there is none."""
        try:
            return Path("/proc/self/mountinfo").read_text("utf-8", "replace")
        except OSError:
            return ""
