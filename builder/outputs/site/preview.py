"""A small server for one reader at their own desk: serves the last good site."""

import json
import mimetypes
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

LOOPBACK = "127.0.0.1"
OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")
"""Names under which a browser may ask; others mean that a foreign page does."""

HOLD = 25
"""Seconds that a browser waits for news before it asks again."""

_LIVE = Path(__file__).parent / "live"
_EMPTY = "<!doctype html><title>sop serve</title><body></body>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that keeps the site from being built, ready to be shown."""

    place: str
    message: str
    excerpt: str = ""
    hint: str = ""


class Preview:
    """What the server shows, and the news that browsers wait for.

    Attributes:
        folder: The last good site; None before there is one.
        problems: What is wrong with the present state of the files.
        generation: Counts news, good and bad.
        built: The generation at which the folder was new.
    """

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.problems: tuple[Problem, ...] = ()
        self.generation = 0
        self.built = 0
        self._is_closed = False
        self._news = threading.Condition()

    def show(self, folder: Path) -> None:
        """Show a site that was built without an error."""
        with self._news:
            self.folder, self.problems = folder, ()
            self.generation += 1
            self.built = self.generation
            self._news.notify_all()

    def tell(self, problems: Sequence[Problem]) -> None:
        """Keep the last good site and tell what is wrong with the present one."""
        with self._news:
            self.problems = tuple(problems)
            self.generation += 1
            self._news.notify_all()

    def close(self) -> None:
        """Let every waiting browser go."""
        with self._news:
            self._is_closed = True
            self._news.notify_all()

    def state_after(self, generation: int) -> dict[str, object]:
        """Return the state once it is newer than a generation, or after a while."""
        with self._news:
            self._news.wait_for(
                lambda: self._is_closed or self.generation > generation,
                timeout=HOLD,
            )
            return {
                "generation": self.generation,
                "reload": self.built > generation,
                "problems": [asdict(problem) for problem in self.problems],
            }


class PreviewServer(ThreadingHTTPServer):
    """The server; binding it raises ``OSError`` when the port is taken."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, preview: Preview, *, port: int) -> None:
        self.preview = preview
        super().__init__((LOOPBACK, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that left while it was waiting."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer one request."""
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers["Host"]
        if host not in OWN_NAMES:
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"not from here\n")
            return
        address = urlsplit(self.path)
        if address.path == "/__sop/state":
            since = parse_qs(address.query).get("since", ["0"])[0]
            state = self.server.preview.state_after(
                int(since) if since.isdigit() else 0
            )
            self._send(HTTPStatus.OK, "application/json", json.dumps(state).encode())
        elif address.path in ("/__sop/live.js", "/__sop/live.css"):
            self._send_file(_LIVE / address.path.rpartition("/")[2], HTTPStatus.OK)
        else:
            self._answer(unquote(address.path))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing; the terminal is for problems."""

    def _answer(self, path: str) -> None:
        folder = self.server.preview.folder
        if folder is None:
            page = self._with_script(_EMPTY.encode())
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, "text/html; charset=utf-8", page)
            return
        found = _find(folder, path)
        if found is None:
            self._send_file(folder / "404.html", HTTPStatus.NOT_FOUND)
        elif found.is_dir():
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"{self.path.partition('?')[0]}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._send_file(found, HTTPStatus.OK)

    def _send_file(self, path: Path, status: HTTPStatus) -> None:
        try:
            content = path.read_bytes()
        except OSError:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"not found\n")
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if kind == "text/html":
            content = self._with_script(content)
        if kind.startswith("text/"):
            kind += "; charset=utf-8"
        self._send(status, kind, content)

    def _with_script(self, page: bytes) -> bytes:
        """Return a page that listens for whatever comes after the build it shows."""
        built = self.server.preview.built
        tags = (
            '<link rel="stylesheet" href="/__sop/live.css">'
            f'<script src="/__sop/live.js" data-generation="{built}"></script>'
        )
        head, end, tail = page.rpartition(b"</body>")
        return head + tags.encode() + end + tail

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)


def _find(folder: Path, path: str) -> Path | None:
    """Return the file that an address means, never one outside the folder."""
    root = folder.resolve()
    try:
        found = (root / path.lstrip("/")).resolve()
    except (OSError, ValueError):  # such as a null byte
        return None
    if not found.is_relative_to(root):
        return None
    if found.is_dir():
        if not path.endswith("/"):
            return found
        found /= "index.html"
    return found if found.is_file() else None
