"""Where each value of a file stands: worked out when somebody asks."""

from typing import Any

import yaml

from builder.diagnostics import Mark
from builder.model.text import Pointer
from builder.source_parser import PARSER, mark_of

Places = dict[Pointer, tuple[Mark, Mark]]
"""The places of a value and of its key, by the pointer to the value."""


def find_places(text: str) -> Places:
    """Return the places of all values of a text that was parsed before."""
    parser = PARSER(text)
    places: Places = {}
    parser.get_event()
    if parser.get_event().__class__ is yaml.DocumentStartEvent:
        event = parser.get_event()
        _locate(parser.get_event, event, (), mark_of(event.start_mark), places)
    return places


def _locate(get: Any, event: Any, at: Pointer, key: Mark, places: Places) -> None:
    """Note the place of a value and of all that is in it; the first of two wins."""
    places.setdefault(at, (mark_of(event.start_mark), key))
    if event.__class__ is yaml.MappingStartEvent:
        while (name := get()).__class__ is not yaml.MappingEndEvent:
            place = mark_of(name.start_mark)
            if name.__class__ is yaml.ScalarEvent:
                _locate(get, get(), (*at, name.value), place, places)
            else:
                _locate(get, name, (*at, ""), place, places)
                _locate(get, get(), (*at, ""), place, places)
    elif event.__class__ is yaml.SequenceStartEvent:
        position = 0
        while (item := get()).__class__ is not yaml.SequenceEndEvent:
            place = mark_of(item.start_mark)
            _locate(get, item, (*at, position), place, places)
            position += 1
