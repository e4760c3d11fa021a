"""What an SCXML document holds for people, in attributes that programs pass over."""

import json
import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from builder.outputs.dialer.format import DialerRecord, DisclosureRecord, FieldRecord

NAMESPACE = "urn:sopwright:scxml:1.0"


def describe(element: Element, about: Mapping[str, str]) -> None:
    """Add attributes for people to an element, leaving out the empty ones."""
    for name, value in about.items():
        if value:
            element.set(f"sop:{name}", value)


def heading(record: DialerRecord) -> dict[str, str]:
    """Return the attributes of the document itself."""
    sop = record["sop"]
    about = {
        "script": record["id"],
        "title": record["title"],
        "summary": record.get("summary", ""),
        "call-type": record.get("callType", ""),
        "number": sop["number"],
        "sop-title": sop["title"],
        "sop-version": sop["version"],
        "effective": sop["effective"],
        "status": sop["status"],
        "content-hash": record["contentHash"],
    }
    return {
        "xmlns": "http://www.w3.org/2005/07/scxml",
        "xmlns:sop": NAMESPACE,
        "version": "1.0",
        "datamodel": "ecmascript",
        # SCION makes a function of this name, so it holds letters, digits and "_".
        "name": "script_" + re.sub(r"[^A-Za-z0-9]", "_", record["id"]),
        "initial": "call",
        "xml:lang": record["language"],
        **{f"sop:{name}": value for name, value in about.items() if value},
    }


def about_field(name: str, known: FieldRecord) -> dict[str, str]:
    """Return what a person who fills a field has to know of it."""
    about = {
        "field": name,
        "title": known["title"],
        "type": known["type"],
        "example": known["example"],
        "source": known["source"],
        "personal": _flag(known["personal"]),
    }
    if values := known.get("values"):
        about["values"] = json.dumps(values, ensure_ascii=False)
    return about


def about_disclosure(exact: DisclosureRecord) -> dict[str, str]:
    """Return which words these are, and why they are said exactly."""
    return {
        "disclosure": exact["id"],
        "title": exact["title"],
        "regulation": exact["regulation"],
        "record": exact.get("record", ""),
    }


def about_disposition(record: DialerRecord, code: str) -> dict[str, str]:
    """Return what is known of a disposition but its code."""
    for known in record["dispositions"]:
        if known["code"] == code:
            return {
                "label": known["label"],
                "category": known["category"],
                "contact": _flag(known["contact"]),
                "sale": _flag(known["sale"]),
                "do-not-call": _flag(known["doNotCall"]),
                "callback": _flag(known["callback"]),
                "completed": _flag(known["completed"]),
            }
    return {}


def _flag(value: bool) -> str:
    return "true" if value else "false"
