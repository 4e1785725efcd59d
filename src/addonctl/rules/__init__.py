"""Say what follows from the facts: pure functions, without a clock, a file or a sentence."""
