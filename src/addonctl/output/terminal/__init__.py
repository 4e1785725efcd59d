"""Write to a terminal: streams, pages, wrapping. What a screen says belongs to `screens`."""
