"""Hold what the rules refuse (3) and what isn't there (5)."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages.entry import Entry

REFUSALS: Final[dict[str, Entry]] = {
    "REFUSED": Entry(
        N_("the rules don't allow it"),
        means=N_(
            "The rules don't allow what was to be done, so nothing was recorded. Every reason is"
            " listed with its source, and below it who may do it instead."
        ),
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
    "NO_ACCOUNTS_FOLDER": Entry(
        N_('no account "{reference:excerpt}": there is no such file'),
        why=N_("to look it up as an id, an accounts folder must be set"),
        hint=N_("give a file, or set ADDONCTL_ACCOUNTS to a folder of accounts"),
        means=N_(
            "An account was named by its id, and no accounts folder is set. Give a file, or set"
            " ADDONCTL_ACCOUNTS to the folder."
        ),
    ),
    "UNKNOWN_ACCOUNT": Entry(
        N_('no such account: "{reference:excerpt}"'),
        why=N_("looked in {folder:excerpt}"),
        hint=N_("its file is named by the account's id, such as acme.toml"),
        means=N_(
            "The accounts folder has no account of that id. Its file is named by the id, with"
            " .toml or .json behind it."
        ),
    ),
    "ACCOUNTS_FOLDER_MISSING": Entry(
        N_("the accounts folder {folder:excerpt} is not a folder"),
        hint=N_("correct ADDONCTL_ACCOUNTS or the setting accounts"),
        means=N_(
            "Accounts are looked up by id in a folder, and what is set isn't one. Correct"
            " ADDONCTL_ACCOUNTS or the setting accounts; addonctl config shows it."
        ),
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
        means=N_(
            "The account has no user of that id, e-mail or name. addonctl people lists its people."
        ),
    ),
    "SEVERAL_USERS": Entry(
        N_('{count} users of {account:excerpt} are named "{value:excerpt}": {ids:and}'),
        hint=N_("give --as one of these ids; who they are:"),
        means=N_(
            "More than one user of the account has that name, so it is unclear who is meant. Give"
            " one of the ids that are named; addonctl people shows whose they are."
        ),
    ),
    "UNKNOWN_CODE": Entry(
        N_('no such code: "{value:excerpt}"'),
        hint=N_("addonctl explain lists them all"),
        means=N_("There is no code of that name. addonctl explain lists them all."),
    ),
}
