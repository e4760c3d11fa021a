"""The three kinds of text in an SOP, and the place of each part in its file."""

from dataclasses import dataclass, field
from typing import Annotated

Pointer = tuple[str | int, ...]
"""Keys and list positions from the root of a file to a value in it."""

Plain = Annotated[str, "plain"]
"""Titles, labels, codes: no markup at all; braces and stars are literal."""

Inline = Annotated[str, "inline"]
"""CommonMark bold, emphasis, code and links (https, mailto, tel, ``sop:id#step``)."""

Spoken = Annotated[str, "spoken"]
"""Inline text to be said aloud, with fields: ``{{ customer.first_name }}``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A part of a file that knows where it stands.

    Attributes:
        at: The pointer to it; not part of its meaning, so not compared.
    """

    at: Pointer = field(default=(), compare=False, repr=False)
