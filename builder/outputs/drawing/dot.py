"""A script as text for Graphviz."""

from collections.abc import Sequence

from builder.outputs.drawing.content import Content, Way

SHAPES = {
    "say": "shape=box, style=rounded",
    "ask": "shape=box",
    "collect": "shape=note",
    "branch": "shape=diamond",
    "go": "shape=cds",
    "end": "shape=box, style=rounded, peripheries=2",
}
"""How each kind looks."""

_LINE = 32
"""How many letters a line of a label has, about."""


def dot_of(contents: Sequence[Content], *, title: str) -> str:
    """Return a script as a directed graph; every name and label is quoted."""
    known = {content.id for content in contents}
    lines = [
        f"digraph {quoted(title)} {{",
        f"  graph [label={quoted(title)}, labelloc=t, rankdir=TB]",
        '  node [fontname="sans-serif", fontsize=11]',
        '  edge [fontname="sans-serif", fontsize=10]',
    ]
    for content in contents:
        label = _label(content)
        lines.append(f"  {quoted(content.id)} [{SHAPES[content.kind]}, label={label}]")
    lines += (
        f"  {quoted(content.id)} -> {quoted(way.target)} [{_look(way)}]"
        for content in contents
        for way in content.ways
        if way.target in known
    )
    return "\n".join([*lines, "}"]) + "\n"


def quoted(words: str) -> str:
    """Return words as a quoted string; a backslash is shown, it does nothing."""
    flat = " ".join(words.split())
    return '"' + flat.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _label(content: Content) -> str:
    title = f"{content.code}: {content.title}" if content.code else content.title
    if content.start_words:
        title = f"{title} ({content.start_words})"
    exact = (f"{content.exact_words}: {name}" for name in content.exact)
    texts = (title, *exact, *_broken(content.words))
    return '"' + r"\n".join(quoted(text)[1:-1] for text in texts) + '"'


def _broken(words: str) -> list[str]:
    """Return words as lines; Graphviz breaks none by itself."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + len(word) < _LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _look(way: Way) -> str:
    label = f"{way.key} · {way.label}" if way.key else way.label
    look = f"label={quoted(label)}"
    return f"{look}, style=dashed, color=gray40" if way.is_default else look
