"""Hold the English sentences on checks and settings by code: problems, failures, warnings.

A problem stands after its place and its field, so it begins in lower case and has no full stop.
"""

from typing import Final

from addonctl.model.marking import mark as _

TEXTS: Final[dict[str, str | tuple[str, str]]] = {
    # what a checked file is
    "KIND.account": _("account"),
    "KIND.catalog": _("catalogue"),
    "KIND.policy": _("policy"),
    "STATE.trial_running": _("trial running"),
    # a file that can't be read, after its name
    "FILE_MISSING.short": _("does not exist"),
    "FILE_IS_DIRECTORY.short": _("is a directory"),
    "FILE_NOT_REGULAR.short": _("is not a regular file"),
    "FILE_LINK.short": _("is a link to {target}, which does not exist"),
    "FILE_LINK_LOOP.short": _("is a link to {target}, and that leads round in a circle"),
    "FILE_UNREADABLE.short": _("can't be read: {reason}"),
    "FILE_TOO_LARGE.short": _("is larger than {limit} bytes"),
    "FILE_EMPTY.short": _("is empty"),
    "FILE_NOT_UTF8.short": _("is not UTF-8: the byte at offset {offset}"),
    "FILE_FORMAT.short": _("is YAML by its name, and only TOML or JSON is read"),
    "OTHER_KIND.short": _("is {found}; {how}"),
    "SYNTAX_FAULT": _("{fault}; {expected}"),
    "CHECK_FAILED": _("{found} in {where}"),
    "CHECK_FAILED.found": (_("{count} problem"), _("{count} problems")),
    "CHECK_FAILED.where": (_("{count} of {total} files"), _("{count} of {total} files")),
    "CHECK_FAILED.where_all": (_("{count} file"), _("{count} files")),
    "CHECK_FAILED.hint": _("correct them, then run the command again"),
    "CHECK_WARNINGS": _("{found} in {where}, and --strict takes no warning"),
    "CHECK_WARNINGS.found": (_("{count} warning"), _("{count} warnings")),
    "CHECK_WARNINGS.hint": _("correct what they name, or leave --strict out"),
    # events that contradict each other, or the calendar
    "EVENT_AFTER_TODAY": _("{date} lies after today, {today}"),
    "EVENT_ORDER": _("{date} lies before {newest}, the date of the event before it"),
    "EVENT_ID_TWICE": _('"{value:excerpt}" is the id of {other} already'),
    "EVENT_SUBSCRIBED_TWICE": _("{addon} was subscribed on {date} already ({other})"),
    "EVENT_TRIAL_RUNNING": _("the trial of {addon} of {date} runs until {last} ({other})"),
    "EVENT_TRIAL_AFTER_PURCHASE": _("{addon} was subscribed on {date} already ({other})"),
    "EVENT_CURRENCY": _("{value:excerpt} is not the account's currency, {currency}"),
    "EVENT_SUBTOTAL": _("{value} is not gross less discount, {sum}"),
    "EVENT_TOTAL": _("{value} is not subtotal plus tax, {sum}"),
    "EVENT_CREDIT": _("{value} is more than the total, {total}"),
    # policies
    "POLICY_DEAD_RULE": _('the row "{rule}" never matters: without it every answer stays the same'),
    "POLICY_GAP.row": _("some questions have no answer; the row that is missing, to paste:"),
    # settings
    "ENVIRONMENT": _("the environment"),
    "SETTINGS_SYNTAX": _("{file}:{line}:{column}: {fault}"),
    "SETTINGS_SYNTAX.why": _("{expected}"),
    "SETTINGS_SYNTAX.hint": _("{advice}"),
    "SETTINGS_INVALID": (
        _("{file} sets {count} value that can't be"),
        _("{file} sets {count} values that can't be"),
    ),
    "SETTINGS_INVALID.hint": _("{advice}"),
    "CORRECT_SETTINGS": (
        _("correct it, then: addonctl config --config {argument}"),
        _("correct them, then: addonctl config --config {argument}"),
    ),
    "CORRECT_VARIABLES": (
        _("correct it or unset it, then: addonctl config"),
        _("correct them or unset them, then: addonctl config"),
    ),
    "UNKNOWN_VARIABLE": _("{name} is no setting and has no effect"),
    "UNKNOWN_VARIABLE.meant": _("{name} is no setting and has no effect; did you mean {meant}?"),
    # a new account
    "NEW_INVALID": _("these options don't make an account"),
    "NEW_INVALID.hint": _("addonctl new --help shows what they take"),
    # explanations
    "CODES.reason": _("Reasons of a decision"),
    "CODES.route": _("Why an account buys by itself or by quote"),
    "CODES.assumption": _("Assumptions of an answer"),
    "CODES.warning": _("Warnings"),
    "CODES.problem": _("Problems of a file"),
    "CODES.failure": _("Errors"),
    "CODES.word": _("Words of answers"),
    "CODES.conflict": _("Contradictions of the documents"),
    "CODES.rule": _("Rows of the policy"),
    "CODES.document": _("Documents of the policy"),
    "CODE_KIND.reason": _("reason of a decision"),
    "CODE_KIND.route": _("what decides the route"),
    "CODE_KIND.assumption": _("assumption"),
    "CODE_KIND.warning": _("warning"),
    "CODE_KIND.problem": _("problem of a file"),
    "CODE_KIND.failure": _("error"),
    "CODE_KIND.word": _("word of answers"),
    "CODE_KIND.conflict": _("contradiction of the documents"),
    "CODE_KIND.rule": _("row of the policy"),
    "CODE_KIND.document": _("document of the policy"),
    "POLICY_CONFLICT": _(
        "The documents contradict each other: {question:data} The reading {default} is followed"
        " unless --reading or the setting reading says {other}: {why:data}."
    ),
    "POLICY_ROW.permit": _(
        "It allows, with the reason {code}. Roles: {roles:and}; actions: {actions:and}; routes:"
        " {routes:and}; states: {states:and}."
    ),
    "POLICY_ROW.forbid": _(
        "It refuses, with the reason {code}. Roles: {roles:and}; actions: {actions:and}; routes:"
        " {routes:and}; states: {states:and}."
    ),
    "POLICY_ROW.left_out": _("{row} The reading {reading} leaves it out, see {conflict}."),
    "POLICY_ROUTE.first": _(
        "It decides how an account buys an add-on: {route}, with the reason {code}. It wins even"
        " over the account's own purchase_path."
    ),
    "POLICY_ROUTE.later": _(
        "It decides how an account buys an add-on: {route}, with the reason {code}. The account's"
        " own purchase_path wins over it."
    ),
    "POLICY_DOCUMENT": _("Rules come from this document: {title:data}, {address}."),
    "UNKNOWN_CODE": _('no such code: "{value:excerpt}"'),
    "UNKNOWN_CODE.hint": _("addonctl explain lists them all"),
    "UNKNOWN_CODE.nearest": _("did you mean {nearest:or}?"),
}
