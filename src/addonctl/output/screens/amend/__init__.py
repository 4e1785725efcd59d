"""Show a change of what was bought: as a preview, before it is recorded, and what came of it."""
