"""Many accounts from one place: a folder, JSON Lines, standard input, the pages of an API."""
