"""Hold what is bought of an add-on on a day, by the events that say so."""

import datetime as dt

from msgspec import Struct

from addonctl.model.account import Event


class Bought(Struct, frozen=True, kw_only=True):
    """What is bought of an add-on on a day.

    `quantity` is the number of licences, null where no event says it, and `counted_by` the event
    that gives it; `priced_by` is the newest that states a price, else the purchase. `pending` is a
    change, and `ending` the end, that is recorded and still to come.
    """

    purchase: Event
    quantity: int | None
    counted_by: Event
    priced_by: Event
    pending: Event | None
    ending: Event | None

    @property
    def ends_on(self) -> dt.date | None:
        """Return the first day on which it isn't bought any more, where an end is recorded."""
        return None if self.ending is None else self.ending.holds_from
