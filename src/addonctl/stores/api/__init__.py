"""Accounts behind the HTTP API: addresses and tokens, requests, and what their answers say."""
