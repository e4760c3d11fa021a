"""Dialer exports: one file per format, all from the same graph."""
