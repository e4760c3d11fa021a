"""Rules of family: Lifecycle, versions, approval (5xx)."""
