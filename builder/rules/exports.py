"""Rules of family: Exports (8xx)."""
