"""Pictures of the site: what they need, and the sheet that shows them."""

import re
from pathlib import Path

import pytest

from tests import screenshots
from tests.contact_sheet import Picture, Sheet, sheet_html
from tests.page_types import PAGE_TYPES


def test_what_is_missing_is_told_with_a_way_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(screenshots, "BUILD", tmp_path)
    monkeypatch.setattr(screenshots, "find_chromium", lambda: "")
    assert "apt-get install chromium-headless-shell" in screenshots.what_is_missing()

    monkeypatch.setattr(screenshots, "find_chromium", lambda: "/usr/bin/chromium")
    assert "make build" in screenshots.what_is_missing()

    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").touch()
    assert screenshots.what_is_missing() == ""
    assert screenshots.is_asked("player-end", ["player", "card"])
    assert not screenshots.is_asked("home", ["player", "card"])


def test_a_sheet_shows_every_picture_and_leads_from_one_to_the_next() -> None:
    sheets = [
        Sheet(one.name, one.title, (Picture(f"{one.name}.png", "<light>"),))
        for one in PAGE_TYPES
    ]

    html = sheet_html(sheets)

    names = [sheet.name for sheet in sheets]
    assert len(set(names)) == len(names)
    assert re.findall(r'<img src="([^"]+)\.png"', html) == names
    assert "&lt;light&gt;" in html
    for name in names:
        assert html.count(f'href="#{name}"') == 3  # the list, from before, from after
