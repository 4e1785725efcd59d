"""Find what an invoice was computed by where it isn't what was expected.

What was expected comes from `rules.amounts`; here stands in which ways an invoice goes wrong.
"""
