"""The procedure: sections of steps, in the order in which an agent does them."""

from dataclasses import dataclass

from builder.model.text import Inline, Located, Plain, Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Located):
    """A labelled way to more: https, mailto, tel, or ``sop:id#section.step``."""

    label: Plain
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Located):
    """When this is so, then do that; ``go`` names the step to continue with.

    Attributes:
        go: ``section.step`` in this SOP, or ``sop:id#section.step`` in another.
    """

    when: Inline
    then: Inline
    go: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Located):
    """One action of the agent.

    Attributes:
        id: Permanent, unique in its section; part of the address.
        do: The instruction, verb first.
        say: A sample line; one of several if the author gives several.
        must: True where leaving the step out breaks a law or a promise.
        within: The time limit, for example ``1 hour`` or ``2 business days``.
        script: The script to use here, as ``script`` or ``sop-id/script``.
    """

    id: str
    do: Inline
    why: Inline | None = None
    say: tuple[Spoken, ...] = ()
    note: Inline | None = None
    warning: Inline | None = None
    caution: Inline | None = None
    must: bool = False
    within: Plain | None = None
    regulations: tuple[str, ...] = ()
    disclosures: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    decisions: tuple[Decision, ...] = ()
    script: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Located):
    """A part of the procedure with a title of its own."""

    id: str
    title: Plain
    summary: Inline | None = None
    stage: str | None = None
    steps: tuple[Step, ...]
