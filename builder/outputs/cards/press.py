"""Prints jobs: what was made before comes from the cache, the rest from workers."""

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from builder.outputs.cards.cache import CardCache
from builder.outputs.cards.fonts import prepare_fonts
from builder.outputs.cards.job import CardResult, Job

OnProgress = Callable[[str, int, int], None]

Results = dict[str, CardResult]
"""What became of a job, by paper."""


class Press:
    """Makes PDF files of jobs.

    Args:
        root: The project, where the cache is.
        processes: Worker processes; 0 means one per processor.
        seconds: How long one card may take.
        on_progress: Told what is done, how many of how many.
    """

    def __init__(
        self, root: Path, *, processes: int, seconds: float, on_progress: OnProgress
    ) -> None:
        self._cache = CardCache(root)
        self._processes = processes or os.cpu_count() or 1
        self._seconds = seconds
        self._on_progress = on_progress

    def run(self, name: str, jobs: Sequence[Job]) -> list[Results]:
        """Return what became of each job, in their order.

        Args:
            name: What a progress report calls them.
            jobs: What is to be made.

        Raises:
            SopError: A system library is missing.
        """
        if not jobs:
            return []
        results = [self._found(job) for job in jobs]
        total = sum(len(job.papers) for job in jobs)
        done = sum(map(len, results))
        self._on_progress(name, done, total)
        missing = [n for n, job in enumerate(jobs) if len(results[n]) < len(job.papers)]

        def take(position: int, result: CardResult) -> None:
            nonlocal done
            place = missing[position]
            results[place][result.paper] = result
            self._keep(jobs[place], result)
            done += 1
            self._on_progress(name, done, total)

        if missing:
            self._print([_without(jobs[n], results[n]) for n in missing], take)
        return results

    def _found(self, job: Job) -> Results:
        found = (self._cache.find(_of_paper(job, paper)) for paper in job.papers)
        return {result.paper: result for result in found if result is not None}

    def _keep(self, job: Job, result: CardResult) -> None:
        if result.pdf and not result.strays and not result.warnings:
            self._cache.keep(_of_paper(job, result.paper), result)

    def _print(
        self, jobs: Sequence[Job], take: Callable[[int, CardResult], None]
    ) -> None:
        from builder.outputs.cards.workers import run_jobs

        with tempfile.TemporaryDirectory(prefix="sop-fonts-") as folder:
            run_jobs(
                jobs,
                processes=self._processes,
                seconds=self._seconds,
                fonts=prepare_fonts(Path(folder)),
                on_result=take,
            )
        self._cache.prune()


def _of_paper(job: Job, paper: str) -> Job:
    """Return the job in one size, as the cache knows it."""
    return replace(job, papers=(paper,))


def _without(job: Job, found: Results) -> Job:
    """Return the job in the sizes that were not found."""
    return replace(job, papers=tuple(p for p in job.papers if p not in found))
