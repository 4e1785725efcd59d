"""Compare one preview of a server with what is computed here, byte for byte."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final

import msgspec
from msgspec import structs

from addonctl.actions.differences import compare_trees
from addonctl.actions.doctor.asked import date_of
from addonctl.actions.doctor.findings import Finding, failed, not_checked, passed, warned
from addonctl.actions.preview import preview_purchase
from addonctl.errors import AddonctlError, ConflictFailure
from addonctl.model.account import Account
from addonctl.model.answers import InvoicePreview
from addonctl.model.catalog import Addon
from addonctl.model.context import Context, Invocation
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message, notice, phrase
from addonctl.model.policy import Policy
from addonctl.model.upkeep import Difference
from addonctl.stores.api.accounts import MOST_ACCOUNT_BYTES, ApiAccounts
from addonctl.stores.api.documents import parse_json
from addonctl.stores.api.pages import list_accounts
from addonctl.stores.api.replies import Reply

MOST_SHOWN: Final = 5
_TRIES: Final = 2
"""An account that was changed between two requests is asked about once more."""
_LONGEST_WORK: Final = dt.timedelta(seconds=30)
"""How long before its date an answer may have been worked out."""
_NONE: Final = frozenset({"", "NO_SUCH_PATH", "METHOD_NOT_ALLOWED"})
"""The codes by which a server says that it makes no previews: its own, or none at all."""


class PreviewComparison:
    """Previews of one server, and the same made here: by its rules, as it makes them."""

    def __init__(
        self,
        accounts: ApiAccounts,
        *,
        policy: Callable[[], Policy],
        now: Callable[[], dt.datetime],
        write: Callable[[InvoicePreview], bytes],
    ) -> None:
        """Take the accounts, the policy where none is prescribed, and how an answer is written."""
        self._accounts = accounts
        self._server = accounts.server
        self._policy = policy
        self._now = now
        self._write = write

    def check(self, account_id: str | None) -> Finding:
        """Compare a preview of an account, by default of the first that the server lists."""
        try:
            chosen = account_id or self._first()
            if chosen is None:
                return not_checked("preview", phrase(N_("the server lists no account")))
            return self._check(chosen)
        except AddonctlError as failure:
            if failure.code == "API_NO_LIST":
                words = N_("the server doesn't list its accounts: name one with -a")
                return not_checked("preview", phrase(words))
            return failed("preview", failure)

    def _first(self) -> str | None:
        listed = islice(list_accounts(self._server, limit=1), 1)
        return next((account.id for account in listed), None)

    def _check(self, account_id: str) -> Finding:
        finding = not_checked("preview", phrase(N_("the account has no add-on to preview")))
        for _try in range(_TRIES):
            account = self._accounts.read(account_id).account
            as_of = account.date_of(self._now())
            addon = self._for_sale(account, as_of)
            if addon is None:
                return finding
            reply = self._ask(account, addon, as_of)
            finding = self._compare(reply, account, addon, as_of)
            if finding.failure is None:
                return finding
        return finding

    def _for_sale(self, account: Account, as_of: dt.date) -> Addon | None:
        """Find the first add-on of which there is a preview."""
        context = self._context(account, as_of, today=as_of)
        for addon in context.catalog.addons:
            try:
                preview_purchase(context, addon=addon)
            except AddonctlError:
                continue
            return addon
        return None

    def _ask(self, account: Account, addon: Addon, as_of: dt.date) -> Reply:
        path = self._server.path("accounts", account.id, "previews")
        body = msgspec.json.encode({"addon": addon.id, "as_of": as_of})
        client = self._server.client
        return client.post_question(path, body, most_bytes=MOST_ACCOUNT_BYTES)

    def _compare(self, reply: Reply, account: Account, addon: Addon, as_of: dt.date) -> Finding:
        origin = str(self._server.address.origin)
        if not reply.is_answer:
            return self._not_answered(reply, origin, account, addon)
        theirs = reply.answer.body
        moment = date_of(reply) or self._now()
        days = {account.date_of(each) for each in (moment, moment - _LONGEST_WORK)}
        made = [
            preview_purchase(self._context(account, as_of, today=day), addon=addon)
            for day in sorted(days)
        ]
        written = [self._write(each) for each in made]
        values: dict[str, Any] = {"server": origin, "addon": addon.name, "account": account.id}
        if theirs in written:
            words = N_("{addon} of {account}, now {total}: the same here and there to the byte")
            return passed("preview", phrase(words, **values, total=made[-1].now.total))
        tree = parse_json(theirs, f"{self._server.address}").tree
        differences = tuple(compare_trees("", tree, msgspec.json.decode(written[-1])))
        if not differences:
            return warned("preview", [notice("PREVIEW_LAYOUT", **values)])
        count = len(differences)
        failure = ConflictFailure(
            "PREVIEW_DIFFERS",
            **values,
            reason=Message("PREVIEW_DIFFERS.values", count=count),
        )
        return failed("preview", failure, found=tuple(_shown(differences)))

    def _not_answered(self, reply: Reply, origin: str, account: Account, addon: Addon) -> Finding:
        """Say what it means that there is no preview."""
        if reply.status in {404, 405, 501} and reply.code in _NONE:
            return not_checked("preview", phrase(N_("the server makes no previews")))
        is_refused = reply.problem is not None and reply.status in {409, 422}
        if reply.problem is None or not is_refused:
            return failed("preview", self._server.client.failure(reply))
        failure = ConflictFailure(
            "PREVIEW_DIFFERS",
            server=origin,
            addon=addon.name,
            account=account.id,
            reason=Message(
                "PREVIEW_DIFFERS.problem", problem=reply.code, text=reply.problem.message.pair
            ),
        )
        return failed("preview", failure)

    def _context(self, account: Account, as_of: dt.date, *, today: dt.date) -> Context:
        """Gather what a server gathers: its rules, no path of a file, the account by its id."""
        rulebook = self._server.rulebook
        catalog = structs.replace(self._accounts.catalog, prices_from=None)
        return Context(
            account=account,
            catalog=catalog.with_addons_of(account),
            policy=rulebook.policy or self._policy(),
            reading=rulebook.reading,
            as_of=as_of,
            today=today,
            invocation=Invocation(reference=account.id, as_of=None if as_of == today else as_of),
        )


def _shown(differences: tuple[Difference, ...]) -> Iterator[Message]:
    for each in differences[:MOST_SHOWN]:
        yield phrase(
            N_("{path}: {theirs:excerpt} there, {ours:excerpt} here"),
            path=each.path,
            theirs=each.before or "–",
            ours=each.after or "–",
        )
    more = len(differences) - MOST_SHOWN
    if more > 0:
        words = plural("and {count} difference more", "and {count} differences more")
        yield phrase(words, count=more)
