"""Rules of family: YAML that does not mean what it says (1xx)."""
