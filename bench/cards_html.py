"""The cards of a library as plain HTML with balanced columns, for a loop to print.

    python -m bench.cards_html LIBRARY FOLDER

It is what our own cards are made of: the same blocks, words and styles, in the type
that was found to fit. Only the columns are left to the layout engine to balance.
"""

import argparse
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from builder.commands.build import gather_facts
from builder.commands.check import check
from builder.outputs.cards.assets import ASSETS
from builder.outputs.cards.fonts import prepare_fonts
from builder.outputs.cards.job import CardJob, do_job
from builder.outputs.cards.plan import plan_cards, usual_order
from builder.outputs.cards.typesetter import Typesetter, use_fonts
from builder.project import find_project

BALANCED = ".columns { columns: 2; column-fill: balance; column-gap: 6mm; }"
_FIRST = re.compile(r'<div class="column first"[^>]*>')
_SECOND = re.compile(r'</div>\s*<div class="column second"[^>]*>')


def main() -> None:
    """Write the HTML of every card, its icons and its fonts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("library", type=Path)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    (asked.folder / "fonts").mkdir(parents=True)
    use_fonts(prepare_fonts(asked.folder / "fonts"))
    shutil.copytree(ASSETS / "icons", asked.folder / "icons")
    print(f"wrote {write_cards(asked.library, asked.folder)} cards")


def write_cards(library: Path, folder: Path) -> int:
    """Print the cards of a library in this process, and keep what was printed."""
    project = find_project(library, as_of="2026-11-25")
    checked = check(project)
    facts = gather_facts(project, checked.library)
    cards = plan_cards(checked.library, facts, usual_order(facts))
    typesetter = Typesetter()
    count = 0
    for card in cards:
        job = CardJob(content=card.content, papers=card.sizes)
        for result in _printed(do_job(job, typesetter), folder):
            name = f"{card.content.id}.{card.content.kind}.{result.paper}"
            (folder / "last.html").rename(folder / f"{name}.html")
            (folder / "last.svg").rename(folder / f"{name}.svg")
            count += 1
    for page in folder.glob("*.html"):
        text = page.read_text("utf-8").replace("last.svg", f"{page.stem}.svg")
        page.write_text(text, "utf-8")
    return count


def _printed(results: Iterator[Any], folder: Path) -> Iterator[Any]:
    """Yield each card, after the page that it was printed from has been written."""
    with _watched(folder):
        yield from results


@contextmanager
def _watched(folder: Path) -> Iterator[None]:
    """Write whatever WeasyPrint lays out, until the block ends."""
    import weasyprint  # type: ignore[import-untyped]

    render = weasyprint.HTML.render
    read_page, read_sheet = weasyprint.HTML.__init__, weasyprint.CSS.__init__

    def keep_page(self: Any, *, string: str, **more: Any) -> None:
        self.string = string
        read_page(self, string=string, **more)

    def keep_sheet(self: Any, *, string: str, **more: Any) -> None:
        self.string = string
        read_sheet(self, string=string, **more)

    def write(self: Any, *, stylesheets: list[Any], **more: Any) -> Any:
        styles = "\n".join(getattr(sheet, "string", "") for sheet in stylesheets)
        _write(self.string, styles, self.url_fetcher, folder)
        return render(self, stylesheets=stylesheets, **more)

    weasyprint.HTML.__init__, weasyprint.CSS.__init__ = keep_page, keep_sheet
    weasyprint.HTML.render = write
    try:
        yield
    finally:
        weasyprint.HTML.__init__, weasyprint.CSS.__init__ = read_page, read_sheet
        weasyprint.HTML.render = render


def _write(html: str, styles: str, fetcher: Any, folder: Path) -> None:
    balanced = _SECOND.sub("", _FIRST.sub('<div class="columns">', html))
    head = f"<style>{styles}\n{BALANCED}</style></head>"
    text = balanced.replace("</head>", head).replace("asset:icons/", "icons/")
    text = re.sub(r"asset:qr[^\"]*", "last.svg", text)
    (folder / "last.html").write_text(text, "utf-8")
    code = re.search(r'src="(asset:qr[^"]*)"', html)
    image = fetcher.fetch(code[1]).read() if code else b""
    (folder / "last.svg").write_bytes(image)


if __name__ == "__main__":
    main()
