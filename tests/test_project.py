"""Finding the project, reading its settings, and knowing which day it is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from builder.diagnostics import Severity
from builder.errors import SopError
from builder.model.change import Bump, Demand, Kind
from builder.project import SiteSettings, find_project
from builder.project_cards import CardSettings
from builder.project_settings import Settings, read_settings
from builder.rules import RULES
from tests.helpers import build_tree

MINIMAL = "[tool.sop]\n"


def test_found_from_a_folder_below(tmp_path: Path) -> None:
    """The project is looked for upward, from a folder or a file."""
    build_tree(tmp_path, {"pyproject.toml": MINIMAL, "sop/revenue/a.yaml": ""})

    assert tmp_path == find_project(tmp_path).root
    assert tmp_path == find_project(tmp_path / "sop" / "revenue").root
    assert tmp_path == find_project(tmp_path / "sop" / "revenue" / "a.yaml").root


def test_layout_is_enough(tmp_path: Path) -> None:
    """A folder with sop/ and mkdocs.yml is a project without any settings."""
    build_tree(tmp_path, {"mkdocs.yml": "", "sop/shared/roles.yaml": ""})

    project = find_project(tmp_path)

    assert tmp_path == project.root
    assert Settings() == project.settings


def test_nearest_project_wins(tmp_path: Path) -> None:
    """A project inside another one's folder is its own."""
    build_tree(
        tmp_path,
        {"pyproject.toml": MINIMAL, "inner/mkdocs.yml": "", "inner/sop/a.yaml": ""},
    )

    assert tmp_path / "inner" == find_project(tmp_path / "inner" / "sop").root


def test_other_pyproject_is_passed_by(tmp_path: Path) -> None:
    """A pyproject.toml without [tool.sop] is somebody else's, even if it is broken."""
    build_tree(
        tmp_path,
        {
            "pyproject.toml": MINIMAL,
            "a/pyproject.toml": "[project]\nname = 'x'\n",
            "a/b/pyproject.toml": "not toml at all",
        },
    )

    assert tmp_path == find_project(tmp_path / "a" / "b").root


def test_no_project(tmp_path: Path) -> None:
    """Where there is no project, the message says how to start one."""
    with pytest.raises(SopError, match="no SOP project in") as caught:
        find_project(tmp_path)

    assert "sop init" in caught.value.hint


def test_broken_pyproject(tmp_path: Path) -> None:
    """A project's own broken pyproject.toml is named with its line."""
    build_tree(tmp_path, {"pyproject.toml": "[tool.sop]\nlanguage = en\n"})

    with pytest.raises(SopError, match=r"pyproject.toml .* line 2"):
        find_project(tmp_path)


def test_undecodable_pyproject(tmp_path: Path) -> None:
    """A pyproject.toml that is not UTF-8 is an error, not a traceback."""
    build_tree(tmp_path, {"pyproject.toml": b"[tool.sop]\norganization = '\xff'\n"})

    with pytest.raises(SopError, match=r"pyproject.toml cannot be read"):
        find_project(tmp_path)


def test_all_settings(tmp_path: Path) -> None:
    """Every documented setting arrives where it belongs."""
    code = min(RULES)
    build_tree(
        tmp_path,
        {
            "pyproject.toml": f"""
[tool.sop]
publish_drafts = true
language = "es-MX"
organization = "Café & Co"
issue_url = "https://example.org/new"
[tool.sop.severity]
{code} = "note"
[tool.sop.limits]
max_bytes = 5000
card_seconds = 5
[tool.sop.cards]
sizes = ["letter"]
uncontrolled = "Copy"
valid_for = 2
"""
        },
    )

    settings = find_project(tmp_path).settings

    assert settings.publish_drafts is True
    assert settings.language == "es-MX"
    assert settings.organization == "Café & Co"
    assert settings.issue_url == "https://example.org/new"
    assert settings.severity == {code: Severity.NOTE}
    assert (settings.limits.max_bytes, settings.limits.card_seconds) == (5000, 5)
    assert settings.limits.max_depth == 24
    assert settings.cards == CardSettings(
        sizes=("letter",), uncontrolled="Copy", valid_for=2
    )


WRONG = [
    ({"langauge": "en"}, "unknown setting 'langauge' in [tool.sop]", "'language'"),
    ({"limits": {"max_byte": 1}}, "'max_byte' in [tool.sop.limits]", "'max_bytes'"),
    ({"zzz": 1}, "unknown setting 'zzz'", "known: publish_drafts, language"),
    ({"publish_drafts": "yes"}, "must be true or false, but it is text", ""),
    ({"publish_drafts": 1}, "must be true or false, but it is a whole number", ""),
    ({"organization": 3}, "must be text in quotes", ""),
    ({"organization": "A\u202eB"}, "cannot be printed", ""),
    ({"language": "English (US)"}, "must be a language tag", "en-US"),
    ({"issue_url": "javascript:x"}, "must be a web address", "https://"),
    ({"limits": {"max_bytes": True}}, "must be a whole number", ""),
    ({"limits": {"max_bytes": 1.5}}, "but it is something else (1.5)", ""),
    ({"limits": {"max_bytes": 0}}, "must be 1 or more", ""),
    ({"cards": {"sizes": ["a7"]}}, "unknown value 'a7'", "a4"),
    ({"cards": {"kinds": {"skript": ["a4"]}}}, "unknown setting 'skript'", "script"),
    ({"cards": {"kinds": {"script": ["a7"]}}}, "unknown value 'a7'", "a4"),
    ({"cards": {"sizes": "a4"}}, "must be a list", ""),
    ({"cards": 1}, "'tool.sop.cards' must be a table", ""),
    ({"severity": {"SOP000": "error"}}, "unknown value 'SOP000'", ""),
    ({"severity": {min(RULES): "warn"}}, "unknown value 'warn'", "'warning'"),
    ("yes", "'tool.sop' must be a table", ""),
]


@pytest.mark.parametrize(("table", "message", "hint"), WRONG)
def test_wrong_setting(table: object, message: str, hint: str) -> None:
    """A wrong key or value is refused with the file, the key and a way out."""
    with pytest.raises(SopError) as caught:
        read_settings(table, path="pyproject.toml")

    assert caught.value.message.startswith("pyproject.toml: ")
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.hint


def test_today_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An explicit date wins over SOURCE_DATE_EPOCH, and that over the clock."""
    build_tree(tmp_path, {"pyproject.toml": MINIMAL})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")

    assert find_project(tmp_path).today == "1970-01-01"
    assert find_project(tmp_path, as_of="2026-02-03").today == "2026-02-03"

    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    before = datetime.now(UTC).date().isoformat()
    today = find_project(tmp_path).today
    assert before <= today <= datetime.now(UTC).date().isoformat()


@pytest.mark.parametrize("text", ["tomorrow", "20261121", "2026-02-30", "2026-W47-6"])
def test_wrong_date(tmp_path: Path, text: str) -> None:
    """A date that is not a day written as year-month-day is refused."""
    build_tree(tmp_path, {"pyproject.toml": MINIMAL})

    with pytest.raises(SopError, match="is not a date"):
        find_project(tmp_path, as_of=text)


@pytest.mark.parametrize("epoch", ["soon", "1e9", "9" * 30])
def test_wrong_epoch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    """A SOURCE_DATE_EPOCH that is no time is refused, not guessed."""
    build_tree(tmp_path, {"pyproject.toml": MINIMAL})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    with pytest.raises(SopError, match="SOURCE_DATE_EPOCH"):
        find_project(tmp_path)


SITE = """\
site_name: Our SOPs
site_description: How we work
site_url: https://sop.example.org/floor
repo_url: https://forge.example.org/floor/sops/
edit_uri: edit/release/2026/handbook/
use_directory_urls: false
docs_dir: handbook
theme:
  name: material
  icon: !!python/name:material.extensions.emoji.twemoji
plugins: [search, sop]
"""


def site_of(root: Path, text: str) -> SiteSettings:
    build_tree(root, {"pyproject.toml": MINIMAL, "mkdocs.yml": text})
    return find_project(root).site


def test_site(tmp_path: Path) -> None:
    """What the builder needs of mkdocs.yml is read, tags of others and all."""
    assert site_of(tmp_path, SITE) == SiteSettings(
        name="Our SOPs",
        description="How we work",
        url="https://sop.example.org/floor/",
        repo_url="https://forge.example.org/floor/sops",
        edit_branch="release/2026",
        use_directory_urls=False,
        docs_dir="handbook",
    )


@pytest.mark.parametrize("text", ["", "site_name:\n", "site_name: [1]\nsite_url: 3\n"])
def test_site_defaults(tmp_path: Path, text: str) -> None:
    """What mkdocs.yml does not say, or says in another type, has its default."""
    assert site_of(tmp_path, text) == SiteSettings()


def test_site_without_file(tmp_path: Path) -> None:
    """A project without mkdocs.yml has the defaults."""
    build_tree(tmp_path, {"pyproject.toml": MINIMAL})

    assert find_project(tmp_path).site == SiteSettings()


def test_site_is_read_when_asked_for(tmp_path: Path) -> None:
    """A broken mkdocs.yml is told only to who needs it, with its name."""
    build_tree(tmp_path, {"pyproject.toml": MINIMAL, "mkdocs.yml": "a: [b\n"})
    project = find_project(tmp_path)

    with pytest.raises(SopError, match=r"mkdocs\.yml: .* line"):
        _ = project.site


@pytest.mark.parametrize(
    ("edit_uri", "branch"),
    [
        ("edit/main/docs/", "main"),
        ("-/edit/trunk/docs", "trunk"),
        ("blob/v%231/docs/", "v#1"),
        ("src/default/docs/", "default"),
        ("edit/main/teams/floor/docs/", "main/teams/floor"),
        ("https://forge.example.org/x/edit/dev/docs/", "dev"),
        ("''", "main"),
        ("somewhere", "main"),
    ],
)
def test_edit_branch(tmp_path: Path, edit_uri: str, branch: str) -> None:
    """The branch to edit comes from edit_uri, with the folder of a project below."""
    assert site_of(tmp_path, f"edit_uri: {edit_uri}\n").edit_branch == branch


def test_changes_have_defaults_and_a_table() -> None:
    """What a table does not say stays as it is; a disclosure asks for compliance."""
    table = {
        "compliance": "law-officer",
        "wording": {"version": "minor"},
        "disclosure": {"version": "major", "approve": ["owner"]},
    }

    changes = read_settings({"changes": table}, path="pyproject.toml").changes

    assert changes.demand(Kind.WORDING) == Demand(version=Bump.MINOR)
    assert changes.demand(Kind.EDITORIAL) == Demand(version=Bump.PATCH)
    assert changes.demand(Kind.DISCLOSURE) == Demand(
        version=Bump.MAJOR, approve=("owner", "law-officer")
    )


@pytest.mark.parametrize(
    ("table", "message", "hint"),
    [
        ({"wordin": {}}, "unknown setting 'wordin' in [tool.sop.changes]", "'wording'"),
        (
            {"wording": {"version": "mino"}},
            "unknown value 'mino' for 'tool.sop.changes.wording.version'",
            "did you mean 'minor'?",
        ),
        (
            {"wording": {"approve": "owner"}},
            "'tool.sop.changes.wording.approve' must be a list in [ ], but it is text "
            "in quotes ('owner')",
            "write a list in [ ] after 'approve ='",
        ),
        (
            {"wording": {"approve": ["The Boss"]}},
            "'tool.sop.changes.wording.approve' must name a role, but 'The Boss' is "
            "none",
            "sop/shared/roles.yaml",
        ),
        (
            {"wording": "patch"},
            "'tool.sop.changes.wording' must be a table, but it is text in quotes "
            "('patch')",
            "write a table",
        ),
        ({"compliance": ""}, "'tool.sop.changes.compliance' must name a role", "roles"),
    ],
)
def test_a_table_of_changes_that_cannot_be(
    table: dict[str, object], message: str, hint: str
) -> None:
    with pytest.raises(SopError) as caught:
        read_settings({"changes": table}, path="pyproject.toml")

    assert message in caught.value.message
    assert hint in caught.value.hint
