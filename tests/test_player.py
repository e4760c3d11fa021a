"""The page that plays a script: made from the model, and its rules tried with Node."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry

from builder.errors import SopError
from builder.graph.values import fits
from builder.model.script import Case, EndNode
from builder.outputs.dialer.neutral import say_parts
from builder.outputs.site.assets import player_script_text
from builder.outputs.site.page import Page
from builder.outputs.site.player_data import WORDS, script_json
from builder.outputs.site.player_page import follow_up
from builder.outputs.strings import strings_for
from builder.project_settings import EmbedSettings, read_settings
from builder.schema import load_schema
from tests.test_scripts import run_node
from tests.test_site_pages import (
    Document,
    content,
    facts,
    hostile_library,
    library,
    with_sop,
)

TESTS = Path(__file__).parent
SCRIPTS = TESTS.parent / "builder/outputs/site/scripts"
PATH = "scripts/first-call.call/"


def player(**settings: Any) -> Page:
    made = content(told=facts(**settings))
    return next(page for page in made.pages if page.path == PATH)


def data_of(page: Page) -> Any:
    found = re.search(r'id="_player.data">(.*?)</script>', page.html, re.S)
    assert found
    return json.loads(found[1])


def test_every_shown_script_has_a_player_that_is_linked() -> None:
    made = content()
    paths = {page.path for page in made.pages}
    sop = next(page for page in made.pages if page.sop == "first-call")
    overview = next(page for page in made.pages if page.path == "scripts/")

    assert PATH in paths
    assert f"../../{PATH}" in Document(sop.html).links
    assert f"../{PATH}" in Document(overview.html).links


def test_a_script_that_names_what_is_not_there_has_no_player() -> None:
    """A preview shows its outline, and the check says what is missing."""
    sop = library().by_id["first-call"]
    broken = EndNode(id="nobody", disposition="GONE")
    (script,) = sop.scripts
    nodes = tuple(broken if node.id == "nobody" else node for node in script.nodes)
    changed = replace(sop, scripts=(replace(script, nodes=nodes),))

    made = content(with_sop(changed))

    assert PATH not in {page.path for page in made.pages}
    sop_page = next(page for page in made.pages if page.sop == "first-call")
    assert not [link for link in Document(sop_page.html).links if PATH in link]


def test_the_page_holds_the_outline_of_the_script() -> None:
    """Without JavaScript it is all there; the player takes its words from it."""
    (script,) = library().by_id["first-call"].scripts
    document = Document(player().html)

    for node in script.nodes:
        assert f"script.call.{node.id}" in document.ids
        for part in say_parts(getattr(node, "say", None) or ""):
            assert str(part.get("text", "")).replace("**", "") in document.words
    assert "This call is recorded." in document.words


def test_the_data_holds_the_graph_and_no_words_twice() -> None:
    data = data_of(player())

    assert data["start"] == "hello"
    assert data["nodes"]["hello"] == {
        "kind": "say",
        "disclosures": ["recording-notice"],
        "next": "plan",
    }
    assert data["left"]["hello"][0] <= data["left"]["hello"][1]
    assert data["fields"]["account.plan"]["values"]
    assert data["dispositions"]["SALE"]["flags"]
    assert "origins" not in data
    assert "record" not in data["disclosures"]["recording-notice"]


def test_text_in_the_data_ends_no_script_element() -> None:
    text = "</script><!--<script>\u2028\u2029&amp;'\""

    made = str(script_json({"x": text}))

    assert json.loads(made) == {"x": text}
    assert not re.search(r"[<>&\u2028\u2029]", made)


def test_a_hostile_library_is_played_as_text() -> None:
    made = content(hostile_library())
    page = next(page for page in made.pages if page.path == PATH)

    assert "<script>alert(1)</script>" in data_of(page)["title"]
    scripts = [found for tag, found in Document(page.html).tags if tag == "script"]
    assert len(scripts) == 2


def test_next_steps_are_those_after_the_contact() -> None:
    sop = library().by_id["first-call"]

    assert [section.id for section in follow_up(sop)] == ["greet"]
    assert [section.id for section in follow_up(replace(sop, stages=()))] == ["close"]


def test_every_word_of_the_script_is_in_the_catalog_and_used() -> None:
    text = player_script_text()
    known = {
        key.removeprefix(WORDS)
        for key in strings_for("en").entries
        if key.startswith(WORDS)
    }
    used = set(re.findall(r"\bwords\.([a-z_]+)", text)) - {"replace"}
    used |= {
        f"kind_{kind}" for kind in ("say", "ask", "collect", "branch", "go", "end")
    }

    typed = (SCRIPTS / "player_calls.js").read_text("utf-8")
    typed = typed.partition("@typedef {`kind_")[2].partition("} PlayerWord")[0]
    assert used == known
    assert {word for word in known if not word.startswith("kind_")} == set(
        re.findall(r'"(\w+)"', typed)
    )


# Rules


def test_a_call_goes_on_and_back() -> None:
    """Clock, notes, returning and undoing: every case in ``player_session.test.js``."""
    done = run_node(
        "--test", "--test-reporter=tap", str(TESTS / "player_session.test.js")
    )

    assert done.returncode == 0, done.stdout
    assert re.search(r"^# pass 7$", done.stdout, re.MULTILINE), done.stdout


def test_the_rules_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every case in ``player.test.js`` passes; its events fit the published schema."""
    told = tmp_path / "events.json"
    monkeypatch.setenv("SOP_EVENTS", str(told))

    done = run_node("--test", "--test-reporter=tap", str(TESTS / "player.test.js"))

    assert done.returncode == 0, done.stdout
    assert re.search(r"^# pass 2[0-9]$", done.stdout, re.MULTILINE), done.stdout
    schema = load_schema("player-events")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, registry=Registry())
    events = json.loads(told.read_text("utf-8"))
    assert [event["event"] for event in events] == ["opened", "node", "disposition"]
    for event in (*events, *schema["examples"]):
        validator.validate(event)
    assert not validator.is_valid({**events[0], "value": "secret"})
    assert not validator.is_valid({**events[1], "event": "disposition"})


def test_branches_are_read_alike_in_python_and_in_the_browser() -> None:
    """The table is the one that ``player.test.js`` reads."""
    vectors = json.loads((TESTS / "vectors/branches.json").read_text("utf-8"))

    for vector in vectors:
        told = vector["case"]
        case = Case(
            equals=told.get("equals"),
            one_of=tuple(told.get("oneOf", ())),
            at_least=told.get("atLeast"),
            below=told.get("below"),
            goto="x",
        )
        assert [value for value in vector["fits"] if not fits(case, value)] == []
        assert [value for value in vector["not"] if fits(case, value)] == []


def test_the_joined_script_is_one_classic_script(tmp_path: Path) -> None:
    joined = tmp_path / "player.js"
    joined.write_text(player_script_text(), "utf-8")

    assert run_node("--check", str(joined)).stderr == ""


def test_the_script_runs_no_text_and_reaches_nobody() -> None:
    """Only the tab's own storage is touched, and no message goes to just anybody."""
    banned = r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|"
    banned += r"fetch\(|XMLHttp|sendBeacon|WebSocket|\.style\b|Attribute\(.(on|sty)|"
    banned += r"localStorage|indexedDB|cookie|postMessage\([^)]*['\"]\*"

    assert re.findall(banned, player_script_text()) == []
    assert len(player_script_text()) < 70_000


# Settings


def test_origins_are_told_to_the_page_only_if_named() -> None:
    embed = EmbedSettings(allowed_origins=("https://crm.example.com",))

    assert data_of(player(embed=embed))["origins"] == ["https://crm.example.com"]


@pytest.mark.parametrize(
    "origin",
    [
        "https://crm.example.com",
        "https://crm.example.com:8443",
        "http://localhost:3000",
        "http://10.0.0.7",
        "https://[2001:db8::1]:444",
        "https://xn--bcher-kva.example",
    ],
)
def test_an_exact_origin_is_taken(origin: str) -> None:
    table = {"embed": {"allowed_origins": [origin, origin]}}

    assert read_settings(table, path="x").embed.allowed_origins == (origin,)


@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "null",
        "https://*.example.com",
        "https://crm.example.com/",
        "https://crm.example.com/desk",
        "https://crm.example.com:443",
        "http://crm.example.com:80",
        "https://CRM.example.com",
        "https://user@crm.example.com",
        "https://crm.example.com?x",
        "crm.example.com",
        "file://",
        "ftp://crm.example.com",
        "https://",
        "https://bücher.example",
        "https://crm.example.com https://b.example",
        "",
    ],
)
def test_anything_else_is_refused(origin: str) -> None:
    with pytest.raises(SopError, match=r"allowed_origins.*exact origins") as caught:
        read_settings({"embed": {"allowed_origins": [origin]}}, path="x")

    assert "https://crm.example.com" in caught.value.hint


def test_other_shapes_of_embed_are_refused() -> None:
    for table in (True, {"origins": []}, {"allowed_origins": "https://a.example"}):
        with pytest.raises(SopError):
            read_settings({"embed": table}, path="x")
