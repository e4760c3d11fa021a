"""Keys that are unknown, missing or of another kind."""

from collections.abc import Iterator, Mapping
from typing import Any

from builder.model.text import Pointer
from builder.rules import schema as rules
from builder.rules import source as yaml_rules
from builder.schema_findings import Finding, Violation, name_of
from builder.source import Source
from builder.source_text import shown
from builder.suggestions import suggest

_ALSO_CALLED = {
    "action": "do",
    "answers": "choices",
    "description": "summary",
    "goto": "next",
    "instruction": "do",
    "line": "say",
    "name": "title",
    "next": "goto",
    "options": "choices",
    "prompt": "say",
    "text": "say",
    "type": "kind",
}
"""What people call a key, and the key."""

_MOST_KEYS_TOLD = 14

Schema = Mapping[str, Any]


def explain_keys(
    source: Source, schema: Schema, at: Pointer, errors: list[Violation]
) -> Iterator[Finding]:
    """Return what is wrong with the keys of one group of keys."""
    whole = [error for error in errors if isinstance(error.value, dict)]
    other = [error for error in errors if error not in whole]
    if whole:
        yield from _Keys(source, schema, at, whole).findings()
    for error in other:
        yield _fallback(at, error)


class _Keys:
    """The keys of one group, and what its schema says of them."""

    def __init__(
        self,
        source: Source,
        schema: Schema,
        at: Pointer,
        errors: list[Violation],
    ) -> None:
        self.source = source
        self.root = schema
        self.at = at
        self.errors = errors
        self.value: dict[str, Any] = errors[0].value
        self.kind = str(self.value.get("kind", "")) if self._is_node() else ""
        closed = [e.schema for e in errors if e.keyword == "additionalProperties"]
        own = closed[0] if closed else errors[0].schema
        self.known: Schema = own.get("properties", {})
        self.missing = [
            str(key)
            for error in errors
            if error.keyword == "required"
            for key in error.wanted
            if key not in self.value
        ]
        self.unknown = [key for key in self.value if closed and key not in self.known]

    def findings(self) -> Iterator[Finding]:
        """Return one finding for each mistake with a key."""
        if meant := self._meant_kind():
            yield self._wrong_kind(meant)
            return
        for key in self.unknown:
            yield self._unknown_key(key)
        if self.missing:
            yield self._missing_keys([*dict.fromkeys(self.missing)])
        handled = ("required", "additionalProperties")
        for error in self.errors:
            if error.keyword not in handled:
                yield _case_tests(self.at, error)

    def _is_node(self) -> bool:
        return len(self.at) > 1 and self.at[-2] == "nodes" and "Node" in self._defs

    @property
    def _defs(self) -> Schema:
        defs: Schema = self.root["$defs"]
        return defs

    def _meant_kind(self) -> str:
        """Return the kind of node whose keys these are, if it is another one."""
        if not (self.kind and self.unknown):
            return ""
        fitting = [
            kind
            for kind, node in self._node_kinds().items()
            if set(self.value) <= set(node["properties"])
            and set(node["required"]) <= set(self.value)
        ]
        return fitting[0] if len(fitting) == 1 else ""

    def _node_kinds(self) -> dict[str, Schema]:
        return {
            branch["if"]["properties"]["kind"]["const"]: self._defs[
                branch["then"]["$ref"].rpartition("/")[2]
            ]
            for branch in self._defs["Node"]["allOf"]
        }

    def _wrong_kind(self, meant: str) -> Finding:
        return Finding(
            rule=rules.KEY_OF_OTHER_KIND,
            message=f"the node has the keys of kind '{meant}', not of '{self.kind}'",
            at=(*self.at, "kind"),
            hint=f"write 'kind: {meant}', or correct the keys",
        )

    def _owner(self) -> str:
        if self.kind:
            return f"{'an' if self.kind[0] in 'ae' else 'a'} {self.kind} node"
        name = self.value.get("id")
        return name_of(self.at) + (f" ({name})" if self.at and name else "")

    def _unknown_key(self, key: str) -> Finding:
        at = (*self.at, key)
        written = shown(key)
        if key.startswith("-") or ":" in key:
            hyphen = key.startswith("-")
            meant = key.lstrip("-").partition(":")[0]
            self.missing = [missed for missed in self.missing if missed != meant]
            sign = "hyphen" if hyphen else "colon"
            return Finding(
                rule=yaml_rules.NO_BLANK_AFTER_HYPHEN
                if hyphen
                else yaml_rules.NO_BLANK_AFTER_COLON,
                message=f"no blank after the {sign} in {written}",
                at=at,
                is_about_key=True,
            )
        kinds = self._kinds_with(key)
        if self.kind and kinds:
            rule = rules.KEY_OF_OTHER_KIND
            message = f"{written} does not belong to {self._owner()}"
        else:
            rule = rules.UNKNOWN_KEY
            message = f"{written} is not a key of {self._owner()}"
        hint = self._replacement(key) or self._elsewhere(key, kinds)
        return Finding(rule=rule, message=message, at=at, is_about_key=True, hint=hint)

    def _kinds_with(self, key: str) -> list[str]:
        """Return the kinds of nodes that have a key, or lead on with it."""
        if not self.kind:
            return []
        kinds = [
            kind
            for kind, node in self._node_kinds().items()
            if key in node["properties"]
        ]
        return kinds or (["ask", "branch"] if key == "goto" else [])

    def _replacement(self, key: str) -> str:
        """Return which key was meant; a key that was found is missing no more."""
        free = [known for known in self.known if known not in self.value]
        also = _ALSO_CALLED.get(key.lower(), "")
        turned = [known for known in free if sorted(known) == sorted(key)]
        meant = [also] if also in free else turned
        hint = f"did you mean '{meant[0]}'?" if meant else suggest(key, free)
        self.missing = [known for known in self.missing if f"'{known}'" not in hint]
        return hint

    def _elsewhere(self, key: str, kinds: list[str]) -> str:
        if kinds:
            return f"only nodes of the kind {' or '.join(kinds)} have it"
        if " " in key and self.value[key] is None:
            return "inside { } a comma ends a text: put the text in quotes"
        for length in range(len(self.at) - 1, -1, -1):
            owner = self.at[:length]
            if key in _keys_at(self.root, self.source.data, owner):
                return f"it belongs to {name_of(owner)}: indent it less"
        told = ", ".join([*self.known][:_MOST_KEYS_TOLD])
        return f"known keys: {told}{', …' if len(self.known) > _MOST_KEYS_TOLD else ''}"

    def _missing_keys(self, keys: list[str]) -> Finding:
        quoted = [f"'{key}'" for key in keys]
        names = " and ".join([", ".join(quoted[:-1]), quoted[-1]][len(keys) == 1 :])
        owner = f" in {self._owner()}" if self.at else ""
        return Finding(
            rule=rules.MISSING_KEY,
            message=f"{names} {'is' if len(keys) == 1 else 'are'} missing{owner}",
            at=self.at,
            hint=self._addition(keys[0]) if len(keys) == 1 else "",
        )

    def _addition(self, key: str) -> str:
        """Return how to add a key, with the example of the schema."""
        facts = _resolved(self.root, self.known.get(key, {}))
        example = facts.get("examples", [None])[0]
        if isinstance(example, str | int) and not isinstance(example, bool):
            return f"add it, for example '{key}: {example}'"
        told = facts.get("description", "the key is needed")
        return f"add it: {told[0].lower()}{told[1:].rstrip('.')}"


def _case_tests(at: Pointer, error: Violation) -> Finding:
    if error.keyword == "minProperties":
        return Finding(rule=rules.CASE_TESTS, message="the case has no test", at=at)
    return _fallback(at, error)


def _fallback(at: Pointer, error: Violation) -> Finding:
    """Return what can be said of an error that has no words of its own."""
    message = f"{name_of(at)} does not fit ({shown(error.message)})"
    return Finding(rule=rules.WRONG_FORM, message=message, at=at)


def _resolved(root: Schema, schema: Schema) -> Schema:
    """Return a schema with its references followed; nearer keys win."""
    whole = dict(schema)
    while "$ref" in whole:
        name = whole.pop("$ref").rpartition("/")[2]
        whole = {**root["$defs"][name], **whole}
    return whole


def _keys_at(root: Schema, data: Any, at: Pointer) -> Schema:
    """Return the keys that the schema knows for a group of keys in a file."""
    schema, value = dict(root), data
    for step in at:
        inner = schema.get("items" if isinstance(step, int) else "properties", {})
        inner = inner if isinstance(step, int) else inner.get(step, {})
        schema = dict(_resolved(root, inner))
        value = value[step]
    keys: Schema = schema.get("properties", {})
    return keys
