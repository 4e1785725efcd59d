"""Suppose that an account were otherwise: what is supposed, and the account that it makes."""
