"""The plan of every block: how its items are matched, named and compared."""

from dataclasses import dataclass

from builder.changes.fields import Field, Flag, Lines, Names, Prose, Value
from builder.model.change import Kind

Inner = tuple[str, "Block"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """How the items of one list are matched, named and compared.

    Attributes:
        what: What a person calls one of them, such as ``objection``.
        many: What a person calls all of them.
        anchor: The word before the id in an anchor; empty where there is no address.
        key: What tells items apart; an item without an id has another name.
        title: The field that names an item in a sentence.
        kind: The kind if an item comes, goes or moves.
        inner: A list inside of each item, by its field.
        shelf: The shared data that has the title; empty if the item has its own.
    """

    what: str
    many: str
    anchor: str = ""
    key: str = "id"
    title: str = "title"
    kind: Kind = Kind.BLOCK
    plan: tuple[Field, ...]
    inner: Inner | None = None
    shelf: str = ""


_ESCALATES = Kind.ESCALATION

_ITEMS = Block(
    what="item",
    many="the items",
    title="do",
    plan=(
        Prose(name="do", label="text"),
        Value(name="step", label="step", kind=Kind.BLOCK),
    ),
)
CRITERIA = Block(
    what="criterion",
    many="the criteria",
    title="title",
    kind=_ESCALATES,
    plan=(
        Prose(name="title", label="title"),
        Prose(name="look_for", label="description"),
        Value(name="weight", label="weight", kind=_ESCALATES),
        Flag(
            name="auto_fail",
            yes="fails the contact by itself from now on",
            no="no longer fails the contact by itself",
            kind=_ESCALATES,
        ),
        Value(name="step", label="step", kind=Kind.BLOCK),
    ),
)
_ANSWERS = Block(
    what="answer",
    many="the answers",
    key="text",
    title="text",
    plan=(
        Prose(name="text", label="text"),
        Flag(
            name="correct",
            yes="counts as correct from now on",
            no="no longer counts as correct",
            kind=Kind.BLOCK,
        ),
        Prose(name="feedback", label="feedback"),
    ),
)

BLOCKS: dict[str, Block] = {
    "stages": Block(
        what="stage", many="the stages", plan=(Prose(name="title", label="title"),)
    ),
    "definitions": Block(
        what="definition",
        many="the definitions",
        key="term",
        title="term",
        plan=(
            Prose(name="term", label="term"),
            Prose(name="meaning", label="meaning"),
        ),
    ),
    "roles": Block(
        what="role",
        many="the roles",
        key="role",
        title="role",
        shelf="roles",
        plan=(Lines(name="does", label="duty", of=Kind.BLOCK),),
    ),
    "tools": Block(
        what="tool",
        many="the tools",
        key="tool",
        title="tool",
        shelf="tools",
        plan=(Prose(name="use", label="use"),),
    ),
    "techniques": Block(
        what="technique",
        many="the techniques",
        key="technique",
        title="technique",
        shelf="techniques",
        plan=(
            Prose(name="use", label="use"),
            Lines(name="lines", label="line"),
        ),
    ),
    "objections": Block(
        what="objection",
        many="the objections",
        anchor="objection",
        plan=(
            Prose(name="title", label="title"),
            Lines(name="customer_says", label="line of the customer"),
            Prose(name="meaning", label="meaning"),
            Value(
                name="technique",
                label="technique",
                kind=Kind.BLOCK,
                shelf="techniques",
            ),
            Prose(name="reply", label="reply"),
            Prose(name="ask", label="question"),
            Prose(name="then", label="next move"),
            Prose(name="avoid", label="warning"),
        ),
    ),
    "phrases": Block(
        what="phrase",
        many="the phrases",
        key="instead_of",
        title="say",
        plan=(
            Prose(name="say", label="text"),
            Prose(name="instead_of", label="phrase to avoid"),
            Prose(name="why", label="reason"),
        ),
    ),
    "checklists": Block(
        what="checklist",
        many="the checklists",
        anchor="checklist",
        plan=(
            Prose(name="title", label="title"),
            Prose(name="when", label="time"),
        ),
        inner=("items", _ITEMS),
    ),
    "templates": Block(
        what="template",
        many="the templates",
        anchor="template",
        plan=(
            Prose(name="title", label="title"),
            Value(name="channel", label="channel", kind=Kind.BLOCK),
            Prose(name="send", label="time to send"),
            Prose(name="subject", label="subject"),
            Prose(name="body", label="body"),
        ),
    ),
    "escalations": Block(
        what="escalation",
        many="the escalations",
        anchor="escalation",
        title="when",
        kind=_ESCALATES,
        plan=(
            Prose(name="when", label="case", kind=_ESCALATES),
            Value(name="path", label="path", kind=_ESCALATES),
            Value(name="severity", label="severity", kind=_ESCALATES),
            Value(name="to", label="role", kind=_ESCALATES, shelf="roles"),
            Value(name="within", label="time limit", kind=_ESCALATES),
            Prose(name="hand_over", label="hand-over"),
            Prose(name="record", label="record"),
        ),
    ),
    "metrics": Block(
        what="metric",
        many="the metrics",
        anchor="metric",
        kind=_ESCALATES,
        plan=(
            Prose(name="title", label="title"),
            Value(name="term", label="term", kind=_ESCALATES, shelf="terms"),
            Prose(name="definition", label="definition", kind=_ESCALATES),
            Value(name="formula", label="formula", kind=_ESCALATES),
            Value(name="source", label="source", kind=_ESCALATES),
            Value(name="target", label="target", kind=_ESCALATES),
            Value(name="frequency", label="frequency", kind=_ESCALATES),
            Value(name="role", label="role", kind=_ESCALATES, shelf="roles"),
            Prose(name="note", label="note"),
        ),
    ),
    "quiz": Block(
        what="quiz question",
        many="the quiz questions",
        anchor="quiz",
        title="question",
        plan=(
            Prose(name="question", label="text"),
            Value(name="step", label="step", kind=Kind.BLOCK),
        ),
        inner=("answers", _ANSWERS),
    ),
    "related": Block(
        what="related SOP",
        many="the related SOPs",
        key="sop",
        title="sop",
        plan=(Prose(name="why", label="reason"),),
    ),
}
"""The lists of an SOP that are compared item by item, by their fields."""

SOP: tuple[Field, ...] = (
    Prose(name="title", label="title"),
    Prose(name="summary", label="summary"),
    Prose(name="purpose", label="purpose"),
    Value(name="owner", label="owner", kind=Kind.CONTROL, shelf="roles"),
    Value(name="language", label="language", kind=Kind.CONTROL),
    Value(name="direction", label="direction", kind=Kind.CONTROL),
    Names(name="channels", label="the channels", verb="covers", kind=Kind.CONTROL),
    Names(name="call_types", label="the call types", verb="covers", kind=Kind.CONTROL),
    Names(name="tags", label="the tags", verb="carries the tag", kind=Kind.CONTROL),
    Names(name="keywords", label="the keywords", verb="is found by", kind=Kind.CONTROL),
)
SCOPE: tuple[Field, ...] = (
    Lines(name="covers", label="covered case", of=Kind.BLOCK),
    Lines(name="does_not_cover", label="excluded case", of=Kind.BLOCK),
)
CARD: tuple[Field, ...] = (
    Prose(name="title", label="title"),
    Prose(name="note", label="note"),
    Names(name="include", label="the blocks", verb="shows", kind=Kind.CONTROL),
    Names(
        name="leave_out", label="what is left out", verb="leaves out", kind=Kind.CONTROL
    ),
)
SCORECARD: tuple[Field, ...] = (
    Value(name="id", label="id", kind=Kind.BLOCK),
    Prose(name="title", label="title"),
    Value(name="pass_mark", label="pass mark", kind=_ESCALATES),
)
