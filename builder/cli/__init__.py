"""The command line: arguments in, text and exit code out."""

from builder.cli.main import main

__all__ = ["main"]
