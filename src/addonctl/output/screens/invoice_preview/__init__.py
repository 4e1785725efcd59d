"""Show what a purchase costs, now and next."""
