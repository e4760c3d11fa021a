"""`sop card`: one card to print, without a whole build."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.cli.main import run
from builder.commands.card import write_cards
from builder.commands.export import ExportResult, write_export
from builder.errors import SopError
from builder.outputs.facts import OutputFile
from tests.helpers import GitProject, powerless_folder
from tests.past import CALL, edition, tiny_with
from tests.tiny import TODAY, copy_tiny, tiny_files


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    copy_tiny(folder, {})
    return folder


def card(project: Path, out: Path, *arguments: str) -> tuple[int, list[str]]:
    """Return the exit code and the files that were written."""
    code = run(
        ["card", *arguments, "-o", str(out), "-C", str(project), "--as-of", TODAY]
    )
    return code, sorted(path.name for path in out.iterdir()) if out.exists() else []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["SOP-CON-001"], ["first-call.sop.a4.pdf"]),
        (
            ["first-call", "--size", "a6", "--size", "letter"],
            ["first-call.sop.a6.pdf", "first-call.sop.letter.pdf"],
        ),
        (["first-call/call"], ["first-call.call.script.a4.pdf"]),
        (
            ["first-call", "--kind", "objection", "--kind", "sop", "--size", "a5"],
            ["first-call.objection.a5.pdf", "first-call.sop.a5.pdf"],
        ),
        (["dispositions"], ["dispositions.disposition.a4.pdf"]),
    ],
    ids=" ".join,
)
def test_a_name_is_enough_for_a_card(
    project: Path, tmp_path: Path, arguments: list[str], files: list[str]
) -> None:
    assert card(project, tmp_path / "out", *arguments) == (0, files)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["first-cal"], "did you mean 'first-call'"),
        (["first-call/nothing"], "there is no SOP, script or technique"),
        (["first-call", "--kind", "emergency"], "has no emergency card"),
        (["old-complaint"], "is retired and has no card"),
        (["first-call", "--size", "a7"], "'a7' is not one of"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_what_there_is_no_card_of_is_told(
    project: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    code, files = card(project, tmp_path / "out", *arguments)

    assert (code, files) == (2, [])
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("depth", "told"),
    [
        ("1", ["SOP521", "until then: ", "git fetch --unshallow"]),
        ("9", ["'first-call' is not in force before 2026-02-20", "--as-of 2026-02-20"]),
    ],
)
def test_a_version_that_waits_is_told_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], depth: str, told: list[str]
) -> None:
    """No card of a kind that nobody asked for is missing: its day has not come."""
    project = GitProject(tmp_path / "project")
    kept = "" if depth == "9" else "1.0.0"
    project.commit(tiny_with(edition(kept or "1.1.0", "2026-02-20")))
    text = tiny_files()[CALL].replace("effective: 2026-03-01", "effective: 2026-02-20")
    project.commit({CALL: text} if kept else {"README.md": "x"})
    clone = ["clone", "--quiet", "--depth", depth, project.root.as_uri()]
    project.git(*clone, str(tmp_path / "clone"))

    asked = ["card", "first-call", "-C", str(tmp_path / "clone"), "-o", str(tmp_path)]
    assert run([*asked, "--as-of", "2026-02-10"]) == 2

    error = capsys.readouterr().err
    assert [words for words in told if words not in error] == []
    assert "--kind" not in error


@pytest.mark.parametrize(
    "write",
    [
        lambda file, out: write_cards([file], out),
        lambda file, out: write_export(ExportResult(files=(file,)), out),
    ],
    ids=["card", "export"],
)
def test_a_folder_that_takes_no_file_is_told(
    write: Callable[[OutputFile, Path], object],
) -> None:
    """A message with the path and the reason, not a traceback."""
    made = OutputFile(
        path="dialer/sop/a.pdf",
        content=b"x",
        sop="a",
        kind="sop",
        variant="",
        title="",
    )
    with powerless_folder(lambda folder: (folder / "out").mkdir()) as folder:
        out = folder / "out"
        out.chmod(0o555)
        with pytest.raises(SopError, match=r"cannot write '.*a\.pdf': Perm") as caught:
            write(made, out)
    assert "where you may write" in caught.value.hint


@pytest.mark.slow
def test_a_draft_has_a_card_with_a_band(tmp_path: Path) -> None:
    """Authors see their card before anybody approves it."""
    from pypdf import PdfReader

    path = "sop/contact/first-call.yaml"
    drafted = tiny_files()[path].replace("status: approved", "status: draft")
    copy_tiny(tmp_path / "project", {path: drafted.encode()})

    code, files = card(tmp_path / "project", tmp_path / "out", "first-call")

    assert (code, files) == (0, ["first-call.sop.a4.pdf"])
    text = PdfReader(tmp_path / "out" / files[0]).pages[0].extract_text()
    assert "Draft: not approved for use" in text


@pytest.mark.slow
def test_a_print_shop_gets_bleed_and_marks(project: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    card(project, tmp_path, "first-call", "--size", "a6", "--marks")
    page = PdfReader(tmp_path / "first-call.sop.a6.pdf").pages[0]
    millimeter = 72 / 25.4

    assert float(page.trimbox.width) == pytest.approx(105 * millimeter, abs=0.1)
    assert float(page.bleedbox.width) == pytest.approx(111 * millimeter, abs=0.1)


@pytest.mark.slow
def test_what_does_not_fit_is_told_with_the_size_that_holds_it(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, files = card(project, tmp_path / "out", "first-call/call", "--size", "pocket")

    assert (code, files) == (1, [])
    told = capsys.readouterr().err
    assert "does not fit on the Pocket script card" in told
    assert "mm over; A" in told


@pytest.mark.slow
def test_sheets_stay_when_another_part_is_built(tmp_path: Path) -> None:
    """They have no SOP of their own, and hold as long as those of all cards do."""
    settings = tiny_files()["pyproject.toml"] + (
        "[tool.sop.cards]\nsizes = ['a6']\nbundles = ['sheets']\n"
    )
    project = copy_tiny(tmp_path, {"pyproject.toml": settings})
    build = ["build", "-q", "-C", str(project), "--as-of", TODAY, "--only"]

    assert run([*build, "cards"]) == 0
    before = sorted(path.name for path in (project / "build" / "cards").iterdir())
    assert run([*build, "data"]) == 0

    after = sorted(path.name for path in (project / "build" / "cards").iterdir())
    assert "sheet-a6.pdf" in before
    assert after == before
