"""Serving: what an author sees while writing, at their own desk and nowhere else."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from builder.commands.serve import ServeEvent, serve
from builder.errors import SopError
from builder.outputs.site.preview import Preview, PreviewServer, Problem
from builder.project import find_project
from tests.tiny import TODAY, copy_tiny

SOP = "sop/contact/first-call.yaml"
PAGE = "/contact/first-call/"
PATIENCE = 30


@dataclass
class Desk:
    """A project that is being served, and everything that was told about it."""

    root: Path
    events: list[ServeEvent] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def port(self) -> int:
        return urlsplit(self.events[0].address).port or 0

    def wait_for(self, kind: str, count: int = 1) -> ServeEvent:
        """Return the event once it was told for the nth time."""
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            found = [event for event in self.events if event.kind == kind]
            if len(found) >= count:
                return found[count - 1]
            time.sleep(0.02)
        raise AssertionError(f"no event '{kind}' in {self.events}")

    def get(self, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
        """Return status and text of an answer."""
        return get(self.port, path, host)

    def change(self, change: Callable[[str], str]) -> None:
        path = self.root / SOP
        path.write_text(change(path.read_text("utf-8")), "utf-8")


def get(port: int, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Host": f"{host}:{port}"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(copy_tiny(tmp_path, {"docs/help.md": "# Help\n"}))
    project = find_project(found.root, as_of=TODAY)
    thread = threading.Thread(
        target=serve,
        args=(project,),
        kwargs={"port": 0, "on_event": found.events.append, "stop": found.stop},
    )
    thread.start()
    found.wait_for("ready")
    yield found
    found.stop.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert found.events[-1].kind == "stopped"


@pytest.mark.slow
def test_a_change_is_built_and_browsers_reload(desk: Desk) -> None:
    built = desk.wait_for("built")
    before = desk.get(PAGE)[1]
    generation = int(before.partition('data-generation="')[2].partition('"')[0])

    desk.change(
        lambda text: text.replace("title: First call", "title: Very first call")
    )
    news = json.loads(desk.get(f"/__sop/state?since={generation}")[1])

    assert built.pages > 0
    assert news["reload"] is True
    assert "Very first call" not in before
    assert "Very first call" in desk.get(PAGE)[1]


@pytest.mark.slow
def test_an_approval_that_an_edit_ends_does_not_hide_the_page(desk: Desk) -> None:
    """Authors see what they write; that it is not approved yet is told beside it."""
    desk.wait_for("built")

    desk.change(
        lambda text: text.replace("title: First call", "title: Very first call")
    )
    built = desk.wait_for("built", 2)
    news = json.loads(desk.get("/__sop/state?since=2")[1])

    assert any(found.code.startswith("SOP5") for found in built.diagnostics)
    assert news["reload"] is False
    assert "SOP5" in news["problems"][0]["message"]


@pytest.mark.slow
def test_a_broken_file_keeps_the_last_good_page(desk: Desk) -> None:
    """The problem is told in the terminal and in the page, until it is mended."""
    desk.wait_for("built")
    before = desk.get(PAGE)[1]
    good = (desk.root / SOP).read_text("utf-8")

    desk.change(lambda text: text + "\nprocedure: 7\n")
    broken = desk.wait_for("broken")
    news = json.loads(desk.get("/__sop/state?since=1")[1])
    meanwhile = desk.get(PAGE)[1]
    desk.change(lambda _text: good)
    desk.wait_for("built", 2)
    after = json.loads(desk.get("/__sop/state?since=2")[1])

    assert broken.diagnostics[0].path == SOP
    assert news["reload"] is False
    assert news["problems"][0]["place"].startswith(f"{SOP}:")
    assert meanwhile == before
    assert (after["reload"], after["problems"]) == (True, [])


@pytest.mark.slow
def test_a_project_that_starts_broken_is_served_once_it_is_mended(
    tmp_path: Path,
) -> None:
    found = Desk(copy_tiny(tmp_path, {"mkdocs.yml": "site_name: [\n"}))
    good = (copy_tiny(tmp_path / "good") / "mkdocs.yml").read_text("utf-8")
    project = find_project(found.root, as_of=TODAY)
    thread = threading.Thread(
        target=serve,
        args=(project,),
        kwargs={"port": 0, "on_event": found.events.append, "stop": found.stop},
    )
    thread.start()
    found.wait_for("broken")
    first = found.get("/")
    (found.root / "mkdocs.yml").write_text(good, "utf-8")
    found.wait_for("built")
    second = found.get("/")
    found.stop.set()
    thread.join(PATIENCE)

    assert first[0] == 503
    assert "/__sop/live.js" in first[1]
    assert second[0] == 200


def test_a_taken_port_is_told_with_a_free_one(tmp_path: Path) -> None:
    project = find_project(copy_tiny(tmp_path), as_of=TODAY)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SopError, match=f"port {port} is in use") as caught:
            serve(project, port=port, on_event=lambda _event: None)

    assert caught.value.hint.startswith("use --port ")


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[tuple[Preview, int]]:
    """A server that shows a folder with two pages; beside it lies a secret."""
    (tmp_path / "secret.txt").write_text("secret")
    site = tmp_path / "site"
    (site / "area").mkdir(parents=True)
    (site / "area" / "index.html").write_text("<body>area</body>")
    (site / "404.html").write_text("<body>lost</body>")
    preview = Preview()
    preview.show(site)
    server = PreviewServer(preview, port=0)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield preview, server.server_port
    preview.close()
    server.shutdown()
    server.server_close()
    thread.join()


def test_pages_are_found_as_a_host_would_find_them(shown: tuple[Preview, int]) -> None:
    _, port = shown

    assert get(port, "/area/")[0] == 200
    assert get(port, "/area")[0] == 302
    assert get(port, "/nowhere/") == (404, get(port, "/404.html")[1])
    assert get(port, "/__sop/live.css")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/area/../../secret.txt",
        "/%00",
        "//etc/passwd",
    ],
)
def test_nothing_outside_the_site_is_served(
    shown: tuple[Preview, int], path: str
) -> None:
    _, port = shown

    status, text = get(port, path)

    assert status == 404
    assert "secret" not in text


def test_a_foreign_page_cannot_ask(shown: tuple[Preview, int]) -> None:
    """A name that is rebound to this machine is not one of ours."""
    _, port = shown

    assert get(port, "/area/", host="evil.example")[0] == 403
    assert get(port, "/area/", host="localhost")[0] == 200


def test_problems_reach_a_waiting_browser(shown: tuple[Preview, int]) -> None:
    preview, port = shown
    told: list[str] = []
    waiting = threading.Thread(
        target=lambda: told.append(get(port, "/__sop/state?since=1")[1])
    )
    waiting.start()

    preview.tell([Problem(place="a.yaml:1:1", message="<b>", hint="mend it")])
    waiting.join(PATIENCE)

    state = json.loads(told[0])
    assert state["problems"] == [
        {"place": "a.yaml:1:1", "message": "<b>", "excerpt": "", "hint": "mend it"}
    ]


def test_a_browser_that_leaves_is_no_error(
    shown: tuple[Preview, int], capfd: pytest.CaptureFixture[str]
) -> None:
    """A closed tab must not fill the terminal with tracebacks."""
    preview, port = shown
    request = b"GET /__sop/state?since=9 HTTP/1.1\r\nHost: localhost:1\r\n\r\n"
    gone = socket.create_connection(("127.0.0.1", port))
    gone.sendall(request)
    # Reset instead of a farewell, so that the answer cannot be delivered.
    gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    time.sleep(0.1)
    gone.close()

    for count in range(12):
        preview.tell([Problem(place=str(count), message="x")])
    time.sleep(0.2)

    assert capfd.readouterr().err == ""
