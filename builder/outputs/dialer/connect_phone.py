"""The Amazon Connect phone menu: a flow that says the script and listens for keys."""

from collections.abc import Iterator, Sequence

from builder.outputs.dialer.connect_branches import branch
from builder.outputs.dialer.connect_language import (
    HANG_UP,
    Action,
    Condition,
    Piece,
    compare,
    reference,
)
from builder.outputs.dialer.connect_nodes import (
    go,
    go_losses,
    keep,
    note_lost,
    outcome,
    record_key,
    records,
)
from builder.outputs.dialer.connect_script import (
    Script,
    attribute_table,
    script_of,
    whole_flow,
)
from builder.outputs.dialer.export import Export, Loss, Refusal, json_bytes, utterances
from builder.outputs.dialer.format import ChoiceRecord, DialerRecord, NodeRecord

KEYPAD = "1234567890*#"
_KEY_WORDS = {"*": "connect.key_star", "#": "connect.key_pound"}
_TYPED = frozenset({"number", "phone"})
"""Types of fields whose values a keypad has the keys for."""

_MOST_SPOKEN = 3_000
"""The most characters that text to speech takes at once."""

_PATIENCE_SECONDS = "10"
_MOST_DIGITS = "20"
_STORED = "StoredCustomerInput"
_NO_INPUT = "Timeout"
"""What Amazon Connect stores when the caller types nothing."""


def export(record: DialerRecord) -> Export:
    """Return the phone menu of a script, with the table of its attributes beside it."""
    script = script_of(record, kind="phone", target="Current")
    flow = whole_flow(script, _pieces(script))
    return Export(
        content=json_bytes(flow.content, indent=None),
        others={"attributes.json": json_bytes(attribute_table(script))},
        losses=(*flow.losses, *go_losses(script), *_voice_lost(record)),
        refusals=flow.refusals,
    )


def _pieces(script: Script) -> Iterator[Piece]:
    for node_id, node in script.record["nodes"].items():
        match node["kind"]:
            case "say":
                yield from _say(node_id, _texts(script, node), node["next"])
            case "ask":
                yield from _ask(script, node_id, node)
            case "collect":
                yield from _collect(script, node_id, node)
            case "branch":
                yield from branch(script, node_id, node)
            case "go":
                yield from go(script, node_id, node)
            case "end":
                yield from _end(script, node_id, node)
        yield from note_lost(node_id, node)
        yield from _instructions_lost(script, node_id, node)


def _texts(script: Script, node: NodeRecord) -> list[str]:
    return [script.line(said.parts) for said in utterances(node, script.record)]


def _say(node_id: str, texts: Sequence[str], then: str) -> Iterator[Piece]:
    """Yield a message for each text."""
    for place, text in enumerate(texts):
        yield from _speakable(node_id, text)
        yield Action(
            node=node_id,
            key=_key(node_id, place),
            type="MessageParticipant",
            parameters={"Text": text},
            then=_key(node_id, place + 1) if place + 1 < len(texts) else then,
            errors={"NoMatchingError": HANG_UP},
        )


def _key(node_id: str, place: int) -> str:
    """Return the key of one of the actions in a row that a node becomes."""
    return f"{node_id}.{place + 1}" if place else node_id


def _speakable(node_id: str, text: str) -> Iterator[Refusal]:
    if len(text) > _MOST_SPOKEN:
        yield Refusal(
            node=node_id,
            message=f"{len(text):,} characters in one text; at most {_MOST_SPOKEN:,} "
            "are spoken at once",
            hint="say it in two nodes",
        )


def _ask(script: Script, node_id: str, node: NodeRecord) -> Iterator[Piece]:
    """Yield the messages, and the question with its keys."""
    choices = node["choices"]
    if len(choices) > len(KEYPAD):
        message = f"{len(choices)} choices; a keypad has {len(KEYPAD)} keys"
        hint = "ask in two steps"
        yield Refusal(node=node_id, message=message, hint=hint)
        return
    keys = _keys_of(choices)
    yield from _keys_changed(node_id, choices, keys)
    *messages, question = _texts(script, node)
    menu = " ".join([question, *_menu(script, choices, keys)])
    asked = _key(node_id, len(messages))
    yield from _say(node_id, messages, asked)
    yield from _speakable(node_id, menu)
    yield Action(
        node=node_id,
        key=asked,
        type="GetParticipantInput",
        parameters=_input(menu, stored=False),
        then=node["default"],
        conditions=tuple(
            Condition(
                operand=key,
                target=record_key(node_id, choice["id"])
                if "records" in choice
                else choice["goto"],
            )
            for choice, key in zip(choices, keys, strict=True)
        ),
        errors={
            "InputTimeLimitExceeded": node["default"],
            "NoMatchingCondition": node["default"],
            "NoMatchingError": HANG_UP,
        },
    )
    yield from records(script, node_id, node)


def _keys_of(choices: Sequence[ChoiceRecord]) -> list[str]:
    """Return a key of the keypad for each choice: its own, or else a free one."""
    own: dict[str, str] = {}
    for choice in choices:
        key = choice.get("key", "")
        if key and key in KEYPAD and key not in own.values():
            own[choice["id"]] = key
    free = iter([key for key in KEYPAD if key not in own.values()])
    return [own.get(choice["id"]) or next(free) for choice in choices]


def _keys_changed(
    node_id: str, choices: Sequence[ChoiceRecord], keys: Sequence[str]
) -> Iterator[Loss]:
    for choice, key in zip(choices, keys, strict=True):
        if choice.get("key", key) != key:
            yield Loss(
                node=node_id,
                what=f"the key '{choice['key']}' of '{choice['label']}', which a "
                "keypad does not have or another choice has taken",
                instead=f"the key '{key}'",
            )


def _menu(
    script: Script, choices: Sequence[ChoiceRecord], keys: Sequence[str]
) -> Iterator[str]:
    """Yield a sentence for each choice that tells its key."""
    strings = script.strings
    for choice, key in zip(choices, keys, strict=True):
        spoken = strings(_KEY_WORDS[key]) if key in _KEY_WORDS else key
        yield strings("connect.menu", label=choice["label"], key=spoken)


def _input(text: str, *, stored: bool) -> dict[str, object]:
    shared: dict[str, object] = {
        "Text": text,
        "StoreInput": "True" if stored else "False",
        "InputTimeLimitSeconds": _PATIENCE_SECONDS,
    }
    if stored:
        longest = {"CustomValidation": {"MaximumLength": _MOST_DIGITS}}
        shared["InputValidation"] = longest
    return shared


def _collect(script: Script, node_id: str, node: NodeRecord) -> Iterator[Piece]:
    """Yield the question, and what keeps the digits or finds that none came."""
    *messages, question = _texts(script, node)
    asked = _key(node_id, len(messages))
    given, kept = f"{node_id}.given", f"{node_id}.keep"
    yield from _say(node_id, messages, asked)
    yield from _speakable(node_id, question)
    yield Action(
        node=node_id,
        key=asked,
        type="GetParticipantInput",
        parameters=_input(question, stored=True),
        then=given,
        errors={"NoMatchingError": HANG_UP},
    )
    none = Condition(operand=_NO_INPUT, target=node["default"])
    yield compare(given, _STORED, [none], kept, node=node_id)
    value = reference(_STORED)
    yield from keep(script, kept, node["into"], value, node["next"], node=node_id)
    yield from _letters_lost(script, node_id, node["into"])


def _letters_lost(script: Script, node_id: str, field: str) -> Iterator[Loss]:
    kind = script.record["fields"][field]["type"]
    if kind not in _TYPED:
        yield Loss(
            node=node_id,
            what=f"an answer that is not digits: '{field}' holds a {kind}",
            instead=f"at most {_MOST_DIGITS} digits, as the caller types them",
        )


def _end(script: Script, node_id: str, node: NodeRecord) -> Iterator[Piece]:
    texts = _texts(script, node)
    recorded = _key(node_id, len(texts))
    yield from _say(node_id, texts, recorded)
    yield outcome(script, recorded, node_id, node)


def _instructions_lost(
    script: Script, node_id: str, node: NodeRecord
) -> Iterator[Loss]:
    """Yield what an agent would write down about disclosures: there is no agent."""
    for said in utterances(node, script.record):
        if said.disclosure and "record" in said.disclosure:
            what = f"what to write down about '{said.disclosure['title']}'"
            yield Loss(node=node_id, what=what)


def _voice_lost(record: DialerRecord) -> Iterator[Loss]:
    if record["disclosures"]:
        yield Loss(
            what="the mark that words must be said exactly",
            instead="the machine says them as they stand",
        )
    language = record["language"]
    if language.partition("-")[0].casefold() != "en":
        yield Loss(
            what=f"a voice for '{language}'",
            instead="the voice of your instance; put a Set voice block first",
        )
