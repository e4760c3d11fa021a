"""Reporters: diagnostics as text, JSON and annotations."""
