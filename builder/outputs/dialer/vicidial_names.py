"""VICIdial's names: what it calls scripts, fields and outcomes, and what they may hold.

The figures are the columns of its tables ``vicidial_scripts``, ``vicidial_statuses``
and ``vicidial_lists_fields``, the narrowest that are still in use.
"""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable

from builder.outputs.dialer.format import DialerRecord, DispositionRecord
from builder.outputs.dialer.names import name_map

LONGEST_SCRIPT_NAME = 50
LONGEST_STATUS_NAME = 30
LONGEST_FIELD_NAME = 50

SIGNS = ",-/:"
"""Signs that names may hold in VICIdial; in GOautodial they hold none."""

FIELDS = {
    "agent.first_name": "user_custom_one",
    "agent.full_name": "fullname",
    "customer.address": "address1",
    "customer.alternate_phone": "alt_phone",
    "customer.city": "city",
    "customer.date_of_birth": "date_of_birth",
    "customer.email": "email",
    "customer.first_name": "first_name",
    "customer.last_name": "last_name",
    "customer.middle_initial": "middle_initial",
    "customer.phone": "phone_number",
    "customer.postal_code": "postal_code",
    "customer.state": "state",
    "customer.title": "title",
}
"""Fields that every VICIdial has; any other is a custom field of the list."""

TAKEN_STATUSES = frozenset(
    re.findall(
        r"\S+",
        "AA AB ADC AFAX AFTHRS AL AM CBHOLD DNCC DNCL DROP ERI INCALL NA NANQUE NEW "
        "PDROP PM PU QUEUE QVMAIL RQXFER SVYEXT SVYHU SVYREC SVYVM TIMEOT XDROP",
    )
)
"""Codes that VICIdial gives by itself; an agent cannot pick them."""

_STEM, _MARK = 6, 4


def script_id(address: str) -> str:
    """Return the id of a script: ten capitals and digits, from its address alone."""
    sop_id = address.partition("/")[0]
    stem = re.sub(r"[^0-9a-z]", "", sop_id)[:_STEM].upper()
    digest = hashlib.sha256(address.encode()).digest()
    return stem + base64.b32encode(digest).decode("ascii")[:_MARK]


def field_names(record: DialerRecord) -> dict[str, str]:
    """Return VICIdial's name for each field of a script.

    Two underscores stand for the dot: no field of VICIdial and no other field of the
    library has a name like that.
    """
    fields = record["fields"]
    own = {field: FIELDS[field] for field in fields if field in FIELDS}
    custom = name_map(
        custom_fields(fields),
        clean=lambda field: field.replace(".", "__"),
        longest=LONGEST_FIELD_NAME,
    )
    return {**own, **custom}


def custom_fields(fields: Iterable[str]) -> list[str]:
    """Return the fields that have to be added to the list of leads."""
    return [field for field in fields if field not in FIELDS]


def plain_name(text: str, longest: int, *, signs: str) -> str:
    """Return a text of plain letters, digits, blanks, dots and the given signs.

    The admin pages of VICIdial take other signs out when a name is saved again; the
    API of GOautodial refuses the whole name.
    """
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = re.sub(rf"[^0-9A-Za-z. {re.escape(signs)}]+", " ", letters)
    return " ".join(plain.split())[:longest].rstrip() or "SOP"


def script_comment(record: DialerRecord) -> str:
    """Return the comment of a script; it begins with the mark that it is ours."""
    sop = record["sop"]
    content = record["contentHash"][:12]
    return f"{comment_mark(record)}{sop['number']} {sop['version']} {content}"


def comment_mark(record: DialerRecord) -> str:
    """Return what a comment begins with if the script is this one of ours."""
    return f"SOP {record['id']} "


def status_flags(disposition: DispositionRecord) -> dict[str, str]:
    """Return the columns of an outcome that are answered with Y or N."""
    answers = {
        "selectable": True,
        "human_answered": disposition["contact"],
        "sale": disposition["sale"],
        "dnc": disposition["doNotCall"],
        "customer_contact": disposition["contact"],
        "not_interested": disposition["category"] == "not_interested",
        "unworkable": False,
        "scheduled_callback": disposition["callback"],
        "completed": disposition["completed"],
    }
    return {name: "Y" if answer else "N" for name, answer in answers.items()}
