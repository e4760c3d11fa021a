"""Worker processes that lay out cards, with limits of time and memory.

WeasyPrint can be made to hang or to eat all memory by small input, and its own process
is the only thing that can be stopped from outside.
"""

import os
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic
from typing import Literal

from builder.errors import SopError
from builder.outputs.cards.job import CardResult, Job, do_job
from builder.outputs.cards.typesetter import Typesetter, use_fonts

MEMORY = 2 * 1024**3
"""Bytes of address space for a worker; a usual card needs a tenth."""

START_SECONDS = 120.0
"""How long a worker may take to load its libraries on a busy machine."""

INSTALL = (
    "install Pango: `sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0` on Debian and Ubuntu, `brew install pango` on macOS"
)

Answer = tuple[Literal["ready", "result", "done", "missing", "failed", "bug"], object]
OnResult = Callable[[int, CardResult], None]


def run_jobs(
    jobs: Sequence[Job],
    *,
    processes: int,
    seconds: float,
    fonts: Path,
    on_result: OnResult,
) -> None:
    """Give jobs to worker processes and hand on each result as it comes.

    Args:
        jobs: What is to be made; results name the position.
        processes: How many workers at most.
        seconds: How long one card may take.
        fonts: The Fontconfig file.
        on_result: Called in this process, once for each card of each job.

    Raises:
        SopError: A system library is missing.
    """
    pool = _Pool(jobs, seconds=seconds, fonts=fonts, on_result=on_result)
    try:
        pool.run(min(processes, len(jobs)))
    finally:
        pool.close()


@dataclass(slots=True, kw_only=True)
class _Worker:
    """A process, the pipe to it, and what it is doing until when."""

    process: BaseProcess
    pipe: Connection
    deadline: float
    job: int | None = None
    finished: set[str] = field(default_factory=set)


class _Pool:
    def __init__(
        self,
        jobs: Sequence[Job],
        *,
        seconds: float,
        fonts: Path,
        on_result: OnResult,
    ) -> None:
        self.jobs = jobs
        self.seconds = seconds
        self.fonts = fonts
        self.on_result = on_result
        self.waiting = list(range(len(jobs)))
        self.workers: list[_Worker] = []

    def run(self, processes: int) -> None:
        for _ in range(processes):
            self._start()
        while self.workers:
            first = min(worker.deadline for worker in self.workers)
            pipes = [worker.pipe for worker in self.workers]
            answered = wait(pipes, timeout=max(first - monotonic(), 0))
            for worker in list(self.workers):
                if worker.pipe in answered:
                    self._hear(worker)
                elif worker.deadline <= monotonic():
                    self._lose(worker, self._too_slow(worker))

    def close(self) -> None:
        for worker in self.workers:
            _end(worker)

    def _start(self) -> None:
        here, there = get_context("spawn").Pipe()
        process = get_context("spawn").Process(
            target=_work, args=(there, str(self.fonts)), daemon=True
        )
        process.start()
        there.close()
        deadline = monotonic() + START_SECONDS
        self.workers.append(_Worker(process=process, pipe=here, deadline=deadline))

    def _hear(self, worker: _Worker) -> None:
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            self._lose(worker, "the layout process ended without a word")
            return
        if kind == "missing":
            raise SopError(f"a system library is missing: {value}", hint=INSTALL)
        if kind == "bug":
            raise RuntimeError(f"a worker that lays out cards failed:\n{value}")
        if kind == "result":
            self._take(worker, value)
        elif kind == "failed":
            self._fail(worker, str(value))
            self._next(worker)
        else:
            self._next(worker)

    def _next(self, worker: _Worker) -> None:
        worker.finished = set()
        worker.job = self.waiting.pop(0) if self.waiting else None
        if worker.job is None:
            self.workers.remove(worker)
            _end(worker)
            return
        worker.deadline = monotonic() + self._time_for(worker.job)
        with suppress(OSError):  # a dead worker is heard of by its closed pipe
            worker.pipe.send(self.jobs[worker.job])

    def _take(self, worker: _Worker, result: CardResult) -> None:
        assert worker.job is not None
        worker.finished.add(result.paper)
        worker.deadline = monotonic() + self.seconds
        self.on_result(worker.job, result)

    def _lose(self, worker: _Worker, why: str) -> None:
        """Give up on a worker and its job, and go on with a new one."""
        self.workers.remove(worker)
        _end(worker)
        if worker.job is None:
            raise SopError(
                f"a worker that lays out cards did not start: {why}", hint=INSTALL
            )
        self._fail(worker, why)
        if self.waiting:
            self._start()

    def _fail(self, worker: _Worker, why: str) -> None:
        assert worker.job is not None
        for paper in self.jobs[worker.job].papers:
            if paper not in worker.finished:
                self.on_result(worker.job, CardResult(paper=paper, failure=why))

    def _time_for(self, job: int) -> float:
        return self.seconds * self.jobs[job].weight

    def _too_slow(self, worker: _Worker) -> str:
        if worker.job is None:
            return f"it took more than {START_SECONDS:g} s"
        return f"it took more than {self.seconds:g} s"


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _work(pipe: Connection, fonts: str) -> None:
    """Answer jobs until the pipe closes; the whole life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    use_fonts(Path(fonts))
    try:
        typesetter = Typesetter()
    except OSError as missing:
        pipe.send(("missing", str(missing).splitlines()[0]))
        return
    limit_memory()
    pipe.send(("ready", None))
    with suppress(EOFError, OSError):
        while True:
            for answer in _answers(pipe.recv(), typesetter):
                pipe.send(answer)


def _answers(job: Job, typesetter: Typesetter) -> Iterator[Answer]:
    try:
        for result in do_job(job, typesetter):
            yield "result", result
    except MemoryError:
        yield "failed", "it took too much memory"
    except RecursionError:
        yield "failed", "its text is nested too deeply"
    except BaseException:
        yield "bug", traceback.format_exc()
    else:
        yield "done", None


def limit_memory() -> None:
    """Bound the address space where the system can; Windows and macOS cannot."""
    if os.name == "posix":
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
