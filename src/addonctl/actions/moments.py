"""Say when a change is made and by what id it will be known: the one thing that isn't computed."""

import datetime as dt
import secrets

from addonctl.actions.change import Moment


def new_moment(now: dt.datetime) -> Moment:
    """Make the moment of a change, with an id that sorts by time and is used once."""
    now = now.replace(microsecond=0)
    return Moment(at=now, event_id=f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}")
