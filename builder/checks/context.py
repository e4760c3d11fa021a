"""What a check is given."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from builder.diagnostics import Diagnostic
from builder.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """The library as it was read, and the ISO date that counts as today."""

    library: Library
    today: str


Check = Callable[[CheckContext], Iterator[Diagnostic]]
"""A rule, or a few that look at the same thing."""
