"""Whatever is put into sop/: one message with its place, no traceback, no harm."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.cli.main import run
from builder.rules import RULES
from tests.examples_runner import expected_in
from tests.helpers import powerless_folder
from tests.tiny import TODAY, copy_tiny, tiny_files

SOP = "sop/contact/first-call.yaml"
CARE = "sop/care/complaint.yaml"
TEXT = tiny_files()[SOP]


def check(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    """Return the codes that the check finds by file."""
    capsys.readouterr()
    code = run(["check", "-C", str(folder), "--as-of", TODAY, "--format", "json"])
    found: dict[str, list[str]] = {}
    for record in json.loads(capsys.readouterr().out):
        assert record["hint"], "every problem has a way out"
        found.setdefault(record["path"], []).append(record["code"])
    assert code == (1 if found else 0)
    return found


BYTES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "SOP1"),
    "only a remark": (b"# nothing yet\n", "SOP1"),
    "binary": (bytes(range(256)) * 40, "SOP1"),
    "UTF-16": (TEXT.encode("utf-16"), "SOP1"),
    "Latin-1": (TEXT.replace("Greet", "Grüße").encode("latin-1"), "SOP1"),
    "cut in the middle": (TEXT.encode()[:1500] + b'\n  "', "SOP"),
    "a list": (b"- one\n- two\n", "SOP2"),
    "plain words": (b"Say hello to the customer.\n", "SOP2"),
    "HTML": (b"<html><body>hello</body></html>\n", "SOP"),
    "a thousand brackets": (b"a: " + b"[" * 1000, "SOP"),
    "a hundred thousand brackets": (b"[" * 100_000, "SOP"),
    "two megabytes": (b"a: " + b"x" * 2_000_000, "SOP9"),
    "a bomb of aliases": (
        b"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
        b"c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n",
        "SOP1",
    ),
    "a Python object": (b"!!python/object/apply:os.system ['true']\n", "SOP1"),
    "two documents": (TEXT.encode() + b"---\nschema: 1\n", "SOP1"),
}


@pytest.mark.parametrize(("content", "family"), BYTES.values(), ids=BYTES)
def test_a_file_that_is_no_sop(
    content: bytes,
    family: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It is told, and the other files are still checked."""
    broken = TEXT.replace(
        "role: team-lead, changes: [wording]", "role: us, changes: [wording]"
    )
    folder = copy_tiny(tmp_path, {CARE: content, SOP: broken})

    found = check(folder, capsys)

    assert any(code.startswith(family) for code in found.pop(CARE))
    assert found == {SOP: ["SOP308"]}


def test_every_missing_shared_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """SOP316, once for each file, and no cascade of unknown references."""
    roles, tools = "sop/shared/roles.yaml", "sop/shared/tools.yaml"
    folder = copy_tiny(tmp_path, {roles: None, tools: None})

    assert check(folder, capsys) == {roles: ["SOP316"], tools: ["SOP316"]}


@pytest.mark.parametrize("target", ["/etc/hostname", "../care", "nowhere"])
def test_a_link_in_sop_is_never_followed(
    target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """SOP313: what is behind a link was never reviewed here."""
    folder = copy_tiny(tmp_path)
    link = folder / "sop" / "contact" / "link.yaml"
    link.symlink_to(target)

    assert check(folder, capsys) == {"sop/contact/link.yaml": ["SOP313"]}


def test_sop_itself_must_not_be_a_link(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_tiny(tmp_path / "tiny")
    (folder / "sop").rename(tmp_path / "elsewhere")
    (folder / "sop").symlink_to(tmp_path / "elsewhere")

    assert run(["check", "-C", str(folder)]) in (1, 2)
    told = capsys.readouterr()
    assert "link" in told.out + told.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_pipe_does_not_hang_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_tiny(tmp_path)
    os.mkfifo(folder / "sop" / "contact" / "pipe.yaml")

    assert check(folder, capsys) == {"sop/contact/pipe.yaml": ["SOP313"]}


def test_an_empty_library_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ten missing shared files, and no SOP: the way out is `sop init`."""
    (tmp_path / "sop").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Empty\n")

    assert run(["check", "-C", str(tmp_path)]) == 1
    assert "0 SOPs" in capsys.readouterr().out


def test_a_file_without_permission_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """SOP908: the other files are still checked."""
    check(copy_tiny(tmp_path), capsys)  # loads all modules while we may read them
    secret = "sop/contact/secret.yaml"
    broken = TEXT.replace(
        "role: team-lead, changes: [wording]", "role: us, changes: [wording]"
    )

    def fill(folder: Path) -> None:
        copy_tiny(folder, {secret: "schema: 1\n", SOP: broken})
        (folder / secret).chmod(0)

    with powerless_folder(fill) as folder:
        assert check(folder, capsys) == {secret: ["SOP908"], SOP: ["SOP308"]}


def test_an_output_folder_without_permission_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """SOP906, and nothing is half-written."""
    arguments = ["--as-of", TODAY, "--only", "dialer", "-q"]
    # Loads all modules while we may read them.
    assert run(["build", "-C", str(copy_tiny(tmp_path)), *arguments]) == 0
    with powerless_folder(copy_tiny) as folder:
        folder.chmod(0o555)
        before = sorted(folder.rglob("*"))

        code = run(["build", "-C", str(folder), *arguments])

        assert sorted(folder.rglob("*")) == before
    assert code == 2
    assert "error SOP906: cannot write the output" in capsys.readouterr().err


def test_too_many_files_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """SOP909: the first ones are still checked."""
    settings = "[tool.sop.limits]\nmax_files = 12\n"
    folder = copy_tiny(tmp_path, {"pyproject.toml": settings})

    assert check(folder, capsys).get("sop") == ["SOP909"]


def unwritable(folder: Path) -> None:
    (folder / "build").write_text("a file where the folder belongs")


def strangers(folder: Path) -> None:
    (folder / "build" / "mine").mkdir(parents=True)


@pytest.mark.parametrize("spoil", [unwritable, strangers])
def test_an_output_folder_that_cannot_be_used(
    spoil: Callable[[Path], None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = copy_tiny(tmp_path)
    spoil(folder)
    before = sorted(folder.rglob("*"))

    code = run(["build", "-C", str(folder), "--as-of", TODAY, "--only", "dialer", "-q"])

    error = capsys.readouterr().err
    assert code == 2
    assert re.match(r"error SOP\d{3}: .+\n  hint: .+\n", error)
    assert sorted(set(folder.rglob("*")) - {folder / ".build-lock"}) == before


EXAMPLES = Path(__file__).parent / "examples" / "invalid"
ELSEWHERE = {
    "SOP313": "test_a_link_in_sop_is_never_followed",
    "SOP316": "test_every_missing_shared_file_is_named",
    "SOP521": "tests/test_in_force_build.py",
    "SOP522": "tests/test_in_force_build.py",
    "SOP523": "tests/test_in_force_build.py",
    "SOP801": "tests/test_dialer.py",
    "SOP802": "tests/test_export.py",
    **dict.fromkeys([f"SOP5{number}" for number in range(30, 42)], "test_against.py"),
    "SOP908": "test_a_file_without_permission_is_told",
    "SOP909": "test_too_many_files_are_told",
    "SOP905": "tests/test_writer.py",
    "SOP906": "tests/test_writer.py",
    "SOP907": "tests/test_writer.py",
}
"""Rules that take more than one file to break, and the tests that break them."""


EXAMPLE = "sop/contact/example.yaml"
INTO_ANOTHER = """\
      - {id: nobody, kind: go, to: first-call/call}
    path_rules:
      - id: callbacks
        title: Callbacks
        why: It is kind.
        ends: {dispositions: [CALLBK]}
        must: {passes: [hello]}
    cases:
      - {id: later, title: Later, answers: ["No", "Yes, go on"], reaches: SALE}
"""


@pytest.mark.parametrize("is_read", [True, False])
def test_nothing_is_said_of_calls_that_lead_into_what_cannot_be_read(
    is_read: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """How they go on there is told once the file can be read."""
    text = (EXAMPLES / "SOP430-ends-otherwise.yaml").read_text("utf-8")
    head, _, rest = text.partition("      - {id: nobody")
    calls = head + INTO_ANOTHER + rest[rest.index("revision_history") :]
    other = TEXT if is_read else "id: ["
    found = check(copy_tiny(tmp_path, {EXAMPLE: calls, SOP: other}), capsys)

    assert found.pop(EXAMPLE, []) == []
    assert [*found] == ([] if is_read else [SOP])


def test_every_rule_has_an_example() -> None:
    """A rule that nothing triggers is a promise that nobody keeps."""
    shown = {
        line.split()[1]
        for example in EXAMPLES.rglob("*")
        if example.is_file()
        for line in expected_in(example)
    }

    assert sorted(RULES.keys() - shown - ELSEWHERE.keys()) == []
