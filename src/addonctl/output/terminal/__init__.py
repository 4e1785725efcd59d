"""Write pages to a terminal: streams, tables, wrapping. What a screen says belongs to `screens`."""
