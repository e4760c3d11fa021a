"""The walker and the interpreter, written apart, tell the same of every script."""

import pytest

from tests.dialers.interpret import interpret
from tests.dialers.libraries import library_samples
from tests.dialers.protocol import difference


@pytest.mark.parametrize("address", sorted(library_samples()))
def test_walker_and_interpreter_agree(address: str) -> None:
    sample = library_samples()[address]
    paths = sample.paths()

    assert paths
    for path in paths:
        assert difference(path, interpret(sample.record, path)) == ""
