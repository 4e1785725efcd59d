"""Show why an amount was charged."""
