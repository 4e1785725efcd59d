"""Hold the values that everything else speaks in: frozen, without text, files or clocks."""
