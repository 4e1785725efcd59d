"""Answer who may buy which add-on on an account, why, and what it costs to the cent.

Only the version lives here, as a constant: `addonctl --version` reads it before anything else is
imported.
"""

__version__ = "0.1.0"
