"""The YAML parser: which one, its marks, and how far it came."""

from contextlib import suppress
from typing import Any

import yaml

from builder.diagnostics import Mark

PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where PyYAML was built with it, else the slow one."""


def mark_of(mark: Any) -> Mark:
    """Return a parser's mark, which counts from 0, as ours."""
    return Mark(line=mark.line + 1, column=mark.column + 1)


def last_event(text: str) -> Any:
    """Return the last event before the parser gives up."""
    get, event = PARSER(text).get_event, None
    with suppress(yaml.YAMLError):
        while following := get():
            event = following
    return event
