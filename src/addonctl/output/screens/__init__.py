"""Say answers as people read them; those that are alike share a module or a package."""
