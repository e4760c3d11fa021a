"""The neutral dialer JSON: complete, valid, the same for the same words."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from builder.dialers import NEUTRAL
from builder.fingerprint import digest
from builder.library import Library
from builder.outputs.dialer.build import build_exports, manifest_of
from builder.outputs.dialer.neutral import say_parts
from builder.outputs.facts import Facts
from builder.project import SiteSettings
from builder.project_settings import Settings
from builder.provenance import Provenance
from tests.tiny import check_tiny, read_tiny_library, tiny_files

SCHEMA = Path(__file__).parent.parent / "schema" / "dialer.schema.json"
SOP = "sop/contact/first-call.yaml"
ADDRESS = "first-call/call"


def facts(library: Library, **known: Any) -> Facts:
    provenance = Provenance(**{"source_commit": "", "is_dirty": False, **known})
    return Facts(
        today="2026-06-15",
        settings=Settings(dialers=(NEUTRAL,)),
        site=SiteSettings(),
        provenances={sop.id: provenance for sop in library.sops},
    )


def exported(library: Library, **known: Any) -> dict[str, Any]:
    """Return the one export of the tiny library."""
    result = build_exports(library, facts(library, **known))
    assert not result.diagnostics
    (file,) = result.files
    data: dict[str, Any] = json.loads(file.content)
    return data


def edited(old: str, new: str) -> Library:
    text = tiny_files()[SOP]
    assert old in text, "the tiny library no longer holds that text"
    return read_tiny_library({SOP: text.replace(old, new, 1)})


def test_every_node_is_there_with_all_its_ways() -> None:
    data = exported(read_tiny_library())

    assert data["start"] == "hello"
    assert data["nodes"] == {
        "hello": {
            "kind": "say",
            "disclosures": ["recording-notice"],
            "say": "Hello {{ customer.first_name }}, this is {{ agent.first_name }}.",
            "sayParts": [
                {"text": "Hello "},
                {"field": "customer.first_name"},
                {"text": ", this is "},
                {"field": "agent.first_name"},
                {"text": "."},
            ],
            "next": "plan",
        },
        "plan": {
            "kind": "branch",
            "on": "account.plan",
            "cases": [{"equals": "plus", "goto": "thanks"}],
            "default": "good_time",
        },
        "good_time": {
            "kind": "ask",
            "say": "Is it a good time?",
            "sayParts": [{"text": "Is it a good time?"}],
            "choices": [
                {
                    "id": "yes_go_on",
                    "label": "Yes, go on",
                    "key": "1",
                    "goto": "thanks",
                },
                {"id": "later", "label": "Later", "key": "2", "goto": "when"},
            ],
            "default": "nobody",
        },
        "when": {
            "kind": "collect",
            "say": "When may I call?",
            "sayParts": [{"text": "When may I call?"}],
            "into": "callback.date",
            "next": "later",
            "default": "nobody",
        },
        "later": {
            "kind": "end",
            "say": "Talk to you then.",
            "sayParts": [{"text": "Talk to you then."}],
            "disposition": "CALLBK",
        },
        "thanks": {
            "kind": "end",
            "say": "Thank you.",
            "sayParts": [{"text": "Thank you."}],
            "disposition": "SALE",
        },
        "nobody": {"kind": "end", "disposition": "NOANS"},
    }


def test_what_the_nodes_refer_to_is_in_the_file() -> None:
    """An importer needs no other file."""
    data = exported(read_tiny_library())

    assert [found["code"] for found in data["dispositions"]] == [
        "CALLBK",
        "NOANS",
        "SALE",
    ]
    assert data["disclosures"][0]["say"] == "This call is recorded."
    assert data["fields"]["account.plan"]["values"] == ["basic", "plus"]
    assert set(data["fields"]) == {
        "account.plan",
        "agent.first_name",
        "callback.date",
        "customer.first_name",
    }


def test_fields_of_disclosures_are_there() -> None:
    """The dialer fills what a disclosure shows, though the script does not list it."""
    disclosures = "sop/shared/disclosures.yaml"
    fields = "sop/shared/fields.yaml"
    files = tiny_files()
    library = read_tiny_library(
        {
            disclosures: files[disclosures].replace(
                "This call is recorded.", "Recorded at {{ company.name }}."
            ),
            fields: files[fields]
            + "  - {id: company.name, title: Company, type: text, example: Example,"
            " source: Settings, personal: false}\n",
        }
    )

    data = exported(library)

    assert data["fields"]["company.name"]["title"] == "Company"


@pytest.mark.slow
def test_an_independent_program_finds_exports_valid(tmp_path: Path) -> None:
    """check-jsonschema, a program of its own, reads the export and our schema."""
    result = build_exports(library := read_tiny_library(), facts(library))
    export = tmp_path / "export.json"
    export.write_bytes(result.files[0].content)
    broken = tmp_path / "broken.json"
    data = json.loads(result.files[0].content)
    del data["nodes"]["good_time"]["default"]
    broken.write_text(json.dumps(data))

    def verdict(path: Path) -> int:
        command = [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--schemafile",
            SCHEMA,
            path,
        ]
        return subprocess.run(command, capture_output=True, check=False).returncode

    assert verdict(export) == 0
    assert verdict(broken) == 1


@pytest.mark.slow
def test_an_independent_program_finds_manifest_and_losses_valid(tmp_path: Path) -> None:
    """The published schemas say what stands beside the exports."""
    result = build_exports(library := read_tiny_library(), facts(library))
    reports = [file for file in result.files if file.path.endswith(".losses.json")]
    (tmp_path / "manifest.json").write_bytes(manifest_of(result.files))
    for file in reports:
        (tmp_path / file.path.replace("/", "-")).write_bytes(file.content)

    for schema, files in (
        ("dialer-manifest", ["manifest.json"]),
        ("dialer-losses", [file.path.replace("/", "-") for file in reports]),
    ):
        command = [sys.executable, "-m", "check_jsonschema", "--schemafile"]
        command += [str(SCHEMA.with_name(f"{schema}.schema.json")), *files]
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, check=False, text=True
        )
        assert (not files) or done.returncode == 0, done.stdout


def test_the_content_hash_is_over_everything_but_provenance() -> None:
    data = exported(read_tiny_library())
    content = {
        key: value
        for key, value in data.items()
        if key not in ("$schema", "contentHash", "provenance")
    }

    assert data["contentHash"] == digest(content)


def test_another_commit_is_no_other_content() -> None:
    """Nobody imports a script again because of a commit that left it alone."""
    library = read_tiny_library()
    before = exported(library)
    after = exported(library, source_commit="a" * 40, is_dirty=True)

    assert after["provenance"] == {"path": SOP, "commit": "a" * 40, "dirty": True}
    assert after["contentHash"] == before["contentHash"]


def test_another_word_is_other_content() -> None:
    before = exported(read_tiny_library())

    assert (
        exported(edited("Is it a good", "Is this a good"))["contentHash"]
        != (before["contentHash"])
    )


def test_layout_makes_the_same_bytes() -> None:
    one, other = (
        build_exports(library, facts(library)).files[0].content
        for library in (read_tiny_library(), edited("schema: 2", "# remark\nschema: 2"))
    )

    assert one == other
    assert one.isascii()


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_drafts_are_exported_only_by_name(status: str) -> None:
    library = edited("status: approved", f"status: {status}")
    told = facts(library)

    assert not build_exports(library, told).files
    assert not build_exports(library, told, allow_draft=["first-call/other"]).files
    (file,) = build_exports(library, told, allow_draft=[ADDRESS]).files
    assert json.loads(file.content)["sop"]["status"] == status


def test_retired_scripts_are_never_exported() -> None:
    library = edited("status: approved", "status: retired\nsuccessor: complaint")

    assert not build_exports(library, facts(library), allow_draft=[ADDRESS]).files


def test_a_way_into_an_unpublished_script_is_refused() -> None:
    """SOP801: the dialer would hold a way that ends nowhere, amid a call."""
    go = "- {id: thanks, kind: go, to: complaint/intake}"
    script = (
        "scripts:\n  - id: intake\n    title: Intake\n    summary: Takes it.\n"
        "    start: done_now\n    nodes:\n"
        "      - {id: done_now, kind: end, disposition: SALE}\nrevision_history:"
    )
    files = tiny_files()
    library = check_tiny(
        {
            SOP: files[SOP].replace(
                "- {id: thanks, kind: end, say: Thank you., disposition: SALE}", go
            ),
            "sop/care/complaint.yaml": files["sop/care/complaint.yaml"].replace(
                "revision_history:", script
            ),
        }
    ).library

    result = build_exports(library, facts(library))

    (problem,) = result.diagnostics
    assert (problem.code, problem.path) == ("SOP801", SOP)
    assert "complaint/intake" in problem.message
    allowed = build_exports(library, facts(library), allow_draft=["complaint/intake"])
    assert not allowed.diagnostics


def test_the_manifest_names_every_export() -> None:
    library = read_tiny_library()
    result = build_exports(library, facts(library))
    manifest = json.loads(manifest_of(result.files))

    (entry,) = manifest["scripts"]
    assert entry["script"] == ADDRESS
    assert entry["path"] == "sop-dialer/first-call.call.json"
    assert entry["contentHash"] == json.loads(result.files[0].content)["contentHash"]


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("", []),
        ("Hello.", [{"text": "Hello."}]),
        ("{{ a.b }}", [{"field": "a.b"}]),
        ("{{a.b}}{{ c }}", [{"field": "a.b"}, {"field": "c"}]),
        ("x {{ a }} y", [{"text": "x "}, {"field": "a"}, {"text": " y"}]),
        ("{ a } {% b %}", [{"text": "{ a } {% b %}"}]),
    ],
)
def test_words_are_cut_at_fields(words: str, parts: list[dict[str, str]]) -> None:
    assert say_parts(words) == parts
