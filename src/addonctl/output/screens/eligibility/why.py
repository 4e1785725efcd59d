"""Show decisions: yes or no, and where it is asked why, every reason and what it is decided from.

What would change a refusal is `eligibility_steps`'s.
"""

from addonctl.model.answers import Decision
from addonctl.model.marking import N_, plural
from addonctl.model.messages import phrase
from addonctl.model.messages.vocabulary import BASIS_NAMES
from addonctl.model.policy import PURCHASES, READINGS
from addonctl.output.screens.eligibility.reasons import add_contested, add_reasons
from addonctl.output.screens.eligibility.steps import add_steps
from addonctl.output.screens.eligibility.view import EligibilityView
from addonctl.rules.addon_status import AddonStatus
from addonctl.rules.decisions import ROUTE_CODES
from addonctl.rules.policy import counted_roles
from addonctl.text.decisions import (
    change_command,
    command,
    may_words,
    prevented_words,
    price_step,
    route_words,
    shown_reasons,
)
from addonctl.text.phrases import account_heading, contested_words, sentence
from addonctl.text.roles import RoleRow, named_people, roles_words


def add_decisions(view: EligibilityView, *, why: bool) -> None:
    """Add one decision, or several one below the other, one for each set of roles."""
    decisions = [
        (row, status, view.decision(row, status, action))
        for row in view.rows
        for status in view.statuses
        for action in view.actions
    ]
    heading = account_heading(view.context, view.say)
    if len(decisions) > 1:
        view.page.paragraph(heading)
        for row, status, decision in decisions:
            view.page.line()
            _add_headline(view, row, decision)
            _add_why(view, row, status, decision)
    else:
        ((row, status, decision),) = decisions
        _add_headline(view, row, decision)
        view.page.paragraph(heading, style="dim")
        if why:
            _add_why(view, row, status, decision)
        else:
            _add_short(view, status, decision)
    view.add_notices()
    if len(decisions) == 1:
        _add_pointer(view, decisions[0][2], why=why)


def _add_headline(view: EligibilityView, row: RoleRow, decision: Decision) -> None:
    """Say yes or no, and who may or may not do what: this can be read aloud."""
    people = "" if len(row.users) == 1 else named_people(row, view.say)
    statement = may_words(decision, view.context, view.say, people=people, count=len(row.users))
    template = (
        N_("{statement}.")
        if price_step(decision) is None
        else N_("No price in {currency} is known: {statement}.")
    )
    view.page.paragraph(
        view.say(template, statement=statement, currency=view.context.account.currency),
        lead=view.say(N_("Yes.")) if decision.allowed else view.say(N_("No.")),
        lead_style="green" if decision.allowed else "bold",
    )


def _add_short(view: EligibilityView, status: AddonStatus, decision: Decision) -> None:
    """Add what has to be said without being asked why: reasons of a no, what is in doubt."""
    reasons = shown_reasons(decision, view.context)
    by_route = any(reason.code in ROUTE_CODES for reason in reasons)
    lines = [] if decision.allowed else [view.say.say(reason.message) for reason in reasons]
    assumed = view.assumed(status)
    if assumed and (by_route or (decision.allowed and decision.action in PURCHASES)):
        lines.append(assumed)
    if not lines and not decision.contested:
        return
    view.page.line()
    for line in lines:
        view.page.paragraph(line, indent=2)
    for contested in decision.contested:
        words = contested_words(contested.conflict, view.context, view.say, names_sources=True)
        view.page.paragraph(words, indent=2, style="yellow")


def _add_why(view: EligibilityView, row: RoleRow, status: AddonStatus, decision: Decision) -> None:
    """Add everything that the decision stands on."""
    page, say = view.page, view.say
    page.line()
    page.line(say(N_("Because")))
    add_reasons(view, decision)
    if decision.contested:
        page.line()
        page.line(say(N_("Contested")), "yellow")
        add_contested(view, decision)
    if decision.next_steps:
        page.line()
        page.line(say(N_("What would change it")))
        add_steps(view, row, decision)
    page.line()
    page.line(say(N_("Decided from")))
    for line in _input(view, status, decision):
        page.paragraph(line, indent=2, hang=4)


def _input(view: EligibilityView, status: AddonStatus, decision: Decision) -> tuple[str, str]:
    """Say the four words that a decision is made from, and why the route is what it is."""
    say, roles = view.say, counted_roles(decision.roles)
    first = say(
        N_("{roles} · action {action} · state {state}"),
        roles=say(
            plural("role {roles}", "roles {roles}"),
            roles=roles_words(roles, say),
            count=len(roles),
        ),
        action=decision.action,
        state=view.state(status, is_wide=True),
    )
    if view.context.reading != READINGS[0]:
        first = say(N_("{words} · reading {reading}"), words=first, reading=view.context.reading)
    second = say(
        N_("route quote, {basis}: {factor}")
        if decision.route == "quote"
        else N_("route self-service, {basis}: {factor}"),
        basis=phrase(BASIS_NAMES[decision.route_reason.basis]),
        factor=route_words(decision, view.context, say),
    )
    return first, second


def _add_pointer(view: EligibilityView, decision: Decision, *, why: bool) -> None:
    """Add the command that answers the next question: what it costs, how to do it, or why not."""
    say, context, addon_id = view.say, view.context, decision.addon
    if not decision.allowed and why:
        return
    view.page.line()
    if not decision.allowed:
        words = command(context, "eligibility", addon_id, user=decision.user)
        view.page.pointer(say(N_("Why:")), (*words, "--action", decision.action, "--why"))
    elif decision.action == "subscribe" and context.as_of >= context.account.billing.anchor:
        words = command(context, "invoice-preview", addon_id)
        view.page.pointer(say(N_("What it costs:")), words)
    elif to_do := change_command(context, decision.action, addon_id, decision.user):
        view.page.pointer(say(N_("To do it:")), to_do)
    else:
        for reason in prevented_words(context, addon_id, [decision.action], say):
            view.page.paragraph(sentence(reason))
