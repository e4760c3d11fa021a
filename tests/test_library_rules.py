"""The path rules of the library: each can be broken, and names only what there is."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from builder.commands.check import check
from builder.graph.calls import Calls
from builder.graph.proof import Broken, prove
from builder.graph.scope import applies
from builder.graph.scripts import Scripts
from builder.graph.sentences import way_out
from builder.library import Library
from builder.limits import Limits
from builder.model.proof import Moment, PathRule
from builder.model.script import AskNode
from builder.project import find_project
from builder.reader import read_sop
from builder.source import read_source
from tests.library_breaks import BREAKS, Break

ROOT = Path(__file__).parent.parent


@cache
def library() -> Library:
    return check(find_project(ROOT)).library


def edited(one: Break) -> Library:
    """Return the library with one script edited."""
    sop_id, _, script_id = one.script.partition("/")
    old = library().by_id[sop_id]
    path = library().path_of(old)
    text = library().sources[path].text
    start = text.index(f"\n  - id: {script_id}\n", text.index("\nscripts:\n"))
    end = re.compile(r"\n(?:  - id: |[a-z_]+:)").search(text, start + 1)
    script = text[start : end.start() if end else len(text)]
    assert script.count(one.before) == 1, f"{one.rule}: edits no one place"
    whole = text.replace(script, script.replace(one.before, one.after))
    sop = read_sop(read_source(path, whole.encode(), limits=Limits()))
    sops = tuple(sop if known is old else known for known in library().sops)
    return replace(library(), sops=sops, by_id={**library().by_id, sop_id: sop})


def proved(rule: PathRule, changed: Library, script: str) -> Broken | None:
    scripts = Scripts(changed)
    known = scripts.known[script]
    assert rule in known.script.path_rules or applies(rule, known, changed)
    return prove(rule, Calls(scripts, known.start), changed.dispositions)


def rule_of(one: Break) -> PathRule:
    own = Scripts(library()).known[one.script].script.path_rules
    return (
        next((rule for rule in own if rule.id == one.rule), None)
        or library().path_rules[one.rule]
    )


@pytest.mark.parametrize(
    "one", BREAKS, ids=lambda one: f"{one.rule}-{one.script.partition('/')[2]}"
)
def test_an_edit_breaks_the_rule(one: Break) -> None:
    """The rule holds as shipped, and falls at the expected node when edited."""
    rule = rule_of(one)

    whole = proved(rule, library(), one.script)
    broken = proved(rule, edited(one), one.script)

    assert whole is None
    assert broken is not None
    assert str(broken.path[-1].place) == one.last_node


def test_every_rule_is_broken_once() -> None:
    """A rule without a row could be one that nothing can break."""
    broken = [rule_of(one) for one in BREAKS]

    assert len(broken) == len(all_rules())
    assert all(rule in broken for rule in all_rules())


def all_rules() -> list[PathRule]:
    """Return every rule, shared or a script's own."""
    own = [rule for one in Scripts(library()) for rule in one.script.path_rules]
    return [*library().path_rules.values(), *own]


def moments() -> list[Moment]:
    found = []
    for rule in all_rules():
        parts = (rule.must, rule.never, rule.after, rule.after_each, rule.before)
        found += [moment for moment in parts if moment]
    return found


def test_rules_name_only_what_scripts_have() -> None:
    """A label that was renamed would drop out of the rule in silence."""
    scripts = Scripts(library())
    nodes = [(one.address, node.id) for one in scripts for node in one.script.nodes]
    places = {name for script, node in nodes for name in (node, f"{script}/{node}")}
    labels = {
        choice.label
        for script in scripts
        for node in script.script.nodes
        if isinstance(node, AskNode)
        for choice in node.choices
    }
    scopes = [rule.applies_to for rule in library().path_rules.values()]
    named = {
        n for scope in scopes if scope for n in (*scope.scripts, *scope.not_scripts)
    }

    assert {answer for one in moments() for answer in one.answers} - labels == set()
    assert {place for one in moments() for place in one.passes} - places == set()
    assert {word for one in moments() for word in one.says} <= set(
        library().disclosures
    )
    assert named - set(scripts.known) == set()


def test_the_recording_is_off_where_another_person_speaks() -> None:
    """The rule lets nodes pass whose note turns the recording off; they all do."""
    rule = library().path_rules["notice-before-the-matter"]
    scripts = Scripts(library())
    assert rule.before

    notes = {}
    for place in rule.before.passes:
        address, _, node = place.rpartition("/")
        notes[place] = getattr(scripts.known[address].nodes[node], "note", None) or ""

    assert notes
    assert [p for p, note in notes.items() if "recording off" not in note.lower()] == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("notice-before-the-matter", "put `disclosures: [recording-notice]` on a node"),
        ("callback-has-a-day", "ask for 'callback.date' in a node that comes first"),
        ("promise-has-a-date", "say '{{ call.next_attempt }}' in a line"),
        ("in-writing-within-the-hour", "say “within the hour” in a line"),
        ("no-card-words", "take it out of that node, or end the call before"),
    ],
)
def test_who_breaks_a_rule_hears_the_way_out(rule: str, words: str) -> None:
    assert words in way_out(library().path_rules[rule])
