"""GOautodial: what its API is sent, and what is never filled in."""

import json
import re

from builder.outputs.dialer import goautodial, vicidial
from builder.outputs.dialer.vicidial_names import script_id
from tests.dialers.libraries import fixture_samples, library_samples
from tests.dialers.runtimes.goautodial import stored_text

TOUR = "every-kind/tour"


def test_the_payload_is_what_the_api_asks_for() -> None:
    payload = json.loads(goautodial.export(fixture_samples()[TOUR].record).content)

    text = payload.pop("script_text")
    assert len(text) > 1_000
    assert payload == {
        "goAction": "goAddScript",
        "goUser": "API USER",
        "goPass": "API PASSWORD",
        "session_user": "ADMINISTRATOR",
        "log_ip": "ADDRESS OF THE CALLER",
        "responsetype": "json",
        "script_id": script_id(TOUR),
        "script_type": "default",
        "script_name": "A tour of all kinds",
        "script_comments": payload["script_comments"],
        "user_group": "---ALL---",
        "active": "Y",
    }
    assert payload["script_comments"].startswith(f"SOP {TOUR} SOP-CON-101 1.0.0 ")


def test_outcomes_are_added_by_calls_of_their_own() -> None:
    made = goautodial.export(fixture_samples()[TOUR].record)

    calls = json.loads(made.others["statuses.json"])

    assert [call["status"] for call in calls] == ["CALLBK", "NOANS", "SALE"]
    assert {call["goAction"] for call in calls} == {"goAddDisposition"}
    assert {call["campaign_id"] for call in calls} == {"CAMPAIGN ID OR ALL"}
    assert calls[0]["scheduled_callback"] == "Y"
    assert "completed" not in calls[0]


def test_names_hold_no_sign_that_the_api_refuses() -> None:
    """E-mail has a hyphen: the API refuses the whole name, so it has a blank."""
    sample = library_samples()["outbound-contact/sales_call"]
    made = goautodial.export(sample.record)

    calls = json.loads(made.others["statuses.json"])

    names = {call["status"]: call["status_name"] for call in calls}
    assert names["EMAIL"] == "Information by e mail"
    assert [name for name in names.values() if re.search("[^0-9A-Za-z. ]", name)] == []
    assert any("EMAIL" in loss.what for loss in made.losses)


def test_the_text_in_the_table_is_the_text_of_vicidial() -> None:
    """Quoted twice on the way, and still the same."""
    for sample in fixture_samples().values():
        expected = vicidial.export(sample.record).content.decode().rstrip("\n")
        payload = goautodial.export(sample.record).content

        assert stored_text(payload) == (expected, "")
