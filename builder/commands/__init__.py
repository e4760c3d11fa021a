"""Commands: one file per verb; each takes a Project and returns a result."""
