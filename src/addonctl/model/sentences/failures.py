"""Hold the English sentences of failures by code: what, why (`.why`), what to do (`.hint`).

Those about the content of data files stand in `text_data`.
"""

from typing import Final

from addonctl.model.marking import N_, Template, plural

TEXTS: Final[dict[str, Template]] = {
    # what the rules refuse
    "REFUSED": N_("the rules don't allow it"),
    "NOTHING_TO_BUY.purchased": N_("{addon} was bought for {account} on {date}"),
    "NOTHING_TO_BUY.included": N_("{addon} comes with the {plan} plan of {account}"),
    "NOTHING_TO_BUY.not_offered": N_("{addon} isn't offered on the {plan} plan of {account}"),
    # the command line
    "NO_COMMAND": N_("no command was given"),
    "NO_COMMAND.hint": N_("addonctl --help lists the commands"),
    "UNKNOWN_COMMAND": N_('there is no command "{value:excerpt}"'),
    "UNKNOWN_COMMAND.hint": N_("addonctl --help lists the commands"),
    "UNKNOWN_COMMAND.nearest": N_("did you mean {nearest}?"),
    "OPTION_BEFORE_COMMAND": N_("the option {option:excerpt} stands before the command"),
    "OPTION_BEFORE_COMMAND.hint": N_("put it behind: addonctl COMMAND {option:excerpt} …"),
    "UNKNOWN_OPTION": N_("there is no option {option:excerpt}"),
    "UNKNOWN_OPTION.hint": N_("add --help to the command for its options"),
    "UNKNOWN_OPTION.nearest": N_("did you mean {nearest}?"),
    "NO_SECRET_OPTION": N_("there is no option {option:excerpt}"),
    "NO_SECRET_OPTION.why": N_("every process of the machine can read a command line"),
    "NO_SECRET_OPTION.hint": N_("give a secret by environment variable, file or standard input"),
    "OPTION_NEEDS_VALUE": N_("the option {option:excerpt} needs a value"),
    "OPTION_NEEDS_VALUE.hint": N_("add --help to the command for what it takes"),
    "REPEATED_OPTION": N_("the option {option:excerpt} was given twice"),
    "REPEATED_OPTION.hint": N_("give it once"),
    "MISSING_ARGUMENT": N_("{argument:excerpt} is missing"),
    "MISSING_ARGUMENT.hint": N_("add --help to the command for an example"),
    "EXTRA_ARGUMENT": N_('"{argument:excerpt}" is one word too many'),
    "EXTRA_ARGUMENT.nearest": N_("did you mean {nearest}?"),
    "EXTRA_ARGUMENT.hint": N_("put a value with blanks in quotes; --help shows what is expected"),
    "BAD_USAGE": N_("the command line can't be understood: {text:excerpt}"),
    "BAD_USAGE.hint": N_("add --help to the command for an example"),
    "UNKNOWN_CHOICE": N_('{option}: "{value:excerpt}" is not {choices:or}'),
    "UNKNOWN_CHOICE.hint": N_("give one of {choices:and}, such as {form}"),
    "UNKNOWN_CHOICE.nearest": N_("did you mean {nearest}? Write {form}"),
    "BAD_DATE": N_('{option}: "{value:excerpt}" is not a date from 2000 to 2100'),
    "BAD_DATE.hint": N_("write it as YYYY-MM-DD, such as {form}"),
    "TOO_MANY_DATES": N_("{option}: more than {most} dates"),
    "TOO_MANY_DATES.hint": N_("ask in several runs"),
    "BAD_NUMBER": N_('{option}: "{value:excerpt}" is not a whole number from {least} to {most}'),
    "BAD_NUMBER.hint": N_("give a number in that range, in the digits 0 to 9, such as {form}"),
    "EXIT_STATUS_NEEDS_ONE": N_("--exit-status is for one decision"),
    "EXIT_STATUS_NEEDS_ONE.hint": N_("give ADDON, --as USER and --action ACTION"),
    "NO_ACCOUNT": N_("no account was named"),
    "NO_ACCOUNT.hint": N_("add -a FILE, or set ADDONCTL_ACCOUNT"),
    "NO_API": N_("accounts of an API can't be read yet"),
    "NO_API.hint": N_("give a file, such as -a acme.toml"),
    "BAD_ACCOUNT_ID": N_('"{source:excerpt}" is neither a file nor an account id'),
    "BAD_ACCOUNT_ID.why": N_("an id holds letters, digits, dots, hyphens and underscores"),
    "BAD_ACCOUNT_ID.hint": N_("give a path with a slash, or one that ends in .toml or .json"),
    # what isn't there
    "NO_ACCOUNTS_FOLDER": N_('no account "{source:excerpt}": there is no such file'),
    "NO_ACCOUNTS_FOLDER.why": N_("to look it up as an id, an accounts folder must be set"),
    "NO_ACCOUNTS_FOLDER.hint": N_("give a file, or set ADDONCTL_ACCOUNTS to a folder of accounts"),
    "ACCOUNTS_FOLDER_MISSING": N_("the accounts folder {folder:excerpt} is not a folder"),
    "ACCOUNTS_FOLDER_MISSING.hint": N_("correct ADDONCTL_ACCOUNTS or the setting accounts"),
    "UNKNOWN_ACCOUNT": N_('no such account: "{source:excerpt}"'),
    "UNKNOWN_ACCOUNT.why": N_("looked in {folder:excerpt}"),
    "UNKNOWN_ACCOUNT.hint": N_("its file is named by the account's id, such as acme.toml"),
    "UNKNOWN_ACCOUNT.nearest": N_("did you mean {nearest}?"),
    "UNKNOWN_ADDON": N_('no such add-on: "{value:excerpt}"'),
    "UNKNOWN_ADDON.hint": N_("the catalogue has {known:and}"),
    "UNKNOWN_ADDON.nearest": N_("did you mean {nearest}?"),
    "UNKNOWN_USER": N_('no such user on {account:excerpt}: "{value:excerpt}"'),
    "UNKNOWN_USER.hint": N_("--as takes a user's id, e-mail or name; all people:"),
    "UNKNOWN_USER.nearest": N_("did you mean {nearest}? All people:"),
    "SEVERAL_USERS": N_(
        '{count} users of {account:excerpt} are named "{value:excerpt}": {ids:and}'
    ),
    "SEVERAL_USERS.hint": N_("give --as one of these ids; who they are:"),
    "TWO_ACCOUNT_FILES": N_('two files may be the account "{source:excerpt}"'),
    "TWO_ACCOUNT_FILES.why": N_("{first} and {second}"),
    "TWO_ACCOUNT_FILES.hint": N_(
        "remove the one that doesn't hold, or name the other with -a FILE"
    ),
    "OTHER_ACCOUNT": N_('{file} holds the account "{id}", not "{source}"'),
    "OTHER_ACCOUNT.why": N_("in the accounts folder a file is named by its account's id"),
    "OTHER_ACCOUNT.hint": N_("rename the file, correct its id, or name it with -a FILE"),
    # changes
    "HISTORY_FAULTY": plural(
        "the events of {account} have {count} problem, and nothing is added to them",
        "the events of {account} have {count} problems, and nothing is added to them",
    ),
    "HISTORY_FAULTY.hint": N_("{advice}"),
    "BEYOND_LIMIT": N_("this can't be recorded: {key} would be {value}"),
    "BEYOND_LIMIT.why": N_("an event holds at most {limit}; nothing was recorded"),
    "BEYOND_LIMIT.hint": N_("correct the account's licences and prices, or do it in parts"),
    "CLOCK_OUT_OF_RANGE": N_("{date} is not a day that is computed with"),
    "CLOCK_OUT_OF_RANGE.why": N_(
        "this machine's clock gives it, and dates run from {first} to {last}; nothing was recorded"
    ),
    "CLOCK_OUT_OF_RANGE.hint": N_("set the clock right, and run the command again"),
    "QUESTION_NEEDS_FLAG": N_("the question can't be asked"),
    "QUESTION_NEEDS_FLAG.why": N_(
        "standard input isn't a terminal, or --no-input was given; nothing was recorded"
    ),
    "QUESTION_NEEDS_FLAG.hint": N_("answer it with {flag}"),
    "STDIN_UNCHANGEABLE": N_("an account from standard input can't be changed"),
    "STDIN_UNCHANGEABLE.hint": N_("give the account's file with -a FILE"),
    "PIPE_UNCHANGEABLE": N_("{file} is a pipe: an account from one can't be changed"),
    "PIPE_UNCHANGEABLE.hint": N_("give the account's file with -a FILE"),
    "USER_NEEDED": N_("who does it? --as USER is missing"),
    "USER_NEEDED.hint": N_("add --as with a user's id, e-mail or name; all people:"),
    "DATE_BEFORE_EVENTS": N_("{date} lies before the newest recorded event, of {newest}"),
    "DATE_BEFORE_EVENTS.why": N_(
        "{place}: {event}; events are recorded in the order of their dates"
    ),
    "DATE_BEFORE_EVENTS.hint": N_("give --as-of a date from {newest} on"),
    "DATE_BEFORE_EVENTS.ahead": N_(
        "the newest recorded event is of {newest}, and that lies after today, {today}"
    ),
    "DATE_BEFORE_EVENTS.why.ahead": N_("{place}: {event}; nothing is recorded for a day before it"),
    "DATE_BEFORE_EVENTS.hint.ahead": N_("correct that event's date, or this machine's clock"),
    "EVENT_NEWEST": N_("the newest event: {event}"),
    "DATE_AFTER_TODAY": N_("{date} lies after today, {today}"),
    "DATE_AFTER_TODAY.why": N_("nothing is recorded for a day that hasn't come"),
    "DATE_AFTER_TODAY.hint": N_("leave --as-of out; with --dry-run it may look ahead"),
    "BAD_AMOUNT": N_('{option}: "{value:excerpt}" is not an amount in {currency}'),
    "BAD_AMOUNT.hint": N_("write it in digits with a point for the decimals, such as {example}"),
    "BAD_AMOUNT.nearest": N_("write it plainly: {option} {nearest}"),
    "BAD_PARTS": N_('{option}: "{value:excerpt}" is not {parts}'),
    "BAD_PARTS.hint": N_("write it like {form}"),
    "EXAMPLE_ALONE": N_("--example prints an account as it is"),
    "EXAMPLE_ALONE.hint": N_("leave the other options out, and change the file"),
    "LIST_ALONE": N_("--list only lists"),
    "LIST_ALONE.hint": N_("leave ADDON, --note and --dry-run out"),
    "NOTE_EXISTS": N_("{file:excerpt} exists already"),
    "NOTE_EXISTS.why": N_("a note is never written over another file; nothing was recorded"),
    "NOTE_EXISTS.hint": N_("give --note another file"),
    "NOTE_PLACE": N_("no file {file:excerpt} can be made"),
    "NOTE_PLACE.why": N_(
        "{folder:excerpt} is no folder that you may write to, or the name is none; nothing was"
        " recorded"
    ),
    "NOTE_PLACE.hint": N_("give --note a file in a folder of yours, such as note.eml"),
    "NOTE_FAILED": N_("the note {file:excerpt} can't be written: {reason}"),
    "NOTE_FAILED.why": N_("nothing was recorded"),
    "NOTE_FAILED.hint": N_("give --note a file elsewhere, or leave it out"),
    "NOTE_LEAVES_OUT": N_("the note isn't addressed to {people:and}: no letter reaches the e-mail"),
    "EMAIL_UNUSABLE": N_('no letter can be sent to "{email:excerpt}": write name@example.com'),
    "NOTE_NOT_NEEDED": N_("no note was written: the request was recorded before"),
    "NOTE_NOT_WRITTEN": N_("the note {file:excerpt} can't be written: {reason}"),
    "TERMINATED": N_("Stopped by the system: nothing was recorded."),
    "DECLINED": N_("Stopped: nothing was recorded."),
    "WRONG_ID": N_('Stopped: "{typed:excerpt}" isn\'t "{account_id}". Nothing was recorded.'),
    # bugs
    "INTERNAL": N_("addonctl made a mistake of its own (report {report})"),
    "INTERNAL.why": N_("where it happened stands in {path}, without data of the account"),
    "INTERNAL.hint": N_("send that file to those who maintain addonctl"),
    "INTERNAL_UNSAVED": N_("addonctl made a mistake of its own (report {report})"),
    "INTERNAL_UNSAVED.why": N_("no file could be written to say where it happened"),
    "INTERNAL_UNSAVED.hint": N_("tell those who maintain addonctl what you ran"),
    # licences
    "LICENSES_FIXED": N_("{addon} is billed on all licences of the account"),
    "LICENSES_FIXED.why": N_("its quantity is the account's total, {total}"),
    "LICENSES_FIXED.hint": N_("leave --licenses out"),
    "LICENSES_TOO_MANY": N_("{licenses} licences are more than the account's {total}"),
    "LICENSES_TOO_MANY.hint": N_("give --licenses from 1 to {total}"),
    # data
    "BEFORE_FIRST_CYCLE": N_("{date} lies before the first billing cycle"),
    "BEFORE_FIRST_CYCLE.why": N_("the account is billed from {anchor}"),
    "BEFORE_FIRST_CYCLE.hint": N_("give {option} a date from {anchor} on"),
    "BEFORE_FIRST_CYCLE.ahead": N_("{date} lies before the first billing cycle"),
    "BEFORE_FIRST_CYCLE.why.ahead": N_(
        "the account is billed from {anchor}, which hasn't come yet"
    ),
    "BEFORE_FIRST_CYCLE.hint.ahead": N_(
        "correct billing.anchor where that is wrong; else ask again once the cycle has begun"
    ),
    "POLICY_INCOMPLETE": plural(
        "the policy {file:excerpt} leaves questions open: {count} row is missing",
        "the policy {file:excerpt} leaves questions open: {count} rows are missing",
    ),
    "POLICY_INCOMPLETE.why": N_("with a gap anywhere nothing is allowed"),
    "POLICY_INCOMPLETE.hint": N_("addonctl check {argument} prints the missing rows to paste"),
    "POLICY_GAP": N_(
        "the policy has no row for {role}, {action}, route {route}, state {state} ({reading})"
    ),
    "POLICY_GAP.why": N_("a question that no row answers is neither allowed nor refused"),
    "POLICY_GAP.hint": N_("addonctl check POLICY prints the missing row"),
    "NO_PRICE": N_("{addon} has no price in {account.currency} for {account.name} ({account.id})"),
    "NO_PRICE.on_date": N_(
        "{addon} has no price in {account.currency} on {date} ({option}) for {account.name}"
        " ({account.id})"
    ),
    "NO_PRICE.book": N_("looked in the account's [prices] and in {book}"),
    "NO_PRICE.no_book": N_("looked in the account's [prices]; no price book is set"),
    "NO_PRICE.hint": N_("add the contract's price to the account:"),
    "NO_PRICE.hint_file": N_("add the contract's price to {file}:"),
    # conflicts
    "TOTAL_DIFFERS": N_("the total is {total}, you expected {expected}"),
    "TOTAL_DIFFERS.why": N_(
        "on {date}, {days} of {cycle_days} days are billed; nothing was recorded"
    ),
    "TOTAL_DIFFERS.due": N_(
        "{amount} is what is due once the credit of {credit} is taken; what is expected is the"
        " total before it"
    ),
    "TOTAL_DIFFERS.subtotal": N_(
        "{amount} is the subtotal, before tax; what is expected is the total with it"
    ),
    "TOTAL_DIFFERS.gross": N_(
        "{amount} is the amount before discount and tax; what is expected is the total"
    ),
    "TOTAL_DIFFERS.next_total": N_(
        "{amount} is the total of the next invoice, on {date}; what is expected is the total of now"
    ),
    "TOTAL_DIFFERS.next_due": N_(
        "{amount} is what is due on {date}, of the next invoice; what is expected is the total of"
        " now"
    ),
    "TOTAL_DIFFERS.next_subtotal": N_(
        "{amount} is the subtotal of the next invoice, on {date}, before tax; what is expected is"
        " the total of now"
    ),
    "TOTAL_DIFFERS.next_gross": N_(
        "{amount} is the amount of the next invoice, on {date}, before discount and tax; what is"
        " expected is the total of now"
    ),
    "TOTAL_DIFFERS.day_later": N_(
        "{amount} is what a purchase a day later costs before tax; what is expected is the total of"
        " now"
    ),
    "TOTAL_DIFFERS.credit": N_(
        "{amount} is the credit taken; what is expected is the total before it"
    ),
    "TOTAL_DIFFERS.tax": N_("{amount} is the tax alone; what is expected is the total with it"),
    "TOTAL_DIFFERS.line": N_("{amount} is one line alone; what is expected is the total"),
    "TOTAL_DIFFERS.hint": N_("look at the preview, then repeat with --expect-total {amount}"),
    # storage
    "OUTPUT_FAILED": N_("the answer can't be written: {reason}"),
    "OUTPUT_FAILED.hint": N_("free space, or send the output elsewhere"),
    # what to do where a failure has no hint of its own, by exit code
    "HINT.2": N_("add --help to the command for an example"),
    "HINT.3": N_("addonctl eligibility with --why shows every reason and what would change it"),
    "HINT.4": N_("check the address and the credentials"),
    "HINT.5": N_("check the spelling"),
    "HINT.6": N_("correct the file, then: addonctl check FILE"),
    "HINT.7": N_("nothing was changed; repeat the command once that is put right"),
    "HINT.8": N_("nothing was changed; look again, then repeat the command"),
    "HINT.9": N_("look with addonctl catalog whether it was recorded before you repeat it"),
    "HINT.70": N_("tell those who maintain addonctl what you ran"),
    "HINT.130": N_("nothing was recorded"),
    "HINT.143": N_("nothing was recorded"),
    # what was used, told by --verbose
    "USED.account": N_("account: {source}"),
    "USED.date": N_("as of {date}, in the time zone {zone}"),
    "USED.catalog": N_("catalogue: {source}"),
    "USED.catalog.default": N_("catalogue: the packaged one, no price book"),
    "USED.policy": N_("policy: {source}"),
    "USED.policy.default": N_("policy: the packaged one"),
    "USED.settings": N_("settings: {source}"),
    "USED.settings.default": N_("settings: no file"),
}
