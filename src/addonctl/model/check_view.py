"""Hold what people are shown beside the answer of `invoice-check`; other answers do without it."""

from addonctl.model.answers.checks import InvoiceCheck
from addonctl.model.views import AccountView


class CheckView(AccountView[InvoiceCheck], frozen=True, kw_only=True):
    """The answer to why an amount was charged; asked `why`, with all that was tried."""

    why: bool = False
