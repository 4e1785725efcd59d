"""Hold the reasons of a decision, and what decides whether an account buys by itself or by quote.

A factor that asks for a quote is an assumption, too.
"""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages import Entry

REASONS: Final[dict[str, Entry]] = {
    "ROLE_NO_ACCESS": Entry(
        N_("Agents have no access to the purchase of add-ons."),
        short=N_("agents have no access"),
        more=N_(
            "It counts only where agent is a person's one role: an agent who is also an owner buys"
            " as an owner. Ask a supervisor, an admin or an owner to act."
        ),
    ),
    "ROLE_OWNER_ONLY": Entry(
        short=N_("only owners purchase or request a quote"),
        means=N_(
            "The step is kept for owners: only they subscribe or request a quote. Ask an owner of"
            " the account; for admins and quotes the articles disagree, see addonctl policy."
        ),
        forms={
            "subscribe": Entry(N_("Only owners purchase.")),
            "quote": Entry(N_("Only owners request a quote.")),
            "trial": Entry(N_("Only owners start a trial.")),
            "request": Entry(N_("Only owners request a feature.")),
        },
    ),
    "ROLE_OWNER_OR_ADMIN_ONLY": Entry(
        N_("Only owners and admins start a trial."),
        more=N_(
            "Ask one of them, or request the feature instead, which lets the owners know that it is"
            " wanted."
        ),
    ),
    "OWNER_ACTS_DIRECTLY": Entry(
        N_("Owners act themselves instead of requesting a feature."),
        short=N_("owners act instead of requesting"),
        more=N_(
            "That is concluded from the articles, which never list a request among what owners do."
            " Subscribe, request a quote or start a trial instead."
        ),
    ),
    "ACCOUNT_NEEDS_QUOTE": Entry(
        N_("This account buys it by quote."),
        short=N_("sold by quote here"),
        more=N_(
            "What decided that is named beside the reason: the account's purchase_path or one of"
            " its factors. Request a quote, or talk to the account manager."
        ),
    ),
    "QUOTE_NOT_OFFERED": Entry(
        N_("This account subscribes by itself: no quote is needed."),
        short=N_("no quote needed here"),
        more=N_(
            "Subscribing and quoting exclude each other. Subscribe instead, or ask the account"
            " manager for another way."
        ),
    ),
    "ALREADY_PURCHASED": Entry(
        N_("It is already purchased."),
        short=N_("bought already"),
        more=N_(
            "A subscribed event of the account says when. Changes to it are made by the account"
            " manager or the success team."
        ),
        forms={
            "on": Entry(
                N_("It was purchased on {date} (event {number})."),
                short=N_("bought on {date}, event {number}"),
            )
        },
    ),
    "INCLUDED_IN_PLAN": Entry(
        N_("The plan includes it: there is nothing to buy."),
        short=N_("in the plan: nothing to buy"),
        more=N_("The catalogue lists what each plan includes."),
        forms={
            "of": Entry(
                N_("The plan, {plan}, includes it: there is nothing to buy."),
                short=N_("in the plan, {plan}: nothing to buy"),
            )
        },
    ),
    "ADDON_NOT_OFFERED": Entry(
        N_("The plan doesn't offer it."),
        short=N_("not offered on the plan"),
        more=N_(
            "The catalogue lists what each plan offers. The account manager can change the plan."
        ),
        forms={
            "of": Entry(
                N_("The plan, {plan}, doesn't offer it."),
                short=N_("not offered on the plan, {plan}"),
            ),
            "gone": Entry(
                N_("The catalogue doesn't have it (any more): it isn't for sale."),
                short=N_("not in the catalogue (any more): not for sale"),
            ),
        },
    ),
    "TRIAL_RUNNING": Entry(
        N_("Its trial is running."),
        more=N_(
            "It ends by itself and is never turned into a purchase; to keep the add-on, buy it."
        ),
        forms={
            "on": Entry(
                N_("Its trial runs from {first} through {last} (event {number})."),
                short=N_("its trial runs from {first} through {last}, event {number}"),
            )
        },
    ),
    "TRIAL_USED": Entry(
        N_("Its trial is used."),
        more=N_(
            "There is no second trial: that is concluded, because the articles are silent on it. A"
            " purchase stays open."
        ),
        forms={
            "on": Entry(
                N_("Its trial is used: it ran from {first} through {last} (event {number})."),
                short=N_("its trial ran from {first} through {last}, event {number}"),
            )
        },
    ),
    "MAY_SUBSCRIBE": Entry(
        N_("Owners subscribe."),
        means=N_(
            "An owner may subscribe, because the account buys by itself and the add-on isn't"
            " bought yet. Look at the invoice preview first: purchases are final."
        ),
    ),
    "MAY_REQUEST_QUOTE": Entry(
        N_("The role may request a quote."),
        means=N_(
            "The person may request a quote, because the account buys by quote and the add-on"
            " isn't bought yet. Admins may do so under the reading fr-table alone."
        ),
    ),
    "MAY_START_TRIAL": Entry(
        N_("Owners and admins start a trial."),
        means=N_(
            "An owner or admin may start a trial, because there was none on this account yet. It"
            " runs for the months of the catalogue, one unless it says otherwise."
        ),
    ),
    "MAY_REQUEST_FEATURE": Entry(
        N_("Admins and supervisors request a feature."),
        means=N_(
            "An admin or supervisor may request the feature, so that owners see the interest. A"
            " person's request counts once for each add-on."
        ),
    ),
    "AMENDED_BY_VENDOR": Entry(
        N_("Only the account manager or the success team changes a subscription."),
        short=N_("only the account manager or the success team"),
        more=N_(
            "No role does it, in the dashboard or here. Ask them; they record a change with"
            " addonctl amend."
        ),
        forms={
            "change": Entry(
                N_("Only the account manager or the success team changes a subscription."),
                short=N_("only the account manager or the success team changes a subscription"),
            )
        },
    ),
}

ROUTES: Final[dict[str, Entry]] = {
    "PURCHASE_PATH_GIVEN": Entry(
        short=N_("the account's purchase_path"),
        means=N_(
            "The account's own purchase_path decided whether it buys by itself or by quote. It"
            " wins over every factor but a missing price. Change it in the account's file where"
            " the contract has changed."
        ),
    ),
    "NO_PRICE_KNOWN": Entry(
        N_("{addon} is bought by quote: no price in {currency} is known for it."),
        short=N_("no price in {currency} is known for this add-on"),
        more=N_(
            "Add the contract's price under [prices] of the account, or a row to the price book."
        ),
        forms={"assumed": N_("Assumed: no price in {currency} is known for it.")},
    ),
    "PLAN_BY_QUOTE": Entry(
        N_("{addon} is bought by quote: so is the plan, {plan}."),
        short=N_("the plan, {plan}, is sold by quote, too"),
        more=N_("Set purchase_path in the account's file where the contract says otherwise."),
        forms={"assumed": N_("Assumed: the plan, {plan}, is sold by quote, too.")},
    ),
    "BANK_TRANSFER": Entry(
        N_("{addon} is bought by quote: a bank transfer can't be charged at once."),
        short=N_("a bank transfer can't be charged at once"),
        more=N_("Set purchase_path in the account's file where the contract says otherwise."),
        forms={"assumed": N_("Assumed: a bank transfer can't be charged at once.")},
    ),
    "NO_OTHER_FACTOR": Entry(
        short=N_("no account factor asks for a quote"),
        means=N_(
            "Nothing about the account asks for a quote, so it buys by itself. That is assumed:"
            " the articles speak of account factors without naming them. Set purchase_path where"
            " you know better."
        ),
    ),
}
