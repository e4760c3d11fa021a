"""Rules of family: Call scripts (4xx)."""
