"""Gather the calls to the operating system that changing a file makes, so that each can fail.

POSIX only. Little is added to the calls here; what they are for stands in `place`, `lock`,
`rights` and `replace`.
"""

import errno
import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

# Of linux/fs.h. Where a machine numbers its calls differently, no flag is seen, and none is minded.
_GET_FLAGS: Final = 0x80086601
_UNCHANGEABLE: Final = 0x10 | 0x20
_NAMESPACES: Final = ("security.", "system.", "trusted.", "user.")
# What the system computes from a file's bytes, rights or place can't be copied, and needn't be.
_COMPUTED: Final = frozenset({
    "security.evm", "security.ima", "trusted.link", "trusted.lma", "trusted.lov",
})  # fmt: skip
# A file system that knows no attributes has none, nor has a file whose attribute went meanwhile.
_NO_ATTRIBUTES: Final = frozenset({errno.ENODATA, errno.ENOSYS, errno.ENOTSUP})


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
    if sys.platform == "linux":
        getxattr = staticmethod(os.getxattr)
        listxattr = staticmethod(os.listxattr)
        removexattr = staticmethod(os.removexattr)
        setxattr = staticmethod(os.setxattr)

    @staticmethod
    def ioctl(descriptor: int, request: int, data: bytes) -> bytes:
        """Ask a device or file system by number."""
        return fcntl.ioctl(descriptor, request, data)

    def attributes(self, descriptor: int) -> dict[str, bytes]:
        """Return a file's extended attributes, ACLs among them; none where they aren't known.

        Raises:
            OSError: they are there and can't be read.
        """
        found: dict[str, bytes] = {}
        if sys.platform == "linux":
            with _none_where_unknown():
                for name in self.listxattr(descriptor):
                    if name.startswith(_NAMESPACES) and name not in _COMPUTED:
                        with _none_where_unknown():
                            found[name] = self.getxattr(descriptor, name)
        return found

    def is_protected(self, descriptor: int) -> bool:
        """Say whether a file or folder is immutable or append-only, as `chattr` makes it."""
        flags = bytes(8)
        with suppress(OSError):
            flags = self.ioctl(descriptor, _GET_FLAGS, flags)
        return bool(int.from_bytes(flags[:4], sys.byteorder) & _UNCHANGEABLE)

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


@contextmanager
def _none_where_unknown() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ATTRIBUTES:
            raise
