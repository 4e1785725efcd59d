"""Find when a recipient was told last of an add-on without looking through all notes."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the index; no row changes."""
    columns = ["account_id", "addon", "recipient", "kind", "sent_at"]
    op.create_index("ix_outbox_sent", "outbox", columns)
