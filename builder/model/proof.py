"""What must hold of a script: rules over all paths, and calls the author expects."""

from dataclasses import dataclass

from builder.model.text import Inline, Located, Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValue(Located):
    """A field and what it holds."""

    field: str
    value: Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Located):
    """Something that happens in a call; one of the things named here is enough.

    Attributes:
        says: Disclosures that are said.
        shows: Fields that are said aloud, in a line or a disclosure.
        collects: Fields that are asked for and written down.
        passes: Nodes that the call comes to, as ``node`` or ``sop-id/script/node``.
        answers: Choices that are picked, by label or id.
        words: Words that a line or a disclosure holds, capitals or not.
        knows: Values of fields that an answer records or a branch finds.
    """

    says: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    collects: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    answers: tuple[Plain, ...] = ()
    words: tuple[Plain, ...] = ()
    knows: tuple[FieldValue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends(Located):
    """Ends of a call by what they record; one of the things named here is enough.

    Attributes:
        flags: Flags that are set, such as ``sale``.
    """

    dispositions: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleScope(Located):
    """The scripts that a shared rule speaks of: all that is named here must fit."""

    directions: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    not_scripts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PathRule(Located):
    """What must happen, or never happen, on every path of a script.

    Attributes:
        ends: The rule speaks only of paths that end so; None means every path.
        must: This happens.
        never: This does not happen. A rule has either ``must`` or ``never``.
        after: Only from the first such moment on; with ``must`` it has to come.
        after_each: Each such moment asks for ``must`` anew.
        before: No later than the first such moment; else up to the end of the call.
        within_nodes: No later than at this node, counting those where words are said.
    """

    id: str
    title: Plain
    why: Inline
    regulation: str | None = None
    applies_to: RuleScope | None = None
    ends: Ends | None = None
    must: Moment | None = None
    never: Moment | None = None
    after: Moment | None = None
    after_each: Moment | None = None
    before: Moment | None = None
    within_nodes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCase(Located):
    """A call as its author expects it: what the customer answers, and what comes of it.

    Attributes:
        given: What the record says when the call begins.
        answers: At each ``ask`` a label, id or key, at each ``collect`` a value, in
            order; ``(silence)`` where no answer comes.
        hears: Disclosures that must have been said.
        never_hears: Disclosures that must not have been said.
        passes: Nodes that the call must come to.
        reaches: The disposition at the end, also of a script that the call goes on in.
        goes_to: The script that the call leaves for; then the case ends there.
    """

    id: str
    title: Plain
    given: tuple[FieldValue, ...] = ()
    answers: tuple[Plain, ...] = ()
    hears: tuple[str, ...] = ()
    never_hears: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    reaches: str | None = None
    goes_to: str | None = None
