"""Rules of family: Environment and limits (9xx)."""
