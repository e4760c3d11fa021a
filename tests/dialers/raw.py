"""Scripts as their YAML has them: nothing of the model, nothing of the exports.

The parser is the tool's own, since YAML of everyday libraries turns ``yes`` into true;
from its data on, everything here is written a second time, to be compared.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt

from builder.library import Library

_LINK = re.compile(r"(https|mailto|tel|sop):[^\x00-\x20\x7f]*")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_FIELD = re.compile(r"\{\{\s*([a-z0-9_.]+)\s*\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawScript:
    """A script, with the shared data that it names.

    Attributes:
        address: ``sop-id/script_id``.
        nodes: The mappings of the YAML by node id, in the author's order.
        fields: The mappings of ``fields.yaml`` by id.
        disclosures: The words of each disclosure by id.
    """

    address: str
    start: str
    nodes: Mapping[str, Mapping[str, Any]]
    fields: Mapping[str, Mapping[str, Any]]
    disclosures: Mapping[str, str]


def raw_scripts(library: Library) -> dict[str, RawScript]:
    """Return every script by its address."""
    fields = {item["id"]: item for item in _shared(library, "fields")}
    disclosures = {item["id"]: item["say"] for item in _shared(library, "disclosures")}
    found: dict[str, RawScript] = {}
    for path in sorted(library.sources):
        data: Any = library.sources[path].data
        for script in data.get("scripts", ()) if isinstance(data, dict) else ():
            address = f"{data['id']}/{script['id']}"
            found[address] = RawScript(
                address=address,
                start=script["start"],
                nodes={node["id"]: node for node in script["nodes"]},
                fields=fields,
                disclosures=disclosures,
            )
    return found


def spoken(text: str, values: Mapping[str, str]) -> str:
    """Return a line as it is spoken: marks taken off, fields filled in."""
    return _FIELD.sub(lambda found: values[found[1]], without_marks(text))


@cache
def without_marks(text: str) -> str:
    """Return the words of a text; bold, emphasis, code and links are marks."""
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["image", "autolink", "html_inline", "entity"])
    parser.validateLink = lambda address: bool(_LINK.fullmatch(address))
    inline = parser.parseInline(text)[0]
    words = {"softbreak": "\n", "hardbreak": " "}
    return "".join(words.get(piece.type, piece.content) for piece in inline.children)


def choice_ids(node: Mapping[str, Any]) -> list[str]:
    """Return the id of each choice of a node; made from its label where none stands."""
    taken = {choice["id"] for choice in node["choices"] if "id" in choice}
    found = []
    for choice in node["choices"]:
        identifier = choice.get("id") or _fresh(choice["label"], taken)
        taken.add(identifier)
        found.append(identifier)
    return found


def _fresh(label: str, taken: set[str]) -> str:
    """Return the first free one of ``yes_go_on``, ``yes_go_on_2`` and so on."""
    words = _NO_LETTER.sub("_", label.casefold()).strip("_")[:32].strip("_")
    if not words[:1].isalpha():
        words = f"choice_{words}".strip("_")
    return next(name for name in _numbered(words) if name not in taken)


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def _shared(library: Library, kind: str) -> list[dict[str, Any]]:
    data: Any = library.sources[f"sop/shared/{kind}.yaml"].data
    return list(data[kind])
