"""Show the notes that aren't delivered yet: to whom, since when, how they stand and why."""

from addonctl.model.marking import N_, plural
from addonctl.model.messages.vocabulary import DELIVERY_FAULTS, NOTE_KINDS, NOTE_STATES
from addonctl.model.notes import OutboxAnswer, OutboxNote
from addonctl.output.blocks import Cell, Row, Style
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
        heads = page.heads(
            N_("For"), N_("Account"), N_("About"), N_("Since"), N_("State"), N_("Not before")
        )
        page.table([*number, *heads], [_row(page, note) for note in answer.notes])


def _row(page: Page, note: OutboxNote) -> Row:
    say = page.say
    manager = say(N_("account manager"))
    recipient = manager if note.recipient is None else say.clean(note.recipient)
    kind = say(NOTE_KINDS[note.kind], addon=note.addon)
    texts = (str(note.id), recipient, note.account, kind, note.created_at)
    state = Cell(_state(page, note), STYLES.get(note.state, ""))
    return Row(cells=(*map(Cell, texts), state, Cell(note.not_before)))


def _state(page: Page, note: OutboxNote) -> str:
    """Say how a note stands, of one that failed why and how often."""
    say = page.say
    state = say(NOTE_STATES[note.state])
    if note.state != "failed" or note.why is None:
        return state
    why = say(DELIVERY_FAULTS[note.why])
    if note.status is not None:
        why = say(N_("{why} ({status})"), why=why, status=note.status)
    return say(
        plural("{state} {count} time: {why}", "{state} {count} times: {why}"),
        state=state,
        count=note.attempts,
        why=why,
    )
