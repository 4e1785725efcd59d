"""Hold the English sentences on checks and settings by code: problems, failures, warnings.

A problem stands after its place and its field, so it begins in lower case and has no full stop.
"""

from typing import Final

from addonctl.model.marking import N_, Template, plural

TEXTS: Final[dict[str, Template]] = {
    # what a checked file is
    "KIND.account": N_("account"),
    "KIND.catalog": N_("catalogue"),
    "KIND.policy": N_("policy"),
    "STATE.trial_running": N_("trial running"),
    # a file that can't be read, after its name
    "FILE_MISSING.short": N_("does not exist"),
    "FILE_IS_DIRECTORY.short": N_("is a directory"),
    "FILE_NOT_REGULAR.short": N_("is not a regular file"),
    "FILE_LINK.short": N_("is a link to {target}, which does not exist"),
    "FILE_LINK_LOOP.short": N_("is a link to {target}, and that leads round in a circle"),
    "FILE_UNREADABLE.short": N_("can't be read: {reason}"),
    "FILE_TOO_LARGE.short": N_("is larger than {limit} bytes"),
    "FILE_EMPTY.short": N_("is empty"),
    "FILE_NOT_UTF8.short": N_("is not UTF-8: the byte at offset {offset}"),
    "FILE_FORMAT.short": N_("is YAML by its name, and only TOML or JSON is read"),
    "OTHER_KIND.short": N_("is {found}; {how}"),
    "SYNTAX_FAULT": N_("{fault}; {expected}"),
    "CHECK_FAILED": N_("{found} in {where}"),
    "CHECK_FAILED.found": plural("{count} problem", "{count} problems"),
    "CHECK_FAILED.where": plural("{count} of {total} files"),
    "CHECK_FAILED.where_all": plural("{count} file", "{count} files"),
    "CHECK_FAILED.hint": N_("correct them, then run the command again"),
    "CHECK_WARNINGS": N_("{found} in {where}, and --strict takes no warning"),
    "CHECK_WARNINGS.found": plural("{count} warning", "{count} warnings"),
    "CHECK_WARNINGS.hint": N_("correct what they name, or leave --strict out"),
    # events that contradict each other, or the calendar
    "EVENT_AFTER_TODAY": N_("{date} lies after today, {today}"),
    "EVENT_ORDER": N_("{date} lies before {newest}, the date of the event before it"),
    "EVENT_ID_TWICE": N_('"{value:excerpt}" is the id of {other} already'),
    "EVENT_SUBSCRIBED_TWICE": N_("{addon} was subscribed on {date} already ({other})"),
    "EVENT_TRIAL_RUNNING": N_("the trial of {addon} of {date} runs until {last} ({other})"),
    "EVENT_TRIAL_AFTER_PURCHASE": N_("{addon} was subscribed on {date} already ({other})"),
    "EVENT_CURRENCY": N_("{value:excerpt} is not the account's currency, {currency}"),
    "EVENT_SUBTOTAL": N_("{value} is not gross less discount, {sum}"),
    "EVENT_TOTAL": N_("{value} is not subtotal plus tax, {sum}"),
    "EVENT_CREDIT": N_("{value} is more than the total, {total}"),
    # policies
    "POLICY_DEAD_RULE": N_(
        'the row "{rule}" never matters: without it every answer stays the same'
    ),
    "POLICY_GAP.row": N_("some questions have no answer; the row that is missing, to paste:"),
    # settings
    "ENVIRONMENT": N_("the environment"),
    "SETTINGS_SYNTAX": N_("{file}:{line}:{column}: {fault}"),
    "SETTINGS_SYNTAX.why": N_("{expected}"),
    "SETTINGS_SYNTAX.hint": N_("{advice}"),
    "SETTINGS_INVALID": plural(
        "{file} sets {count} value that can't be", "{file} sets {count} values that can't be"
    ),
    "SETTINGS_INVALID.hint": N_("{advice}"),
    "CORRECT_SETTINGS": plural(
        "correct it, then: addonctl config --config {argument}",
        "correct them, then: addonctl config --config {argument}",
    ),
    "CORRECT_VARIABLES": plural(
        "correct it or unset it, then: addonctl config",
        "correct them or unset them, then: addonctl config",
    ),
    "UNKNOWN_VARIABLE": N_("{name} is no setting and has no effect"),
    "UNKNOWN_VARIABLE.meant": N_("{name} is no setting and has no effect; did you mean {meant}?"),
    # a new account
    "NEW_INVALID": N_("these options don't make an account"),
    "NEW_INVALID.hint": N_("addonctl new --help shows what they take"),
    # explanations
    "CODES.reason": N_("Reasons of a decision"),
    "CODES.route": N_("Why an account buys by itself or by quote"),
    "CODES.assumption": N_("Assumptions of an answer"),
    "CODES.warning": N_("Warnings"),
    "CODES.problem": N_("Problems of a file"),
    "CODES.failure": N_("Errors"),
    "CODES.word": N_("Words of answers"),
    "CODES.conflict": N_("Contradictions of the documents"),
    "CODES.rule": N_("Rows of the policy"),
    "CODES.document": N_("Documents of the policy"),
    "CODE_KIND.reason": N_("reason of a decision"),
    "CODE_KIND.route": N_("what decides the route"),
    "CODE_KIND.assumption": N_("assumption"),
    "CODE_KIND.warning": N_("warning"),
    "CODE_KIND.problem": N_("problem of a file"),
    "CODE_KIND.failure": N_("error"),
    "CODE_KIND.word": N_("word of answers"),
    "CODE_KIND.conflict": N_("contradiction of the documents"),
    "CODE_KIND.rule": N_("row of the policy"),
    "CODE_KIND.document": N_("document of the policy"),
    "POLICY_CONFLICT": N_(
        "The documents contradict each other: {question:data} The reading {default} is followed"
        " unless --reading or the setting reading says {other}: {why:data}."
    ),
    "POLICY_ROW.permit": N_(
        "It allows, with the reason {code}. Roles: {roles:and}; actions: {actions:and}; routes:"
        " {routes:and}; states: {states:and}."
    ),
    "POLICY_ROW.forbid": N_(
        "It refuses, with the reason {code}. Roles: {roles:and}; actions: {actions:and}; routes:"
        " {routes:and}; states: {states:and}."
    ),
    "POLICY_ROW.left_out": N_("{row} The reading {reading} leaves it out, see {conflict}."),
    "POLICY_ROUTE.first": N_(
        "It decides how an account buys an add-on: {route}, with the reason {code}. It wins even"
        " over the account's own purchase_path."
    ),
    "POLICY_ROUTE.later": N_(
        "It decides how an account buys an add-on: {route}, with the reason {code}. The account's"
        " own purchase_path wins over it."
    ),
    "POLICY_DOCUMENT": N_("Rules come from this document: {title:data}, {address}."),
    "UNKNOWN_CODE": N_('no such code: "{value:excerpt}"'),
    "UNKNOWN_CODE.hint": N_("addonctl explain lists them all"),
    "UNKNOWN_CODE.nearest": N_("did you mean {nearest:or}?"),
}
