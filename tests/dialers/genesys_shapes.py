"""The shapes of a Genesys Cloud script: which keys hold what, and the words of a kind.

``genesys_shapes.txt`` lists those of the two examples that the maker publishes, then
those that only others tell of, then those of our own: known parts in a place where
nobody shows them. The maker's examples are ``test_script.json`` and
``email.script.json`` of MyPureCloud/terraform-provider-genesyscloud at f955430 (MIT);
the others are an export in the README of xuheng44/workautomation and a generator that
says it mirrors real exports. This module made the list; it holds no text of theirs.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

KNOWN = Path(__file__).parent / "genesys_shapes.txt"
OTHERS = "# known from others only"
OURS = "# known parts, put together by us"

_WORDS = frozenset({"actionName", "operator", "sizeType", "variableTypeName"})
"""Keys whose values are words of the format; an action's own id is none."""

_TYPES = {
    str: "text",
    bool: "yes or no",
    int: "number",
    float: "number",
    type(None): "null",
}


def shapes(script: dict[str, Any]) -> set[str]:
    """Return every shape of a script; containers and steps inside others count once."""
    return set(_shapes("script", script))


def known_shapes() -> tuple[set[str], set[str], set[str]]:
    """Return the shapes of the maker, those of others, and those of our own."""
    makers, _, rest = KNOWN.read_text("utf-8").partition(OTHERS)
    others, _, ours = rest.partition(OURS)
    return _lines(makers), _lines(others), _lines(ours)


def _lines(text: str) -> set[str]:
    return {line for line in text.splitlines() if line and not line.startswith("#")}


def _shapes(place: str, value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield f"{place}: list"
        for item in value:
            yield from _shapes(f"{place}[]", item)
    elif not isinstance(value, dict):
        yield f"{place}: {_TYPES[type(value)]}"
    elif "typeName" in value:
        yield from _typed(place, value)
    else:
        yield f"{place}: {_kind(value)}"
        inside = _kind(value) if "type" in value else place
        for key, inner in value.items():
            if key in _WORDS and not _is_id(inner):
                yield f"{inside}.{key} = {inner}"
            yield from _shapes(f"{inside}.{key}", inner)


def _typed(place: str, value: dict[str, Any]) -> Iterator[str]:
    """Yield that a property is of a type, and how values of that type look."""
    kind = f"({value['typeName']})"
    yield f"{place}: {kind}{' with a value' if 'value' in value else ''}"
    yield from (f"{place}.{key}" for key in value if key not in ("typeName", "value"))
    if "value" in value:
        yield from _shapes(kind, value["value"])


def _kind(value: dict[str, Any]) -> str:
    """Return what a thing is; parts and steps, which nest, have a name of their own."""
    if isinstance(value.get("type"), str):
        return f"<{value['type']}>"
    return "thing"


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 36 and value.count("-") == 4
