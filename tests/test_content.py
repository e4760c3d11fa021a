"""The repository's own library: whole, counted, without repeats, with every fact."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from builder.addresses import anchors_of, parse_step
from builder.commands.check import CheckResult, check
from builder.graph.cases import play_case
from builder.graph.scripts import KnownScript, Scripts
from builder.model.procedure import Section
from builder.model.script import AskNode, BranchNode, EndNode, Script, targets
from builder.model.sop import Sop
from builder.model.text import Located
from builder.outputs.inline_text import plain_words
from builder.project import find_project
from builder.texts import texts_of
from tests.content_facts import FACTS
from tests.overlap import overlap, words_of

ROOT = Path(__file__).parent.parent

SCRIPTS = {
    "sales call": "outbound-contact/sales_call",
    "appointment setting": "outbound-contact/appointment_setting",
    "renewal": "outbound-contact/renewal",
    "feedback survey": "outbound-contact/feedback_survey",
    "inbound service with identity check": "inbound-contact/service_call",
    "hold and transfer": "call-handling/hold_and_transfer",
    "voicemail": "call-handling/voicemail",
    "de-escalation": "communication-standards/de_escalation",
    "price objection": "objection-handling/price_objection",
    "missed-call callback": "missed-calls/missed_call_callback",
    "first contact and qualification": "lead-response/first_contact",
    "booking": "booking-appointments/booking",
    "unsold estimate": "revenue-recovery/unsold_estimate",
    "canceled appointment": "revenue-recovery/canceled_appointment",
    "win-back": "revenue-recovery/win_back",
    "plan upgrade": "cross-sell-up-sell/plan_upgrade",
    "complaint intake": "inquiries-and-complaints/complaint_intake",
    "data-subject request": "data-privacy-security/data_subject_request",
    "threat or safety call": "emergency-and-crisis/threat_or_safety_call",
    "cancellation save": "revenue-recovery/cancellation_save",
}
"""The calls that every contact center has, and the script for each."""

MATRIX = "escalation-matrix"
PATHS = ("service", "technical", "billing", "legal", "abuse", "safety")


@cache
def checked() -> CheckResult:
    return check(find_project(ROOT))


def sops() -> tuple[Sop, ...]:
    return checked().library.sops


def scripts() -> dict[str, Script]:
    return {f"{sop.id}/{one.id}": one for sop in sops() for one in sop.scripts}


@cache
def known_scripts() -> Scripts:
    return Scripts(checked().library)


def branches(script: Script) -> bool:
    """Return whether a call can go different ways."""
    return any(
        len({target for _, target in targets(node)}) > 1
        for node in script.nodes
        if isinstance(node, AskNode | BranchNode)
    )


def text_of(part: Located) -> str:
    return " ".join(plain_words(text.words) for text in texts_of(part))


def test_the_check_finds_nothing() -> None:
    """What ``sop check --strict`` says about the library: nothing at all."""
    found = [
        f"{one.path}:{one.line}: {one.code} {one.message}"
        for one in checked().diagnostics
        if one.severity in ("error", "warning")
    ]

    assert found == []


def test_every_sop_of_the_catalog_is_here() -> None:
    """The table of facts names 23 SOPs; the library has them and no other."""
    assert len(FACTS) == 23
    assert {sop.id for sop in sops()} == set(FACTS)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_named_script_branches_and_fits(name: str) -> None:
    """Each kind of call has a script of 6 to 25 nodes that follows the customer."""
    script = scripts()[SCRIPTS[name]]

    assert 6 <= len(script.nodes) <= 25
    assert branches(script)
    assert any(isinstance(node, EndNode) for node in script.nodes)


def test_every_script_is_readable_in_size() -> None:
    sizes = {address: len(script.nodes) for address, script in scripts().items()}

    assert {name: size for name, size in sizes.items() if not 6 <= size <= 25} == {}
    assert len([one for one in scripts().values() if branches(one)]) >= 20


def test_nothing_is_sold_without_the_words_of_consent() -> None:
    """On every path to a sale the customer hears what a charge needs."""
    library_dispositions = checked().library.dispositions
    selling = {
        (address, node.id): script
        for address, script in scripts().items()
        for node in script.nodes
        if isinstance(node, EndNode) and library_dispositions[node.disposition].sale
    }

    assert selling
    assert [
        end
        for end, script in selling.items()
        if end[1] in _reached_without(script, "consent-before-charge")
    ] == []


def _reached_without(script: Script, disclosure: str) -> set[str]:
    """Return the nodes that a path from the start reaches without the words."""
    nodes = {node.id: node for node in script.nodes}
    found: set[str] = set()
    waiting = [script.start]
    while waiting:
        node = nodes[waiting.pop()]
        if node.id not in found and disclosure not in _disclosures(node):
            found.add(node.id)
            waiting += [goal for _, goal in targets(node)]
    return found


def _disclosures(node: object) -> tuple[str, ...]:
    return getattr(node, "disclosures", ())


def test_every_regulation_that_a_call_can_break_has_a_rule() -> None:
    """CAN-SPAM speaks of e-mails, which no script sends; all others have rules."""
    library = checked().library
    ruled = {rule.regulation for rule in library.path_rules.values()} - {None}

    assert ruled == set(library.regulations) - {"can-spam"}


def test_every_script_has_four_cases_or_more() -> None:
    few = [one.address for one in known_scripts() if len(one.script.cases) < 4]

    assert few == []


def test_cases_tell_every_way_a_call_can_go() -> None:
    """Each choice is picked in a case of its script, and each node is come to."""
    lacking = []
    for script in known_scripts():
        came, picked = _played(script)
        for node in script.script.nodes:
            if node.id not in came:
                lacking.append(f"{script.address}/{node.id}")
            for choice in node.choices if isinstance(node, AskNode) else ():
                if (node.id, choice.id) not in picked:
                    lacking.append(f"{script.address}/{node.id}: {choice.label}")

    assert lacking == []


def _played(script: KnownScript) -> tuple[set[str], set[tuple[str, str]]]:
    """Return the nodes and the choices of a script that its cases come to."""
    results = [play_case(known_scripts(), script, one) for one in script.script.cases]
    path = [way.place for one in results for way in one.path]
    picked = [pair for one in results for pair in one.picked]
    return (
        {place.node for place in path if place.script == script.address},
        {
            (place.node, name)
            for place, name in picked
            if place.script == script.address
        },
    )


@pytest.mark.parametrize(
    ("block", "at_least"),
    [("objections", 40), ("templates", 10), ("checklists", 15), ("metrics", 20)],
)
def test_there_are_enough_blocks(block: str, at_least: int) -> None:
    assert sum(len(getattr(sop, block)) for sop in sops()) >= at_least


def test_every_objection_has_words_and_a_reply() -> None:
    """At least two ways to say it, so that search finds it, and something to say."""
    thin = [
        f"{sop.id}: {one.id}"
        for sop in sops()
        for one in sop.objections
        if len(one.customer_says) < 2 or not one.reply
    ]

    assert thin == []


def test_the_matrix_covers_each_severity_and_path() -> None:
    """In one SOP, every case finds its row: who owns it, and how soon they respond."""
    matrix = checked().library.by_id[MATRIX]
    cells = {(row.severity, row.path) for row in matrix.escalations}

    assert cells == {(level, path) for level in range(1, 5) for path in PATHS}


def test_every_escalation_has_an_owner_and_a_time() -> None:
    roles = checked().library.roles
    rows = [(sop.id, row) for sop in sops() for row in sop.escalations]

    assert [(sop, row.id) for sop, row in rows if row.to not in roles] == []
    assert [(s, row.id) for s, row in rows if not re.search(r"\d", row.within)] == []


def test_every_metric_can_be_worked_out() -> None:
    """A formula with its sign, a source, a target with numbers, a role that acts."""
    lacking = [
        f"{sop.id}: {one.id}"
        for sop in sops()
        for one in sop.metrics
        if not re.search(r"[/+x-]|median|count|share|sum|average", one.formula)
        or not one.source
        or not re.search(r"\d", one.target)
        or one.role not in checked().library.roles
    ]

    assert lacking == []


def test_scorecards_sum_to_100_and_have_auto_fail_rows() -> None:
    cards = [sop.scorecard for sop in sops() if sop.scorecard]

    assert len(cards) >= 2
    for card in cards:
        assert sum(row.weight for row in card.criteria) == 100
        assert any(row.auto_fail for row in card.criteria)
        assert 0 < card.pass_mark <= 100


def test_eight_sops_or_more_have_a_quiz_of_eight() -> None:
    assert len([sop for sop in sops() if len(sop.quiz) >= 8]) >= 8


def test_every_question_has_a_right_a_wrong_and_a_step() -> None:
    """A question that cannot be answered wrong, or whose answer stands nowhere."""
    library = checked().library
    odd = []
    for sop in sops():
        for one in sop.quiz:
            link = parse_step(one.step, home=sop.id)
            place = anchors_of(library.by_id[link.sop]).get(link.anchor)
            rights = {answer.correct for answer in one.answers}
            if rights != {True, False} or place is None or isinstance(place, Section):
                odd.append(f"{sop.id}: {one.id}")

    assert odd == []


def test_every_sop_is_found_printed_and_dated() -> None:
    """12 keywords or more, a card of its own, and a history that begins."""
    assert [sop.id for sop in sops() if len(set(sop.keywords)) < 12] == []
    assert [sop.id for sop in sops() if sop.card is None] == []
    assert [sop.id for sop in sops() if not sop.revision_history] == []
    firsts = {sop.revision_history[0].change.value for sop in sops()}
    assert firsts == {"first_version"}


def blocks_of(kind: str) -> Iterator[tuple[str, str]]:
    """Return name and words of each block of a kind; a quiz is that of one SOP."""
    for sop in sops():
        if kind == "quizzes":
            if sop.quiz:
                yield sop.id, " ".join(text_of(question) for question in sop.quiz)
            continue
        for block in getattr(sop, kind):
            yield f"{sop.id}: {block.id}", text_of(block)


@pytest.mark.parametrize("kind", ["objections", "checklists", "quizzes"])
def test_no_two_blocks_say_the_same(kind: str) -> None:
    """No two share more than half of the words of the shorter one."""
    repeats = _repeats(list(blocks_of(kind)))

    assert repeats == []


def test_the_measure_of_repeats_sees_copies() -> None:
    """A short text inside a long one is a repeat; small words count for nothing."""
    short, other = words_of("Warm transfer, with a briefing"), words_of("Ring twice")

    assert overlap(short, short | other) == 1
    assert overlap(short, other) == 0
    assert words_of("What is it that you say to them?") == frozenset()
    assert _repeats(
        [("one", "red blue"), ("two", "blue red pen"), ("three", "ink")]
    ) == ["one and two: 1.00"]


def _repeats(named: Iterable[tuple[str, str]]) -> list[str]:
    found = [(name, words_of(text)) for name, text in named]
    return [
        f"{one} and {other}: {share:.2f}"
        for (one, first), (other, second) in combinations(found, 2)
        if (share := overlap(first, second)) > 0.5
    ]


@pytest.mark.parametrize("sop", FACTS)
def test_every_fact_stands_in_its_place(sop: str) -> None:
    """Each fact of the catalog stands where the table says, in so many words."""
    places = anchors_of(checked().library.by_id[sop])
    lost = [
        f"{fact}: '{word}' in {place}"
        for fact, place, word in FACTS[sop]
        if place not in places
        or not re.search(rf"(?<!\w){re.escape(word)}", text_of(places[place]), re.I)
    ]

    assert len(FACTS[sop]) >= 6
    assert lost == []
