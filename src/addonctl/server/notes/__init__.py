"""Tell owners and account managers of changes: note it with the event, deliver it afterwards."""
