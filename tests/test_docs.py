"""The pages that the code tells are the pages in contributing/."""

import re
import subprocess
import sys
from pathlib import Path

from builder.changes.demands import NAMED_BY
from builder.cli.verbs import VERBS
from builder.model.control import ChangeKind

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / ".github" / "pictures"


def test_generated_pages_are_up_to_date() -> None:
    """`make docs` would change nothing."""
    checked = subprocess.run(
        [sys.executable, "scripts/write-docs", "--check"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert (checked.returncode, checked.stdout) == (0, "")


def test_readme_names_every_command() -> None:
    """Whoever reads the README knows what there is."""
    readme = (ROOT / "README.md").read_text("utf-8")

    assert [verb for verb in VERBS if f"`sop {verb}" not in readme] == []


def test_every_kind_is_told_with_the_words_that_name_it() -> None:
    """A kind such as ``script_path`` is not what ``changes`` of an SOP takes."""
    page = (ROOT / "docs" / "changing-an-sop.md").read_text("utf-8")
    told = {
        kind: {*re.findall(r"`(\w+)`", words)} or {"any"}
        for kinds, words in re.findall(r"^\| (`.*?) \| .*? \| (.*?) \|", page, re.M)
        for kind in re.findall(r"`(\w+)`", kinds)
    }
    wanted = {
        kind.value: {"any"} if words == {*ChangeKind} else {*words}
        for kind, words in NAMED_BY.items()
        if not kind.value.startswith("sop_")
    }

    assert told == wanted


def test_links_between_pages_lead_somewhere() -> None:
    """A link to a file of the repository names one that is there."""
    broken = []
    for page in (*ROOT.glob("*.md"), *(ROOT / "contributing").rglob("*.md")):
        for target in re.findall(
            r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")
        ):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")

    assert broken == []


def test_pictures_of_the_readme_are_there_small_and_described() -> None:
    """They are made by ``make screenshots`` and chosen by hand."""
    text = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text)

    assert len(shown) >= 3
    for words, path in shown:
        assert len(words) > 30, path
        assert 1_000 < (ROOT / path).stat().st_size < 150_000, path
    kept = {f".github/pictures/{one.name}" for one in PICTURES.iterdir()}
    assert kept == {path for _, path in shown}
