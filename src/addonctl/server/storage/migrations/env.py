"""Run the migrations on the connection that `server.storage.schema` hands over."""

from alembic import context

from addonctl.server.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
