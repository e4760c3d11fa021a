"""Limits of time and memory hold: one card that goes wrong does not stop the others."""

import time
from pathlib import Path
from typing import Any

import pytest

from builder.outputs.cards.cache import FOLDER, CardCache
from builder.outputs.cards.fonts import prepare_fonts
from builder.outputs.cards.job import CardJob, CardResult, DocumentJob
from builder.outputs.cards.workers import MEMORY, run_jobs
from tests.cards import changed, content_of


class Exploding:
    """A job that needs more memory than a worker may have."""

    papers = ("exploding",)
    weight = 1

    @property
    def html(self) -> str:
        return "x" * (MEMORY + 1)


class Hanging:
    """A job that never ends."""

    papers = ("hanging",)
    weight = 1

    @property
    def html(self) -> str:
        time.sleep(600)
        return ""


def sound(name: str) -> DocumentJob:
    html = f"<html lang=en><title>{name}</title><h1>{name}</h1>"
    return DocumentJob(papers=(name,), html=html, page="", brand="", assets={})


@pytest.mark.slow
@pytest.mark.parametrize("processes", [pytest.param(1, marks=pytest.mark.long), 2])
def test_a_job_that_goes_wrong_is_named_and_the_others_are_done(
    tmp_path: Path, processes: int
) -> None:
    jobs: list[Any] = [Hanging(), sound("one"), Exploding(), sound("two")]
    found: dict[str, CardResult] = {}

    run_jobs(
        jobs,
        processes=processes,
        seconds=10,
        fonts=prepare_fonts(tmp_path),
        on_result=lambda _, result: found.update({result.paper: result}),
    )

    assert found["hanging"].failure == "it took more than 10 s"
    assert found["exploding"].failure == "it took too much memory"
    assert [bool(found[name].pdf) for name in ("one", "two")] == [True, True]


def job(paper: str) -> CardJob:
    return CardJob(content=content_of(changed()), papers=(paper,))


def test_the_cache_is_bounded_but_keeps_all_of_this_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a library with more cards than are kept would print some every time."""
    monkeypatch.setattr("builder.outputs.cards.cache.KEPT", 2)
    old, new = CardCache(tmp_path), CardCache(tmp_path)
    for paper in ("a6", "pocket"):
        old.keep(job(paper), CardResult(paper=paper, pdf=b"%PDF", pages=1))
    for paper in ("a4", "letter", "a5"):
        new.keep(job(paper), CardResult(paper=paper, pdf=b"%PDF", pages=1))

    new.prune()

    kept = [p for p in ("a4", "letter", "a5") if CardCache(tmp_path).find(job(p))]
    assert kept == ["a4", "letter", "a5"]
    assert len(list((tmp_path / FOLDER).iterdir())) == 3


@pytest.mark.parametrize("damage", [b"", b"{}\n%PDF", b"\x00", b'{"sha256": 1}\n'])
def test_a_torn_entry_is_not_used(tmp_path: Path, damage: bytes) -> None:
    cache = CardCache(tmp_path)
    cache.keep(job("a4"), CardResult(paper="a4", pdf=b"%PDF", pages=1))
    (entry,) = (tmp_path / FOLDER).iterdir()

    assert cache.find(job("a4")) is not None
    entry.write_bytes(damage)
    assert cache.find(job("a4")) is None
