"""Show what a sweep over many accounts comes to."""
