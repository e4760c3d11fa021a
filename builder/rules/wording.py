"""Rules of family: Wording (6xx)."""
