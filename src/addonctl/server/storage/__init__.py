"""Keep accounts, tokens and what was recorded in a database. What they mean is `actions`'."""
