"""Write rows of who may do what straight from accounts that are plainly right; there are millions.

What is decided comes from `rules.policy`, as for an answer. It depends on few words: where the
add-ons stand, and which roles somebody has. So the rows of a person are written once for those,
with marks for whose they are, and only the marks are filled in.
"""

import datetime as dt
from collections.abc import Callable
from typing import Final

from addonctl.model.account import Role
from addonctl.model.policy import State
from addonctl.model.remembering import Remembered
from addonctl.model.views import Route
from addonctl.output.formats.csv import CsvWriter
from addonctl.rules.decisions import codes_of
from addonctl.rules.policy import Question as Asked
from addonctl.rules.policy import decide, has_gap
from addonctl.stores.parsing.plain.shapes import PlainAccount
from addonctl.sweep.question import Question
from addonctl.sweep.standings import Standings

_ACCOUNT: Final = "\x00"
_USER: Final = "\x01"
"""Marks in rows; no cell holds one, because what could steer a terminal is escaped."""
_Stands = tuple[tuple[State, Route], ...]
_RowsOfRoles = Remembered[tuple[Role, ...], str]


class EligibilityRows:
    """Write the rows of an account: one for each person, add-on and action."""

    def __init__(
        self, question: Question, csv: CsvWriter, date_in: Callable[[str | None], dt.date]
    ) -> None:
        """Take the question, and what tells its date in a time zone."""
        self._question, self._csv = question, csv
        self._addons = [
            addon for addon in question.catalog.addons if question.addon in {None, addon.id}
        ]
        self._standings = [Standings(question, addon) for addon in self._addons]
        self._days = Remembered[str | None, tuple[dt.date, str]](
            lambda zone: (date_in(zone), date_in(zone).isoformat())
        )
        self._rows = Remembered[_Stands, _RowsOfRoles](
            lambda stands: Remembered(lambda roles: self._rows_of(stands, roles))
        )

    def row(self, account: PlainAccount) -> str | None:
        """Write the rows of an account, `None` where the policy has a gap to be told of."""
        if has_gap(self._question.policy):
            return None
        shape, csv = account.shape, self._csv
        as_of, day = self._days[shape.time_zone]
        rows = self._rows[tuple([each.of(account, as_of)[:2] for each in self._standings])]
        people = [rows[user.roles].replace(_USER, csv.text(user.id)) for user in account.users]
        whose = csv.cells((shape.id, csv.text(shape.name), day))
        return "".join(people).replace(_ACCOUNT, whose)

    def _rows_of(self, stands: _Stands, roles: tuple[Role, ...]) -> str:
        """Write the rows of a person with such roles, where the add-ons stand like this."""
        question, held, rows = self._question, " ".join(roles), []
        for addon, (state, route) in zip(self._addons, stands, strict=True):
            for action in question.actions:
                asked = Asked(action=action, route=route.route, state=state)
                verdict = decide(question.policy, question.reading, roles, asked)
                codes = " ".join(codes_of(verdict, route.reason.basis))
                standing = _ACCOUNT, addon.id, state, route.route, ""
                allowed = "true" if verdict.allowed else "false"
                rows.append(self._csv.line((*standing, _USER, held, action, allowed, codes)))
        return "".join(rows)
