"""Every rule of cards has an example: some files of a project that break it.

The first lines of a file say what the build of cards has to find in it.
"""

from pathlib import Path

import pytest

from builder.commands.check import check
from builder.outputs.cards.brand import read_brand
from builder.outputs.cards.build import build_cards
from builder.project import find_project
from builder.rules import RULES
from builder.tree import WorkTree
from tests.cards import card_facts
from tests.examples_runner import expected_in
from tests.tiny import TODAY, copy_tiny

INVALID = Path(__file__).parent / "examples" / "invalid"
EXAMPLES = sorted(INVALID.glob("SOP7*"))


def files_in(example: Path) -> dict[str, Path]:
    return {
        path.relative_to(example).as_posix(): path
        for path in sorted(example.rglob("*"))
        if path.is_file()
    }


def test_every_rule_of_cards_has_an_example() -> None:
    examples = {example.name.split("-")[0] for example in EXAMPLES}

    assert {code for code in RULES if code.startswith("SOP7")} == examples


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_the_build_of_cards_finds_what_an_example_says(
    example: Path, tmp_path: Path
) -> None:
    files = files_in(example)
    copy_tiny(tmp_path, {name: path.read_bytes() for name, path in files.items()})
    project = find_project(tmp_path, as_of=TODAY)
    library = check(project).library
    facts = card_facts(
        library,
        site=project.site.url,
        settings=project.settings,
        brand=read_brand(WorkTree(tmp_path), project.settings.cards),
    )

    result = build_cards(project, library, facts, jobs=1, on_progress=lambda *_: None)

    expected = {
        (name, one) for name, path in files.items() for one in expected_in(path)
    }
    found = {
        (one.path, f"{one.line}:{one.column} {one.code}")
        for one in result.diagnostics
        if one.path in files
    }
    assert expected
    assert found == expected
