"""What targets that show one screen for each node have in common."""

from collections.abc import Iterator
from decimal import Decimal

from builder.outputs.dialer.export import Loss
from builder.outputs.dialer.format import CaseRecord, DialerRecord, NodeRecord

DISPOSITION = "disposition"
"""The variable of an export that holds the outcome."""

NEXT_SCRIPT = "next_script"
"""The variable of an export that names the script in which the call went on."""


def case_values(case: CaseRecord) -> list[str]:
    """Return the texts that a case looks for; none if it looks for a number."""
    return [case["equals"]] if "equals" in case else case.get("oneOf", [])


def case_words(case: CaseRecord) -> str:
    """Return the test of a case in words, such as ``at least 3``."""
    if values := case_values(case):
        return "is " + " or ".join(values)
    bounds = {"at least": case.get("atLeast"), "below": case.get("below")}
    return " and ".join(
        f"{word} {number_text(bound)}"
        for word, bound in bounds.items()
        if bound is not None
    )


def number_text(number: float) -> str:
    """Return a number without an exponent and without idle zeros."""
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def script_address(node: NodeRecord) -> str:
    """Return the address of the script that a ``go`` leads to."""
    return f"{node['to']['sop']}/{node['to']['script']}"


def written_fields(record: DialerRecord) -> set[str]:
    """Return the fields that the script writes."""
    found: set[str] = set()
    for node in record["nodes"].values():
        if "into" in node:
            found.add(node["into"])
        for choice in node.get("choices", ()):
            if records := choice.get("records"):
                found.add(records["field"])
    return found


def outputs(record: DialerRecord) -> dict[str, str]:
    """Return what every export gives back besides the fields: names with meanings."""
    kinds = {node["kind"] for node in record["nodes"].values()}
    found = {}
    if kinds & {"end", "go"}:
        found[DISPOSITION] = "Code of the outcome, set at the end."
    if "go" in kinds:
        found[NEXT_SCRIPT] = "Script in which the call went on, if it did."
    return found


def answer_losses(record: DialerRecord) -> Iterator[Loss]:
    """Yield what is lost wherever answers are picked with a mouse or typed as text."""
    for node_id, node in record["nodes"].items():
        if keys := [one["key"] for one in node.get("choices", ()) if "key" in one]:
            yield Loss(node=node_id, what=f"the keys {', '.join(keys)} of the choices")
        if "into" in node and (kind := _kind(node["into"], record)):
            yield Loss(
                node=node_id,
                what=f"the check that the answer is {kind}",
                instead="a text box that takes any text",
            )


def _kind(field: str, record: DialerRecord) -> str:
    """Return what fits into a field; empty if any text does."""
    known = record["fields"][field]
    if values := known.get("values"):
        return f"one of {', '.join(values)}"
    return "" if known["type"] == "text" else f"of type {known['type']}"
