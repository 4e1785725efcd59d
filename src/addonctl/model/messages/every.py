"""Hold what is said of every code, by its kind; of failures by the exit code that they end with."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from addonctl.model.marking import N_, Template
from addonctl.model.messages import Entry
from addonctl.model.messages.amendments import AMENDMENTS, EVENTS, FIELDS
from addonctl.model.messages.api.access import ACCESS
from addonctl.model.messages.api.answers import ANSWERS
from addonctl.model.messages.api.changes import CHANGES
from addonctl.model.messages.api.copies import COPIES
from addonctl.model.messages.api.problems import BY_SERVER
from addonctl.model.messages.api.running import RUNNING
from addonctl.model.messages.api.sending import SENDING
from addonctl.model.messages.data import DATA
from addonctl.model.messages.deviations import DEVIATION_WORDS
from addonctl.model.messages.doctor import DOCTOR_FAILURES, DOCTOR_WORDS
from addonctl.model.messages.fields import TYPES, VALUES
from addonctl.model.messages.files import CHARGES, ROWS, TEXTS
from addonctl.model.messages.notices import ASSUMPTIONS, WARNINGS
from addonctl.model.messages.reasons import REASONS, ROUTES
from addonctl.model.messages.storage import ENDS
from addonctl.model.messages.supposing import KEYS, SUPPOSING
from addonctl.model.messages.usage import REFUSALS, UNKNOWN, USAGE
from addonctl.model.messages.usage_of_amend import AMEND_USAGE, AMEND_WORDS, OF_BODY

if TYPE_CHECKING:  # a failure does without the reports
    from addonctl.model.reports import CodeKind

_BY_EXIT_CODE: Final[tuple[Mapping[int, Mapping[str, Entry]], ...]] = (
    {2: USAGE, 3: REFUSALS, 5: UNKNOWN, 6: DATA, **ENDS},
    AMENDMENTS,
    ACCESS,
    AMEND_USAGE,
    ANSWERS,
    CHANGES,
    COPIES,
    BY_SERVER,
    RUNNING,
    SENDING,
    SUPPOSING,
    DOCTOR_FAILURES,
)
FAILURES: Final[dict[int, dict[str, Entry]]] = {
    code: {key: entry for part in _BY_EXIT_CODE for key, entry in part.get(code, {}).items()}
    for code in sorted({code for part in _BY_EXIT_CODE for code in part})
}
"""The failures by the exit code that they end with."""

HINTS: Final[dict[int, Template]] = {
    2: N_("add --help to the command for an example"),
    3: N_("addonctl eligibility with --why shows every reason and what would change it"),
    4: N_("check the address and the credentials"),
    5: N_("check the spelling"),
    6: N_("correct the file, then: addonctl check FILE"),
    7: N_("nothing was changed; repeat the command once that is put right"),
    8: N_("nothing was changed; look again, then repeat the command"),
    9: N_("look with addonctl catalog whether it was recorded before you repeat it"),
    70: N_("tell those who maintain addonctl what you ran"),
    130: N_("nothing was recorded"),
    143: N_("nothing was recorded"),
}
"""What to do where a failure has no hint of its own, by exit code."""

WORDS: Final[dict[str, str]] = {
    **DEVIATION_WORDS,
    "assumed": N_(
        "No document and no line of a file says so: it was concluded, and the ground is named. In"
        " JSON it is called inferred."
    ),
    "contested": N_(
        "The documents contradict each other about this, and under the other reading the answer is"
        " the opposite. addonctl policy shows both readings; --reading chooses."
    ),
    "stated": N_(
        "A document says so; it is named beside the answer, with its section. What no document"
        " says is assumed."
    ),
    "inferred": N_(
        "No document says so: it was concluded, and the ground is named. Screens call it assumed."
    ),
    "strict": N_(
        "The reading that follows the statements which allow less, where the documents contradict"
        " each other. It is the default; addonctl policy shows what it follows."
    ),
    "fr-table": N_(
        "The reading that follows the role table of the French article, where the documents"
        " contradict each other. Choose it with --reading fr-table or the setting reading."
    ),
    "permit": N_(
        "A row of the policy that allows. Where a row that forbids holds for the same role, that"
        " one wins."
    ),
    "forbid": N_(
        "A row of the policy that refuses. It wins over a row that allows the same role the same."
    ),
    "subscribe": N_(
        "The action of buying an add-on at the price that is known. addonctl records it and"
        " charges nobody."
    ),
    "quote": N_(
        "The route of an account that buys by quote: an owner requests one, and the account"
        " manager answers. As an action it is that request, which a person or the server tells the"
        " account manager."
    ),
    "trial": N_("The action of starting an add-on's free trial, once."),
    "request": N_(
        "The action of asking the owners for an add-on: a person or the server tells them. It"
        " decides nothing by itself."
    ),
    "self_service": N_(
        "The route of an account that buys by itself: an owner subscribes at the price that is"
        " known. The other route is quote."
    ),
    "available": N_(
        "The state of an add-on that the plan offers and that was neither bought nor tried."
    ),
    "trial_running": N_(
        "The state of an add-on whose trial is running. It may be bought meanwhile."
    ),
    "trial_used": N_(
        "The state of an add-on whose trial has ended without a purchase. There is no second trial."
    ),
    "purchased": N_("The state of an add-on that was bought. addonctl history shows when."),
    "included": N_(
        "The state of an add-on that the plan holds already, so there is nothing to buy."
    ),
    "not_offered": N_("The state of an add-on that the account's plan doesn't offer."),
    "owner": N_(
        "The role of somebody who decides for the account. addonctl policy shows what each role"
        " may do."
    ),
    "admin": N_(
        "The role of somebody who manages the account. addonctl policy shows what each role may"
        " do. As the scope of a token of the account API it holds all others."
    ),
    "supervisor": N_(
        "The role of somebody who leads others on the account. addonctl policy shows what each"
        " role may do."
    ),
    "agent": N_(
        "The role of somebody who takes calls. addonctl policy shows what each role may do."
    ),
    "read": N_("The scope of a token of the account API that may read, and nothing else."),
    "act": N_("The scope of a token of the account API that may record changes, and read."),
    "manage": N_(
        "The scope of a token of the account API that may correct what was recorded, and all that"
        " act may."
    ),
    "self": N_("A next step that the person who was refused can take."),
    "colleague": N_("A next step that somebody else on the account can take, who is named."),
    "account_manager": N_("A next step that needs the vendor's account manager."),
    "nobody": N_("A refusal that no step on the account changes; the step says whom to ask."),
    "all_licenses": N_(
        "The add-on is billed on all licences of the account, standard and additional. So"
        " --licenses doesn't go with it."
    ),
    "assigned": N_(
        "The add-on is billed on the licences that it is assigned to. Give their number with"
        " --licenses; without it all licences are billed."
    ),
    "standard": N_("An invoice line of standard user licences."),
    "additional": N_("An invoice line of the users beyond the standard licences."),
    "account": N_(
        "As the origin of a price, the account's own file; it wins over a price book. As a kind of"
        " file, an account's."
    ),
    "recorded": N_(
        "The origin of a price that stands in the event of the purchase. Later invoices use it"
        " where the account's own file has none."
    ),
    "price_book": N_(
        "The origin of a price that stands in a price book, which the setting catalog names."
    ),
    "month": N_("A price for each month of a billing cycle, such as twelve times for a year."),
    "cycle": N_(
        "A price for a whole billing cycle, however long it is. As what a deviation is about, the"
        " cycle that an invoice is counted in."
    ),
    "monthly": N_("A billing cycle lasts a month."),
    "quarterly": N_("A billing cycle lasts three months."),
    "semiannual": N_("A billing cycle lasts six months."),
    "annual": N_("A billing cycle lasts a year."),
    "subscribed": N_(
        "The event of a purchase. What addonctl records holds its amounts, licences and period."
    ),
    "quote_requested": N_(
        "The event of a quote that was asked for. It is pending until it is bought or its time is"
        " over."
    ),
    "trial_started": N_(
        "The event of a trial's first day. The trial ends by itself and never becomes a purchase"
        " by itself."
    ),
    "feature_requested": N_("The event of somebody who asked the owners for an add-on."),
    "licenses_changed": N_(
        "The event of more or fewer licences of what is bought. The account manager or the success"
        " team records it with addonctl amend."
    ),
    "ended": N_(
        "The event of an end of what is bought: from its day on it can be bought again. Nothing is"
        " given back."
    ),
    "voided": N_(
        "The event that says of another one that it was a mistake: that one stays in the file and"
        " counts for nothing."
    ),
    "change": N_("An invoice line of licences that come, or with a minus of those that go."),
    "catalog": N_(
        "A kind of file: plans, add-ons or a price book. addonctl check reads it, and the setting"
        " catalog names the one in force."
    ),
    "policy": N_(
        "A kind of file: who may do what, and where it is stated. addonctl check reads it, and the"
        " setting policy names the one in force."
    ),
    "option": N_("The value of a setting comes from the command line."),
    "variable": N_("The value of a setting comes from the environment."),
    "file": N_("The value of a setting comes from the settings file."),
    "server": N_("The value of a setting comes from the server that is set, which prescribes it."),
    "default": N_("A setting isn't set anywhere, so what is built in holds."),
    "waiting": N_("The state of a note that is to be sent, for the first time or after its hour."),
    "sending": N_("The state of a note that is just being sent."),
    "failed": N_(
        "The state of a note that couldn't be delivered; it is tried again by itself, and with"
        " addonctl outbox retry at once."
    ),
    "no_address": N_(
        "Nobody can be written to: an owner has no e-mail address, or account_manager isn't set."
        " Once there is one, the note is sent."
    ),
    "unreachable": N_("A note wasn't delivered: no connection to the other side came about."),
    "silent": N_("A note wasn't delivered: the other side didn't answer to its end in time."),
    "broken": N_("A note wasn't delivered: the other side broke off, or said what means nothing."),
    "untrusted": N_(
        "A note wasn't delivered: the other side can't prove who it is, or speaks no TLS. For an"
        " authority of your own, set ca_file."
    ),
    "no_login": N_("A note wasn't delivered: the mail server doesn't take user and password."),
    "postponed": N_(
        "A note wasn't delivered: the other side can't take it now. It is tried again."
    ),
    "rejected": N_(
        "A note wasn't delivered: the other side refuses it for good. Correct the address or the"
        " settings, then run addonctl outbox retry."
    ),
    "redirected": N_(
        "A note wasn't delivered: the webhook leads elsewhere, and no redirect is followed. Set"
        " webhook_url to where it leads."
    ),
    "unreadable_secret": N_(
        "A note wasn't delivered: the file of its password or secret can't be used. It has to be"
        " a file of mode 0600 that holds the secret alone."
    ),
    "unwordable": N_(
        "A note couldn't be worded, which is a mistake of addonctl. The server's log says where;"
        " tell those who maintain it."
    ),
    "reason": N_("A kind of code: why somebody may do something, or may not."),
    "route": N_("A kind of code: why an account buys by itself or by quote."),
    "assumption": N_(
        "A kind of code: what was assumed where another choice would give another answer."
    ),
    "warning": N_(
        "A kind of code: what somebody should know although it changes no answer. As the state of"
        " a check of addonctl doctor it says that there is one."
    ),
    "problem": N_("A kind of code: what a file says that can't be."),
    "failure": N_("A kind of code: why there is no answer. It has an exit code."),
    "word": N_("A kind of code: a word that stands in answers."),
    "conflict": N_("A kind of code: a contradiction of the documents, an id of the policy."),
    "rule": N_("A kind of code: a row of the policy, by its id."),
    "document": N_("A kind of code: a document that rules come from, by its id in the policy."),
    **AMEND_WORDS,
    **DOCTOR_WORDS,
}
"""The words of answers: how firm they are, where an add-on stands, what is billed."""

PROBLEMS: Final[dict[str, Entry]] = {
    **TEXTS,
    **CHARGES,
    **TYPES,
    **VALUES,
    **KEYS,
    **FIELDS,
    **OF_BODY,
    **ROWS,
    **EVENTS,
}
KINDS: Final["dict[CodeKind, Mapping[str, Entry]]"] = {
    "reason": REASONS,
    "route": ROUTES,
    "assumption": ASSUMPTIONS,
    "warning": WARNINGS,
    "problem": PROBLEMS,
    "failure": {code: entry for codes in FAILURES.values() for code, entry in codes.items()},
    "word": {word: Entry(means=means) for word, means in WORDS.items()},
}
ENTRIES: Final = {code: entry for entries in KINDS.values() for code, entry in entries.items()}
"""What is said of every code, ordered by its first kind."""
