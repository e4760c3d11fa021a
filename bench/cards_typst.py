"""The mark beyond: the same words set by typst, in the same type and two columns.

    python -m bench.cards_typst FOLDER

It needs `pip install typst`. Its pages have no icons, no fitting, no alternative text
for the code; so its seconds say what is possible, not what is left to be done.
"""

import sys
from html.parser import HTMLParser
from pathlib import Path

HEAD = """\
#set page(paper: "{paper}", margin: 10mm, columns: 2)
#set text(font: "Atkinson Hyperlegible Next", size: {size}pt, hyphenate: true)
#set par(leading: 0.5em)
"""
_BLOCKS = {"h1": "= ", "h2": "== ", "p": "", "li": "- "}
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\#$*_`<>@=-+/~[]\"'"})


class _Words(HTMLParser):
    """Collects headings, paragraphs and items as markup of typst."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._open = ""
        self._text = ""
        self._is_style = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self._is_style = tag == "style"
        if tag in _BLOCKS:
            self._open, self._text = tag, ""

    def handle_endtag(self, tag: str) -> None:
        self._is_style = False
        if tag == self._open and self._text.strip():
            words = " ".join(self._text.split()).translate(_SPECIAL)
            self.lines.append(f"{_BLOCKS[tag]}{words}\n")
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open and not self._is_style:
            self._text += data


def main() -> None:
    """Set every page of a folder."""
    import typst  # type: ignore[import-not-found]

    folder = Path(sys.argv[1])
    for page in sorted(folder.glob("*.html")):
        source = page.with_suffix(".typ")
        source.write_text(markup_of(page), "utf-8")
        typst.compile(
            str(source),
            output=str(page.with_suffix(".typst.pdf")),
            font_paths=[str(folder / "fonts")],
            ignore_system_fonts=True,
        )


def markup_of(page: Path) -> str:
    """Return the words of a page for typst."""
    words = _Words()
    words.feed(page.read_text("utf-8"))
    paper = "us-letter" if page.stem.endswith("letter") else "a4"
    return HEAD.format(paper=paper, size=10) + "\n".join(words.lines)


if __name__ == "__main__":
    main()
