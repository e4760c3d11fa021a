"""What the tiny project is rendered to, as a tree of text files to compare."""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

from builder.commands.build import gather_facts
from builder.commands.check import check
from builder.library import Library
from builder.outputs.cards.build import published
from builder.outputs.cards.content import card_content, words_for
from builder.outputs.cards.kinds.procedure import of_sop
from builder.outputs.dialer.build import build_exports
from builder.outputs.facts import Facts
from builder.outputs.site.content import site_content
from builder.outputs.site.context import site_context
from builder.outputs.site.search import search_index
from builder.project import find_project
from builder.view import LibraryView
from tests.tiny import TODAY, copy_tiny

EXPECTED = Path(__file__).parent / "golden" / "expected"


def render_tiny(folder: Path) -> dict[str, str]:
    """Return every golden file by its path: pages, search entries, cards, exports.

    Pages are the HTML that engines are given, and cards the HTML blocks that are laid
    out: what a theme or a layout engine adds is not ours to keep still.
    """
    project = find_project(copy_tiny(folder), as_of=TODAY)
    library = check(project).library
    facts = gather_facts(project, library)
    return {
        **_site(library, facts),
        **_cards(library, facts),
        **_dialer(library, facts),
    }


def write_golden(files: Mapping[str, str]) -> None:
    """Make the golden tree equal to these files."""
    for path in EXPECTED.rglob("*"):
        if path.is_file() and path.relative_to(EXPECTED).as_posix() not in files:
            path.unlink()
    for name, text in files.items():
        path = EXPECTED / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


def differences(files: Mapping[str, str]) -> list[str]:
    """Return what differs from the golden tree: missing, extra, or changed lines."""
    golden = {
        path.relative_to(EXPECTED).as_posix(): path.read_text("utf-8")
        for path in EXPECTED.rglob("*")
        if path.is_file()
    }
    told = [f"missing: {name}" for name in sorted(golden.keys() - files.keys())]
    told += [f"extra: {name}" for name in sorted(files.keys() - golden.keys())]
    for name in sorted(golden.keys() & files.keys()):
        told += difflib.unified_diff(
            golden[name].splitlines(),
            files[name].splitlines(),
            f"expected/{name}",
            f"rendered/{name}",
            lineterm="",
        )
    return told


def _site(library: Library, facts: Facts) -> dict[str, str]:
    found: dict[str, str] = {}
    content = site_content(library, facts, cards=[], exports=[])
    for page in content.pages:
        html = page.html.rstrip() + "\n"
        found[f"site/{page.path}index.html"] = f"<title>{page.title}</title>\n{html}"
    found["site/search.txt"] = _search(library, facts)
    return found


def _search(library: Library, facts: Facts) -> str:
    """Return everything that can be found, an entry a block, and the words of it."""
    index = search_index(site_context(library, facts))
    blocks = []
    for entry, owner in zip(index.entries, index.owners, strict=True):
        target = index.origins[owner].target(entry.anchor)
        said = [*entry.heard, entry.text, entry.hints]
        blocks.append(f"{target} ({entry.kind})\n{entry.title}\n" + "\n".join(said))
    return "\n\n".join(re.sub("\n+", "\n", block.strip()) for block in blocks) + "\n"


def _cards(library: Library, facts: Facts) -> dict[str, str]:
    found: dict[str, str] = {}
    for sop in published(library, facts):
        view = LibraryView(library)
        subject = next(of_sop(sop, view, words_for(sop, facts)))
        content = card_content(subject, view, facts)
        lines = [f"<h1>{content.title}</h1>"]
        group = ""
        for entry in content.entries:
            if entry.group != group:
                group = entry.group
                lines.append(f"<h2>{content.groups[group].title}</h2>")
            lines += [f"<!-- {entry.reference} -->", entry.html.strip()]
        found[f"cards/{sop.id}.html"] = "\n".join(lines) + "\n"
    return found


def _dialer(library: Library, facts: Facts) -> dict[str, str]:
    """Return the text of every export; packages hold what stands beside them."""
    return {
        file.path: file.content.decode("utf-8")
        for file in build_exports(library, facts).files
        if not file.path.endswith(".zip")
    }
