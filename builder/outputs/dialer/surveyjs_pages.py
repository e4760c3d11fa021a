"""The pages of a SurveyJS form: what an agent reads and fills in at one node.

Words stand where survey-core shows plain text (titles, descriptions, answers), never in
an element that shows HTML. The one sign with a meaning there is ``{``: it comes from a
variable that holds it, and what a variable holds is not looked at again.
"""

from collections.abc import Iterable, Iterator

from builder.outputs.dialer.export import utterances, words
from builder.outputs.dialer.format import (
    DialerRecord,
    DisclosureRecord,
    NodeRecord,
    SayPart,
)
from builder.outputs.dialer.surveyjs_format import ChoiceItem, Element, Page
from builder.outputs.dialer.surveyjs_logic import (
    NO_ANSWER,
    Logic,
    choice_value,
    none_question,
)
from builder.outputs.dialer.unroll import Place
from builder.outputs.strings import Strings

OPEN_BRACE = "open-brace"


class Screens:
    """Pages of one form.

    Attributes:
        has_brace: Some text so far holds the sign ``{``.
    """

    def __init__(self, record: DialerRecord, logic: Logic, say: Strings) -> None:
        """Start with a logic that is gone through while the pages are made."""
        self._record = record
        self._logic = logic
        self._say = say
        self.has_brace = False

    def of(self, place: Place, condition: str) -> Iterator[Page]:
        """Yield the page of a place, shown under a condition; a branch has none."""
        name = self._logic.name(place)
        elements = list(self._elements(name, self._record["nodes"][place.node]))
        if elements:
            # A page and a question may not have the same name.
            yield page_of(f"{name}-page", condition, elements)

    def text(self, text: str) -> str:
        """Return an author's text so that nothing in it names a variable."""
        if "{" not in text:
            return text
        self.has_brace = True
        return text.replace("{", f"{{{OPEN_BRACE}}}")

    def _elements(self, name: str, node: NodeRecord) -> Iterator[Element]:
        line = ""
        for said in utterances(node, self._record):
            if said.disclosure:
                yield self._exactly(name, said.disclosure)
            else:
                line = self._words(said.parts)
        rest = list(self._line_and_answer(name, node, line))
        if rest and "note" in node:
            rest[0]["description"] = self.text(node["note"])
        yield from rest

    def _line_and_answer(
        self, name: str, node: NodeRecord, line: str
    ) -> Iterator[Element]:
        if node["kind"] == "ask":
            yield self._choices(name, node, line)
        elif node["kind"] == "collect":
            yield self._box(name, node, line)
            tick: Element = {"type": "checkbox", "name": none_question(name)}
            yield {**tick, "titleLocation": "hidden", "choices": [self._nothing()]}
        elif line:
            yield shown(f"{name}-line", line)
        if "disposition" in node:
            yield shown(f"{name}-end", self._outcome(node["disposition"]))
        if "to" in node:
            address = f"{node['to']['sop']}/{node['to']['script']}"
            yield shown(f"{name}-end", self._say("form.go_on", script=address))

    def _exactly(self, name: str, disclosure: DisclosureRecord) -> Element:
        own = f"{name}-exactly-{disclosure['id']}"
        about = filter(None, (disclosure["regulation"], disclosure.get("record")))
        title = self.text(disclosure["title"])
        return {
            "type": "panel",
            "name": own,
            "title": self._say("form.say_exactly", title=title),
            "description": self.text(". ".join(about)),
            "elements": [shown(f"{own}-line", self._words(disclosure["sayParts"]))],
        }

    def _choices(self, name: str, node: NodeRecord, line: str) -> Element:
        answers: list[ChoiceItem] = [
            {"value": choice_value(choice["id"]), "text": self.text(choice["label"])}
            for choice in node["choices"]
        ]
        return {
            **_question("radiogroup", name, line),
            "choices": [*answers, self._nothing()],
            "isRequired": True,
        }

    def _box(self, name: str, node: NodeRecord, line: str) -> Element:
        """Return the box for a value; it or the tick for none has to be filled."""
        no_tick = f"{{{none_question(name)}}} empty"
        box = _question("text", name, line)
        field = self._record["fields"].get(node["into"])
        if field and "values" in field:
            box["dataList"] = field["values"]
        return {**box, "requiredIf": no_tick, "enableIf": no_tick}

    def _nothing(self) -> ChoiceItem:
        return {"value": NO_ANSWER, "text": self._say("form.no_answer")}

    def _outcome(self, code: str) -> str:
        known = {one["code"]: one["label"] for one in self._record["dispositions"]}
        label = f" ({self.text(known[code])})" if code in known else ""
        return self._say("form.outcome", code=code) + label

    def _words(self, parts: Iterable[SayPart]) -> str:
        """Return words to be said, each field as the variable that holds it here."""
        cut: list[SayPart] = [
            part if "field" in part else {"text": self.text(part["text"])}
            for part in parts
        ]
        return words(cut, lambda field: f"{{{self._logic.field(field)}}}")


def page_of(name: str, condition: str, elements: list[Element]) -> Page:
    """Return a page that is shown under a condition; under an empty one, always."""
    if condition:
        return {"name": name, "visibleIf": condition, "elements": elements}
    return {"name": name, "elements": elements}


def shown(name: str, text: str) -> Element:
    """Return an element that shows a text and asks nothing."""
    return {"type": "expression", "name": name, "title": text}


def _question(kind: str, name: str, line: str) -> Element:
    if not line:
        return {"type": kind, "name": name, "titleLocation": "hidden"}
    return {"type": kind, "name": name, "title": line}
