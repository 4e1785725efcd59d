"""Hold the failures of the command line (2), what the rules refuse (3), what isn't there (5)."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages import Entry
from addonctl.model.messages.bought import PURCHASE_OPTIONS

USAGE: Final[dict[str, Entry]] = {
    "NO_COMMAND": Entry(N_("no command was given"), hint=N_("addonctl --help lists the commands")),
    "UNKNOWN_COMMAND": Entry(
        N_('there is no command "{value:excerpt}"'), hint=N_("addonctl --help lists the commands")
    ),
    "UNKNOWN_OPTION": Entry(
        N_("there is no option {option:excerpt}"),
        hint=N_("add --help to the command for its options"),
    ),
    "OPTION_BEFORE_COMMAND": Entry(
        N_("the option {option:excerpt} stands before the command"),
        hint=N_("put it behind: addonctl COMMAND {option:excerpt} …"),
    ),
    "NO_SECRET_OPTION": Entry(
        N_("there is no option {option:excerpt}"),
        why=N_("every process of the machine can read a command line"),
        hint=N_("give a secret by environment variable, file or standard input"),
    ),
    "OPTION_NEEDS_VALUE": Entry(
        N_("the option {option:excerpt} needs a value"),
        hint=N_("add --help to the command for what it takes"),
    ),
    "REPEATED_OPTION": Entry(
        N_("the option {option:excerpt} was given twice"), hint=N_("give it once")
    ),
    "MISSING_ARGUMENT": Entry(
        N_("{argument:excerpt} is missing"), hint=N_("add --help to the command for an example")
    ),
    "EXTRA_ARGUMENT": Entry(
        N_('"{argument:excerpt}" is one word too many'),
        hint=N_("put a value with blanks in quotes; --help shows what is expected"),
    ),
    "BAD_USAGE": Entry(
        N_("the command line can't be understood: {text:excerpt}"),
        hint=N_("add --help to the command for an example"),
    ),
    "UNKNOWN_CHOICE": Entry(
        N_('{option}: "{value:excerpt}" is not {choices:or}'),
        hint=N_("give one of {choices:and}, such as {form}"),
        nearest=N_("did you mean {nearest}? Write {form}"),
        means=N_("An option takes one of a few words, and this isn't one. They are named."),
    ),
    "BAD_DATE": Entry(
        N_('{option}: "{value:excerpt}" is not a date from 2000 to 2100'),
        hint=N_("write it as YYYY-MM-DD, such as {form}"),
        nearest=N_("did you mean {nearest}?"),
    ),
    "NEXT_CYCLE_OF_ACCOUNT": Entry(
        N_("{option} next-cycle is a day of an account, and none is named"),
        hint=N_("add -a FILE, or give a date"),
    ),
    "DATE_AFTER_TODAY": Entry(
        N_("{date} lies after today, {today}"),
        why=N_("nothing is recorded for a day that hasn't come"),
        hint=N_("leave --as-of out; with --dry-run it may look ahead"),
    ),
    "TOO_MANY_DATES": Entry(N_("{option}: more than {most} dates"), hint=N_("ask in several runs")),
    "BAD_NUMBER": Entry(
        N_('{option}: "{value:excerpt}" is not a whole number from {least} to {most}'),
        hint=N_("give a number in that range, in the digits 0 to 9, such as {form}"),
    ),
    "BAD_AMOUNT": Entry(
        N_('{option}: "{value:excerpt}" is not an amount in {currency}'),
        hint=N_("write it in digits with a point for the decimals, such as {example}"),
        nearest=N_("write it plainly: {option} {nearest}"),
        means=N_(
            "An amount that was given isn't one of the account's currency. Write digits with a"
            " point, or paste it as a screen shows it, with exactly the currency's decimals."
        ),
    ),
    "CHECK_NEEDS": Entry(
        N_("{option} is missing: what was charged, and for a purchase on which day?"),
        hint=N_("add --charged AMOUNT and --on DATE, such as --charged 58.50 --on 2026-11-21"),
    ),
    "CHARGES_NEEDED": Entry(
        N_("what was charged to many accounts stands in a file"),
        hint=N_("add --charges FILE: CSV with the columns account, addon, charged and on"),
    ),
    "CHARGES_ALONE": Entry(
        N_("--charges and {option} don't go together"),
        why=N_("each row of the file names the add-on, the amount, the day and the invoice"),
        hint=N_("leave one of the two out"),
    ),
    "BAD_PARTS": Entry(
        N_('{option}: "{value:excerpt}" is not {parts}'),
        hint=N_("write it like {form}"),
        means=N_(
            "An option takes several parts in one word, and they can't be told apart. How they are"
            " written is shown: without blanks, with the signs between them."
        ),
    ),
    "EXAMPLE_ALONE": Entry(
        N_("--example prints an account as it is"),
        hint=N_("leave the other options out, and change the file"),
    ),
    "EXIT_STATUS_NEEDS_ONE": Entry(
        N_("--exit-status is for one decision"),
        hint=N_("give ADDON, --as USER and --action ACTION"),
    ),
    **PURCHASE_OPTIONS,
    "LIST_ALONE": Entry(N_("--list only lists"), hint=N_("leave ADDON, --note and --dry-run out")),
    "ACCOUNT_AND_ACCOUNTS": Entry(
        N_("one account is named with -a, and many with --accounts"), hint=N_("give one of the two")
    ),
    "FILES_AND_ACCOUNTS": Entry(
        N_("check takes files or --accounts, not both"), hint=N_("give one of the two")
    ),
    "NEEDS_ACCOUNTS": Entry(
        N_("{option} is for many accounts"),
        hint=N_("add --accounts SOURCE, such as a folder or a .jsonl file, or leave it out"),
    ),
    "MANY_AS_JSON": Entry(
        N_("many accounts aren't written as one JSON document"),
        why=N_("it could be read only when all of it is there"),
        hint=N_("write one a line: -o jsonl"),
    ),
    "UNKNOWN_PATH": Entry(
        N_('--get: the answer has nothing at "{value:excerpt}"'),
        hint=N_("--get help lists what it has"),
        nearest=N_("did you mean {nearest}? --get help lists all"),
        means=N_(
            "A path names a value of the command's JSON answer by its keys, with points between"
            " them. No answer of this command has such a one."
        ),
    ),
    "GET_ALONE": Entry(
        N_("--get prints values of the answer, and {option} asks for something else"),
        hint=N_("give one of the two"),
    ),
    "DIALECT_NEEDS_CSV": Entry(
        N_("--csv-dialect is for CSV"), hint=N_("add -o csv, or leave it out")
    ),
    "AFTER_NEEDS_API": Entry(
        N_("--after goes on in the list of an API"),
        hint=N_("leave it out, or give --accounts api or an address"),
    ),
    "LIST_NEEDED": Entry(
        N_("a request is recorded on one account"),
        hint=N_("add --list to list who asks for what, or name one account with -a"),
    ),
    "ONE_ACCOUNT_FILE": Entry(
        N_("{file:excerpt} is the file of one account by its name"),
        hint=N_("give it with -a, or --accounts a folder or a .jsonl file, an account a line"),
    ),
    "BAD_ACCOUNTS_ADDRESS": Entry(
        N_("{address:excerpt} isn't the address of accounts"),
        hint=N_("write it as https://HOST/v1/accounts"),
    ),
    "PROBLEMS_EXISTS": Entry(
        N_("{file:excerpt} exists, and isn't an earlier report"),
        why=N_("a report is never written over another file; nothing was changed"),
        hint=N_("give --problems another file"),
    ),
    "NO_ACCOUNT": Entry(
        N_("no account was named"), hint=N_("add -a FILE, or set ADDONCTL_ACCOUNT")
    ),
    "BAD_ACCOUNT_ID": Entry(
        N_('"{reference:excerpt}" is neither a file nor an account id'),
        why=N_("an id holds letters, digits, dots, hyphens and underscores"),
        hint=N_("give a path with a slash, or one that ends in .toml or .json"),
    ),
    "NEW_INVALID": Entry(
        N_("these options don't make an account"),
        hint=N_("addonctl new --help shows what they take"),
    ),
    "LICENSES_FIXED": Entry(
        N_("{addon} is billed on all licences of the account"),
        why=N_("its quantity is the account's total, {total}"),
        hint=N_("leave --licenses out"),
    ),
    "LICENSES_OF_EACH": Entry(
        N_("{addon} is billed on all licences of each account"),
        hint=N_("leave --licenses out"),
    ),
    "LICENSES_TOO_MANY": Entry(
        N_("{licenses} licences are more than the account's {total}"),
        hint=N_("give --licenses from 1 to {total}"),
    ),
    "QUESTION_NEEDS_FLAG": Entry(
        N_("the question can't be asked"),
        why=N_("standard input isn't a terminal, or --no-input was given; nothing was recorded"),
        hint=N_("answer it with {flag}"),
    ),
    "STDIN_UNCHANGEABLE": Entry(
        N_("an account from standard input can't be changed"),
        hint=N_("give the account's file with -a FILE"),
    ),
    "PIPE_UNCHANGEABLE": Entry(
        N_("{file} is a pipe: an account from one can't be changed"),
        hint=N_("give the account's file with -a FILE"),
    ),
    "USER_NEEDED": Entry(
        N_("who does it? --as USER is missing"),
        hint=N_("add --as with a user's id, e-mail or name; all people:"),
    ),
    "NOTE_EXISTS": Entry(
        N_("{file:excerpt} exists already"),
        why=N_("a note is never written over another file; nothing was recorded"),
        hint=N_("give --note another file"),
    ),
    "NOTE_PLACE": Entry(
        N_("no file {file:excerpt} can be made"),
        why=N_(
            "{folder:excerpt} is no folder that you may write to, or the name is none; nothing was"
            " recorded"
        ),
        hint=N_("give --note a file in a folder of yours, such as note.eml"),
    ),
    "CLOCK_OUT_OF_RANGE": Entry(
        N_("{date} is not a day that is computed with"),
        why=N_(
            "this machine's clock gives it, and dates run from {first} to {last}; nothing was"
            " recorded"
        ),
        hint=N_("set the clock right, and run the command again"),
    ),
}

REFUSALS: Final[dict[str, Entry]] = {
    "REFUSED": Entry(
        N_("the rules don't allow it"),
        means=N_(
            "The rules don't allow what was to be done, so nothing was recorded. Every reason is"
            " listed with its source, and below it who may do it instead."
        ),
    ),
    "BOUGHT_BEFORE": Entry(
        N_("{addon} was bought on {date}, before {on}"),
        why=N_("a later full invoice is that of its cycle, and nothing is charged between them"),
        hint=N_("give --on {day}, and --invoice next for a full invoice"),
    ),
    "NOTHING_TO_BUY": Entry(
        means=N_(
            "There is no purchase to preview: the add-on is bought, in the plan or not offered."
            " addonctl catalog shows where each add-on stands."
        ),
        forms={
            "purchased": N_("{addon} was bought for {account} on {date}"),
            "included": N_("{addon} comes with the {plan} plan of {account}"),
            "not_offered": N_("{addon} isn't offered on the {plan} plan of {account}"),
            "gone": N_("{addon} isn't in the catalogue (any more), so it isn't for sale"),
        },
    ),
}

UNKNOWN: Final[dict[str, Entry]] = {
    "NO_API": Entry(
        N_("no API is set"), hint=N_("set ADDONCTL_API_URL, or api_url in the settings file")
    ),
    "NO_ACCOUNTS_FOLDER": Entry(
        N_('no account "{reference:excerpt}": there is no such file'),
        why=N_("to look it up as an id, an API or an accounts folder must be set"),
        hint=N_(
            "give a file, or set ADDONCTL_API_URL, or ADDONCTL_ACCOUNTS to a folder of accounts"
        ),
    ),
    "UNKNOWN_ACCOUNT": Entry(
        N_('no such account: "{reference:excerpt}"'),
        why=N_("looked in {folder:excerpt}"),
        hint=N_("its file is named by the account's id, such as acme.toml"),
        forms={"api": Entry(hint=N_("check the id, and which API is set: addonctl config"))},
    ),
    "ACCOUNTS_FOLDER_MISSING": Entry(
        N_("the accounts folder {folder:excerpt} is not a folder"),
        hint=N_("correct ADDONCTL_ACCOUNTS or the setting accounts"),
    ),
    "UNKNOWN_ADDON": Entry(
        N_('no such add-on: "{value:excerpt}"'),
        hint=N_("the catalogue has {known:and}"),
        means=N_(
            "The catalogue has no add-on of that id, alias or name. addonctl catalog lists them."
        ),
    ),
    "UNKNOWN_USER": Entry(
        N_('no such user on {account:excerpt}: "{value:excerpt}"'),
        hint=N_("--as takes a user's id, e-mail or name; all people:"),
        nearest=N_("did you mean {nearest}? All people:"),
    ),
    "SEVERAL_USERS": Entry(
        N_('{count} users of {account:excerpt} are named "{value:excerpt}": {ids:and}'),
        hint=N_("give --as one of these ids; who they are:"),
    ),
    "UNKNOWN_CODE": Entry(
        N_('no such code: "{value:excerpt}"'), hint=N_("addonctl explain lists them all")
    ),
}
