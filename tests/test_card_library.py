"""Every card of the library in every size: it fits its sheet, or is listed."""

from dataclasses import replace
from pathlib import Path

import pytest

from builder.commands.build import gather_facts
from builder.commands.check import check
from builder.outputs.cards.build import build_cards
from builder.outputs.cards.plan import CardOrder, plan_cards
from builder.outputs.cards.sizes import PAPERS
from builder.project import find_project

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden" / "cards-that-do-not-fit.txt"
SIZES = {
    "sop": tuple(PAPERS),
    "script": ("a4",),
    "objection": ("a5",),
    "escalation": ("a5",),
    "checklist": ("a6",),
    "emergency": tuple(PAPERS),
    "disposition": tuple(PAPERS),
    "technique": ("a6", "pocket"),
}
"""SOPs in every size; kinds that select for themselves in those they are made for."""


@pytest.mark.long
def test_every_card_fits_or_its_error_is_listed(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """What does not fit is listed with the next size that holds it.

    No text stands outside of its place, and nothing else is wrong with any card.
    """
    project = find_project(ROOT, as_of="2026-11-25")
    library = check(project).library
    facts = gather_facts(project, library)
    order = CardOrder(sizes=SIZES, has_drafts=True)
    apart = replace(project, root=tmp_path)  # with a cache of its own

    made = build_cards(
        apart, library, facts, jobs=2, on_progress=lambda *_: None, order=order
    )

    printed = {Path(file.path).stem for file in made.files}
    wanted = {
        f"{card.content.id}.{card.content.kind}.{size}"
        for card in plan_cards(library, facts, order)
        for size in card.sizes
    }
    others = [f"{d.code} {d.message}" for d in made.diagnostics if d.code != "SOP701"]
    missing = "".join(f"{name}\n" for name in sorted(wanted - printed))
    if pytestconfig.getoption("--update-golden"):
        GOLDEN.write_text(missing, encoding="utf-8")
    assert [one for one in others if not one.startswith("SOP705")] == []
    assert missing == GOLDEN.read_text("utf-8")
