"""Hold what is said of an account that is only supposed: why it can't be, and who can't ask."""

from typing import Final

from addonctl.model.marking import N_, plural
from addonctl.model.messages import Entry

SUPPOSING: Final[dict[int, dict[str, Entry]]] = {
    2: {
        "SET_INVALID": Entry(
            N_("such an account can't be"),
            hint=N_("correct the option; addonctl schema account lists the keys"),
            means=N_(
                "What is supposed of an account is checked as strictly as its file, and some of it"
                " can't be. All of it is listed, each under its option; the file isn't touched."
            ),
        ),
        "SET_WITHIN": Entry(
            N_("{option} is a part of {other}, and both are given"),
            hint=N_("give one of the two"),
        ),
        "SET_NOT_HERE": Entry(
            N_("{command} takes no {option}"),
            why=N_("nothing is recorded of an account that is only supposed"),
            hint=N_("catalog, eligibility and invoice-preview take it"),
            means=N_(
                "Only what answers and records nothing can be asked about an account that is"
                " supposed: catalog, eligibility and invoice-preview."
            ),
        ),
        "COMPARED_TWICE": Entry(
            N_("values and dates are compared at once"),
            why=N_("of many accounts a row is about one of them"),
            hint=N_("ask in two runs, or with -o jsonl"),
        ),
        "TOO_MANY_VALUES": Entry(
            N_("{option}: more than {most} values"), hint=N_("ask in several runs")
        ),
    },
}

KEYS: Final[dict[str, Entry]] = {
    "SUPPOSED_NUMBER": Entry(
        short=N_("is a list, whose entries are named by their number, such as {form}"),
        more=N_("The first entry is 0; one more than there are adds one."),
    ),
    "SUPPOSED_BELOW": Entry(short=N_("leads nowhere: {above} is a single value")),
    "SUPPOSED_PAST_END": Entry(
        short=plural(
            "leads nowhere: {list} has {count} entry; {next} would add one",
            "leads nowhere: {list} has {count} entries; {next} would add one",
        )
    ),
    "SUPPOSED_NOT_TOML": Entry(
        short=N_("is written neither as TOML nor as a bare word: put KEY=VALUE in single quotes"),
        more=N_("A shell takes double quotes away where no single ones stand around them."),
    ),
}
