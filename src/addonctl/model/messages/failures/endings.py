"""Hold how a run ends by a mistake of addonctl (70), a person (130) or the system (143)."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages.entry import Entry

MISTAKES: Final[dict[str, Entry]] = {
    "INTERNAL": Entry(
        N_("addonctl made a mistake of its own (report {report})"),
        why=N_("where it happened stands in {path}, without data of the account"),
        hint=N_("send that file to those who maintain addonctl"),
        means=N_(
            "addonctl made a mistake of its own. A report without any data of the account was"
            " saved: send it to those who maintain addonctl."
        ),
    ),
    "INTERNAL_UNSAVED": Entry(
        N_("addonctl made a mistake of its own (report {report})"),
        why=N_("no file could be written to say where it happened"),
        hint=N_("tell those who maintain addonctl what you ran"),
        means=N_(
            "addonctl made a mistake of its own and couldn't save a report. Tell those who"
            " maintain it what you ran."
        ),
    ),
}

STOPPED: Final[dict[str, Entry]] = {
    "DECLINED": Entry(
        N_("Stopped: nothing was recorded."),
        means=N_("The question was answered with no or not at all. Nothing was recorded."),
    ),
    "WRONG_ID": Entry(
        N_('Stopped: "{typed:excerpt}" isn\'t "{account_id}". Nothing was recorded.'),
        means=N_(
            "Something else than the account's id was typed, so nothing was recorded. Check that"
            " it is the account that you mean, then repeat."
        ),
    ),
}

TERMINATED: Final[dict[str, Entry]] = {
    "TERMINATED": Entry(
        N_("Stopped by the system: nothing was recorded."),
        means=N_("The system asked addonctl to end, and it did. Nothing was recorded."),
    )
}
