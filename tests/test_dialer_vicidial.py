"""VICIdial: a text that survives the way, names that fit, SQL that can run twice."""

import copy
import html
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, cast

import pytest

from builder.outputs.dialer.export import Export
from builder.outputs.dialer.format import DialerRecord, FieldRecord, SayPart
from builder.outputs.dialer.vicidial import export
from builder.outputs.dialer.vicidial_names import (
    field_names,
    plain_name,
    script_id,
)
from builder.outputs.dialer.vicidial_sql import CAMPAIGN, quoted
from builder.outputs.dialer.vicidial_text import as_html, script_text
from tests.browser import chromium
from tests.dialers.libraries import Sample, fixture_samples, library_samples
from tests.dialers.runtimes.vicidial import STANDARD, display, stored

TOUR = "every-kind/tour"

TABLES = """
CREATE TABLE dual (x);
INSERT INTO dual VALUES (1);
CREATE TABLE vicidial_scripts (script_id PRIMARY KEY, script_name, script_comments,
  script_text, active);
CREATE TABLE vicidial_campaigns (campaign_id);
INSERT INTO vicidial_campaigns VALUES ('SALES');
CREATE TABLE vicidial_statuses (status PRIMARY KEY, status_name, selectable,
  human_answered, category DEFAULT 'UNDEFINED', sale, dnc, customer_contact,
  not_interested, unworkable, scheduled_callback, completed);
CREATE TABLE vicidial_campaign_statuses (status, status_name, selectable, campaign_id,
  human_answered, category DEFAULT 'UNDEFINED', sale, dnc, customer_contact,
  not_interested, unworkable, scheduled_callback, completed);
INSERT INTO vicidial_statuses (status, status_name, sale) VALUES ('SALE', 'Own', 'N');
"""
"""The columns of VICIdial's tables, and a status that somebody made there."""


A_FIELD = FieldRecord(title="X", type="text", example="x", source="CRM", personal=False)


def record_of(address: str = TOUR) -> DialerRecord:
    return fixture_samples()[address].record


def every_sample() -> Iterator[tuple[str, Sample]]:
    yield from {**library_samples(), **fixture_samples()}.items()


def tried(
    database: sqlite3.Connection, made: Export, name: str, *, campaign: str = CAMPAIGN
) -> list[tuple[Any, ...]]:
    """Return what the statements of a file tell when they are run."""
    sql = made.others[name].decode("ascii").replace(CAMPAIGN, campaign)
    told: list[tuple[Any, ...]] = []
    for statement in sql.split(";\n"):
        told += database.execute(statement).fetchall()
    return told


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(TABLES)
        yield made


def test_nothing_on_the_way_can_change_a_text() -> None:
    """No quotes, backslashes, line breaks, or signs that hang on a character set."""
    for address, sample in every_sample():
        text = script_text(sample.record)

        assert re.findall(r"[^\x20-\x7e]|[\\\"'`]", text) == [], address
        assert len(text) < 65_535, address


@pytest.mark.parametrize(
    "text",
    [
        "iframe src=x and IFRAME\u00a0SRC",
        "IgnoreNoScroll, LOCALFQDN",
        "--A--first_name--B-- --a--MANUALDIALLINK--b--",
        "C:\\new \\\\ $1 \\1",
        "a\nb \"c\" 'd' <BR> &amp; &#60;",
    ],
)
def test_words_that_mean_something_to_vicidial_are_shown_as_words(text: str) -> None:
    shown = display(str(as_html(text)), {"first_name": "Alex"})

    assert html.unescape(shown.replace("<br>", "\n")) == text


def test_a_line_break_between_fields_stays() -> None:
    parts = [{"field": "customer.first_name"}, {"text": "\n"}, {"field": "a.b"}]
    record = copy.deepcopy(record_of("every-kind/short"))
    record["nodes"]["only"]["sayParts"] = cast("list[SayPart]", parts)
    record["fields"] = {"customer.first_name": A_FIELD, "a.b": A_FIELD}

    assert (
        "<p class=say><i>--A--first_name--B--</i><br><i>--A--a__b--B--</i></p>"
        in script_text(record)
    )


def test_every_screen_stands_there_once_and_ways_lead_back() -> None:
    text = script_text(record_of())

    name = script_id(TOUR)
    screens = re.findall(rf"<input type=radio name={name} id={name}-(\w+)", text)
    assert screens == list(record_of()["nodes"])
    assert text.count(" checked>") == 1
    assert f"<label for={name}-mood><span>Say that again</span>" in text


def test_what_has_to_be_said_exactly_is_marked() -> None:
    text = script_text(record_of())

    assert (
        "<p class=exact><b>Say exactly:</b> <span class=say>This call is recorded."
        in text
    )


def test_a_field_that_the_call_may_write_is_left_to_the_agent() -> None:
    """VICIdial fills fields when the script opens: later, the value may be stale."""
    nodes = dict(_screens(script_text(record_of())))

    assert "<i>--A--account__tier--B--</i>" in nodes["tier"]
    assert (
        "<i class=noted data-field=callback__date>(Callback date<small>, on record: "
        "<b>--A--callback__date--B--</b></small>)</i>" in nodes["later"]
    )


def test_fields_have_names_that_vicidial_knows_or_can_be_given() -> None:
    names: dict[str, str] = {}
    for _, sample in every_sample():
        names.update(field_names(sample.record))

    assert names["customer.first_name"] == "first_name"
    assert names["agent.full_name"] == "fullname"
    assert names["account.plan"] == "account__plan"
    assert len(set(names.values())) == len(names)
    for name in names.values():
        assert name in STANDARD or re.fullmatch(r"[a-z0-9_]{1,50}", name)
        assert ("__" in name) is (name not in STANDARD)


def test_ids_of_scripts_are_apart_and_fit_the_oldest_table() -> None:
    ids = {script_id(address) for address, _ in every_sample()}

    assert len(ids) == len(dict(every_sample()))
    assert [found for found in ids if not re.fullmatch("[A-Z0-9]{5,10}", found)] == []
    assert script_id("first-call/call") == "FIRSTCYE64"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("First call", "First call"),
        ("Café: <b>50%</b> & more", "Cafe: b 50 /b more"),
        ("選", "SOP"),
        ("a" * 60, "a" * 50),
    ],
)
def test_names_are_what_the_admin_pages_leave_alone(text: str, name: str) -> None:
    assert plain_name(text, 50, signs=",-/:") == name


def test_a_dollar_sign_is_lost_where_the_page_says_so() -> None:
    """PHP takes $49 for a reference to what was found."""
    shown = display("--A--offer__price--B--", {"offer__price": "$49 a month"})
    kept = display("--A--offer__price--B--", {"offer__price": stored("$49 a month")})

    assert shown == " a month"
    assert html.unescape(kept) == "$49 a month"
    sample = library_samples()["outbound-contact/sales_call"]
    assert any("'offer.price'" in loss.what for loss in export(sample.record).losses)


def test_codes_that_vicidial_gives_by_itself_are_told() -> None:
    sample = library_samples()["outbound-contact/sales_call"]
    lost = [loss for loss in export(sample.record).losses if "DROP" in loss.what]

    assert {sample.record["nodes"][loss.node]["disposition"] for loss in lost} == {
        "DROP"
    }


def test_a_script_can_be_imported_again(database: sqlite3.Connection) -> None:
    """New words replace the old; what an administrator switched off stays off."""
    made = export(record_of())
    assert tried(database, made, "script.sql") == [(script_id(TOUR), "imported whole")]
    database.execute("UPDATE vicidial_scripts SET active = 'N', script_text = 'old'")

    told = tried(database, made, "script.sql")

    assert told == [(script_id(TOUR), "imported whole")]
    ((text, active),) = database.execute(
        "SELECT script_text, active FROM vicidial_scripts"
    )
    assert (text, active) == (made.content.decode().rstrip("\n"), "N")


def test_a_script_of_somebody_else_is_left_alone(database: sqlite3.Connection) -> None:
    values = (script_id(TOUR), "Mine", "mine", "my words", "Y")
    database.execute("INSERT INTO vicidial_scripts VALUES (?, ?, ?, ?, ?)", values)

    told = tried(database, export(record_of()), "script.sql")

    assert told == [(script_id(TOUR), "NOT IMPORTED")]
    assert database.execute("SELECT * FROM vicidial_scripts").fetchall() == [values]


def test_statuses_that_are_there_are_kept_and_told(
    database: sqlite3.Connection,
) -> None:
    for _ in "12":
        told = tried(database, export(record_of()), "statuses.sql")

        assert told == [("SALE", "Own", "LEFT AS IT WAS, differs")]
        assert database.execute(
            "SELECT status, selectable, human_answered, scheduled_callback, completed "
            "FROM vicidial_statuses WHERE status <> 'SALE' ORDER BY status"
        ).fetchall() == [("CALLBK", "Y", "Y", "Y", "N"), ("NOANS", "Y", "N", "N", "N")]


def test_statuses_can_go_to_one_campaign(database: sqlite3.Connection) -> None:
    made = export(record_of())
    for _ in "12":
        tried(database, made, "campaign-statuses.sql", campaign="SALES")

    assert database.execute(
        "SELECT campaign_id, status FROM vicidial_campaign_statuses ORDER BY status"
    ).fetchall() == [("SALES", "CALLBK"), ("SALES", "NOANS")]
    told = tried(database, made, "campaign-statuses.sql")
    assert (CAMPAIGN, "NO SUCH CAMPAIGN") in told


def test_sql_means_the_same_in_every_mode() -> None:
    assert quoted('it\'s; -- "x"') == "'it''s; -- \"x\"'"
    for text in ("a\\", "a\nb", "é", "\0"):
        with pytest.raises(ValueError, match="no text for SQL"):
            quoted(text)


@pytest.mark.slow
def test_a_browser_shows_one_screen_at_a_time() -> None:
    """As VICIdial does it: by innerHTML, into a form. Each click is on a label."""
    text = script_text(record_of("first-call/call"))
    with chromium() as browser:
        page = browser.new_page()
        page.set_content("<form><div id=ScriptContents></div></form>")
        page.evaluate(
            "text => document.getElementById('ScriptContents').innerHTML = text", text
        )
        shown = [page.locator("section:visible").all_inner_texts()]
        for label in ("Next", "Anything else, or empty", "Later", "Written down"):
            page.locator("section:visible label", has_text=label).click()
            shown.append(page.locator("section:visible").all_inner_texts())

    assert [len(texts) for texts in shown] == [1] * 5
    assert "This call is recorded." in shown[0][0]
    assert "Talk to you then." in shown[4][0]
    assert "CALLBK" in shown[4][0]


def _screens(text: str) -> Iterator[tuple[str, str]]:
    for piece in text.split("<input type=radio ")[1:]:
        node = re.search(r"id=\w+-(\w+)", piece)
        assert node
        yield node[1], piece
