"""Show the notes that aren't delivered yet: to whom, since when, how they stand and why."""

from addonctl.model.marking import N_, plural
from addonctl.model.messages.vocabulary import DELIVERY_FAULTS, NOTE_KINDS, NOTE_STATES
from addonctl.model.notes import OutboxAnswer, OutboxNote
from addonctl.output.blocks import INDENT, Below, Cell, Row, Style
from addonctl.output.page import Page

STYLES: dict[str, Style] = {"failed": "red", "no_address": "yellow"}


def add_outbox(page: Page, answer: OutboxAnswer) -> None:
    """Add a row a note, and how many are tried again."""
    with page.as_answer():
        if answer.retried is not None:
            words = plural("{count} note is tried again now.", "{count} notes are tried again now.")
            page.paragraph(page.say(words, count=answer.retried))
        if not answer.notes:
            page.paragraph(page.say(N_("No note waits.")))
            return
        number = page.heads(N_("No.", "of a note"), is_number=True)
        heads = page.heads(N_("For"), N_("Account"), N_("About"), N_("Since"), N_("State"))
        page.table([*number, *heads], [_row(page, note) for note in answer.notes])


def _row(page: Page, note: OutboxNote) -> Row:
    say = page.say
    manager = say(N_("account manager"))
    recipient = manager if note.recipient is None else say.clean(note.recipient)
    kind = say(NOTE_KINDS[note.kind], addon=note.addon)
    texts = (str(note.id), recipient, note.account, kind, note.created_at)
    state = Cell(say(NOTE_STATES[note.state]), STYLES.get(note.state, ""))
    return Row(cells=(*map(Cell, texts), state), below=_below(page, note))


def _below(page: Page, note: OutboxNote) -> tuple[Below, ...]:
    """Say why and how often a note failed, and from when on it may be sent."""
    say = page.say
    if note.state == "failed" and note.why is not None:
        why = say(DELIVERY_FAULTS[note.why])
        if note.status is not None:
            why = say(N_("{why} ({status})"), why=why, status=note.status)
        words = plural(
            "{why}; tried {count} time, again from {moment} on",
            "{why}; tried {count} times, again from {moment} on",
        )
        text = say(words, why=why, count=note.attempts, moment=note.not_before)
    elif note.state == "waiting" and note.not_before > note.created_at:
        text = say(N_("not before {moment}"), moment=note.not_before)
    else:
        return ()
    return (Below(text=text, lead=2 * INDENT, hang=INDENT),)
