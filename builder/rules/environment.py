"""Rules of family: Environment and limits (9xx)."""

from builder.diagnostics import Rule
