"""Rules of family: Identity and references (3xx)."""
