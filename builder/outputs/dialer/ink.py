"""A script as an Ink story, for rehearsal: one knot a node, one choice an answer."""

from collections.abc import Iterator

from builder.outputs.dialer.decimals import decimal_text
from builder.outputs.dialer.export import Export, Loss, Refusal, utterances
from builder.outputs.dialer.format import CaseRecord, DialerRecord, NodeRecord
from builder.outputs.dialer.ink_functions import (
    ANSWER,
    ANSWER_OR,
    ANSWERING,
    AT_LEAST,
    BELOW,
    COMPARING,
    FUNCTION_NAMES,
)
from builder.outputs.dialer.ink_text import line, quoted, spoken_line
from builder.outputs.dialer.losses import in_order, player_losses
from builder.outputs.dialer.names import name_map
from builder.outputs.dialer.ways import dangling_ways
from builder.outputs.strings import strings_for

DISPOSITION = "disposition"
NEXT_SCRIPT = "next_script"

_KEYWORDS = "true false not and or mod has hasnt return else temp ref function end done"
_LONGEST = 80  # more than any id has: Ink itself knows no limit


def export(record: DialerRecord) -> Export:
    """Return the story with what it cannot hold, or why it would be another call."""
    refusals = (*dangling_ways(record), *_broken_values(record))
    if refusals:
        return Export(refusals=refusals)
    text = "\n".join(_Story(record).lines())
    go_on = "a last line that names it, and the variable 'next_script'"
    losses = [*_losses(record), *player_losses(record, go_on=go_on)]
    return Export(content=text.encode(), losses=in_order(record, losses))


def variable(field: str) -> str:
    """Return the variable that holds a field."""
    return field.replace(".", "__")


class _Story:
    """A story while it is written."""

    def __init__(self, record: DialerRecord) -> None:
        self._record = record
        self._say = strings_for(record["language"])
        self._variables = {field: variable(field) for field in record["fields"]}
        ours = (ANSWER, DISPOSITION, NEXT_SCRIPT, *FUNCTION_NAMES)
        self._knots = name_map(
            record["nodes"],
            clean=str,
            longest=_LONGEST,
            taken=(*_KEYWORDS.split(), *ours),
        )

    def lines(self) -> Iterator[str]:
        """Yield all lines: what it is, its variables, its knots, its functions."""
        record = self._record
        yield f"# title: {line(record['title'])}"
        yield f"# script: {line(record['id'])}"
        yield f"# version: {line(record['sop']['version'])}"
        for field, known in record["fields"].items():
            about = " ".join(known["title"].split())
            value = quoted(known["example"])
            yield f"VAR {self._variables[field]} = {value} // {about}"
        for name in (ANSWER, DISPOSITION, NEXT_SCRIPT):
            yield f'VAR {name} = ""'
        yield ""
        yield f"-> {self._knots[record['start']]}"
        for identifier, node in record["nodes"].items():
            yield f"\n=== {self._knots[identifier]} ==="
            yield from self._said(node)
            yield from self._ways(node)
        yield from self._functions()

    def _said(self, node: NodeRecord) -> Iterator[str]:
        for said in utterances(node, self._record):
            text = spoken_line(said.parts, self._variables)
            if said.disclosure:
                yield f"{text} # say exactly: {line(said.disclosure['id'])}"
            else:
                yield text + _note(node)

    def _ways(self, node: NodeRecord) -> Iterator[str]:
        match node["kind"]:
            case "say":
                yield self._to(node["next"])
            case "ask":
                yield from self._choices(node)
            case "collect":
                yield from self._values(node)
            case "branch":
                yield from self._cases(node)
            case "go":
                address = f"{node['to']['sop']}/{node['to']['script']}"
                told = self._say("form.go_on", script=address)
                yield f"~ {NEXT_SCRIPT} = {quoted(address)}"
                yield f"{line(told)} # go: {line(address)}{_note(node)}"
                yield "-> END"
            case "end":
                code = node["disposition"]
                told = self._say("form.outcome", code=code)
                note = "" if "say" in node else _note(node)
                yield f"~ {DISPOSITION} = {quoted(code)}"
                yield f"{line(told)} # disposition: {line(code)}{note}"
                yield "-> END"

    def _choices(self, node: NodeRecord) -> Iterator[str]:
        for choice in node["choices"]:
            tags = f" # choice: {choice['id']}"
            if "key" in choice:
                tags += f" # key: {line(choice['key'])}"
            yield f"+ [{line(choice['label'])}{tags}]"
            if records := choice.get("records"):
                yield self._set(records["field"], quoted(records["value"]))
            yield f"  {self._to(choice['goto'])}"
        yield from self._silence(node)

    def _values(self, node: NodeRecord) -> Iterator[str]:
        """Yield a choice for each value that is known, for any other, and for none."""
        field = node["into"]
        known = self._record["fields"][field]
        yes_no = ["yes", "no"] if known["type"] == "yes_no" else []
        values = known.get("values", yes_no)
        for value in values:
            yield f"+ [{line(value)} # value]"
            yield self._set(field, quoted(value))
            yield f"  {self._to(node['next'])}"
        words = self._say("form.other_answer" if values else "form.answers")
        yield f"+ [{line(words)} # answer]"
        yield self._set(field, f"{ANSWER_OR}({quoted(known['example'])})")
        yield f"  {self._to(node['next'])}"
        yield from self._silence(node)

    def _silence(self, node: NodeRecord) -> Iterator[str]:
        yield f"+ [{line(self._say('form.no_answer'))} # no answer]"
        yield f"  {self._to(node['default'])}"

    def _cases(self, node: NodeRecord) -> Iterator[str]:
        name = self._variables[node["on"]]
        yield "{"
        for case in node["cases"]:
            yield f"- {_test(case, name)}:"
            yield f"  {self._to(case['goto'])}"
        yield "- else:"
        yield f"  {self._to(node['default'])}"
        yield "}"

    def _functions(self) -> Iterator[str]:
        nodes = self._record["nodes"].values()
        if any(node["kind"] == "collect" for node in nodes):
            yield "\n" + ANSWERING.rstrip()
        cases = [case for node in nodes for case in node.get("cases", ())]
        if any("atLeast" in case or "below" in case for case in cases):
            yield "\n" + COMPARING.rstrip()
        yield ""

    def _set(self, field: str, value: str) -> str:
        return f"  ~ {self._variables[field]} = {value}"

    def _to(self, identifier: str) -> str:
        return f"-> {self._knots[identifier]}"


def _note(node: NodeRecord) -> str:
    return f" # note: {line(node['note'])}" if "note" in node else ""


def _test(case: CaseRecord, name: str) -> str:
    texts = [case["equals"]] if "equals" in case else case.get("oneOf")
    if texts is not None:
        return " || ".join(f"{name} == {quoted(text)}" for text in texts)
    bounds = []
    if "atLeast" in case:
        bounds.append(f"{AT_LEAST}({name}, {decimal_text(case['atLeast'])})")
    if "below" in case:
        bounds.append(f"{BELOW}({name}, {decimal_text(case['below'])})")
    return " && ".join(bounds)


def _broken_values(record: DialerRecord) -> Iterator[Refusal]:
    """Refuse values of more than one line: a value of Ink has one."""
    for identifier, node in record["nodes"].items():
        values = [
            choice["records"]["value"]
            for choice in node.get("choices", ())
            if "records" in choice
        ]
        for case in node.get("cases", ()):
            values += [case["equals"]] if "equals" in case else case.get("oneOf", ())
        for value in values:
            if "\n" in value or "\r" in value:
                yield Refusal(
                    node=identifier,
                    message=f"{value!r} is more than one line",
                    hint="write the value on one line",
                )


def _losses(record: DialerRecord) -> Iterator[Loss]:
    for identifier, node in record["nodes"].items():
        if node["kind"] == "collect":
            yield Loss(
                node=identifier,
                what="typing what the customer says",
                instead="choices; a program may put any text into 'answer' before",
            )
