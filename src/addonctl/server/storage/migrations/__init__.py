"""Hold the steps from each schema of the database to the next; alembic runs them."""
