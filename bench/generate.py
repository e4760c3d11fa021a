"""A library of any size, the same for the same seed: for measuring, not for reading.

    python -m bench.generate FOLDER --sops 1000 [--history] [--peer FOLDER]

Every SOP is valid, refers to shared data and to other SOPs, and is approved with the
fingerprint it really has.
"""

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

from bench.call_script import ENDINGS, build_path_rules
from bench.corpus import area_of, build_areas, build_sop, identifier_of
from bench.git_history import write_history
from bench.peer import write_peer
from bench.yaml_text import to_yaml
from builder.fingerprint import fingerprint_of, short
from builder.library import read_library
from builder.limits import Limits
from builder.source import read_source
from builder.tree import WorkTree
from builder.view import LibraryView

ROOT = Path(__file__).resolve().parent.parent
Data = dict[str, Any]

PROJECT = """\
[project]
name = "library"
version = "0"

[tool.sop]
organization = "Example"
"""


def main() -> None:
    """Write the library that the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sops", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--history", action="store_true", help="commit it, with edits")
    parser.add_argument("--peer", type=Path, help="write the Markdown project here")
    asked = parser.parse_args()
    sops = write_library(asked.folder, count=asked.sops, seed=asked.seed)
    if asked.history:
        write_history(asked.folder, seed=asked.seed)
    if asked.peer:
        write_peer(asked.peer, sops, shared_titles(asked.folder))


def write_library(root: Path, *, count: int, seed: int) -> list[Data]:
    """Write a project with its SOPs and return their data."""
    shared = root / "sop" / "shared"
    shared.mkdir(parents=True)
    for path in sorted((ROOT / "sop" / "shared").glob("*.yaml")):
        shutil.copy(path, shared)
    own = {
        "areas": build_areas(),
        "dispositions": used_dispositions(),
        "path_rules": build_path_rules(),
    }
    for name, data in own.items():
        (shared / f"{name}.yaml").write_text(to_yaml(data), "utf-8")
    (root / "pyproject.toml").write_text(PROJECT, "utf-8")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "docs").mkdir()
    sops = [build_sop(index, count=count, seed=seed) for index in range(count)]
    for index, sop in enumerate(sops):
        path = root / "sop" / area_of(index)[0] / f"{identifier_of(index)}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(to_yaml(sop), "utf-8")
    approve(root)
    return sops


def used_dispositions() -> Data:
    """Return our shared file of dispositions with those that the scripts end with."""
    path = ROOT / "sop" / "shared" / "dispositions.yaml"
    source = read_source(path.name, path.read_bytes(), limits=Limits())
    data: Data = json.loads(json.dumps(source.data))
    used = {code for _, code in ENDINGS}
    kept = [entry for entry in data["dispositions"] if entry["id"] in used]
    return data | {"dispositions": kept}


def approve(root: Path) -> None:
    """Add to every SOP the approval of what stands there."""
    library, problems = read_library(WorkTree(root), limits=Limits())
    if problems:
        raise ValueError(f"the generated library is not valid: {problems[0]}")
    for sop, source in library.with_paths():
        approval = {
            "version": sop.version,
            "role": "operations-manager",
            "date": "2026-10-05",
            "fingerprint": short(fingerprint_of(sop, LibraryView(library))),
        }
        text = to_yaml({"approvals": [approval]})
        (root / source.path).write_text(source.text + text, "utf-8")


def shared_titles(root: Path) -> dict[str, str]:
    """Return what pages call the shared things, and what disclosures say, by id."""
    titles: dict[str, str] = {}
    for path in sorted((root / "sop" / "shared").glob("*.yaml")):
        source = read_source(path.name, path.read_bytes(), limits=Limits())
        entries = json.loads(json.dumps(source.data))[path.stem]
        for entry in entries:
            titles[entry["id"]] = entry.get("say") or entry.get("title") or ""
    return titles


if __name__ == "__main__":
    main()
