"""Say answers as people read them, one module or package an answer."""
