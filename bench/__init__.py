"""Measurements: a library of any size, and our times beside those of others."""
