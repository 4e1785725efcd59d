"""Look for what keeps addonctl from working: on this machine, on the server, between the two."""
