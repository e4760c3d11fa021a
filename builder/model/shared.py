"""Shared data: what every SOP may refer to and nobody types twice."""

from dataclasses import dataclass
from enum import StrEnum

from builder.model.text import Inline, Located, Plain, Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Located):
    """A part of the library: the folder ``sop/<id>/`` and the middle of a number."""

    id: str
    code: str
    title: Plain
    summary: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Located):
    """A role on the floor; SOPs name roles, never people."""

    id: str
    title: Plain
    summary: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool(Located):
    """A kind of tool, with products as examples."""

    id: str
    title: Plain
    summary: Inline
    examples: tuple[Plain, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation(Located):
    """A law or standard in one plain sentence, and the role to ask.

    Attributes:
        title: The short name, such as ``TCPA``.
        name: The full name.
        where: Where it applies, such as ``United States``.
    """

    id: str
    title: Plain
    name: Plain
    summary: Inline
    where: Plain
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TechniquePart(Located):
    """One letter of a technique such as LEARN, or one move of another."""

    letter: Plain | None = None
    title: Plain
    do: Inline
    say: Spoken | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique(Located):
    """A way to talk that many SOPs use.

    Attributes:
        limit: Where the line to pressure is, for techniques that can cross it.
    """

    id: str
    title: Plain
    summary: Inline
    use_when: Inline | None = None
    parts: tuple[TechniquePart, ...] = ()
    limit: Inline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Located):
    """A word of the trade; ``aliases`` are what people also type for it."""

    id: str
    term: Plain
    abbreviation: Plain | None = None
    meaning: Inline
    aliases: tuple[Plain, ...] = ()


class FieldType(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    PHONE = "phone"
    EMAIL = "email"
    YES_NO = "yes_no"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Located):
    """A value filled from the record, or written into it.

    Attributes:
        id: Dotted snake case, such as ``customer.first_name``.
        source: The system that knows it, in words.
        personal: True if it is personal data.
        values: The possible values of a ``choice``.
        asked: True if it is empty until somebody asks for it on the call.
    """

    id: str
    title: Plain
    type: FieldType
    example: Plain
    source: Plain
    personal: bool
    values: tuple[Plain, ...] = ()
    asked: bool = False


class DispositionCategory(StrEnum):
    """What kind of outcome a disposition is."""

    SUCCESS = "success"
    FOLLOW_UP = "follow_up"
    NOT_INTERESTED = "not_interested"
    NO_CONTACT = "no_contact"
    SERVICE = "service"
    COMPLIANCE = "compliance"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition(Located):
    """The outcome of a contact, as a dialer records it.

    Attributes:
        id: The code: capitals and digits, at most 6.
        contact: A person was reached.
        sale: Something was sold or a goal reached that counts as a sale.
        do_not_call: The number must not be called again.
        callback: Another contact is due.
        completed: The case is closed.
    """

    id: str
    title: Plain
    meaning: Inline
    category: DispositionCategory
    contact: bool = False
    sale: bool = False
    do_not_call: bool = False
    callback: bool = False
    completed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure(Located):
    """Words that must be said exactly, and the regulation that asks for them.

    Attributes:
        record: What to write down after it was said, where proof is needed.
    """

    id: str
    title: Plain
    say: Spoken
    regulation: str
    when: Inline
    record: Inline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(Located):
    """A phrase not to use, and a better one."""

    id: str
    instead_of: Plain
    say: Plain
    why: Inline
