"""Carry a change out: ask, record, and say what was recorded whatever happens then."""
