"""A change: one difference between two versions, as people and programs need it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from builder.changes.redline import Redline
from builder.dictionary import is_word
from builder.library import Library
from builder.model.change import Kind
from builder.model.sop import Sop
from builder.model.text import Located, Pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two versions of an SOP, or of the shared data.

    Attributes:
        sop: The id of the SOP; empty for the shared data.
        place: The anchor of the part in the new version, or in the old one if the
            part is gone; empty for the SOP as a whole. Of shared data the kind and
            the id, such as ``disclosures.recording-notice``.
        sentence: The difference as a person would tell it; plain text.
        redline: What became of the words, where a text differs.
        old_at: Where the part stands in the old file; None if it is not there.
        new_at: Where it stands in the new file, likewise.
        shared: The shared thing that was changed, as ``kind.id``; empty if the change
            is in the SOP's own file.
        is_record: True where only the record differs: versions, status, dates,
            approvals, reviews, proofs. It asks for no version and no approval.
    """

    kind: Kind
    sop: str = ""
    place: str = ""
    sentence: str
    redline: Redline = ()
    old_at: Pointer | None = None
    new_at: Pointer | None = None
    shared: str = ""
    is_record: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One version of an SOP, and the library that it stood in."""

    sop: Sop
    library: Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Both versions of one SOP."""

    old: Side
    new: Side
    knows: Callable[[str], bool] = field(init=False)

    def __post_init__(self) -> None:
        """Know the words of the dictionary, and those that both versions list."""
        words = self.old.library.words | self.new.library.words
        object.__setattr__(self, "knows", lambda word: word in words or is_word(word))

    def title_of(self, shelf: str, identifier: str) -> str:
        """Return what people call a shared thing, now or before; else its id."""
        for library in (self.new.library, self.old.library):
            found = getattr(library, shelf).get(identifier)
            if found is not None:
                title: str = getattr(found, "title", None) or found.term
                return title
        return f"\u201c{identifier}\u201d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A part that stands in both versions, and how a sentence names it.

    Attributes:
        name: Such as ``step 3 of Greet``; it may stand inside a sentence.
        place: Its anchor in the new version.
    """

    name: str
    place: str
    old: Located
    new: Located


def tell(
    kind: Kind,
    sentence: str,
    *,
    place: str,
    old: Located | None = None,
    new: Located | None = None,
    redline: Redline = (),
    is_record: bool = False,
) -> Change:
    """Return a change whose sentence begins with a capital and ends with a stop."""
    return Change(
        kind=kind,
        place=place,
        sentence=f"{sentence[:1].upper()}{sentence[1:]}.",
        redline=redline,
        old_at=old.at if old is not None else None,
        new_at=new.at if new is not None else None,
        is_record=is_record,
    )
