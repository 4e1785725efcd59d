"""Hold the English sentences by code."""
