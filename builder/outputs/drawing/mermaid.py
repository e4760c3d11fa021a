"""A script as Mermaid text: a flowchart from the top down."""

import json
import re
from collections.abc import Sequence

from builder.outputs.drawing.content import Content, Way

SHAPES = {
    "say": ('("', '")'),
    "ask": ('["', '"]'),
    "collect": ('[/"', '"/]'),
    "branch": ('{"', '"}'),
    "go": ('[["', '"]]'),
    "end": ('(["', '"])'),
}
"""What stands around the text of each kind."""

_UNSAFE = re.compile(r"[\"#$%&()*+:;<=>@\[\\\]^_`{|}~]|^-|\d(?=[.)] )")
"""Signs that mean something to Mermaid, to Markdown inside it, or to HTML inside that.

A dash at the beginning, or a number with a point, would make a list of the label. A
colon after the word "style" costs the line its last semicolon.
"""


def mermaid_of(contents: Sequence[Content], *, title: str) -> str:
    """Return a script as a Mermaid flowchart; names that it reserves are avoided."""
    known = {content.id for content in contents}
    lines = ["---", f"title: {json.dumps(title, ensure_ascii=False)}", "---"]
    lines.append("flowchart TD")
    lines += (f"  {_name(one.id)}{_shape(one)}" for one in contents)
    lines += (
        f"  {_name(content.id)} {_way(way)} {_name(way.target)}"
        for content in contents
        for way in content.ways
        if way.target in known
    )
    return "\n".join(lines) + "\n"


def escaped(words: str) -> str:
    """Return words for a label in quotes; letters of any language stay as they are."""
    flat = " ".join(words.split())
    return _UNSAFE.sub(lambda found: f"#{ord(found[0])};", flat)


def _name(identifier: str) -> str:
    """Return a name that is no word of Mermaid's own."""
    return f"n_{identifier}"


def _shape(content: Content) -> str:
    opened, closed = SHAPES[content.kind]
    marks = [content.code] if content.code else []
    marks += [content.start_words] if content.start_words else []
    head = " · ".join([content.title, *marks])
    exact = (f"{content.exact_words}: {name}" for name in content.exact)
    texts = (escaped(text) for text in (head, *exact, content.words) if text)
    return opened + "<br/>".join(texts) + closed


def _way(way: Way) -> str:
    arrow = "-.->" if way.is_default else "-->"
    label = f"{way.key} · {way.label}" if way.key else way.label
    return f'{arrow}|"{escaped(label)}"|'
