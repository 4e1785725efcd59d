"""Hold the failures of data (6). What is said of a file `short` stands after its name."""

from typing import Final

from addonctl.model.marking import N_, plural
from addonctl.model.messages import Entry
from addonctl.model.messages.files import ROWS

_SYNTAX: Final = Entry(
    N_("{file}:{line}:{column}: {fault}"),
    why=N_("{expected}"),
    hint=N_("{advice}"),
    means=N_("The file can't be parsed. Its line and what was expected there are named."),
)
_INVALID: Final = Entry(
    plural("{file} has {count} problem", "{file} has {count} problems"),
    hint=N_("{advice}"),
    means=N_("The file says what can't be. All its problems are listed with their lines."),
)

DATA: Final[dict[str, Entry]] = {
    "FILE_MISSING": Entry(
        short=N_("does not exist"),
        hint=N_("check the path, or write one: addonctl new prints an account to start from"),
        forms={
            "catalog": Entry(
                hint=N_("check the path: ADDONCTL_CATALOG or the setting catalog names it")
            ),
            "policy": Entry(
                hint=N_("check the path: ADDONCTL_POLICY or the setting policy names it")
            ),
            "settings": Entry(hint=N_("check the path: --config or ADDONCTL_CONFIG names it")),
            "charges": Entry(hint=N_("check the path: --charges names it")),
            "accounts": Entry(
                hint=N_("check the path: --accounts takes a folder, a .jsonl file or an address")
            ),
        },
    ),
    "FILE_IS_DIRECTORY": Entry(short=N_("is a directory"), hint=N_("name a file in it")),
    "FILE_NOT_REGULAR": Entry(
        short=N_("is not a regular file"),
        why=N_("a pipe or a device could keep addonctl waiting for ever"),
        hint=N_("save its content in a file, and name that"),
        means=N_(
            "A pipe or a device was named, which could keep addonctl waiting for ever. Save its"
            " content in a file, or use - for standard input."
        ),
    ),
    "FILE_LINK": Entry(
        short=N_("is a link to {target}, which does not exist"),
        hint=N_("correct the link, or name the file itself"),
    ),
    "FILE_LINK_LOOP": Entry(
        short=N_("is a link to {target}, and that leads round in a circle"),
        hint=N_("correct the link, or name the file itself"),
    ),
    "FILE_UNREADABLE": Entry(
        N_("{file} can't be read"),
        short=N_("can't be read: {reason}"),
        why=N_("{reason}"),
        hint=N_("check the path and who may read it"),
    ),
    "FILE_TOO_LARGE": Entry(
        short=N_("is larger than {limit} bytes"),
        why=N_("no account, catalogue or policy needs as much"),
        hint=N_("check the path, or split the file"),
        means=N_(
            "A file is larger than 256 KiB, which no account needs. Check that it is the right"
            " file."
        ),
    ),
    "FILE_EMPTY": Entry(
        short=N_("is empty"),
        hint=N_("check the path, or write one: addonctl new prints an account to start from"),
        forms={
            "standard_input": Entry(hint=N_("send an account to it, or name a file with -a FILE")),
            "charges": Entry(hint=N_("write a row a charge, below the names of the columns")),
        },
    ),
    "FILE_NOT_UTF8": Entry(
        short=N_("is not UTF-8: the byte at offset {offset}"), hint=N_("save it as UTF-8 text")
    ),
    "FILE_FORMAT": Entry(
        short=N_("is YAML by its name, and only TOML or JSON is read"),
        hint=N_("write it as TOML or JSON: addonctl schema {kind} describes it"),
    ),
    "ACCOUNT_SYNTAX": _SYNTAX,
    "CATALOG_SYNTAX": _SYNTAX,
    "POLICY_SYNTAX": _SYNTAX,
    "SETTINGS_SYNTAX": _SYNTAX,
    "OTHER_KIND": Entry(
        N_("{file} is {found}, not {wanted}"),
        short=N_("is {found}; {how}"),
        hint=N_("{how}"),
        means=N_(
            "The file that was given is of another kind than the one that is needed here, such as"
            " a price book where an account belongs. Its keys tell; the hint says how such a file"
            " is given."
        ),
    ),
    "ACCOUNT_INVALID": _INVALID,
    "CHARGES_INVALID": Entry(
        plural("{file} has {count} problem", "{file} has {count} problems"),
        hint=N_("correct what is named; nothing was checked"),
        means=N_("A file of charges can't be read. All its problems are listed with their lines."),
    ),
    "CHARGES_UNMATCHED": Entry(
        plural(
            "{count} of {total} charges is of an account that wasn't read: {ids:and}",
            "{count} of {total} charges are of accounts that weren't read: {ids:and}",
        ),
        hint=N_("correct the ids, or leave --strict out"),
        means=N_(
            "Some charges name accounts that aren't among those that were read, and --strict was"
            " given. The others were checked."
        ),
    ),
    "CATALOG_INVALID": _INVALID,
    "POLICY_INVALID": _INVALID,
    "SETTINGS_INVALID": Entry(
        plural(
            "{file} sets {count} value that can't be", "{file} sets {count} values that can't be"
        ),
        hint=N_("{advice}"),
        more=N_("Every wrong line of the settings file, or every wrong variable, is listed."),
    ),
    "GZIP_BROKEN": Entry(
        N_("{file} is cut short, or isn't what gzip packs"),
        why=N_("what was answered until there holds"),
        hint=N_("pack it or fetch it again"),
    ),
    "ACCOUNT_TWICE": Entry(
        N_('the id "{id}" is that of another account already ({first})'),
        hint=N_("give one of the two another id, or remove it"),
    ),
    "LISTED_OTHERWISE": Entry(
        N_('{file} holds another account: "{id:excerpt}"'),
        why=N_("it isn't the one that the server listed there, so none of it is used"),
        hint=N_("tell who runs the server"),
    ),
    "ACCOUNTS_UNREAD": Entry(
        plural(
            "{count} of {total} accounts can't be read, and --strict takes none",
            "{count} of {total} accounts can't be read, and --strict takes none",
        ),
        hint=N_("correct what is named, or leave --strict out"),
        means=N_(
            "Some accounts of many can't be read, and --strict was given. The others were answered;"
            " each problem is named with its line or its file."
        ),
    ),
    "ACCOUNTS_WRONG": Entry(
        plural(
            "{count} of {total} accounts isn't right", "{count} of {total} accounts aren't right"
        ),
        hint=N_("correct what is named, then run the command again"),
        means=N_(
            "Some of the accounts that were checked have problems. Each is named with its line or"
            " its file."
        ),
    ),
    "ACCOUNTS_WARNED": Entry(
        plural(
            "{count} of {total} accounts has warnings, and --strict takes none",
            "{count} of {total} accounts have warnings, and --strict takes none",
        ),
        hint=N_("correct what is named, or leave --strict out"),
        means=N_(
            "The accounts that were checked are right, but some say what is hardly meant, and"
            " --strict was given."
        ),
    ),
    "CHECK_FAILED": Entry(
        N_("{found} in {where}"),
        hint=N_("correct what is named, then run the command again"),
        means=N_(
            "Files that were checked have problems. They stand on standard output, each with its"
            " line."
        ),
        forms={
            "found": plural("{count} problem", "{count} problems"),
            "where": plural("{count} of {total} files"),
            "where_all": plural("{count} file", "{count} files"),
        },
    ),
    "CHECK_WARNINGS": Entry(
        N_("{found} in {where}, and --strict takes no warning"),
        hint=N_("correct what is named, or leave --strict out"),
        means=N_(
            "Files that were checked are right, but say what is hardly meant, and --strict was"
            " given. The warnings stand on standard output, each with its line."
        ),
        forms={"found": plural("{count} warning", "{count} warnings")},
    ),
    "POLICY_INCOMPLETE": Entry(
        plural(
            "the policy {file:excerpt} leaves questions open: {count} row is missing",
            "the policy {file:excerpt} leaves questions open: {count} rows are missing",
        ),
        why=N_("with a gap anywhere nothing is allowed"),
        hint=N_("addonctl check {argument} prints the missing rows to paste"),
        forms={"api": Entry(hint=N_("tell who runs the server"))},
    ),
    "POLICY_GAP": ROWS["POLICY_GAP"],
    "NO_PRICE": Entry(
        N_("{addon} has no price in {account.currency} for {account.name} ({account.id})"),
        more=N_(
            "No prices are packaged: add the contract's price to the account, or set a price book."
        ),
        forms={
            "on_date": N_(
                "{addon} has no price in {account.currency} on {date} ({option}) for"
                " {account.name} ({account.id})"
            ),
            "bought": N_(
                "{addon}, bought on {bought_on}, has no price in {account.currency} for"
                " {account.name} ({account.id})"
            ),
            "bought_book": N_("looked in the account's [prices], in its purchase and in {book}"),
            "bought_no_book": N_(
                "looked in the account's [prices] and in its purchase; no price book is set"
            ),
            "book": N_("looked in the account's [prices] and in {book}"),
            "no_book": N_("looked in the account's [prices]; no price book is set"),
            "hint_file": N_("add the contract's price to {file}:"),
            "hint_paste": N_("add the contract's price to the account:"),
        },
    ),
    "BEFORE_FIRST_CYCLE": Entry(
        N_("{date} lies before the first billing cycle"),
        why=N_("the account is billed from {anchor}"),
        hint=N_("give {option} a date from {anchor} on"),
        forms={
            "ahead": Entry(
                N_("{date} lies before the first billing cycle"),
                why=N_("the account is billed from {anchor}, which hasn't come yet"),
                hint=N_(
                    "correct billing.anchor where that is wrong; else ask again once the cycle has"
                    " begun"
                ),
            )
        },
    ),
    "EVENTS_NOT_BLOCKS": Entry(
        N_("{file}:{line}: the events stand in one value"),
        why=N_("nothing can be appended to that; nothing was changed"),
        hint=N_("write each event as a block under [[events]], and remove the line events = []"),
    ),
    "TWO_ACCOUNT_FILES": Entry(
        N_('two files may be the account "{reference:excerpt}"'),
        why=N_("{first} and {second}"),
        hint=N_("remove the one that doesn't hold, or name the other by its path"),
        means=N_(
            "A folder of accounts has two files of that id, and only one can hold. Remove the"
            " other, or name a file by its path."
        ),
    ),
    "OTHER_ACCOUNT": Entry(
        N_('{file} holds the account "{id}", not "{reference}"'),
        why=N_("in the accounts folder a file is named by its account's id"),
        hint=N_("rename the file, correct its id, or name it with -a FILE"),
    ),
    "HISTORY_FAULTY": Entry(
        plural(
            "the events of {account} have {count} problem, and nothing is added to them",
            "the events of {account} have {count} problems, and nothing is added to them",
        ),
        hint=N_("{advice}"),
        means=N_(
            "Recorded events of the account contradict each other: out of order, an id twice,"
            " amounts that don't add up. Nothing is added until the history is right; addonctl"
            " check lists what is wrong."
        ),
    ),
    "BEYOND_LIMIT": Entry(
        N_("this can't be recorded: {key} would be {value}"),
        why=N_("an event holds at most {limit}; nothing was recorded"),
        hint=N_("correct the account's licences and prices, or do it in parts"),
        means=N_(
            "A value of the event would be larger than a file may hold: a million licences, twelve"
            " digits before the decimals. Nothing was recorded."
        ),
    ),
}
