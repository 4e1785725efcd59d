"""Run the program with a deadline for mail servers that never comes while a test runs."""

from addonctl.entry import run
from addonctl.server.notes.mail import Mail
from addonctl.server.notes.ways import BOUNDS
from tests.patience import GUARD_SECONDS

given = Mail.__init__.__kwdefaults__
assert given is not None
given["bounds"] = BOUNDS._replace(seconds=10 * GUARD_SECONDS)
run()
