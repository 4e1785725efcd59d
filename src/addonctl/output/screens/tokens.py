"""Show the tokens of the account API: whose they are, what they may do, since when."""

from addonctl.model.marking import N_
from addonctl.model.upkeep import TokenList, TokenRow
from addonctl.output.blocks import Cell, Row
from addonctl.output.page import Page


def add_tokens(page: Page, answer: TokenList) -> None:
    """Add a row a token."""
    with page.as_answer():
        if not answer.tokens:
            words = N_("No token was made yet: addonctl token new NAME --scope SCOPE")
            page.paragraph(page.say(words))
            return
        heads = page.heads(N_("Name"), N_("Scope"), N_("Made"), N_("Revoked"))
        page.table(heads, [_row(token) for token in answer.tokens])


def _row(token: TokenRow) -> Row:
    texts = (token.name, token.scope, token.created_at, token.revoked_at or "–")
    return Row(cells=tuple(Cell(text, "dim" if token.revoked_at else "") for text in texts))
