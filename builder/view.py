"""What one render may look at, and a record of what it did look at."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from builder.library import Library
from builder.model.shared import (
    Area,
    Disclosure,
    Disposition,
    Field,
    Regulation,
    Role,
    Technique,
    Term,
    Tool,
)
from builder.model.sop import Sop

T = TypeVar("T")

Use = tuple[str, str]
"""A kind of thing and its id; the id ``*`` stands for all of the kind."""


class Shelf(Generic[T]):
    """The things of one kind; every look at one is recorded."""

    __slots__ = ("_kind", "_things", "_used")

    def __init__(self, kind: str, things: Mapping[str, T], used: set[Use]) -> None:
        self._kind = kind
        self._things = things
        self._used = used

    def find(self, identifier: str) -> T | None:
        """Return the thing with an id, or None."""
        self._used.add((self._kind, identifier))
        return self._things.get(identifier)

    def get(self, identifier: str) -> T:
        """Return the thing with an id; a KeyError means that the checks did not run."""
        self._used.add((self._kind, identifier))
        return self._things[identifier]

    def all(self) -> tuple[T, ...]:
        """Return every thing of the kind, in the order of the file or number."""
        self._used.add((self._kind, "*"))
        return tuple(self._things.values())


class LibraryView:
    """A library as one render sees it.

    A result may be used again exactly when nothing in ``used`` has changed.

    Attributes:
        used: What was looked up so far, as (kind, id).
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self.used: set[Use] = set()
        self.sops: Shelf[Sop] = Shelf("sops", library.by_id, self.used)
        self.areas: Shelf[Area] = Shelf("areas", library.areas, self.used)
        self.roles: Shelf[Role] = Shelf("roles", library.roles, self.used)
        self.tools: Shelf[Tool] = Shelf("tools", library.tools, self.used)
        self.regulations: Shelf[Regulation] = Shelf(
            "regulations", library.regulations, self.used
        )
        self.techniques: Shelf[Technique] = Shelf(
            "techniques", library.techniques, self.used
        )
        self.terms: Shelf[Term] = Shelf("terms", library.terms, self.used)
        self.fields: Shelf[Field] = Shelf("fields", library.fields, self.used)
        self.dispositions: Shelf[Disposition] = Shelf(
            "dispositions", library.dispositions, self.used
        )
        self.disclosures: Shelf[Disclosure] = Shelf(
            "disclosures", library.disclosures, self.used
        )

    def remember(self, sop: Sop, make: "Callable[[LibraryView], str]") -> str:
        """Return what is made from an SOP, worked out once for all views of a library.

        What was looked up for it counts as looked up here, too.
        """
        # An old state of the SOP, or one that was made up, is nobody's business.
        if self._library.by_id.get(sop.id) is not sop:
            return make(self)
        kept = self._library.memory.get(sop.id)
        if kept is None:
            view = LibraryView(self._library)
            kept = self._library.memory[sop.id] = (make(view), frozenset(view.used))
        made, used = kept
        self.used.update(used)
        return made

    def area_of(self, sop: Sop) -> Area:
        """Return the area of an SOP, which is the folder that holds its file."""
        return self.areas.get(self._library.area_of(sop))
