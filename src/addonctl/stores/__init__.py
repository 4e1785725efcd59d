"""Where things live: account files, the catalogue and the policy, read with all their problems."""
