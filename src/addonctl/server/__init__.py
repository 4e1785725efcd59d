"""Hold the server of the account API: a second front door onto the same actions (an extra)."""
