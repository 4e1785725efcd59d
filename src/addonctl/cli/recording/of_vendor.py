"""Carry out what the vendor's people do: change what was bought, end it, void a record."""

import datetime as dt
from typing import Any, Final

from addonctl.actions.amend import PreparedAmendment, prepare_amendment
from addonctl.actions.amended import answer_amendment, check_amended_total, view_amendment
from addonctl.actions.change import Moment
from addonctl.actions.find import find_addon
from addonctl.cli.recording.prompts import ask_whether
from addonctl.cli.recording.wanted import Wanted
from addonctl.cli.session import Session
from addonctl.cli.values import SOME_DAY, as_date, parse_licenses
from addonctl.errors import UsageFailure
from addonctl.model.amendments import Amendment, EndWanted, LicensesWanted, VoidWanted
from addonctl.model.answers import Answer
from addonctl.model.context import Context
from addonctl.model.money import Money
from addonctl.model.names import MOST_OF_OPERATOR, MOST_OF_REASON, is_said
from addonctl.model.views import AccountView, AmendView
from addonctl.model.wire import Amended, AmendIntent

CYCLE: Final = "cycle"
"""The end of the running cycle, where it is said when something ends."""
_CHANGES: Final[dict[type, Amended]] = {
    LicensesWanted: "licenses",
    EndWanted: "end",
    VoidWanted: "void",
}


class WantedAmendment(Wanted, frozen=True, kw_only=True):
    """A change of what was bought that was asked for, as words; `is_yes` answers a yes."""

    addon: str
    licenses: str | None = None
    credit_note: bool = False
    end: str | None = None
    void: str | None = None
    operator: str | None = None
    reason: str | None = None
    is_yes: bool = False
    why: bool = False


class ChangeByVendor:
    """A change of what was bought by one operator: a `Kind` of change."""

    may_give_back = True

    def __init__(self, session: Session, wanted: WantedAmendment) -> None:
        """Take what is wanted, and see that it is one change, by whom and why.

        Rule: a preview needs neither an operator nor a reason; on a server the operator is the
        name of the token.

        Raises:
            UsageFailure: AMEND_ONE_CHANGE, CREDIT_NOTE_OF_LICENSES, BAD_NUMBER, BAD_END,
                OPERATOR_NEEDED, OPERATOR_OF_TOKEN, REASON_NEEDED, BAD_TEXT.
        """
        self._session = session
        self._wanted = wanted
        self._amendment = _amendment_of(wanted)
        self.mends = isinstance(self._amendment, VoidWanted)
        self._has_operator = session.located.server is None
        self._operator = self._find_operator()
        self._reason = self._said(wanted.reason, "--reason", MOST_OF_REASON, "REASON_NEEDED")

    def context(self) -> Context:
        """Gather what it is about."""
        return self._session.context()

    def intent(self, context: Context, expected_total: Money | None, /) -> AmendIntent:
        """Say what is wanted as stores are told it."""
        wanted = self._amendment
        said: dict[str, Any] = {}
        if isinstance(wanted, LicensesWanted):
            said = {"licenses": wanted.licenses, "credit_note": wanted.credit_note}
        elif isinstance(wanted, EndWanted):
            said = {"end": wanted.on}
        else:
            said = {"event": wanted.event}
        return AmendIntent(
            action="amend",
            addon=find_addon(context.catalog, self._wanted.addon).id,
            change=_CHANGES[type(wanted)],
            reason=self._reason or "",
            as_of=context.as_of,
            expected_total=None if expected_total is None else str(expected_total),
            **said,
        )

    def prepare(self, context: Context, moment: Moment, /) -> PreparedAmendment:
        """Decide and compute it."""
        return prepare_amendment(
            context,
            find_addon(context.catalog, self._wanted.addon),
            self._amendment,
            moment=moment,
            operator=self._operator,
            reason=self._reason,
        )

    def check_total(self, prepared: PreparedAmendment, expected: int, /) -> None:
        """Stop where the total isn't the expected one."""
        check_amended_total(prepared, expected)

    def view(
        self,
        prepared: PreparedAmendment,
        /,
        *,
        dry_run: bool,
        recorded: bool,
        recorded_in: str | None,
    ) -> AmendView:
        """Answer with what was recorded, or would be."""
        has_operator = self._has_operator
        answer = answer_amendment(
            prepared,
            dry_run=dry_run,
            recorded=recorded,
            recorded_in=recorded_in,
            has_operator=has_operator,
        )
        return view_amendment(prepared, answer, has_operator=has_operator, why=self._wanted.why)

    def confirm(self, prepared: PreparedAmendment, view: AccountView[Answer], /) -> None:
        """Ask: where something is invoiced or credited now for the account's id, else for a yes.

        An expected total answers either question, for it was compared.
        """
        wanted, total = self._wanted, prepared.total
        is_costly = total is not None and total.minor != 0
        if wanted.expected_total is not None or (wanted.is_yes and not is_costly):
            return
        from addonctl.output.screens.amend.question import render_question  # noqa: PLC0415

        ask_whether(
            self._session, view, render_question, no_input=wanted.no_input, is_costly=is_costly
        )

    def _find_operator(self) -> str | None:
        """Find out who records it: nobody of a server's account, whose token says it."""
        option, server = self._wanted.operator, self._session.located.server
        if server is not None:
            if option is not None:
                raise UsageFailure("OPERATOR_OF_TOKEN", server=str(server.address.origin))
            return None
        if option is not None:
            return self._said(option, "--operator", MOST_OF_OPERATOR, "OPERATOR_NEEDED")
        setting = self._session.preferences.operator
        return self._said(setting, "operator", MOST_OF_OPERATOR, "OPERATOR_NEEDED")

    def _said(self, text: str | None, option: str, most: int, needed: str) -> str | None:
        """See that a text can be recorded, and is there unless it is only a preview."""
        if text is None:
            if self._wanted.dry_run:
                return None
            raise UsageFailure(needed)
        if not is_said(text, most):
            raise UsageFailure("BAD_TEXT", option=option, value=text, most=most)
        return text.strip()


def _amendment_of(wanted: WantedAmendment) -> Amendment:
    """Say what is to be changed: its licences, where neither an end nor a void is given.

    Raises:
        UsageFailure: AMEND_ONE_CHANGE, CREDIT_NOTE_OF_LICENSES, BAD_NUMBER, BAD_END.
    """
    given = {"--licenses": wanted.licenses, "--end": wanted.end, "--void": wanted.void}
    options = tuple(option for option, value in given.items() if value is not None)
    if len(options) > 1:
        raise UsageFailure("AMEND_ONE_CHANGE", options=options)
    if wanted.credit_note and options not in {(), ("--licenses",)}:
        raise UsageFailure("CREDIT_NOTE_OF_LICENSES")
    if wanted.end is not None:
        return EndWanted(on=_parse_end(wanted.end))
    if wanted.void is not None:
        if not is_said(wanted.void, MOST_OF_REASON):
            raise UsageFailure("OPTION_NEEDS_VALUE", option="--void")
        return VoidWanted(event=wanted.void)
    licenses = parse_licenses(wanted.licenses)
    return LicensesWanted(licenses=licenses, credit_note=wanted.credit_note)


def _parse_end(text: str) -> dt.date | None:
    """Read from which day on it isn't there any more, `None` for the next cycle's first.

    Raises:
        UsageFailure: BAD_END.
    """
    if text == CYCLE:
        return None
    day = as_date(text)
    if day is None:
        raise UsageFailure("BAD_END", option="--end", value=text, form=f"--end {SOME_DAY}")
    return day
