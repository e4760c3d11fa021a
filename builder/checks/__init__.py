"""Checks: each rule is a generator of diagnostics over the library."""
