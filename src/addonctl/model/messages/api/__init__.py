"""What is said of the account API: where one asks a server, and where one is run."""
