"""What the tiny project is rendered to is what was reviewed before.

``make golden`` writes the golden tree anew; read its diff before you commit it.
"""

from pathlib import Path

import pytest

from tests.golden_tree import differences, render_tiny, write_golden


def test_the_tiny_project_is_rendered_as_before(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    files = render_tiny(tmp_path)
    if request.config.getoption("--update-golden"):
        write_golden(files)

    assert differences(files) == []


def test_rendering_twice_makes_the_same(tmp_path: Path) -> None:
    assert render_tiny(tmp_path / "one") == render_tiny(tmp_path / "other")
