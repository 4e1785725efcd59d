"""Carry out what a user of the account does: buy, ask for a quote, start a trial, request."""

from addonctl.actions.change import Change, Moment, Prepared, prepare_change
from addonctl.actions.find import find_addon, find_user
from addonctl.actions.record import answer_change, check_total
from addonctl.cli.recording.prompts import ask_whether
from addonctl.cli.recording.wanted import Wanted
from addonctl.cli.session import Session
from addonctl.cli.values import parse_licenses
from addonctl.errors import UserNeeded
from addonctl.model.answers import Answer
from addonctl.model.context import Context
from addonctl.model.money import Money
from addonctl.model.policy import Action
from addonctl.model.views import AccountView
from addonctl.model.wire import Intent


class WantedAction(Wanted, frozen=True, kw_only=True):
    """An action that was asked for, as words; `is_confirmed` says that nothing is to be asked."""

    action: Action
    addon: str
    licenses: str | None = None
    reading: str | None = None
    is_confirmed: bool = False


class ActionOfUser:
    """An action by one person: a `Kind` of change."""

    may_give_back = False
    mends = False

    def __init__(self, session: Session, wanted: WantedAction) -> None:
        """Take what is wanted, and see by whom.

        Raises:
            UsageFailure: USER_NEEDED, there is no `--as`.
        """
        if session.user is None:
            raise UserNeeded(invocation=session.invocation())
        self._session = session
        self._wanted = wanted
        self._user = session.user

    def context(self) -> Context:
        """Gather what it is about, with the reading that was asked for."""
        return self._session.context(self._wanted.reading)

    def intent(self, context: Context, expected_total: Money | None, /) -> Intent:
        """Say what is wanted as stores are told it."""
        wanted = self._wanted
        return Intent(
            action=wanted.action,
            addon=find_addon(context.catalog, wanted.addon).id,
            user=self._user.id,
            licenses=parse_licenses(wanted.licenses),
            as_of=context.as_of,
            reading=None if wanted.reading is None else context.reading,
            expected_total=None if expected_total is None else str(expected_total),
        )

    def prepare(self, context: Context, moment: Moment, /) -> Prepared:
        """Decide and compute it.

        Whoever was shown does it: a name may be somebody else's by now, an id never is.
        """
        change = Change(
            action=self._wanted.action,
            addon=find_addon(context.catalog, self._wanted.addon),
            user=find_user(context.account, self._user.id, context.invocation),
            licenses=parse_licenses(self._wanted.licenses),
        )
        return prepare_change(context, change, moment)

    def check_total(self, prepared: Prepared, expected: int, /) -> None:
        """Stop where the total isn't the expected one."""
        check_total(prepared, expected)

    def view(
        self, prepared: Prepared, /, *, dry_run: bool, recorded: bool, recorded_in: str | None
    ) -> AccountView[Answer]:
        """Answer with what was recorded, or would be."""
        answer = answer_change(
            prepared, dry_run=dry_run, recorded=recorded, recorded_in=recorded_in
        )
        return AccountView(answer=answer, context=prepared.context)

    def confirm(self, _prepared: Prepared, view: AccountView[Answer], /) -> None:
        """Ask: of a purchase for the account's id, else for a yes."""
        if self._wanted.is_confirmed:
            return
        from addonctl.output.screens.change.question import render_question  # noqa: PLC0415

        ask_whether(
            self._session,
            view,
            render_question,
            no_input=self._wanted.no_input,
            is_costly=self._wanted.action == "subscribe",
        )
