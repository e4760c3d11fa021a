"""Play: one call through a script, as text, step by step and back."""

import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from builder.commands.paths import clock
from builder.errors import SopError
from builder.graph.scripts import KnownScript, Scripts, seconds_at
from builder.graph.walk import (
    SILENCE,
    Standing,
    awaits_answer,
    begin,
    find_choice,
    go_on,
)
from builder.model.script import AskNode, CollectNode, EndNode, GoNode, Node
from builder.outputs.inline_text import plain_words
from builder.reporters.style import Style
from builder.suggestions import suggest
from builder.texts import FIELD

_WIDTH = 78


@dataclass(slots=True, kw_only=True)
class Rehearsal:
    """A call that somebody plays, and how to take a step back.

    Attributes:
        answers: What was answered so far, for a case of the script.
        seconds: How long the words so far take to say.
    """

    scripts: Scripts
    script: KnownScript
    given: Mapping[str, str]
    call: Standing = field(init=False)
    answers: list[str] = field(default_factory=list)
    _before: list[tuple[Standing, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin at the start of the script."""
        self.call = begin(self.scripts, self.script.start, self.given)

    @property
    def node(self) -> Node:
        """The node that the call is at."""
        return self.scripts.node(self.call.place)

    @property
    def seconds(self) -> int:
        """How long the words so far take to say."""
        places = [way.place for way in self.call.path] + [self.call.place]
        library = self.scripts.library
        return sum(seconds_at(self.scripts.node(place), library) for place in places)

    def answer(self, text: str = SILENCE) -> bool:
        """Go on, and tell whether there was a way.

        Raises:
            UnknownAnswerError: The node has no such choice.
        """
        asked = awaits_answer(self.node)
        further = go_on(self.scripts, self.call, text)
        if further is None:
            return False
        if asked:
            self._before.append((self.call, len(self.answers)))
            self.answers.append(text or SILENCE)
        self.call = further
        return True

    def meant(self, text: str) -> str:
        """Return the label that a typed number or key stands for, else the text."""
        node = self.node
        if not isinstance(node, AskNode) or text == SILENCE:
            return text
        for position, choice in enumerate(node.choices, start=1):
            if text.casefold() == (choice.key or str(position)).casefold():
                return choice.label
        choice_ = find_choice(node, text)
        return choice_.label if choice_ else text

    def back(self) -> bool:
        """Return to the last question, and tell whether there was one."""
        if not self._before:
            return False
        self.call, count = self._before.pop()
        del self.answers[count:]
        return True

    def shown(self, style: Style) -> str:
        """Return what the agent sees at this node."""
        return "\n".join(self._lines(style))

    def case(self) -> str:
        """Return the call so far as a case in YAML, to be put under ``cases``."""
        node = self.node
        code = node.disposition if isinstance(node, EndNode) else ""
        answers = ", ".join(json.dumps(one, ensure_ascii=False) for one in self.answers)
        lines = [
            "      - id: name-this-case",
            "        title: What happens on this call",
        ]
        if self.given:
            lines.append("        given:")
            for name, value in self.given.items():
                shown = json.dumps(value, ensure_ascii=False)
                lines.append(f"          - {{field: {name}, value: {shown}}}")
        lines.append(f"        answers: [{answers}]")
        if heard := list(dict.fromkeys(self.call.heard)):
            lines.append(f"        hears: [{', '.join(heard)}]")
        if code:
            lines.append(f"        reaches: {code}")
        return "\n".join(lines) + "\n"

    def _lines(self, style: Style) -> Iterator[str]:
        node, library = self.node, self.scripts.library
        yield style.color(f"— {node.id} · {clock(self.seconds)}", "blue")
        for identifier in getattr(node, "disclosures", ()):
            disclosure = library.disclosures.get(identifier)
            if disclosure:
                yield style.bold(f"SAY EXACTLY: {disclosure.title}")
                yield from self._wrapped(disclosure.say)
        if line := getattr(node, "say", None):
            yield style.bold("SAY")
            yield from self._wrapped(line)
        if node.note:
            yield style.color(f"  note: {plain_words(node.note)}", "yellow")
        yield from self._ways(node, style)

    def _ways(self, node: Node, style: Style) -> Iterator[str]:
        match node:
            case AskNode():
                for position, choice in enumerate(node.choices, start=1):
                    key = choice.key or str(position)
                    yield f"  {style.color(key, 'cyan')}  {choice.label}"
                yield f"  {style.color('-', 'cyan')}  no answer"
            case CollectNode():
                found = self.scripts.library.fields.get(node.into)
                title = (
                    f"{found.title}, such as {found.example}" if found else node.into
                )
                yield f"  write down: {title}   (- for no answer)"
            case GoNode():
                yield f"  on to {node.to}"
            case EndNode():
                known = self.scripts.library.dispositions.get(node.disposition)
                title = f"  {known.title}" if known else ""
                yield style.color(f"RECORD {node.disposition}{title}", "green")
            case _:
                return

    def _wrapped(self, text: str) -> list[str]:
        words = plain_words(FIELD.sub(lambda name: self._value(name[1]), text))
        return textwrap.wrap(words, _WIDTH, initial_indent="  ", subsequent_indent="  ")

    def _value(self, name: str) -> str:
        """Return what a field holds, or its example in brackets."""
        if value := self.call.values.get(name):
            return value
        field_ = self.scripts.library.fields.get(name)
        return f"[{field_.example if field_ else name}]"


def _quoted(text: str) -> str:
    """Return a text in quotes, which YAML reads as JSON does."""
    return json.dumps(text, ensure_ascii=False)


def rehearse(scripts: Scripts, address: str, given: Mapping[str, str]) -> Rehearsal:
    """Return a call at the start of a script.

    Raises:
        SopError: There is no such script, it is not whole, or a field is not known.
    """
    script = scripts.get(address)
    if not scripts.is_whole(script.address):
        raise SopError(
            f"'{script.address}' leads to a node that is not there",
            hint="run `sop check` and mend it first",
        )
    for name in given:
        if name not in scripts.library.fields:
            near = suggest(name, scripts.library.fields)
            raise SopError(f"there is no field '{name}'", hint=near)
    return Rehearsal(scripts=scripts, script=script, given=given)
