"""The page of a script, parsed by markdown-it-py as a forge would, and walked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.dialers.interpret import interpret
from tests.dialers.protocol import Job, Outcome

MUTANTS = 1_000

_FIELD = re.compile(r"\{\{ ([a-z0-9_.]+) \}\}")

Piece = tuple[str, str]
"""Text, code or a link's target, with which of the three it is before it."""


@dataclass(slots=True, kw_only=True)
class Section:
    """What stands below a heading: paragraphs, quotes and the rows of a table."""

    paragraphs: list[list[Piece]] = field(default_factory=list)
    quotes: list[list[Piece]] = field(default_factory=list)
    rows: list[list[list[Piece]]] = field(default_factory=list)


def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return an outcome for each path of each job."""
    outcomes = []
    for job in jobs:
        record = read_page(job.export.content, job)
        outcomes.append([interpret(record, path) for path in job.paths])
    return outcomes


def read_page(content: bytes, job: Job) -> dict[str, Any]:
    """Return what can be walked of a page; the fields' examples are the record's."""
    sections = sections_of(content.decode())
    top = next(iter(sections.values()))
    start = next(piece for piece in top.paragraphs[-1] if piece[0] == "link")[1]
    nodes = {
        heading.removeprefix("Node "): section
        for heading, section in sections.items()
        if heading.startswith("Node ")
    }
    return {
        "start": _node_id(start),
        "fields": job.record["fields"],
        "disclosures": [],
        "nodes": {name: dict(_node(section)) for name, section in nodes.items()},
    }


def sections_of(text: str) -> dict[str, Section]:
    """Return the sections of a page by heading, as the parser sees them."""
    sections: dict[str, Section] = {}
    section, around, quoted = Section(), "", False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        pieces = list(_pieces(token))
        match token.type:
            case "blockquote_open" | "blockquote_close":
                quoted = token.nesting > 0
            case "tr_open":
                section.rows.append([])
            case "inline" if around == "heading_open":
                section = sections.setdefault(_text(pieces), Section())
            case "inline" if around in ("td_open", "th_open"):
                section.rows[-1].append(pieces)
            case "inline":
                (section.quotes if quoted else section.paragraphs).append(pieces)
        around = token.type
    return sections


def _pieces(token: Token) -> Iterator[Piece]:
    for child in token.children or ():
        match child.type:
            case "text" | "text_special":
                yield "text", child.content
            case "code_inline":
                yield "code", child.content
            case "link_open":
                yield "link", str(child.attrs["href"])
            case "hardbreak":
                yield "text", "\n"
            case "html_inline":
                assert child.content == "<br>", child.content
                yield "text", "\n"


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(words for kind, words in pieces if kind != "link")


def _node(section: Section) -> Iterator[tuple[str, Any]]:
    """Yield what a node has, by the words that stand before it."""
    kind = _text(section.paragraphs[0])
    yield "kind", kind
    if section.quotes:
        yield "sayParts", list(_parts(section.quotes))
    for paragraph in section.paragraphs[1:]:
        values = [words for which, words in paragraph if which == "code"]
        links = [words for which, words in paragraph if which == "link"]
        match _text(paragraph).partition(":")[0]:
            case "Next":
                yield "next", _node_id(links[0])
            case "Write down" if values:
                yield "into", values[0]
            case "Look at":
                yield "on", values[0]
            case "Go on in the script":
                yield (
                    "to",
                    dict(zip(("sop", "script"), values[0].split("/"), strict=True)),
                )
            case "End of the call. Outcome":
                yield "disposition", values[0]
    yield from _ways(kind, section.rows[1:])


def _ways(kind: str, rows: Sequence[Sequence[Sequence[Piece]]]) -> Iterator[Any]:
    if not rows:
        return
    *others, (_, _, _, last) = rows
    yield "default", _target(last)
    if kind == "collect":
        yield "next", _target(others[0][3])
    elif kind == "ask":
        yield "choices", [dict(_choice(row)) for row in others]
    else:
        yield "cases", [dict(_case(row)) for row in others]


def _choice(row: Sequence[Sequence[Piece]]) -> Iterator[tuple[str, Any]]:
    label, _, write, to = row
    yield "id", ""
    yield "label", _text(label)
    yield "goto", _target(to)
    if write:
        field_id, value = (words for kind, words in write if kind == "code")
        yield "records", {"field": field_id, "value": value}


def _case(row: Sequence[Sequence[Piece]]) -> Iterator[tuple[str, Any]]:
    test, _, _, to = row
    yield "goto", _target(to)
    texts: list[str] = []
    for (_, words), (kind, value) in zip(test[::2], test[1::2], strict=True):
        assert kind == "code"
        if words.strip() in ("is", "or"):
            texts.append(value)
        else:
            yield {"at least": "atLeast", "below": "below"}[words.strip()], value
    if texts:
        yield "oneOf", texts


def _parts(quotes: Sequence[Sequence[Piece]]) -> Iterator[dict[str, str]]:
    for quote in quotes:
        before = ""
        for kind, words in quote:
            if kind != "link":
                match = _FIELD.fullmatch(words) if before == "#fields" else None
                yield {"field": match[1]} if match else {"text": words}
            before = words if kind == "link" else ""
        yield {"text": " "}


def _target(cell: Sequence[Piece]) -> str:
    return next(_node_id(words) for kind, words in cell if kind == "link")


def _node_id(link: str) -> str:
    return link.removeprefix("#node-")
