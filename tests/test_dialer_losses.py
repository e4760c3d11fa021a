"""What is lost of a script with every kind of node and ways back, as reviewed before.

``make golden`` writes the reports anew; read their diff before you commit it.
"""

from pathlib import Path

import pytest

from builder.outputs.dialer.build import exporter_of, loss_report
from builder.outputs.dialer.export import json_bytes
from tests.dialers.libraries import fixture_samples

REPORTS = Path(__file__).parent / "golden" / "losses"


@pytest.mark.parametrize("name", ["vicidial", "goautodial", "csv", "markdown"])
def test_losses_are_told_as_before(name: str, request: pytest.FixtureRequest) -> None:
    record = fixture_samples()["every-kind/tour"].record
    report = json_bytes(loss_report(name, record, exporter_of(name)(record)))
    path = REPORTS / f"{name}.json"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(report)

    assert report == path.read_bytes()
