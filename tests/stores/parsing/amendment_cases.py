"""What can be wrong with a change of what was bought: events of 3 November, and words of it."""

_BOUGHT = 'kind = "subscribed"\nquantity = 13'
_MORE = 'kind = "licenses_changed"\nquantity = 15'
_FEWER = 'kind = "licenses_changed"\nquantity_before = 13\nquantity = 9\ncredit_note = true'
AMENDED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "EVENT_NOT_BOUGHT": ((_MORE,), ("events[1].kind", "analytics-plus", "3 Nov 2026")),
    "EVENT_QUANTITY_BEFORE": (
        (_BOUGHT, f"{_MORE}\nquantity_before = 14"),
        ("events[2].quantity_before", "14", "13", "events[1] on line 33"),
    ),
    "EVENT_VOIDS_NOTHING": ((_BOUGHT, 'kind = "voided"\nevent = "5"'), ("events[2].event", '"5"')),
    "EVENT_VOIDS_VOID": (
        (_BOUGHT, 'kind = "voided"\nevent = 2', 'kind = "voided"\nevent = 3'),
        ("events[3].event", "events[2] on line "),
    ),
    "EVENT_VOIDED_TWICE": (
        (_BOUGHT, 'kind = "voided"\nevent = 2', 'kind = "voided"\nevent = "2"'),
        ("events[3].event", "events[1] on line 33"),
    ),
    "EVENT_VOIDS_OTHER": (
        ('kind = "voided"\nevent = 1',),
        ("events[1].addon", "ai-assist", "events[0] on line "),
    ),
    "EVENT_STOOD_ON": (
        (_BOUGHT, _MORE, 'kind = "voided"\nevent = 2'),
        ("events[3].event", "events[1] on line 33", "events[2] on line "),
    ),
    "EVENT_KEY_NOT_HERE": (
        (f"{_BOUGHT}\neffective = 2026-11-30",),
        ("events[1].effective", "licenses_changed or ended"),
    ),
    "CREDIT_NOTE_SIGN": ((_BOUGHT, f'{_FEWER}\ntotal = "9.00"'), ("events[2].total", '"9.00"')),
    "CREDIT_NOTE_NOT_FEWER": (
        (_BOUGHT, _FEWER.replace("= 9", "= 13")),
        ("events[2].credit_note", "13"),
    ),
}
