"""Show the notes that aren't delivered yet: to whom, since when, how they stand and why."""

import datetime as dt

from addonctl.model.marking import N_, plural
from addonctl.model.messages.vocabulary import DELIVERY_FAULTS, NOTE_KINDS, NOTE_STATES
from addonctl.model.notes import OutboxAnswer, OutboxNote
from addonctl.output.blocks import INDENT, Below, Cell, Row, Style, Table
from addonctl.output.page import Page

STYLES: dict[str, Style] = {"failed": "red", "no_address": "yellow"}
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_MOST_HOURS = 48
"""Longer times are said in days."""


def add_outbox(page: Page, answer: OutboxAnswer) -> None:
    """Add a row a note, and how many are tried again."""
    with page.as_answer():
        if answer.retried is not None:
            words = plural("{count} note is tried again now.", "{count} notes are tried again now.")
            page.paragraph(page.say(words, count=answer.retried))
        if not answer.notes:
            page.paragraph(page.say(N_("No note waits.")))
            return
        page.by_width(None, _table(page, answer, " "), _table(page, answer, "\n"))


def _table(page: Page, answer: OutboxAnswer, space: str) -> Table:
    """Lay the notes out; where room is scarce the `space` between words is the end of a line."""
    columns = [
        *page.heads(N_("No.", "of a note"), is_number=True),
        *page.heads(N_("For"), N_("Account"), N_("About")),
        *page.heads(N_("Age"), is_number=True),
        *page.heads(N_("State")),
    ]
    at = dt.datetime.fromisoformat(answer.at)
    rows = tuple(_row(page, note, at, space) for note in answer.notes)
    return Table(columns=tuple(columns), rows=rows)


def _row(page: Page, note: OutboxNote, at: dt.datetime, space: str) -> Row:
    say = page.say
    manager = say(N_("account manager"))
    recipient = manager if note.recipient is None else say.clean(note.recipient)
    kind = say(NOTE_KINDS[note.kind], addon=note.addon)
    age = _duration(page, at - dt.datetime.fromisoformat(note.created_at))
    state = say(NOTE_STATES[note.state])
    texts = (str(note.id), recipient.replace(" ", space), note.account, kind.replace(" ", space))
    cells = (*map(Cell, (*texts, age)), Cell(state, STYLES.get(note.state, "")))
    return Row(cells=cells, below=_below(page, note, at))


def _below(page: Page, note: OutboxNote, at: dt.datetime) -> tuple[Below, ...]:
    """Say why and how often a note failed, when it is sent, or what is missing for that."""
    say = page.say
    wait = dt.datetime.fromisoformat(note.not_before) - at
    is_due, again = wait <= dt.timedelta(), _duration(page, wait)
    if note.state == "failed" and note.why is not None:
        why = say(DELIVERY_FAULTS[note.why])
        if note.status is not None:
            why = say(N_("{why} ({status})"), why=why, status=note.status)
        text = why
        if note.attempts:
            text = say(_TRIED[is_due], why=why, count=note.attempts, wait=again)
    elif note.state == "waiting" and not is_due:
        text = say(N_("in {wait}"), wait=again)
    elif note.state == "no_address" and note.recipient is None:
        text = say(N_("the setting account_manager names nobody"))
    elif note.state == "no_address":
        text = say(N_("email of the account's user is missing, or no letter reaches it"))
    else:
        return ()
    return (Below(text=text, lead=2 * INDENT, hang=INDENT),)


_TRIED = {
    False: plural(
        "{why}; tried {count} time, again in {wait}", "{why}; tried {count} times, again in {wait}"
    ),
    True: plural(
        "{why}; tried {count} time, and due again", "{why}; tried {count} times, and due again"
    ),
}
"""How often it was tried, and whether it is due again."""


def _duration(page: Page, duration: dt.timedelta) -> str:
    """Say how long something is, in the one unit that fits; what is begun counts as whole."""
    seconds = max(0, int(duration.total_seconds()))
    if seconds < _HOUR:
        return page.say(N_("{count} min"), count=-(-seconds // _MINUTE))
    if seconds < _MOST_HOURS * _HOUR:
        return page.say(N_("{count} h"), count=-(-seconds // _HOUR))
    return page.say(N_("{count} d"), count=seconds // _DAY)
