"""Mutants: a script with one thing wrong, as a careless exporter would make it.

They are made of the neutral record, mechanically: every way led elsewhere, every two
ways swapped, every test and field of a branch changed, every choice, case and node
dropped, every target left dangling, every text and label changed by a word, every
disclosure left out, every outcome and every written value and field changed. Each has
a name that a person can read.
"""

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, cycle
from typing import Any, cast

from builder.outputs.dialer.format import DialerRecord

NOWHERE = "no_such_node"
"""A target that no node has."""

DANGLING = "dangling target"
_EXTRA = "very"
_OTHER_VALUE = "another value"

Tree = dict[str, Any]
"""The record as a mere tree, to be cut at will."""

Edit = Callable[[Tree], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A record with one thing wrong.

    Attributes:
        kind: What sort of mistake, such as ``way redirected``.
        name: Which one, in words.
        make: Returns the record; not made before it is needed, since there are many.
    """

    kind: str
    name: str
    make: Callable[[], DialerRecord]


def mutants_of(record: DialerRecord) -> Iterator[Mutant]:
    """Yield every mutant of a record, always in the same order."""
    tree = cast("Tree", record)
    for kind, name, edit in _edits(tree):
        yield Mutant(kind=kind, name=name, make=partial(_edited, tree, edit))


def _edited(tree: Tree, edit: Edit) -> DialerRecord:
    changed = copy.deepcopy(tree)
    edit(changed)
    return cast("DialerRecord", changed)


def _edits(tree: Tree) -> Iterator[tuple[str, str, Edit]]:
    for source in (
        _redirected,
        _swapped,
        _tests,
        _branched_on,
        _dropped,
        _choices,
        _texts,
        _disclosures,
        _outcomes,
        _writes,
    ):
        yield from source(tree)


@dataclass(frozen=True, slots=True)
class _Way:
    """The place of a target in the tree, and how a person calls it."""

    place: tuple[str | int, ...]
    name: str


def _ways(tree: Tree) -> Iterator[_Way]:
    yield _Way(("start",), "the start")
    for identifier, node in tree["nodes"].items():
        place = ("nodes", identifier)
        for key in ("next", "default"):
            if key in node:
                yield _Way((*place, key), f"'{key}' of '{identifier}'")
        for key, word in (("choices", "choice"), ("cases", "case")):
            for number in range(len(node.get(key, ()))):
                name = f"{word} {number + 1} of '{identifier}'"
                yield _Way((*place, key, number, "goto"), name)


def _redirected(tree: Tree) -> Iterator[tuple[str, str, Edit]]:
    """Each way leads to another node: the next in order that it does not lead to."""
    others = list(tree["nodes"])
    for position, way in enumerate(_ways(tree)):
        goal = _at(tree, way.place)
        turned = cycle(others)
        for _skip in range(position % len(others)):
            next(turned)
        other = next(
            (one for one, _ in zip(turned, others, strict=False) if one != goal), ""
        )
        if other:
            name = f"{way.name} leads to '{other}', not '{goal}'"
            yield "way redirected", name, _setting(way.place, other)
        yield DANGLING, f"{way.name} leads nowhere", _setting(way.place, NOWHERE)


def _swapped(tree: Tree) -> Iterator[tuple[str, str, Edit]]:
    """Each two ways out of one node change places."""
    by_node: dict[str, list[_Way]] = {}
    for way in _ways(tree):
        if way.place[0] == "nodes":
            by_node.setdefault(str(way.place[1]), []).append(way)
    for ways in by_node.values():
        for one, other in combinations(ways, 2):
            first, second = _at(tree, one.place), _at(tree, other.place)
            if first != second:
                name = f"{one.name} and {other.name} swapped"
                edits = (_setting(one.place, second), _setting(other.place, first))
                yield "ways swapped", name, _all(edits)


def _tests(tree: Tree) -> Iterator[tuple[str, str, Edit]]:
    """Each test of a branch is another, and each case is left out."""
    for identifier, node in tree["nodes"].items():
        for number, case in enumerate(node.get("cases", ())):
            place = ("nodes", identifier, "cases", number)
            name = f"case {number + 1} of '{identifier}'"
            if len(node["cases"]) > 1:
                yield "case dropped", f"{name} left out", _deleting(place)
            for key in ("atLeast", "below"):
                for step in (1, -1) if key in case else ():
                    told = f"{name}: {key} {case[key] + step:g}, not {case[key]:g}"
                    edit = _setting((*place, key), case[key] + step)
                    yield "test changed", told, edit
            if "equals" in case:
                told = f"{name}: equals something else"
                yield "test changed", told, _setting((*place, "equals"), _OTHER_VALUE)
            for part in range(len(case.get("oneOf", ()))):
                told = f"{name}: value {part + 1} is another"
                edit = _setting((*place, "oneOf", part), _OTHER_VALUE)
                yield "test changed", told, edit


def _branched_on(tree: Tree) -> Iterator[tuple[str, str, Edit]]:
    """Each branch looks at another field."""
    for identifier, node in tree["nodes"].items():
        other = _other(list(tree["fields"]), node.get("on", ""))
        if "on" in node and other:
            told = f"'{identifier}' looks at '{other}', not '{node['on']}'"
            yield "field changed", told, _setting(("nodes", identifier, "on"), other)


def _choices(tree: Tree) -> Iterator[tuple[str, str, Edit]]:
    """Each choice is left out; each has a word more."""
    for identifier, node in tree["nodes"].items():
        for number, choice in enumerate(node.get("choices", ())):
            place = ("nodes", identifier, "choices", number)
            name = f"choice {number + 1} of '{identifier}'"
            if len(node["choices"]) > 1:
                yield "choice dropped", f"{name} left out", _deleting(place)
            label = f"{_EXTRA} {choice['label']}"
            yield (
                "label changed",
                f"{name}: a word more",
                _setting((*place, "label"), label),
            )


def _dropped(tree: Tree) -> Iterator[tuple[str, str, Edit]]:
    """Each node is gone, and what led to it leads to where it led."""
    for identifier, node in tree["nodes"].items():
        beyond = next(iter(_goals(node)), None)
        if beyond is None or beyond == identifier:
            continue

        def edit(changed: Tree, gone: str = identifier, beyond: str = beyond) -> None:
            del changed["nodes"][gone]
            for way in list(_ways(changed)):
                if _at(changed, way.place) == gone:
                    _setting(way.place, beyond)(changed)

        yield "node dropped", f"'{identifier}' is gone", edit


def _goals(node: Tree) -> Iterator[str]:
    for part in (*node.get("choices", ()), *node.get("cases", ())):
        yield part["goto"]
    for key in ("next", "default"):
        if key in node:
            yield node[key]


def _texts(tree: Tree) -> Iterator[tuple[str, str, Edit]]:
    """Each text has a word dropped, a word twice, a word more, a field confused."""
    for place, name in _spoken(tree):
        for kind, parts in _reworded(_at(tree, place), tree):
            if not any("field" in part or part["text"].strip() for part in parts):
                continue  # a line without words is no line, and no script has one
            yield "text changed", f"{name}: {kind}", _rewording(place, parts)


def _rewording(place: Sequence[str | int], parts: list[Tree]) -> Edit:
    """Return the edit that changes the parts of a text, and the text to match."""
    pieces = (part.get("text", f"{{{{ {part.get('field')} }}}}") for part in parts)
    said = _setting((*place[:-1], "say"), "".join(pieces))
    return _all((_setting(place, parts), said))


def _spoken(tree: Tree) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for identifier, node in tree["nodes"].items():
        if "sayParts" in node:
            yield ("nodes", identifier, "sayParts"), f"the line of '{identifier}'"
    for number, one in enumerate(tree["disclosures"]):
        yield ("disclosures", number, "sayParts"), f"disclosure '{one['id']}'"


def _reworded(parts: list[Tree], tree: Tree) -> Iterator[tuple[str, list[Tree]]]:
    texts = [place for place, part in enumerate(parts) if part.get("text", "").split()]
    if texts:
        last = texts[-1]
        words = parts[last]["text"].split()
        yield "a word left out", _with(parts, last, " ".join(words[:-1]) + " ")
        yield "a word twice", _with(parts, last, " ".join([*words, words[-1]]) + " ")
        first = texts[0]
        yield "a word more", _with(parts, first, f"{parts[first]['text']} {_EXTRA} ")
    for place, part in enumerate(parts):
        if "field" in part:
            yield f"field '{part['field']}' left out", _with(parts, place, "")
            example = tree["fields"][part["field"]]["example"]
            for other, known in tree["fields"].items():
                if other != part["field"] and known["example"] != example:
                    named = [*parts[:place], {"field": other}, *parts[place + 1 :]]
                    yield f"field '{other}', not '{part['field']}'", named
                    break


def _with(parts: list[Tree], place: int, text: str) -> list[Tree]:
    """Return parts with one of them replaced by a text."""
    return [*parts[:place], *([{"text": text}] if text else []), *parts[place + 1 :]]


def _disclosures(tree: Tree) -> Iterator[tuple[str, str, Edit]]:
    """Each disclosure is left out where it is due; each two of a node are swapped."""
    for identifier, node in tree["nodes"].items():
        due = node.get("disclosures", [])
        place = ("nodes", identifier, "disclosures")
        for number, one in enumerate(due):
            told = f"disclosure '{one}' left out at '{identifier}'"
            yield "disclosure dropped", told, _deleting((*place, number))
        for number in range(len(due) - 1):
            turned = [*due[:number], due[number + 1], due[number], *due[number + 2 :]]
            told = (
                f"disclosures {number + 1} and {number + 2} of '{identifier}' swapped"
            )
            yield "disclosures swapped", told, _setting(place, turned)


def _outcomes(tree: Tree) -> Iterator[tuple[str, str, Edit]]:
    """Each end records another disposition; each ``go`` leads to another script."""
    codes = [one["code"] for one in tree["dispositions"]]
    for identifier, node in tree["nodes"].items():
        place = ("nodes", identifier)
        if node["kind"] == "end":
            code = next((one for one in codes if one != node["disposition"]), "")
            if code:
                told = f"'{identifier}' ends with {code}, not {node['disposition']}"
                yield "outcome changed", told, _setting((*place, "disposition"), code)
        elif node["kind"] == "go":
            told = f"'{identifier}' goes on in another script"
            edit = _setting((*place, "to", "script"), f"{node['to']['script'][:30]}_x")
            yield "outcome changed", told, edit


def _writes(tree: Tree) -> Iterator[tuple[str, str, Edit]]:
    """Each written value is another, or goes into another field."""
    names = list(tree["fields"])
    for identifier, node in tree["nodes"].items():
        place = ("nodes", identifier)
        for number, choice in enumerate(node.get("choices", ())):
            if "records" not in choice:
                continue
            name = f"choice {number + 1} of '{identifier}'"
            note = (*place, "choices", number, "records")
            told = f"{name} writes another value"
            yield "value changed", told, _setting((*note, "value"), _OTHER_VALUE)
            yield "value changed", f"{name} writes nothing", _deleting(note)
            other = _other(names, choice["records"]["field"])
            if other:
                told = f"{name} writes into '{other}'"
                yield "field changed", told, _setting((*note, "field"), other)
        other = _other(names, node.get("into", ""))
        if "into" in node and other:
            told = f"'{identifier}' writes into '{other}', not '{node['into']}'"
            yield "field changed", told, _setting((*place, "into"), other)


def _other(names: Sequence[str], name: str) -> str:
    return next((one for one in names if one != name), "")


def _at(tree: Any, place: Sequence[str | int]) -> Any:
    for step in place:
        tree = tree[step]
    return tree


def _setting(place: Sequence[str | int], value: object) -> Edit:
    def edit(tree: Tree) -> None:
        _at(tree, place[:-1])[place[-1]] = copy.deepcopy(value)

    return edit


def _deleting(place: Sequence[str | int]) -> Edit:
    def edit(tree: Tree) -> None:
        del _at(tree, place[:-1])[place[-1]]

    return edit


def _all(edits: Sequence[Edit]) -> Edit:
    def edit(tree: Tree) -> None:
        for one in edits:
            one(tree)

    return edit
