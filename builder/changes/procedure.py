"""The procedure: steps that are new, gone, moved or changed, and their decisions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.changes.change import Change, Pair, Subject, tell
from builder.changes.decisions import decision_changes
from builder.changes.fields import Field, Flag, Lines, Names, Prose, Value, differences
from builder.changes.matching import Matched, by_likeness, match
from builder.changes.naming import counted, listed, quoted, the
from builder.changes.redline import likeness
from builder.model.change import Kind
from builder.model.procedure import Section, Step

_STEP: tuple[Field, ...] = (
    Prose(name="do", label="instruction"),
    Prose(name="why", label="reason"),
    Lines(name="say", label="line"),
    Prose(name="note", label="note"),
    Prose(name="warning", label="warning", of=Kind.STEP_CHANGED),
    Prose(name="caution", label="caution", of=Kind.STEP_CHANGED),
    Flag(
        name="must",
        yes="must never be left out from now on",
        no="may be left out from now on; it was a must",
        kind=Kind.STEP_CHANGED,
    ),
    Value(name="within", label="time limit", kind=Kind.STEP_CHANGED),
    Names(
        name="disclosures",
        label="the disclosures",
        verb="requires",
        kind=Kind.DISCLOSURE,
        shelf="disclosures",
    ),
    Names(
        name="regulations",
        label="the regulations",
        verb="serves",
        kind=Kind.STEP_CHANGED,
        shelf="regulations",
    ),
    Names(
        name="tools",
        label="the tools",
        verb="uses",
        kind=Kind.STEP_CHANGED,
        shelf="tools",
    ),
    Names(
        name="techniques",
        label="the techniques",
        verb="uses",
        kind=Kind.STEP_CHANGED,
        shelf="techniques",
    ),
    Value(name="script", label="script", kind=Kind.STEP_CHANGED),
)
_SECTION: tuple[Field, ...] = (
    Prose(name="title", label="title"),
    Prose(name="summary", label="summary"),
    Value(name="stage", label="stage", kind=Kind.STEP_CHANGED),
)
_REWRITTEN = 0.35
"""An instruction that shares less than this with the old one asks for another thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A step with its section and its position, counted from 1."""

    section: Section
    step: Step
    position: int

    @property
    def anchor(self) -> str:
        return f"{self.section.id}.{self.step.id}"

    @property
    def name(self) -> str:
        return f"step {self.position} of {self.section.title}"

    @property
    def words(self) -> str:
        return " ".join((self.step.do, *self.step.say))


def procedure_changes(pair: Pair) -> Iterator[Change]:
    """Return what differs in sections and steps, in reading order."""
    old, new = pair.old.sop.procedure, pair.new.sop.procedure
    sections = match(old, new, key=lambda one: one.id, words=_section_words)
    yield from _sections(sections, pair)
    homes = {id(after): before for before, after in sections.pairs}
    yield from _steps(_placed(old), _placed(new), homes, pair)


def _section_words(section: Section) -> str:
    return " ".join((section.title, *(step.do for step in section.steps)))


def _sections(sections: Matched[Section], pair: Pair) -> Iterator[Change]:
    for section in sections.removed:
        words = f"the section {section.title} is gone"
        yield tell(Kind.STEP_REMOVED, words, place=section.id, old=section)
    for section in sections.added:
        steps = counted(len(section.steps), "step")
        words = f"the section {section.title} is new, with {steps}"
        yield tell(Kind.STEP_ADDED, words, place=section.id, new=section)
    for position, (old, new) in enumerate(sections.pairs):
        name = f"the section {old.title}"
        subject = Subject(name=name, place=new.id, old=old, new=new)
        yield from _renamed(subject, old.id, new.id)
        yield from differences(subject, _SECTION, pair)
        if position in sections.moved:
            words = f"{name} now stands in another place"
            yield tell(Kind.STEP_MOVED, words, place=new.id, old=old, new=new)


def _placed(procedure: Sequence[Section]) -> list[_Placed]:
    return [
        _Placed(section=section, step=step, position=position)
        for section in procedure
        for position, step in enumerate(section.steps, start=1)
    ]


def _steps(
    old: list[_Placed], new: list[_Placed], homes: dict[int, Section], pair: Pair
) -> Iterator[Change]:
    partners = _partners(old, new, homes)
    taken = set(partners.values())
    for place, before in enumerate(old):
        if place not in taken:
            yield from _gone(before, pair)
    moved = _moved(old, new, partners, homes)
    for place, after in enumerate(new):
        if place not in partners:
            yield from _come(after, pair)
            continue
        before = old[partners[place]]
        if place in moved:
            yield _move(before, after, homes)
        yield from _step(before, after, pair)


def _partners(
    old: list[_Placed], new: list[_Placed], homes: dict[int, Section]
) -> dict[int, int]:
    """Return the new positions of steps with the old ones."""
    known = {(id(one.section), one.step.id): n for n, one in enumerate(old)}
    found: dict[int, int] = {}
    for place, after in enumerate(new):
        home = homes.get(id(after.section))
        before = known.pop((id(home), after.step.id), None) if home else None
        if before is not None:
            found[place] = before
    taken = set(found.values())
    left_old = [(n, o.step.id, o.words) for n, o in enumerate(old) if n not in taken]
    left_new = [(n, o.step.id, o.words) for n, o in enumerate(new) if n not in found]
    return found | by_likeness(left_old, left_new)


def _moved(
    old: list[_Placed],
    new: list[_Placed],
    partners: dict[int, int],
    homes: dict[int, Section],
) -> set[int]:
    """Return new positions of steps that left their section or their order in it."""
    found: set[int] = set()
    by_section: dict[int, list[int]] = {}
    for place, before in sorted(partners.items()):
        after = new[place]
        if homes.get(id(after.section)) is not old[before].section:
            found.add(place)
        else:
            by_section.setdefault(id(after.section), []).append(place)
    for places in by_section.values():
        order = match(
            sorted(partners[place] for place in places),
            [partners[place] for place in places],
            key=str,
            words=lambda _: "",
        )
        found |= {places[n] for n in order.moved}
    return found


def _move(before: _Placed, after: _Placed, homes: dict[int, Section]) -> Change:
    where = f"is now step {after.position}"
    if homes.get(id(after.section)) is not before.section:
        where += f" of {after.section.title}"
    return tell(
        Kind.STEP_MOVED,
        f"{before.name} {where}: {quoted(after.step.do)}",
        place=after.anchor,
        old=before.step,
        new=after.step,
    )


def _come(after: _Placed, pair: Pair) -> Iterator[Change]:
    words = f"{after.section.title} has a new step {after.position}"
    said = f"{words}: {quoted(after.step.do)}"
    yield tell(Kind.STEP_ADDED, said, place=after.anchor, new=after.step)
    if after.step.disclosures:
        words = f"the new step {after.position} of {after.section.title} requires "
        words += _titles(after.step.disclosures, pair)
        yield tell(Kind.DISCLOSURE, words, place=after.anchor, new=after.step)


def _gone(before: _Placed, pair: Pair) -> Iterator[Change]:
    words = f"{before.section.title} no longer has the step {quoted(before.step.do)}"
    words += f" (it was step {before.position})"
    yield tell(Kind.STEP_REMOVED, words, place=before.anchor, old=before.step)
    if before.step.disclosures:
        words = f"with {before.name} goes {_titles(before.step.disclosures, pair)}"
        yield tell(Kind.DISCLOSURE, words, place=before.anchor, old=before.step)


def _titles(disclosures: Sequence[str], pair: Pair) -> str:
    return listed([the(pair.title_of("disclosures", one)) for one in disclosures])


def _step(before: _Placed, after: _Placed, pair: Pair) -> Iterator[Change]:
    old, new = before.step, after.step
    if old == new:
        return
    subject = Subject(name=after.name, place=after.anchor, old=old, new=new)
    yield from _renamed(subject, old.id, new.id)
    plan = _STEP
    if likeness(old.do, new.do) < _REWRITTEN:
        first = Prose(name="do", label="instruction", kind=Kind.STEP_CHANGED)
        plan = (first, *_STEP[1:])
    yield from differences(subject, plan, pair)
    yield from _links(subject, old, new)
    yield from decision_changes(subject, old, new, pair)


def _renamed(subject: Subject, old: str, new: str) -> Iterator[Change]:
    if old != new:
        words = (
            f"{subject.name} has the id \u201c{new}\u201d instead of \u201c{old}\u201d"
        )
        yield tell(
            Kind.STEP_CHANGED,
            f"{words}; what leads to the old one leads nowhere",
            place=subject.place,
            old=subject.old,
            new=subject.new,
        )


def _links(subject: Subject, old: Step, new: Step) -> Iterator[Change]:
    for links, others, words in (
        (new.links, old.links, "now links to"),
        (old.links, new.links, "no longer links to"),
    ):
        told = [
            f"{quoted(link.label)} ({link.to})" for link in links if link not in others
        ]
        if told:
            sentence = f"{subject.name} {words} {listed(told)}"
            yield _about(Kind.STEP_CHANGED, subject, sentence)
    if old.links != new.links and set(old.links) == set(new.links):
        sentence = f"the order of the links of {subject.name} is another"
        yield _about(Kind.EDITORIAL, subject, sentence)


def _about(kind: Kind, subject: Subject, sentence: str) -> Change:
    return tell(kind, sentence, place=subject.place, old=subject.old, new=subject.new)
