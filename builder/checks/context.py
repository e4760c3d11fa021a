"""What a check is given."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from builder.diagnostics import Diagnostic
from builder.library import Library
from builder.limits import WordingLimits
from builder.model.sop import Sop
from builder.texts import Text, texts_of


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
    _texts: dict[int, list[Text]] = field(default_factory=dict, init=False, repr=False)

    def texts(self, sop: Sop) -> list[Text]:
        """Return every text of an SOP of the library, gathered once for all checks."""
        # By identity: two SOPs may share an id, and hashing a whole SOP takes long.
        found = self._texts.get(id(sop))
        if found is None:
            found = self._texts[id(sop)] = texts_of(sop)
        return found


Check = Callable[[CheckContext], Iterator[Diagnostic]]
"""A rule, or a few that look at the same thing."""
