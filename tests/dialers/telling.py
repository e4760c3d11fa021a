"""A walk told as a path: what is given, answered, said and recorded on the way."""

from tests.dialers.graph import Move, Walk
from tests.dialers.protocol import Answer, Path
from tests.dialers.raw import RawScript, choice_ids, spoken
from tests.dialers.values import specimen


def path_of(script: RawScript, walk: Walk) -> Path:
    """Return a walk as a call: told twice, since branches settle values before them."""
    given, answered = _settled(script, walk)
    teller = _Teller(script, given, answered)
    for place, move in enumerate(walk):
        teller.pass_by(move, place)
    last = teller.goal if walk else script.start
    return teller.finish(last)


def _settled(script: RawScript, walk: Walk) -> tuple[dict[str, str], dict[int, str]]:
    """Return values of fields before the call, and answers by their place in the walk.

    A value belongs to the last answer that was written into the field before a branch
    settled it; if there was none, to the record.
    """
    given: dict[str, str] = {}
    answered: dict[int, str] = {}
    written: dict[str, int] = {}
    for place, move in enumerate(walk):
        node = script.nodes[move.node]
        if node["kind"] == "collect" and move.way == "next":
            written[node["into"]] = place
            answered[place] = specimen(script, node["into"])
        elif move.settles is not None and node["on"] in written:
            answered[written[node["on"]]] = move.settles
        elif move.settles is not None:
            given[node["on"]] = move.settles
    return given, answered


class _Teller:
    """What was said and written so far."""

    def __init__(
        self, script: RawScript, given: dict[str, str], answered: dict[int, str]
    ) -> None:
        self.goal = script.start
        self._script = script
        self._given = given
        self._answered = answered
        examples = {name: field["example"] for name, field in script.fields.items()}
        self._values = {**examples, **given}
        self._answers: list[Answer] = []
        self._nodes: list[str] = []
        self._said: list[str] = []
        self._recorded: dict[str, str] = {}
        self._offered: list[tuple[str, ...]] = []

    def pass_by(self, move: Move, place: int) -> None:
        """Speak at a node, take the answer that the move stands for, and go on."""
        node = self._speak(move.node)
        if node["kind"] == "ask":
            labels = tuple(choice["label"] for choice in node["choices"])
            self._offered.append(labels)
        if node["kind"] == "ask" and isinstance(move.way, int):
            choice = node["choices"][move.way]
            identifier = choice_ids(node)[move.way]
            self._answer(move, "choice", choice=identifier, label=choice["label"])
            if "records" in choice:
                self._write(choice["records"]["field"], choice["records"]["value"])
        elif node["kind"] == "collect" and move.way == "next":
            self._answer(move, "value", value=self._answered[place])
            self._write(node["into"], self._answered[place])
        elif node["kind"] in ("ask", "collect"):
            self._answer(move, "silence")
        ways = node.get("choices", node.get("cases", ()))
        way = ways[move.way]["goto"] if isinstance(move.way, int) else node[move.way]
        self.goal = way

    def finish(self, last: str) -> Path:
        """Return the whole path, after the last node was passed."""
        node = self._speak(last)
        goes = node["kind"] == "go"
        return Path(
            given=self._given,
            answers=tuple(self._answers),
            nodes=tuple(self._nodes),
            said=tuple(self._said),
            end=f"go:{node['to']}" if goes else node["disposition"],
            recorded=self._recorded,
            offered=tuple(self._offered),
        )

    def _speak(self, name: str) -> dict[str, object]:
        node = self._script.nodes[name]
        self._nodes.append(name)
        exact = [self._script.disclosures[one] for one in node.get("disclosures", ())]
        lines = [*exact, node["say"]] if "say" in node else exact
        self._said += (spoken(line, self._values) for line in lines)
        return node

    def _answer(self, move: Move, kind: str, **words: str) -> None:
        self._answers.append(Answer(node=move.node, kind=kind, **words))

    def _write(self, field: str, value: str) -> None:
        self._values[field] = value
        self._recorded[field] = value
