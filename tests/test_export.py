"""``sop export`` and ``sop dialers``: one script, in one format, as asked for."""

import json
from pathlib import Path

import pytest

from builder.cli.main import run
from builder.dialers import DIALERS, NEUTRAL
from builder.outputs.dialer.build import exporter_of
from builder.outputs.dialer.export import Export, Loss, Refusal
from builder.outputs.dialer.format import DialerRecord
from builder.outputs.dialer.names import name_map
from tests.tiny import TODAY, copy_tiny, tiny_files

ADDRESS = "first-call/call"
SOP = "sop/contact/first-call.yaml"


def sop(folder: Path, verb: str, *arguments: str) -> int:
    return run([verb, "-C", str(folder), "--as-of", TODAY, *arguments])


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return copy_tiny(tmp_path / "tiny")


def answer_with(monkeypatch: pytest.MonkeyPatch, made: Export) -> None:
    """Let the neutral format answer like a format that cannot hold everything."""

    def export(record: DialerRecord) -> Export:
        del record
        return made

    monkeypatch.setattr("builder.outputs.dialer.neutral.export", export)


def test_one_export_is_printed(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So that it can be piped into the program that reads it."""
    assert sop(tiny, "export", ADDRESS, "--to", NEUTRAL) == 0

    told = capsys.readouterr()
    assert json.loads(told.out)["id"] == ADDRESS
    assert told.err == ""


def test_a_folder_takes_every_file(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"

    assert sop(tiny, "export", "--to", NEUTRAL, "--out", str(out)) == 0

    (path,) = (path for path in out.rglob("*") if path.is_file())
    assert path == out / "sop-dialer" / "first-call.call.json"
    assert f"wrote {path}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([ADDRESS], "--to NAME (sop-dialer"),
        ([ADDRESS, "--to", "fax"], "'fax' is not"),
        (["first-call/cal", "--to", NEUTRAL], "did you mean 'first-call/call'?"),
    ],
)
def test_a_wrong_order_is_answered_with_the_right_one(
    arguments: list[str],
    words: str,
    tiny: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert sop(tiny, "export", *arguments) == 2
    assert words in capsys.readouterr().err


def test_a_draft_is_exported_only_on_demand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tiny_files()[SOP].replace("status: approved", "status: draft")
    folder = copy_tiny(tmp_path, {SOP: text})

    assert sop(folder, "export", ADDRESS, "--to", NEUTRAL) == 2
    assert "--allow-draft" in capsys.readouterr().err
    assert sop(folder, "export", ADDRESS, "--to", NEUTRAL, "--allow-draft") == 0


def test_what_is_lost_is_told_and_listed(
    tiny: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody has to find out in the middle of a call."""
    loss = Loss(node="plan", what="the branch on account.plan", instead="two buttons")
    answer_with(monkeypatch, Export(content=b"x", losses=(loss,)))

    assert sop(tiny, "export", ADDRESS, "--to", NEUTRAL) == 0
    told = capsys.readouterr()
    assert told.out == "x"
    assert "plan: the branch on account.plan; instead: two buttons" in told.err


def test_a_refused_script_is_told_at_its_place(
    tiny: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is never cut: the build goes on without it, the export fails."""
    refusal = Refusal(node="when", message="no fields", hint="collect nothing")
    answer_with(monkeypatch, Export(refusals=(refusal,)))

    assert sop(tiny, "export", ADDRESS, "--to", NEUTRAL) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "SOP802 'call' cannot go to sop-dialer: no fields" in told.err
    assert "- {id: when, kind: collect" in told.err
    assert sop(tiny, "build", "--only", "dialer") == 0
    assert not list((tiny / "build" / "dialer" / NEUTRAL).rglob("*.call.json"))


@pytest.mark.parametrize("name", DIALERS)
def test_every_format_has_its_exporter(name: str) -> None:
    assert callable(exporter_of(name))


def test_formats_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dialers"]) == 0
    table = capsys.readouterr().out
    assert run(["dialers", "--json"]) == 0
    records = json.loads(capsys.readouterr().out)

    assert [record["name"] for record in records] == list(DIALERS)
    for record in records:
        assert record["name"] in table
        assert record["verified_by"] in table


def test_names_are_apart_and_rest_on_their_id_alone() -> None:
    def clean(identifier: str) -> str:
        return identifier.replace(".", "_")

    def names(*identifiers: str) -> dict[str, str]:
        return name_map(identifiers, clean=clean, longest=12, taken=("end",))

    found = names("a.b", "a_b", "A_B", "end", "a.very.long.name", "a.very.long.nature")

    assert found["a_b"] == "a_b"
    assert len({name.casefold() for name in found.values()}) == 6
    assert max(map(len, found.values())) <= 12
    assert found["a.very.long.name"] == names("a.very.long.name")["a.very.long.name"]
