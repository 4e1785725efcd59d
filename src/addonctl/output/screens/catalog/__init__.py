"""Show the catalogue of an account, or by plan."""
