"""What in an SOP serves a regulation: what a change of that law may touch."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.addresses import step_numbers
from builder.model.sop import Sop
from builder.view import LibraryView


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A step or a script that serves regulations.

    Attributes:
        anchor: Where it stands in its SOP.
        number: The step's number as it is shown; empty for a script.
        words: What the step tells to do, or the script's title.
        regulations: The ids of what it serves, each once.
    """

    anchor: str
    number: str
    words: str
    regulations: tuple[str, ...]


def services_of(sop: Sop, view: LibraryView) -> Iterator[Service]:
    """Return each step and script that serves a regulation, in reading order.

    A step serves what it names and what the words ask for that it has said; a script
    serves what its disclosures and its own path rules name.
    """
    numbers = step_numbers(sop)
    for section in sop.procedure:
        for step in section.steps:
            asked = (*step.regulations, *_asked_for(step.disclosures, view))
            if asked:
                anchor = f"{section.id}.{step.id}"
                yield _service(anchor, numbers[anchor], step.do, asked)
    for script in sop.scripts:
        said = (d for node in script.nodes for d in getattr(node, "disclosures", ()))
        ruled = (rule.regulation for rule in script.path_rules if rule.regulation)
        if asked := (*_asked_for(said, view), *ruled):
            yield _service(f"script.{script.id}", "", script.title, asked)


def _service(anchor: str, number: str, words: str, asked: Iterable[str]) -> Service:
    regulations = tuple(dict.fromkeys(asked))
    return Service(anchor=anchor, number=number, words=words, regulations=regulations)


def _asked_for(disclosures: Iterable[str], view: LibraryView) -> Iterator[str]:
    for identifier in disclosures:
        if disclosure := view.disclosures.find(identifier):
            yield disclosure.regulation
