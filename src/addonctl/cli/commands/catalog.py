"""`addonctl catalog`: the account at a glance and every add-on, or the catalogue by plan."""

from addonctl.actions.catalog import describe_catalog, describe_plans
from addonctl.cli.options import WhySources
from addonctl.cli.session import Session
from addonctl.errors import UsageFailure
from addonctl.model.views import PlansView


def run(session: Session, *, why: WhySources = False) -> int:
    """Show the account at a glance and every add-on; without an account, the catalogue by plan.

    \b
    Examples:
      addonctl catalog --why
      addonctl new --example acme > acme.toml
      addonctl catalog -a acme.toml
      addonctl catalog -a acme.toml --as-of 2026-12-02 -o json
      addonctl catalog -a acme.toml --set plan=professional
      addonctl catalog --accounts .
    """
    if session.is_sweep:
        from addonctl.cli.sweeping.running import answer_many  # noqa: PLC0415  # one account does without

        return answer_many(session, "catalog")
    if session.reference is None:
        if session.shared.as_user is not None or session.suppositions:
            raise UsageFailure("NO_ACCOUNT")
        plans = describe_plans(session.catalog, session.as_of())
        sources = None if why else session.why("catalog")
        session.printer.show(PlansView(answer=plans, catalog=session.catalog, sources=sources))
        return 0
    session.printer.show(describe_catalog(session.context(), user=session.user, why=why))
    return 0
