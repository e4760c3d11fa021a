"""``sop export --diff``: what an import will change, from real git."""

import json
from pathlib import Path

import pytest

from tests.helpers import git_project
from tests.test_export import sop
from tests.tiny import tiny_files

SOP = "sop/contact/first-call.yaml"

EDITS = [
    ("Is it a good time?", "Is this a good time?", ["~ good_time: words say"]),
    (
        '{label: Later, key: "2", goto: when}',
        '{label: Later, key: "2", goto: nobody}',
        ["~ good_time: branch “later”", "- Later (key 2) → when"],
    ),
    (
        '          - {label: Later, key: "2", goto: when}\n',
        "",
        ["- good_time: branch “later”: Later (key 2) → when"],
    ),
    ("equals: plus", "equals: basic", ["~ plan: branch case 1", "+ is basic → thanks"]),
    (
        "{id: nobody, kind: end, disposition: NOANS}",
        "{id: nobody, kind: say, say: Hm., next: gone}\n"
        "      - {id: gone, kind: end, disposition: NOANS}",
        ["+ node gone (end)", "~ nobody: node kind", "+ nobody: words say: Hm."],
    ),
    (
        "say: Thank you., disposition: SALE",
        "say: Thank you., disposition: NOANS",
        ["~ thanks: branch records", "- disposition SALE"],
    ),
    (
        "disclosures: [recording-notice]\n        next",
        "next",
        ["- hello: words say exactly: recording-notice", "- disclosure recording"],
    ),
    ("into: callback.date", "into: account.plan", ["~ when: branch into"]),
    ("start: hello", "start: plan", ["~ script start"]),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    return git_project(root, [tiny_files()]).root


@pytest.fixture(autouse=True)
def _as_committed(project: Path) -> None:
    (project / SOP).write_text(tiny_files()[SOP], "utf-8")


def edit(project: Path, old: str, new: str) -> None:
    text = tiny_files()[SOP]
    assert old in text, "the tiny library no longer holds that text"
    (project / SOP).write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(("old", "new", "expected"), EDITS)
def test_every_change_is_told(
    old: str,
    new: str,
    expected: list[str],
    project: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    edit(project, old, new)

    assert sop(project, "export", "--diff", "HEAD") == 0

    told = capsys.readouterr().out
    assert [words for words in expected if words not in told] == []
    assert told.startswith(
        "~ first-call/call  1.1.0 (changed, but the version was not raised)\n"
    )
    assert told.endswith("import again: 1 changed, 0 the same\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Greet", "title: Say hello"),
        ("version: 1.1.0\neffective", "version: 1.2.0\neffective"),
        ("    start: hello", "    start: hello  # first"),
    ],
)
def test_what_a_dialer_does_not_see_is_no_change(
    old: str, new: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, old, new)

    assert sop(project, "export", "--diff", "HEAD") == 0
    assert capsys.readouterr().out == "nothing to import: 0 changed, 1 the same\n"


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("status: approved", "status: in_review", "removed"),
        ("id: call", "id: ring", ""),
    ],
)
def test_scripts_come_and_go(
    old: str,
    new: str,
    kind: str,
    project: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    edit(project, old, new)

    assert sop(project, "export", "--diff", "HEAD", "--json") == 0

    found = {one["address"]: one["kind"] for one in json.loads(capsys.readouterr().out)}
    assert found["first-call/call"] == "removed"
    assert kind or found["first-call/ring"] == "added"


def test_an_unknown_script_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sop(project, "export", "first-call/cal", "--diff", "HEAD") == 2
    assert "did you mean 'first-call/call'?" in capsys.readouterr().err
