"""Hold the English sentences of failures by code: what, why (`.why`), what to do (`.hint`).

Those about the content of data files stand in `text_data`.
"""

from typing import Final

from addonctl.output.marker import mark as _

TEXTS: Final[dict[str, str | tuple[str, str]]] = {
    # nothing to buy
    "NOTHING_TO_BUY.purchased": _("{addon} was bought for {account} on {date}"),
    "NOTHING_TO_BUY.included": _("{addon} is in the plan {plan} of {account}: nothing to buy"),
    "NOTHING_TO_BUY.not_offered": _("{addon} isn't offered on the plan {plan} of {account}"),
    # the command line
    "NO_COMMAND": _("no command was given"),
    "NO_COMMAND.hint": _("addonctl --help lists the commands"),
    "UNKNOWN_COMMAND": _('there is no command "{value:excerpt}"'),
    "UNKNOWN_COMMAND.hint": _("addonctl --help lists the commands"),
    "UNKNOWN_COMMAND.nearest": _("did you mean {nearest}?"),
    "UNKNOWN_OPTION": _("there is no option {option:excerpt}"),
    "UNKNOWN_OPTION.hint": _("add --help to the command for its options"),
    "UNKNOWN_OPTION.nearest": _("did you mean {nearest}?"),
    "NO_SECRET_OPTION": _("there is no option {option:excerpt}"),
    "NO_SECRET_OPTION.why": _("every process of the machine can read a command line"),
    "NO_SECRET_OPTION.hint": _("give a secret by environment variable, file or standard input"),
    "OPTION_NEEDS_VALUE": _("the option {option:excerpt} needs a value"),
    "OPTION_NEEDS_VALUE.hint": _("add --help to the command for what it takes"),
    "REPEATED_OPTION": _("the option {option:excerpt} was given twice"),
    "REPEATED_OPTION.hint": _("give it once"),
    "MISSING_ARGUMENT": _("{argument:excerpt} is missing"),
    "MISSING_ARGUMENT.hint": _("add --help to the command for an example"),
    "EXTRA_ARGUMENT": _('"{argument:excerpt}" is one word too many'),
    "EXTRA_ARGUMENT.hint": _("put a value with blanks in quotes; --help shows what is expected"),
    "BAD_USAGE": _("the command line can't be understood: {text:excerpt}"),
    "BAD_USAGE.hint": _("add --help to the command for an example"),
    "UNKNOWN_CHOICE": _('{option}: "{value:excerpt}" is not {choices:or}'),
    "UNKNOWN_CHOICE.hint": _("give one of {choices:and}"),
    "UNKNOWN_CHOICE.nearest": _("did you mean {nearest}?"),
    "BAD_DATE": _('{option}: "{value:excerpt}" is not a date from 2000 to 2100'),
    "BAD_DATE.hint": _("write it as YYYY-MM-DD, such as 2026-11-21"),
    "TOO_MANY_DATES": _("{option}: more than {most} dates"),
    "TOO_MANY_DATES.hint": _("ask in several runs"),
    "BAD_NUMBER": _('{option}: "{value:excerpt}" is not a whole number from {least} to {most}'),
    "BAD_NUMBER.hint": _("write it in the digits 0 to 9"),
    "NO_SUCH_FORM": _("this answer has no form {form}"),
    "NO_SUCH_FORM.hint": _("use -o table or -o json"),
    "EXIT_STATUS_NEEDS_ONE": _("--exit-status is for one decision"),
    "EXIT_STATUS_NEEDS_ONE.hint": _("give ADDON, --as USER and --action ACTION"),
    "NO_ACCOUNT": _("no account was named"),
    "NO_ACCOUNT.hint": _("add -a FILE, or set ADDONCTL_ACCOUNT"),
    "NO_API": _("accounts of an API can't be read yet"),
    "NO_API.hint": _("give a file, such as -a examples/acme.toml"),
    "BAD_ACCOUNT_ID": _('"{source:excerpt}" is neither a file nor an account id'),
    "BAD_ACCOUNT_ID.why": _("an id holds letters, digits, dots, hyphens and underscores"),
    "BAD_ACCOUNT_ID.hint": _("give a path with a slash, or one that ends in .toml or .json"),
    # what isn't there
    "NO_ACCOUNTS_FOLDER": _('no account "{source:excerpt}": there is no such file'),
    "NO_ACCOUNTS_FOLDER.why": _("to look it up as an id, an accounts folder must be set"),
    "NO_ACCOUNTS_FOLDER.hint": _("give a file, or set ADDONCTL_ACCOUNTS to a folder of accounts"),
    "UNKNOWN_ACCOUNT": _('no such account: "{source:excerpt}"'),
    "UNKNOWN_ACCOUNT.why": _("looked in {folder:excerpt}"),
    "UNKNOWN_ACCOUNT.hint": _("its file is named by the account's id, such as acme.toml"),
    "UNKNOWN_ACCOUNT.nearest": _("did you mean {nearest}?"),
    "UNKNOWN_ADDON": _('no such add-on: "{value:excerpt}"'),
    "UNKNOWN_ADDON.hint": _("the catalogue has {known:and}"),
    "UNKNOWN_ADDON.nearest": _("did you mean {nearest}?"),
    "UNKNOWN_USER": _('no such user on {account:excerpt}: "{value:excerpt}"'),
    "UNKNOWN_USER.hint": _("--as takes a user's id or e-mail; eligibility lists the people"),
    "UNKNOWN_USER.nearest": _("did you mean {nearest}?"),
    # settings
    "WRONG_VARIABLE": _('"{value:excerpt}" is not {expected}'),
    # changes
    "QUESTION_NEEDS_FLAG": _("the question can't be asked: standard input isn't a terminal"),
    "QUESTION_NEEDS_FLAG.why": _("or --no-input was given; nothing was recorded"),
    "QUESTION_NEEDS_FLAG.hint": _("answer it with {flag}"),
    "STDIN_UNCHANGEABLE": _("an account from standard input can't be changed"),
    "STDIN_UNCHANGEABLE.hint": _("give the account's file with -a FILE"),
    "USER_NEEDED": _("who does it? --as USER is missing"),
    "USER_NEEDED.hint": _("add --as with a user's id or e-mail"),
    "DATE_BEFORE_EVENTS": _("{date} lies before the newest recorded event, of {newest}"),
    "DATE_BEFORE_EVENTS.why": _("events are recorded in the order of their dates"),
    "DATE_BEFORE_EVENTS.hint": _("give --as-of a date from {newest} on"),
    "DECLINED": _("stopped: nothing was recorded"),
    "WRONG_ID": _('stopped: "{typed:excerpt}" isn\'t "{account_id}". Nothing was recorded.'),
    # bugs
    "INTERNAL": _("addonctl made a mistake of its own (report {report})"),
    "INTERNAL.why": _("where it happened stands in {path}, without data of the account"),
    "INTERNAL.hint": _("send that file to those who maintain addonctl"),
    "INTERNAL_UNSAVED": _("addonctl made a mistake of its own (report {report})"),
    "INTERNAL_UNSAVED.why": _("no file could be written to say where it happened"),
    "INTERNAL_UNSAVED.hint": _("tell those who maintain addonctl what you ran"),
    # licences
    "LICENSES_FIXED": _("{addon} is billed on all licences of the account"),
    "LICENSES_FIXED.why": _("its quantity is the account's total, {total}"),
    "LICENSES_FIXED.hint": _("leave --licenses out"),
    "LICENSES_TOO_MANY": _("{licenses} licences are more than the account's {total}"),
    "LICENSES_TOO_MANY.hint": _("give --licenses from 1 to {total}"),
    # data
    "BEFORE_FIRST_CYCLE": _("{date} lies before the first billing cycle"),
    "BEFORE_FIRST_CYCLE.why": _("the account is billed from {anchor}"),
    "BEFORE_FIRST_CYCLE.hint": _("give --as-of a date from {anchor} on"),
    "POLICY_GAP": _(
        "the policy has no row for {role}, {action}, route {route}, state {state} ({reading})"
    ),
    "POLICY_GAP.why": _("a question that no row answers is neither allowed nor refused"),
    "POLICY_GAP.hint": _("addonctl check POLICY prints the missing row"),
    # storage
    "OUTPUT_FAILED": _("the answer can't be written: {reason}"),
    "OUTPUT_FAILED.hint": _("free space, or send the output elsewhere"),
}
