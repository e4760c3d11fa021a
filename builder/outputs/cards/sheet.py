"""One sheet that is laid out by itself: the first of several texts that fits it."""

import signal
import tempfile
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from builder.errors import SopError
from builder.outputs.cards.assets import asset_fetcher
from builder.outputs.cards.fonts import FAMILY, prepare_fonts, unprintable
from builder.outputs.cards.sizes import MARGIN, SIDES, Paper
from builder.outputs.cards.typesetter import use_fonts
from builder.outputs.cards.workers import INSTALL, START_SECONDS, limit_memory

_SIDE_MARGIN = 14.0
"""Millimeters; a sheet has one column, and long lines are hard to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetJob:
    """What the process that lays out a sheet has to know.

    Attributes:
        levels: The same sheet as HTML, the fullest first, the barest last.
    """

    levels: tuple[str, ...]
    paper: Paper
    identifier: str
    fonts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet as PDF/UA-1.

    Attributes:
        pages: One or two sides; more only if even the barest text needs them.
        level: Which of the texts it shows, counted from 0.
    """

    content: bytes
    pages: int
    level: int


def print_sheet(
    levels: Sequence[str],
    *,
    words: str,
    paper: Paper,
    identifier: str,
    seconds: float,
) -> Sheet:
    """Return the fullest of some texts that fits on the two sides of a sheet.

    Args:
        levels: HTML pages of our own templates, the fullest first.
        words: All words in them, to see whether the bundled fonts can show them.
        paper: The size of the sheet.
        identifier: Makes the file's own id, so that equal input gives equal bytes.
        seconds: How long the layout may take.

    Raises:
        SopError: A letter cannot be shown, the layout took too long, or a system
            library is missing.
    """
    if strange := unprintable(words):
        shown = " ".join(strange[:10])
        raise SopError(
            f"the bundled fonts cannot show: {shown}",
            hint="take another form, such as --format html",
        )
    with tempfile.TemporaryDirectory(prefix="sop-fonts-") as folder:
        job = SheetJob(
            levels=tuple(levels),
            paper=paper,
            identifier=identifier,
            fonts=str(prepare_fonts(Path(folder))),
        )
        return _in_a_process(job, seconds)


def _in_a_process(job: SheetJob, seconds: float) -> Sheet:
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_work, args=(there, job), daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(START_SECONDS + seconds * len(job.levels)):
            raise SopError("the sheet took too long to lay out")
        kind, value = here.recv()
    except (EOFError, OSError) as ended:
        raise SopError("the layout process ended without a word") from ended
    finally:
        process.kill()
        process.join()
        here.close()
    if kind == "missing":
        raise SopError(f"a system library is missing: {value}", hint=INSTALL)
    if kind != "sheet" or not isinstance(value, Sheet):
        raise RuntimeError(f"the layout of a sheet failed:\n{value}")
    return value


def _work(pipe: Connection, job: SheetJob) -> None:
    """Lay out one sheet; the whole life of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    use_fonts(Path(job.fonts))
    try:
        import weasyprint  # type: ignore[import-untyped]  # noqa: F401
    except OSError as missing:
        pipe.send(("missing", str(missing).splitlines()[0]))
        return
    limit_memory()
    try:
        pipe.send(("sheet", _sheet(job)))
    except BaseException:
        pipe.send(("bug", traceback.format_exc()))


def _sheet(job: SheetJob) -> Sheet:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import (  # type: ignore[import-untyped]
        FontConfiguration,
    )

    fonts, fetcher = FontConfiguration(), asset_fetcher({})
    size = f"{job.paper.width}mm {job.paper.height}mm"
    page = f"@page {{ size: {size}; margin: {MARGIN}mm {_SIDE_MARGIN}mm; }}"
    family = f'html {{ font-family: "{FAMILY}", "{FAMILY} Extended"; }}'
    css = CSS(string=f"{page}\n{family}", font_config=fonts, url_fetcher=fetcher)
    level = 0
    while True:
        html = HTML(string=job.levels[level], url_fetcher=fetcher)
        document = html.render(stylesheets=[css], font_config=fonts)
        if len(document.pages) <= SIDES or level == len(job.levels) - 1:
            break
        level += 1
    content = document.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=job.identifier.encode()
    )
    return Sheet(content=content, pages=len(document.pages), level=level)
