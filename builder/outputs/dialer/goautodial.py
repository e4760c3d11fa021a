"""GOautodial: what its API is sent to add a script and its outcomes.

GOautodial stores and shows scripts as VICIdial does. The API takes each key as a field
of a form, by POST; the file holds them as JSON.
"""

from builder.outputs.dialer.export import Export, json_bytes
from builder.outputs.dialer.format import DialerRecord
from builder.outputs.dialer.vicidial import losses
from builder.outputs.dialer.vicidial_names import (
    LONGEST_SCRIPT_NAME,
    LONGEST_STATUS_NAME,
    plain_name,
    script_comment,
    script_id,
    status_flags,
)
from builder.outputs.dialer.vicidial_text import script_text

CALLER = {
    "goUser": "API USER",
    "goPass": "API PASSWORD",
    "session_user": "ADMINISTRATOR",
    "log_ip": "ADDRESS OF THE CALLER",
    "responsetype": "json",
}
"""Who calls; the capitals are filled in by whoever sends it, and never by a build."""

CAMPAIGN = "CAMPAIGN ID OR ALL"


def export(record: DialerRecord) -> Export:
    """Return the call of ``goAddScript``, and the calls that add the outcomes."""
    script = {
        "goAction": "goAddScript",
        **CALLER,
        "script_id": script_id(record["id"]),
        "script_type": "default",
        "script_name": plain_name(record["title"], LONGEST_SCRIPT_NAME, signs=""),
        "script_comments": script_comment(record),
        "script_text": script_text(record),
        "user_group": "---ALL---",
        "active": "Y",
    }
    statuses = [
        {
            "goAction": "goAddDisposition",
            **CALLER,
            "campaign_id": CAMPAIGN,
            "status": found["code"],
            "status_name": plain_name(found["label"], LONGEST_STATUS_NAME, signs=""),
            **{
                name: answer
                for name, answer in status_flags(found).items()
                if name != "completed"  # a column that this API does not know
            },
        }
        for found in record["dispositions"]
    ]
    return Export(
        content=json_bytes(script),
        others={"statuses.json": json_bytes(statuses)},
        losses=tuple(losses(record, signs="")),
    )
