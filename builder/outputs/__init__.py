"""Outputs: what a library is rendered to."""
