"""Hold the English sentences of failures by code: what, why (`.why`), what to do (`.hint`).

Those about the content of data files stand in `text_data`.
"""

from typing import Final

from addonctl.model.marking import mark as _

TEXTS: Final[dict[str, str | tuple[str, str]]] = {
    # what the rules refuse
    "REFUSED": _("the rules don't allow it"),
    "NOTHING_TO_BUY.purchased": _("{addon} was bought for {account} on {date}"),
    "NOTHING_TO_BUY.included": _("{addon} comes with the {plan} plan of {account}"),
    "NOTHING_TO_BUY.not_offered": _("{addon} isn't offered on the {plan} plan of {account}"),
    # the command line
    "NO_COMMAND": _("no command was given"),
    "NO_COMMAND.hint": _("addonctl --help lists the commands"),
    "UNKNOWN_COMMAND": _('there is no command "{value:excerpt}"'),
    "UNKNOWN_COMMAND.hint": _("addonctl --help lists the commands"),
    "UNKNOWN_COMMAND.nearest": _("did you mean {nearest}?"),
    "OPTION_BEFORE_COMMAND": _("the option {option:excerpt} stands before the command"),
    "OPTION_BEFORE_COMMAND.hint": _("put it behind: addonctl COMMAND {option:excerpt} …"),
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
    "EXTRA_ARGUMENT.nearest": _("did you mean {nearest}?"),
    "EXTRA_ARGUMENT.hint": _("put a value with blanks in quotes; --help shows what is expected"),
    "BAD_USAGE": _("the command line can't be understood: {text:excerpt}"),
    "BAD_USAGE.hint": _("add --help to the command for an example"),
    "UNKNOWN_CHOICE": _('{option}: "{value:excerpt}" is not {choices:or}'),
    "UNKNOWN_CHOICE.hint": _("give one of {choices:and}, such as {form}"),
    "UNKNOWN_CHOICE.nearest": _("did you mean {nearest}? Write {form}"),
    "BAD_DATE": _('{option}: "{value:excerpt}" is not a date from 2000 to 2100'),
    "BAD_DATE.hint": _("write it as YYYY-MM-DD, such as {form}"),
    "TOO_MANY_DATES": _("{option}: more than {most} dates"),
    "TOO_MANY_DATES.hint": _("ask in several runs"),
    "BAD_NUMBER": _('{option}: "{value:excerpt}" is not a whole number from {least} to {most}'),
    "BAD_NUMBER.hint": _("give a number in that range, in the digits 0 to 9, such as {form}"),
    "EXIT_STATUS_NEEDS_ONE": _("--exit-status is for one decision"),
    "EXIT_STATUS_NEEDS_ONE.hint": _("give ADDON, --as USER and --action ACTION"),
    "NO_ACCOUNT": _("no account was named"),
    "NO_ACCOUNT.hint": _("add -a FILE, or set ADDONCTL_ACCOUNT"),
    "NO_API": _("accounts of an API can't be read yet"),
    "NO_API.hint": _("give a file, such as -a acme.toml"),
    "BAD_ACCOUNT_ID": _('"{source:excerpt}" is neither a file nor an account id'),
    "BAD_ACCOUNT_ID.why": _("an id holds letters, digits, dots, hyphens and underscores"),
    "BAD_ACCOUNT_ID.hint": _("give a path with a slash, or one that ends in .toml or .json"),
    # what isn't there
    "NO_ACCOUNTS_FOLDER": _('no account "{source:excerpt}": there is no such file'),
    "NO_ACCOUNTS_FOLDER.why": _("to look it up as an id, an accounts folder must be set"),
    "NO_ACCOUNTS_FOLDER.hint": _("give a file, or set ADDONCTL_ACCOUNTS to a folder of accounts"),
    "ACCOUNTS_FOLDER_MISSING": _("the accounts folder {folder:excerpt} is not a folder"),
    "ACCOUNTS_FOLDER_MISSING.hint": _("correct ADDONCTL_ACCOUNTS or the setting accounts"),
    "UNKNOWN_ACCOUNT": _('no such account: "{source:excerpt}"'),
    "UNKNOWN_ACCOUNT.why": _("looked in {folder:excerpt}"),
    "UNKNOWN_ACCOUNT.hint": _("its file is named by the account's id, such as acme.toml"),
    "UNKNOWN_ACCOUNT.nearest": _("did you mean {nearest}?"),
    "UNKNOWN_ADDON": _('no such add-on: "{value:excerpt}"'),
    "UNKNOWN_ADDON.hint": _("the catalogue has {known:and}"),
    "UNKNOWN_ADDON.nearest": _("did you mean {nearest}?"),
    "UNKNOWN_USER": _('no such user on {account:excerpt}: "{value:excerpt}"'),
    "UNKNOWN_USER.hint": _("--as takes a user's id, e-mail or name; all people:"),
    "UNKNOWN_USER.nearest": _("did you mean {nearest}? All people:"),
    "SEVERAL_USERS": _('{count} users of {account:excerpt} are named "{value:excerpt}": {ids:and}'),
    "SEVERAL_USERS.hint": _("give --as one of these ids; who they are:"),
    "TWO_ACCOUNT_FILES": _('two files may be the account "{source:excerpt}"'),
    "TWO_ACCOUNT_FILES.why": _("{first} and {second}"),
    "TWO_ACCOUNT_FILES.hint": _("remove the one that doesn't hold, or name the other with -a FILE"),
    "OTHER_ACCOUNT": _('{file} holds the account "{id}", not "{source}"'),
    "OTHER_ACCOUNT.why": _("in the accounts folder a file is named by its account's id"),
    "OTHER_ACCOUNT.hint": _("rename the file, correct its id, or name it with -a FILE"),
    # changes
    "HISTORY_FAULTY": (
        _("the events of {account} have {count} problem, and nothing is added to them"),
        _("the events of {account} have {count} problems, and nothing is added to them"),
    ),
    "HISTORY_FAULTY.hint": _("{advice}"),
    "BEYOND_LIMIT": _("this can't be recorded: {key} would be {value}"),
    "BEYOND_LIMIT.why": _("an event holds at most {limit}; nothing was recorded"),
    "BEYOND_LIMIT.hint": _("correct the account's licences and prices, or do it in parts"),
    "CLOCK_OUT_OF_RANGE": _("{date} is not a day that is computed with"),
    "CLOCK_OUT_OF_RANGE.why": _(
        "this machine's clock gives it, and dates run from {first} to {last}; nothing was recorded"
    ),
    "CLOCK_OUT_OF_RANGE.hint": _("set the clock right, and run the command again"),
    "QUESTION_NEEDS_FLAG": _("the question can't be asked"),
    "QUESTION_NEEDS_FLAG.why": _(
        "standard input isn't a terminal, or --no-input was given; nothing was recorded"
    ),
    "QUESTION_NEEDS_FLAG.hint": _("answer it with {flag}"),
    "STDIN_UNCHANGEABLE": _("an account from standard input can't be changed"),
    "STDIN_UNCHANGEABLE.hint": _("give the account's file with -a FILE"),
    "PIPE_UNCHANGEABLE": _("{file} is a pipe: an account from one can't be changed"),
    "PIPE_UNCHANGEABLE.hint": _("give the account's file with -a FILE"),
    "USER_NEEDED": _("who does it? --as USER is missing"),
    "USER_NEEDED.hint": _("add --as with a user's id, e-mail or name; all people:"),
    "DATE_BEFORE_EVENTS": _("{date} lies before the newest recorded event, of {newest}"),
    "DATE_BEFORE_EVENTS.why": _(
        "{place}: {event}; events are recorded in the order of their dates"
    ),
    "DATE_BEFORE_EVENTS.hint": _("give --as-of a date from {newest} on"),
    "DATE_BEFORE_EVENTS.ahead": _(
        "the newest recorded event is of {newest}, and that lies after today, {today}"
    ),
    "DATE_BEFORE_EVENTS.why.ahead": _("{place}: {event}; nothing is recorded for a day before it"),
    "DATE_BEFORE_EVENTS.hint.ahead": _("correct that event's date, or this machine's clock"),
    "EVENT_NEWEST": _("the newest event: {event}"),
    "DATE_AFTER_TODAY": _("{date} lies after today, {today}"),
    "DATE_AFTER_TODAY.why": _("nothing is recorded for a day that hasn't come"),
    "DATE_AFTER_TODAY.hint": _("leave --as-of out; with --dry-run it may look ahead"),
    "BAD_AMOUNT": _('{option}: "{value:excerpt}" is not an amount in {currency}'),
    "BAD_AMOUNT.hint": _("write it in digits with a point for the decimals, such as {example}"),
    "BAD_AMOUNT.nearest": _("write it plainly: {option} {nearest}"),
    "BAD_PARTS": _('{option}: "{value:excerpt}" is not {parts}'),
    "BAD_PARTS.hint": _("write it like {form}"),
    "EXAMPLE_ALONE": _("--example prints an account as it is"),
    "EXAMPLE_ALONE.hint": _("leave the other options out, and change the file"),
    "LIST_ALONE": _("--list only lists"),
    "LIST_ALONE.hint": _("leave ADDON, --note and --dry-run out"),
    "NOTE_EXISTS": _("{file:excerpt} exists already"),
    "NOTE_EXISTS.why": _("a note is never written over another file; nothing was recorded"),
    "NOTE_EXISTS.hint": _("give --note another file"),
    "NOTE_PLACE": _("no file {file:excerpt} can be made"),
    "NOTE_PLACE.why": _(
        "{folder:excerpt} is no folder that you may write to, or the name is none; nothing was"
        " recorded"
    ),
    "NOTE_PLACE.hint": _("give --note a file in a folder of yours, such as note.eml"),
    "NOTE_FAILED": _("the note {file:excerpt} can't be written: {reason}"),
    "NOTE_FAILED.why": _("nothing was recorded"),
    "NOTE_FAILED.hint": _("give --note a file elsewhere, or leave it out"),
    "NOTE_LEAVES_OUT": _("the note isn't addressed to {people:and}: no letter reaches the e-mail"),
    "EMAIL_UNUSABLE": _('no letter can be sent to "{email:excerpt}": write name@example.com'),
    "NOTE_NOT_NEEDED": _("no note was written: the request was recorded before"),
    "NOTE_NOT_WRITTEN": _("the note {file:excerpt} can't be written: {reason}"),
    "TERMINATED": _("Stopped by the system: nothing was recorded."),
    "DECLINED": _("Stopped: nothing was recorded."),
    "WRONG_ID": _('Stopped: "{typed:excerpt}" isn\'t "{account_id}". Nothing was recorded.'),
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
    "BEFORE_FIRST_CYCLE.hint": _("give {option} a date from {anchor} on"),
    "BEFORE_FIRST_CYCLE.ahead": _("{date} lies before the first billing cycle"),
    "BEFORE_FIRST_CYCLE.why.ahead": _("the account is billed from {anchor}, which hasn't come yet"),
    "BEFORE_FIRST_CYCLE.hint.ahead": _(
        "correct billing.anchor where that is wrong; else ask again once the cycle has begun"
    ),
    "POLICY_INCOMPLETE": (
        _("the policy {file:excerpt} leaves questions open: {count} row is missing"),
        _("the policy {file:excerpt} leaves questions open: {count} rows are missing"),
    ),
    "POLICY_INCOMPLETE.why": _("with a gap anywhere nothing is allowed"),
    "POLICY_INCOMPLETE.hint": _("addonctl check {argument} prints the missing rows to paste"),
    "POLICY_GAP": _(
        "the policy has no row for {role}, {action}, route {route}, state {state} ({reading})"
    ),
    "POLICY_GAP.why": _("a question that no row answers is neither allowed nor refused"),
    "POLICY_GAP.hint": _("addonctl check POLICY prints the missing row"),
    "NO_PRICE": _("{addon} has no price in {account.currency} for {account.name} ({account.id})"),
    "NO_PRICE.on_date": _(
        "{addon} has no price in {account.currency} on {date} ({option}) for {account.name}"
        " ({account.id})"
    ),
    "NO_PRICE.book": _("looked in the account's [prices] and in {book}"),
    "NO_PRICE.no_book": _("looked in the account's [prices]; no price book is set"),
    "NO_PRICE.hint": _("add the contract's price to the account:"),
    "NO_PRICE.hint_file": _("add the contract's price to {file}:"),
    # conflicts
    "TOTAL_DIFFERS": _("the total is {total}, you expected {expected}"),
    "TOTAL_DIFFERS.why": _(
        "on {date}, {days} of {cycle_days} days are billed; nothing was recorded"
    ),
    "TOTAL_DIFFERS.due": _(
        "{amount} is what is due once the credit of {credit} is taken; what is expected is the"
        " total before it"
    ),
    "TOTAL_DIFFERS.subtotal": _(
        "{amount} is the subtotal, before tax; what is expected is the total with it"
    ),
    "TOTAL_DIFFERS.gross": _(
        "{amount} is the amount before discount and tax; what is expected is the total"
    ),
    "TOTAL_DIFFERS.next_total": _(
        "{amount} is the total of the next invoice, on {date}; what is expected is the total of now"
    ),
    "TOTAL_DIFFERS.next_due": _(
        "{amount} is what is due on {date}, of the next invoice; what is expected is the total of"
        " now"
    ),
    "TOTAL_DIFFERS.next_subtotal": _(
        "{amount} is the subtotal of the next invoice, on {date}, before tax; what is expected is"
        " the total of now"
    ),
    "TOTAL_DIFFERS.next_gross": _(
        "{amount} is the amount of the next invoice, on {date}, before discount and tax; what is"
        " expected is the total of now"
    ),
    "TOTAL_DIFFERS.day_later": _(
        "{amount} is what a purchase a day later costs before tax; what is expected is the total of"
        " now"
    ),
    "TOTAL_DIFFERS.credit": _(
        "{amount} is the credit taken; what is expected is the total before it"
    ),
    "TOTAL_DIFFERS.tax": _("{amount} is the tax alone; what is expected is the total with it"),
    "TOTAL_DIFFERS.line": _("{amount} is one line alone; what is expected is the total"),
    "TOTAL_DIFFERS.hint": _("look at the preview, then repeat with --expect-total {amount}"),
    # storage
    "OUTPUT_FAILED": _("the answer can't be written: {reason}"),
    "OUTPUT_FAILED.hint": _("free space, or send the output elsewhere"),
    # what to do where a failure has no hint of its own, by exit code
    "HINT.2": _("add --help to the command for an example"),
    "HINT.3": _("addonctl eligibility with --why shows every reason and what would change it"),
    "HINT.4": _("check the address and the credentials"),
    "HINT.5": _("check the spelling"),
    "HINT.6": _("correct the file, then: addonctl check FILE"),
    "HINT.7": _("nothing was changed; repeat the command once that is put right"),
    "HINT.8": _("nothing was changed; look again, then repeat the command"),
    "HINT.9": _("look with addonctl catalog whether it was recorded before you repeat it"),
    "HINT.70": _("tell those who maintain addonctl what you ran"),
    "HINT.130": _("nothing was recorded"),
    "HINT.143": _("nothing was recorded"),
    # what was used, told by --verbose
    "USED.account": _("account: {source}"),
    "USED.date": _("as of {date}, in the time zone {zone}"),
    "USED.catalog": _("catalogue: {source}"),
    "USED.catalog.default": _("catalogue: the packaged one, no price book"),
    "USED.policy": _("policy: {source}"),
    "USED.policy.default": _("policy: the packaged one"),
    "USED.settings": _("settings: {source}"),
    "USED.settings.default": _("settings: no file"),
}
