"""Rules of family: Cards (7xx)."""
