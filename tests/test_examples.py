"""Every example says what the check finds in it, and every code has an example."""

from pathlib import Path

import pytest

from tests.examples_runner import expected_in, found_in

EXAMPLES = Path(__file__).parent / "examples"
VALID = sorted((EXAMPLES / "valid").glob("*.yaml"))
INVALID = sorted((EXAMPLES / "invalid").glob("SOP*.yaml"))


def named(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("example", VALID, ids=named)
def test_a_valid_example_has_no_diagnostics(example: Path) -> None:
    assert found_in(example) == []


@pytest.mark.parametrize("example", INVALID, ids=named)
def test_an_invalid_example_is_told_at_its_place(example: Path) -> None:
    """The check finds what the first lines say, there and nowhere else."""
    expected = expected_in(example)

    assert expected, "an invalid example says what is wrong with it"
    assert found_in(example) == expected
    assert any(example.stem.startswith(line.split()[1]) for line in expected)
