"""What a check is given."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from builder.diagnostics import Diagnostic
from builder.graph.calls import Calls
from builder.graph.scripts import KnownScript, Scripts
from builder.library import Library
from builder.limits import ScriptLimits, WordingLimits
from builder.model.sop import Sop
from builder.texts import Text, texts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """What there is to check, and by which measure.

    Attributes:
        today: The ISO date that counts as today.
        language: Of every SOP that does not name its own.
        dialers: The formats that the project exports to.
        scripts: Every script of the library.
    """

    library: Library
    today: str
    language: str
    wording: WordingLimits
    script_limits: ScriptLimits = field(default_factory=ScriptLimits)
    dialers: tuple[str, ...] = ()
    scripts: Scripts = field(init=False)
    _calls: dict[str, Calls] = field(default_factory=dict, init=False, repr=False)
    _texts: dict[int, list[Text]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Find the scripts once for all checks."""
        object.__setattr__(self, "scripts", Scripts(self.library))

    def calls(self, script: KnownScript) -> Calls:
        """Return the calls that a whole script can lead to, found once."""
        found = self._calls.get(script.address)
        if found is None:
            found = self._calls[script.address] = Calls(self.scripts, script.start)
        return found

    def is_whole(self, script: KnownScript) -> bool:
        """Tell whether a call of a script never comes to a node that is not there."""
        return self.scripts.is_whole(script.address)

    def texts(self, sop: Sop) -> list[Text]:
        """Return every text of an SOP of the library, gathered once for all checks."""
        # By identity: two SOPs may share an id, and hashing a whole SOP takes long.
        found = self._texts.get(id(sop))
        if found is None:
            found = self._texts[id(sop)] = texts_of(sop)
        return found


Check = Callable[[CheckContext], Iterator[Diagnostic]]
"""A rule, or a few that look at the same thing."""
