"""Check that a lock leaves nothing to be resolved, on whatever day it is installed.

`check_lock.py LOCK SITE_PACKAGES`: what is installed there is what LOCK pins, each with a hash,
and each requirement of each distribution is pinned with the extras that it asks for, on every
platform. Otherwise an older pip takes what is newest today for the extra, which has no hash.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

PROJECT = Path(__file__).resolve().parents[1]
Lock = Mapping[NormalizedName, Requirement]
BROUGHT = {"pip", "setuptools"}
"""What a new environment may hold by itself."""
PLATFORMS = [
    {"python_version": f"3.{minor}", "python_full_version": f"3.{minor}.0", **platform}
    for minor in range(11, 16)
    for platform in (
        {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux"},
        {"os_name": "posix", "sys_platform": "darwin", "platform_system": "Darwin"},
        {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows"},
    )
]


def read_lock(text: str) -> Lock:
    """Read the pins; one without a version or a hash is no pin."""
    pins = {}
    for entry in re.split(r"\n(?! )", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)):
        if not entry.strip():
            continue
        pin = Requirement(entry.partition(" \\\n")[0])
        if not re.fullmatch(r"==[^,*]+", str(pin.specifier)) or "--hash=sha256:" not in entry:
            sys.exit(f"{pin} isn't pinned to a version with a hash")
        pins[canonicalize_name(pin.name)] = pin
    return pins


def version_of(pin: Requirement) -> str:
    """Return the version of a pin."""
    return str(pin.specifier).removeprefix("==")


def applies(needed: Requirement, extras: set[str]) -> bool:
    """Say whether a requirement holds on any platform, for a distribution with such extras."""
    marker = needed.marker
    return marker is None or any(
        marker.evaluate({**platform, "extra": extra})
        for platform in PLATFORMS
        for extra in ("", *extras)
    )


def faults_of(name: str, needs: list[str], extras: set[str], lock: Lock) -> Iterator[str]:
    """Find the requirements of a distribution that the lock doesn't hold as they are."""
    for needed in map(Requirement, needs):
        if not applies(needed, extras):
            continue
        pin = lock.get(canonicalize_name(needed.name))
        if pin and needed.extras <= pin.extras and needed.specifier.contains(version_of(pin)):
            continue
        yield f"{name} needs {needed}, which is pinned as {pin}"


def needs_of_project(lock: Path) -> list[str]:
    """Return what the project needs: to run, to serve and, but for these locks, to develop.

    What the engine of the distributed example needs stands in a lock of its own.
    """
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    needs = list(project["project"]["dependencies"])
    if lock.name == "distributed.txt":
        return needs + list(project["dependency-groups"]["distributed"])
    if lock.name != "run.txt":
        needs += project["project"]["optional-dependencies"]["server"]
    if lock.name not in {"run.txt", "server.txt"}:
        needs += project["dependency-groups"]["dev"] + project["build-system"]["requires"]
    return needs


def main(path: str, site_packages: str) -> int:
    """Check a lock; return the exit code."""
    lock = read_lock(Path(path).read_text("utf-8"))
    faults = list(faults_of("addonctl", needs_of_project(Path(path)), set(), lock))
    count = 0
    for found in metadata.distributions(path=[site_packages]):
        name = canonicalize_name(found.name)
        if name == "addonctl" or (name in BROUGHT and name not in lock):
            continue
        pin = lock.get(name)
        if pin is None or not pin.specifier.contains(found.version, prereleases=True):
            faults.append(f"{name} {found.version} is installed, which is pinned as {pin}")
        count += 1
        extras = pin.extras if pin else set()
        faults += faults_of(name, found.requires or [], extras, lock)
    for fault in faults:
        print(fault)
    print(f"{path}: {len(lock)} pins, {count} of them installed, {len(faults)} faults")
    return 1 if faults or not count else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
