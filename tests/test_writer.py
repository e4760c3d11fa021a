"""Publishing: the last good output is whole at any moment, and strangers are safe."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from builder.cli.main import run
from builder.errors import SopError
from builder.outputs.writer import publication, write_bytes
from tests.tiny import TODAY, copy_tiny, tiny_files


def publish(root: Path, words: str) -> None:
    with publication(root) as staging:
        write_bytes(staging / "dialer" / "one.json", words.encode())


def test_the_first_build_and_the_next_are_published(tmp_path: Path) -> None:
    for words in ("first", "second"):
        publish(tmp_path, words)

        assert (tmp_path / "build/dialer/one.json").read_text() == words
        assert [entry.name for entry in tmp_path.glob(".build-s*")] == []


def test_a_failed_build_leaves_the_last_good_output(tmp_path: Path) -> None:
    publish(tmp_path, "good")

    def fail() -> None:
        with publication(tmp_path) as staging:
            write_bytes(staging / "dialer" / "one.json", b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert (tmp_path / "build/dialer/one.json").read_text() == "good"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        ".build-lock",
        "build",
    ]


def test_leftovers_of_a_killed_build_are_healed(tmp_path: Path) -> None:
    """Even one that died between the two renames of a system without exchange."""
    publish(tmp_path, "good")
    (tmp_path / "build").rename(tmp_path / ".build-old")
    write_bytes(tmp_path / ".build-staging" / "dialer" / "one.json", b"half")

    publish(tmp_path, "next")

    assert (tmp_path / "build/dialer/one.json").read_text() == "next"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        ".build-lock",
        "build",
    ]


_KILLED = """
import os, signal, sys
from pathlib import Path
from builder.outputs.writer import publication, write_bytes
with publication(Path(sys.argv[1])) as staging:
    write_bytes(staging / "dialer" / "one.json", b"half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_build_killed_hard_leaves_the_last_good_output(tmp_path: Path) -> None:
    publish(tmp_path, "good")

    killed = subprocess.run([sys.executable, "-c", _KILLED, tmp_path], check=False)

    assert killed.returncode == -signal.SIGKILL
    assert (tmp_path / "build/dialer/one.json").read_text() == "good"
    publish(tmp_path, "next")
    assert (tmp_path / "build/dialer/one.json").read_text() == "next"


_HOLDS = """
import sys, time
from pathlib import Path
from builder.outputs.writer import publication
with publication(Path(sys.argv[1])):
    print("locked", flush=True)
    time.sleep(60)
"""


def test_two_builds_at_once_are_told(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLDS, tmp_path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "locked\n"
        with pytest.raises(SopError) as refused:
            publish(tmp_path, "mine")
        holder.kill()

    assert str(holder.pid) in refused.value.message
    publish(tmp_path, "later")


def test_files_of_others_are_never_replaced(tmp_path: Path) -> None:
    write_bytes(tmp_path / "build" / "thesis.tex", b"years of work")

    with pytest.raises(SopError, match=r"thesis\.tex"):
        publish(tmp_path, "mine")

    assert (tmp_path / "build/thesis.tex").read_bytes() == b"years of work"


@pytest.mark.skipif(sys.platform == "win32", reason="symlinks need rights there")
def test_a_link_for_a_build_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "build").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(SopError, match="not a folder"):
        publish(tmp_path, "mine")

    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("name", [".build-lock", ".build-staging"])
def test_a_link_in_our_place_harms_nothing(name: str, tmp_path: Path) -> None:
    """Somebody may have committed it: what it leads to is not ours."""
    outside = tmp_path / "outside.txt"
    outside.write_text("years of work")
    project = tmp_path / "project"
    project.mkdir()
    (project / name).symlink_to(outside)

    with suppress(SopError):
        publish(project, "mine")

    assert outside.read_text() == "years of work"


def test_a_partial_build_keeps_only_what_may_still_go_out(tmp_path: Path) -> None:
    """An SOP that went back to review takes its exports with it."""
    folder = copy_tiny(tmp_path)
    assert build(folder) == 0
    export = folder / "build/dialer/sop-dialer/first-call.call.json"
    assert export.is_file()
    path = "sop/contact/first-call.yaml"
    text = tiny_files()[path].replace("status: approved", "status: in_review")
    (folder / path).write_text(text)

    arguments = ["-C", str(folder), "--as-of", TODAY, "-q", "--only", "data"]
    assert run(["build", *arguments]) == 0

    assert not export.exists()


def build(folder: Path, *arguments: str) -> int:
    shared = ["-C", str(folder), "--as-of", TODAY, "--only", "dialer"]
    return run(["build", *shared, *arguments])


def test_build_publishes_exports_with_their_manifests(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_tiny(tmp_path)

    assert build(folder) == 0

    manifest = json.loads((folder / "build/manifest.json").read_text())
    assert manifest["asOf"] == TODAY
    paths = [entry["path"] for entry in manifest["outputs"]]
    assert [path for path in paths if path.startswith("dialer/sop-dialer/")] == [
        "dialer/sop-dialer/first-call.call.json"
    ]
    assert (folder / "build/schema/dialer.schema.json").is_file()
    assert "1 call script" in capsys.readouterr().out


def test_build_twice_makes_the_same_bytes(tmp_path: Path) -> None:
    one, other = copy_tiny(tmp_path / "one"), copy_tiny(tmp_path / "other")
    for folder in (one, other):
        assert build(folder, "--quiet") == 0
    files = sorted(path.relative_to(one) for path in (one / "build").rglob("*.json"))

    assert files
    for path in files:
        assert (one / path).read_bytes() == (other / path).read_bytes()


def test_with_errors_nothing_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_tiny(tmp_path)
    assert build(folder) == 0
    before = (folder / "build/manifest.json").read_bytes()
    path = "sop/contact/first-call.yaml"
    broken = tiny_files()[path].replace("goto: when}", "goto: nowhere}")
    (folder / path).write_text(broken)

    assert build(folder) == 1

    assert (folder / "build/manifest.json").read_bytes() == before
    assert "SOP401" in capsys.readouterr().err


def test_quiet_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(copy_tiny(tmp_path), "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_an_unknown_draft_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(copy_tiny(tmp_path), "--allow-draft", "first-call/cal") == 2
    assert "did you mean 'first-call/call'?" in capsys.readouterr().err


@pytest.mark.slow
def test_a_full_disk_is_told_and_harms_nothing(tmp_path: Path) -> None:
    """A file size limit makes writing fail as a full disk does, without one."""
    folder = copy_tiny(tmp_path)
    assert build(folder) == 0
    before = (folder / "build/manifest.json").read_bytes()
    command = f"ulimit -f 1; exec {sys.executable} -m builder.cli build --again"
    limited = subprocess.run(
        [
            "bash",
            "-c",
            f"trap '' XFSZ; {command} -C {folder} --only dialer --as-of {TODAY}",
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )

    assert limited.returncode == 2
    assert "cannot write the output" in limited.stderr
    assert "Traceback" not in limited.stderr
    assert (folder / "build/manifest.json").read_bytes() == before
