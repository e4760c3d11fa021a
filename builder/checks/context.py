"""What a check is given."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from builder.diagnostics import Diagnostic
from builder.library import Library
from builder.limits import WordingLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """What there is to check, and by which measure.

    Attributes:
        today: The ISO date that counts as today.
        language: Of every SOP that does not name its own.
    """

    library: Library
    today: str
    language: str
    wording: WordingLimits


Check = Callable[[CheckContext], Iterator[Diagnostic]]
"""A rule, or a few that look at the same thing."""
