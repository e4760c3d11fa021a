"""YAML the way people type it: block style, short lists in one line, folded prose."""

import json
import re
import textwrap
from collections.abc import Iterator
from typing import Any

WIDTH = 98

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.,;*/()'?!{}-]*")
_OTHER_TYPE = re.compile(
    r"true|false|null|yes|no|on|off|\d+(\.\d+)?(e\d+)?", re.IGNORECASE
)
_NAME = re.compile(r"[A-Za-z][\w.-]*")


def to_yaml(value: dict[str, Any]) -> str:
    """Return a mapping as a YAML document."""
    return "\n".join(_mapping(value, 0)) + "\n"


def _mapping(value: dict[str, Any], indent: int) -> Iterator[str]:
    for key, item in value.items():
        yield from _entry(f"{' ' * indent}{key}:", item, indent + 2)


def _entry(head: str, item: Any, indent: int) -> Iterator[str]:
    """Yield what follows a key or a dash: in its line if it fits, else below it."""
    line = f"{head} {_flow(item)}"
    if _is_flat(item) and len(line) <= WIDTH:
        yield line
    elif _is_flat(item) and isinstance(item, list):
        yield head
        yield from _wrapped(_flow(item), indent)
    elif isinstance(item, dict):
        yield head
        yield from _mapping(item, indent)
    elif isinstance(item, list):
        yield head
        for element in item:
            yield from _element(element, indent)
    elif isinstance(item, str) and len(line) > WIDTH:
        yield f"{head} >-"
        yield from _wrapped(item, indent)
    else:
        yield f"{head} {_scalar(item)}"


def _wrapped(text: str, indent: int) -> list[str]:
    margin = " " * indent
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=margin,
        subsequent_indent=margin,
        break_on_hyphens=False,
    )


def _element(element: Any, indent: int) -> Iterator[str]:
    margin = " " * indent
    if isinstance(element, dict) and len(f"{margin}- {_flow(element)}") > WIDTH:
        lines = _mapping(element, indent + 2)
        yield f"{margin}- {next(lines).lstrip()}"
        yield from lines
    else:
        yield from _entry(f"{margin}-", element, indent + 2)


def _is_flat(item: Any) -> bool:
    """Return whether people would type this in one line: short names, or a row."""
    if isinstance(item, list):
        return all(isinstance(part, str) and _NAME.fullmatch(part) for part in item)
    return isinstance(item, dict)


def _flow(item: Any) -> str:
    if isinstance(item, dict):
        return "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in item.items()) + "}"
    if isinstance(item, list):
        return "[" + ", ".join(map(_flow, item)) + "]"
    text = _scalar(item)
    return json.dumps(item) if text[0] != '"' and set(text) & set(",{}[]") else text


def _scalar(item: Any) -> str:
    if not isinstance(item, str):
        return json.dumps(item)
    is_plain = _PLAIN.fullmatch(item) and not _OTHER_TYPE.fullmatch(item)
    return item if is_plain else json.dumps(item, ensure_ascii=False)
