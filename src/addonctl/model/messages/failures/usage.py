"""Hold the failures of the command line (2): what, why, what to do."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages.entry import Entry

USAGE: Final[dict[str, Entry]] = {
    "NO_COMMAND": Entry(
        N_("no command was given"),
        hint=N_("addonctl --help lists the commands"),
        means=N_("The command line names no command. addonctl --help lists them."),
    ),
    "UNKNOWN_COMMAND": Entry(
        N_('there is no command "{value:excerpt}"'),
        hint=N_("addonctl --help lists the commands"),
        means=N_("There is no command of that name. addonctl --help lists them."),
    ),
    "UNKNOWN_OPTION": Entry(
        N_("there is no option {option:excerpt}"),
        hint=N_("add --help to the command for its options"),
        means=N_("The command has no option of that name. Its --help lists them."),
    ),
    "OPTION_BEFORE_COMMAND": Entry(
        N_("the option {option:excerpt} stands before the command"),
        hint=N_("put it behind: addonctl COMMAND {option:excerpt} …"),
        means=N_("An option of a command stands before it. Put it behind the command."),
    ),
    "NO_SECRET_OPTION": Entry(
        N_("there is no option {option:excerpt}"),
        why=N_("every process of the machine can read a command line"),
        hint=N_("give a secret by environment variable, file or standard input"),
        means=N_(
            "No option takes a secret, because every process of a machine can read its command"
            " lines. Nothing that addonctl does today needs one."
        ),
    ),
    "OPTION_NEEDS_VALUE": Entry(
        N_("the option {option:excerpt} needs a value"),
        hint=N_("add --help to the command for what it takes"),
        means=N_("An option stands without its value. Write the value after it."),
    ),
    "REPEATED_OPTION": Entry(
        N_("the option {option:excerpt} was given twice"),
        hint=N_("give it once"),
        means=N_("An option stands twice, and it is unclear which counts. Give it once."),
    ),
    "MISSING_ARGUMENT": Entry(
        N_("{argument:excerpt} is missing"),
        hint=N_("add --help to the command for an example"),
        means=N_("The command needs a word that isn't there. Its --help shows examples."),
    ),
    "EXTRA_ARGUMENT": Entry(
        N_('"{argument:excerpt}" is one word too many'),
        hint=N_("put a value with blanks in quotes; --help shows what is expected"),
        means=N_(
            "The command line has a word too many. A value with blanks needs quotes around it."
        ),
    ),
    "BAD_USAGE": Entry(
        N_("the command line can't be understood: {text:excerpt}"),
        hint=N_("add --help to the command for an example"),
        means=N_("The command line can't be understood. The command's --help shows examples."),
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
        means=N_("A date isn't one from 2000 to 2100. Write it as YYYY-MM-DD."),
    ),
    "DATE_AFTER_TODAY": Entry(
        N_("{date} lies after today, {today}"),
        why=N_("nothing is recorded for a day that hasn't come"),
        hint=N_("leave --as-of out; with --dry-run it may look ahead"),
        means=N_(
            "A change was dated on a day that hasn't come in the account's time zone, and only"
            " what has happened is recorded. Leave --as-of out; --dry-run may look ahead."
        ),
    ),
    "TOO_MANY_DATES": Entry(
        N_("{option}: more than {most} dates"),
        hint=N_("ask in several runs"),
        means=N_("More dates are to be compared than anyone reads. Ask in several runs."),
    ),
    "BAD_NUMBER": Entry(
        N_('{option}: "{value:excerpt}" is not a whole number from {least} to {most}'),
        hint=N_("give a number in that range, in the digits 0 to 9, such as {form}"),
        means=N_("A number isn't a whole one in its range. Write it in the digits 0 to 9."),
    ),
    "BAD_AMOUNT": Entry(
        N_('{option}: "{value:excerpt}" is not an amount in {currency}'),
        hint=N_("write it in digits with a point for the decimals, such as {example}"),
        nearest=N_("write it plainly: {option} {nearest}"),
        means=N_(
            "An expected total isn't an amount of the account's currency. Write digits with a"
            " point, or paste it as a screen shows it, with exactly the currency's decimals."
        ),
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
        means=N_(
            "An example is printed as it is, so no other option can change it. Print it to a file"
            " and change that, or make an account of options alone."
        ),
    ),
    "EXIT_STATUS_NEEDS_ONE": Entry(
        N_("--exit-status is for one decision"),
        hint=N_("give ADDON, --as USER and --action ACTION"),
        means=N_(
            "An exit code can hold one decision. Give the add-on, --as and --action with"
            " --exit-status."
        ),
    ),
    "LIST_ALONE": Entry(
        N_("--list only lists"),
        hint=N_("leave ADDON, --note and --dry-run out"),
        means=N_("With --list nothing is recorded. Leave out the add-on and what records."),
    ),
    "NO_ACCOUNT": Entry(
        N_("no account was named"),
        hint=N_("add -a FILE, or set ADDONCTL_ACCOUNT"),
        means=N_("No account was named. Give -a, or set ADDONCTL_ACCOUNT."),
    ),
    "NO_API": Entry(
        N_("accounts of an API can't be read yet"),
        hint=N_("give a file, such as -a acme.toml"),
        means=N_("Accounts can't be read from an address yet. Give a file instead."),
    ),
    "BAD_ACCOUNT_ID": Entry(
        N_('"{reference:excerpt}" is neither a file nor an account id'),
        why=N_("an id holds letters, digits, dots, hyphens and underscores"),
        hint=N_("give a path with a slash, or one that ends in .toml or .json"),
        means=N_(
            "The account's name is neither a file nor an id. What holds a slash, ends in .toml or"
            " .json, or exists is a file; anything else has to be an id."
        ),
    ),
    "NEW_INVALID": Entry(
        N_("these options don't make an account"),
        hint=N_("addonctl new --help shows what they take"),
        means=N_(
            "No account file may say what the options of addonctl new ask for. Every value that"
            " can't be is named by its option."
        ),
    ),
    "LICENSES_FIXED": Entry(
        N_("{addon} is billed on all licences of the account"),
        why=N_("its quantity is the account's total, {total}"),
        hint=N_("leave --licenses out"),
        means=N_(
            "The add-on is billed on all licences of the account, so --licenses has nothing to"
            " choose. Leave it out."
        ),
    ),
    "LICENSES_TOO_MANY": Entry(
        N_("{licenses} licences are more than the account's {total}"),
        hint=N_("give --licenses from 1 to {total}"),
        means=N_(
            "More licences are to be assigned than the account has. Give a smaller number, or"
            " correct [licenses] in the account's file."
        ),
    ),
    "QUESTION_NEEDS_FLAG": Entry(
        N_("the question can't be asked"),
        why=N_("standard input isn't a terminal, or --no-input was given; nothing was recorded"),
        hint=N_("answer it with {flag}"),
        means=N_(
            "A question had to be asked and there was nobody to answer. Off a terminal the named"
            " option answers it; nothing was recorded."
        ),
    ),
    "STDIN_UNCHANGEABLE": Entry(
        N_("an account from standard input can't be changed"),
        hint=N_("give the account's file with -a FILE"),
        means=N_(
            "The account came from standard input, where nothing can be recorded. Name its file."
        ),
    ),
    "PIPE_UNCHANGEABLE": Entry(
        N_("{file} is a pipe: an account from one can't be changed"),
        hint=N_("give the account's file with -a FILE"),
        means=N_("The account came from a pipe, where nothing can be recorded. Name its file."),
    ),
    "USER_NEEDED": Entry(
        N_("who does it? --as USER is missing"),
        hint=N_("add --as with a user's id, e-mail or name; all people:"),
        means=N_("What is recorded has an actor, and none was named. Give --as with a user."),
    ),
    "NOTE_EXISTS": Entry(
        N_("{file:excerpt} exists already"),
        why=N_("a note is never written over another file; nothing was recorded"),
        hint=N_("give --note another file"),
        means=N_(
            "The note's file exists already, and nothing is ever overwritten. Give another name;"
            " nothing was recorded."
        ),
    ),
    "NOTE_PLACE": Entry(
        N_("no file {file:excerpt} can be made"),
        why=N_(
            "{folder:excerpt} is no folder that you may write to, or the name is none; nothing was"
            " recorded"
        ),
        hint=N_("give --note a file in a folder of yours, such as note.eml"),
        means=N_(
            "The note's file can't be made: its folder isn't there, or you may not write to it, or"
            " the name is none that a file can have. Nothing was recorded."
        ),
    ),
    "CLOCK_OUT_OF_RANGE": Entry(
        N_("{date} is not a day that is computed with"),
        why=N_(
            "this machine's clock gives it, and dates run from {first} to {last}; nothing was"
            " recorded"
        ),
        hint=N_("set the clock right, and run the command again"),
        means=N_(
            "The clock of this machine gives a day before 2000 or after 2100, which isn't computed"
            " with. Set it right; nothing was recorded."
        ),
    ),
}
