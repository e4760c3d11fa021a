"""Serve: the site at your own desk, rebuilt whenever a file changes."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import EADDRINUSE
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from builder.commands.build import gather_facts
from builder.commands.check import CheckResult, check
from builder.diagnostics import Diagnostic, Severity
from builder.errors import SopError
from builder.outputs import manifest
from builder.outputs.site.build import build_site
from builder.outputs.site.preview import LOOPBACK, Preview, PreviewServer, Problem
from builder.project import Project, find_project

PORT = 8000
"""The port unless another is asked for."""

PAUSE = 0.4
"""Seconds between two looks at the files."""

NEAREST = 50
"""How many ports above a taken one are tried for the hint."""

LIFECYCLE = "SOP5"
"""Rules about versions and approval: they stop publishing, not looking."""

WATCHED = ("sop", "mkdocs.yml", "pyproject.toml")
"""What is watched beside the folder of hand-written pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeEvent:
    """Something to tell in the terminal.

    Attributes:
        kind: ``ready`` (serving at ``address``), ``built``, ``broken`` or ``stopped``.
        diagnostics: What the check found, warnings included.
        message: What else is wrong, where the environment is to blame.
    """

    kind: str
    address: str = ""
    pages: int = 0
    seconds: float = 0.0
    diagnostics: tuple[Diagnostic, ...] = ()
    message: str = ""
    hint: str = ""


OnEvent = Callable[[ServeEvent], None]


def serve(
    project: Project,
    *,
    port: int = PORT,
    on_event: OnEvent,
    stop: threading.Event | None = None,
) -> None:
    """Serve the site until interrupted, or until ``stop`` is set.

    A broken file keeps the last good pages and is told in the terminal and the page.

    Args:
        project: The SOP repository; its settings are read again at every build.
        port: The port on this machine; 0 takes any free one.
        on_event: Is told what happens.
        stop: Ends serving when set.

    Raises:
        SopError: The port is in use.
    """
    preview, stopped = Preview(), stop or threading.Event()
    with _bound(preview, port) as address, TemporaryDirectory(prefix="sop-") as folder:
        on_event(ServeEvent(kind="ready", address=address))
        with suppress(KeyboardInterrupt), _terminable():
            _watch(_Builds(project, preview, Path(folder), on_event), stopped)
    on_event(ServeEvent(kind="stopped"))


class _Builds:
    """One build after another, each into a folder of its own."""

    def __init__(
        self, project: Project, preview: Preview, folder: Path, on_event: OnEvent
    ) -> None:
        self.project = project
        self._preview = preview
        self._folder = folder
        self._on_event = on_event
        self._number = 0

    def build(self) -> None:
        """Build the site once; keep the last good one if anything is wrong."""
        started = time.monotonic()
        try:
            self.project = find_project(self.project.root)
            checked = check(self.project)
            if any(map(_is_in_the_way, checked.diagnostics)):
                self._preview.tell(_problems(checked))
                self._on_event(
                    ServeEvent(kind="broken", diagnostics=checked.diagnostics)
                )
                return
            pages = self._render(checked)
        except SopError as wrong:
            problem = Problem(place="", message=wrong.message, hint=wrong.hint)
            self._preview.tell([problem])
            self._on_event(
                ServeEvent(kind="broken", message=wrong.message, hint=wrong.hint)
            )
            return
        self._on_event(
            ServeEvent(
                kind="built",
                pages=pages,
                seconds=time.monotonic() - started,
                diagnostics=checked.diagnostics,
            )
        )

    def _render(self, checked: CheckResult) -> int:
        """Build the site in a new folder and show it; return its number of pages."""
        self._number += 1
        site_dir = self._folder / str(self._number)
        made = manifest.read_outputs(self.project.root / "build")
        site = build_site(
            self.project,
            checked.library,
            gather_facts(self.project, checked.library),
            cards=[file for file in made if file.path.startswith("cards/")],
            exports=[file for file in made if file.path.startswith("dialer/")],
            feeds=[file for file in made if file.path.startswith("data/")],
            site_dir=site_dir,
        )
        before = self._preview.folder
        self._preview.show(site_dir)
        if problems := _problems(checked):
            self._preview.tell(problems)
        if before is not None:
            _remove(before)
        return site.pages


def _is_in_the_way(found: Diagnostic) -> bool:
    """Tell whether the site cannot be shown with a problem.

    An approved SOP that is being edited has lost its approval; its author wants to see
    it all the same.
    """
    return found.severity is Severity.ERROR and not found.code.startswith(LIFECYCLE)


def _problems(checked: CheckResult) -> list[Problem]:
    errors = (d for d in checked.diagnostics if d.severity is Severity.ERROR)
    return [_problem(error) for error in errors]


def _watch(builds: _Builds, stopped: threading.Event) -> None:
    """Build at once, then after every change, until stopped."""
    seen: dict[str, tuple[int, int]] | None = None
    while True:
        now = _state(builds.project)
        if now != seen:
            seen = now
            builds.build()
        if stopped.wait(PAUSE):
            return


def _state(project: Project) -> dict[str, tuple[int, int]]:
    """Return time and size of every watched file."""
    found: dict[str, tuple[int, int]] = {}
    for name in (*WATCHED, _docs_dir(project)):
        place = project.root / name
        for path in (place, *(place.rglob("*") if place.is_dir() else ())):
            with suppress(OSError):  # it went away since it was listed
                about = path.lstat()
                found[str(path)] = (about.st_mtime_ns, about.st_size)
    return found


def _docs_dir(project: Project) -> str:
    try:
        return project.site.docs_dir
    except SopError:  # mkdocs.yml is broken just now
        return "docs"


def _problem(error: Diagnostic) -> Problem:
    return Problem(
        place=f"{error.path}:{error.line}:{error.column}",
        message=f"{error.code} {error.message}",
        excerpt=error.excerpt,
        hint=error.hint,
    )


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _bound(preview: Preview, port: int) -> Iterator[str]:
    """Yield the address of a server that answers in the background."""
    try:
        server = PreviewServer(preview, port=port)
    except OSError as wrong:
        raise _port_error(port, wrong) from None
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}/"
    finally:
        preview.close()
        server.shutdown()
        server.server_close()
        thread.join()


def _port_error(port: int, wrong: OSError) -> SopError:
    if wrong.errno != EADDRINUSE:
        return SopError(
            f"cannot serve at port {port}: {wrong.strerror}",
            hint="choose a port above 1023 with --port",
        )
    free = next((near for near in range(port + 1, port + NEAREST) if _is_free(near)), 0)
    hint = f"use --port {free}" if free else "choose another with --port"
    return SopError(f"port {port} is in use", hint=hint)


def _is_free(port: int) -> bool:
    try:
        PreviewServer(Preview(), port=port).server_close()
    except (OSError, OverflowError):
        return False
    return True


@contextmanager
def _terminable() -> Iterator[None]:
    """Let a terminate signal end serving as cleanly as Ctrl+C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
