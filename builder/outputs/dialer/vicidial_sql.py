"""SQL for MySQL and MariaDB that puts a script and its outcomes into VICIdial.

Every statement can run again and again. What is there and not ours is left as it is,
and the last statements say so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from builder.outputs.dialer.format import DialerRecord, DispositionRecord
from builder.outputs.dialer.vicidial_names import (
    LONGEST_SCRIPT_NAME,
    LONGEST_STATUS_NAME,
    SIGNS,
    comment_mark,
    custom_fields,
    field_names,
    plain_name,
    script_comment,
    script_id,
    status_flags,
)

CAMPAIGN = "CHANGEME"
"""Stands where the administrator writes the id of the campaign."""

_SAFE = re.compile(r"[\x20-\x5b\x5d-\x7e]*")


def quoted(text: str) -> str:
    """Return a text as SQL, the same in every mode of MySQL.

    A backslash means itself in one mode and not in another, so there must be none; nor
    a line break, nor anything that hangs on the character set of the connection.
    """
    if not _SAFE.fullmatch(text):
        raise ValueError(f"no text for SQL: {text!r}")
    return "'" + text.replace("'", "''") + "'"


def script_sql(record: DialerRecord, text: str) -> str:
    """Return the SQL that adds a script, or renews it if it is ours."""
    name = quoted(script_id(record["id"]))
    mark = quoted(comment_mark(record))
    whole = (
        f"script_id = {name} AND script_comments = {quoted(script_comment(record))} "
        f"AND LENGTH(script_text) = {len(text)}"
    )
    return _lines(
        *_head(record, "the script"),
        "-- A script that has this id and is not ours is left as it is.",
        *_fields_to_add(record),
        "",
        "INSERT INTO vicidial_scripts",
        "  (script_id, script_name, script_comments, script_text, active)",
        f"SELECT {name}, '', {mark}, '', 'Y' FROM DUAL WHERE NOT EXISTS",
        f"  (SELECT 1 FROM vicidial_scripts WHERE script_id = {name});",
        "",
        "UPDATE vicidial_scripts SET",
        f"  script_name = {_name(record['title'], LONGEST_SCRIPT_NAME)},",
        f"  script_comments = {quoted(script_comment(record))},",
        f"  script_text = {quoted(text)}",
        f"WHERE script_id = {name}",
        f"  AND SUBSTR(script_comments, 1, {len(comment_mark(record))}) = {mark};",
        "",
        f"SELECT {name} AS script, CASE WHEN EXISTS",
        f"  (SELECT 1 FROM vicidial_scripts WHERE {whole})",
        "  THEN 'imported whole' ELSE 'NOT IMPORTED' END AS result;",
    )


def statuses_sql(record: DialerRecord) -> str:
    """Return the SQL that adds the outcomes for all campaigns."""
    return _lines(
        *_head(record, "its outcomes, for all campaigns"),
        "-- A status that is there already is left as it is; the last statements show",
        "-- those that differ from the SOP.",
        *(
            line
            for found in record["dispositions"]
            for line in (
                "",
                "INSERT INTO vicidial_statuses",
                f"  ({', '.join(_columns(found))})",
                f"SELECT {', '.join(_columns(found).values())} FROM DUAL",
                f"WHERE NOT EXISTS {_there(found)};",
            )
        ),
        *_differences(record["dispositions"], "vicidial_statuses", ""),
    )


def campaign_statuses_sql(record: DialerRecord) -> str:
    """Return the SQL that adds the outcomes for one campaign."""
    chosen = f"campaign_id = {quoted(CAMPAIGN)}"
    return _lines(
        *_head(record, "its outcomes, for one campaign"),
        f"-- Put the id of the campaign in the place of {CAMPAIGN}. Codes that exist",
        "-- for all campaigns, or in this one already, are left as they are; the last",
        "-- statements show those that differ from the SOP.",
        *(
            line
            for found in record["dispositions"]
            for line in (
                "",
                "INSERT INTO vicidial_campaign_statuses",
                f"  ({', '.join(_columns(found))}, campaign_id)",
                f"SELECT {', '.join(_columns(found).values())}, campaign_id",
                f"FROM vicidial_campaigns WHERE {chosen}",
                f"  AND NOT EXISTS {_there(found)}",
                "  AND NOT EXISTS (SELECT 1 FROM vicidial_campaign_statuses",
                f"    WHERE status = {quoted(found['code'])} AND {chosen});",
            )
        ),
        *_differences(record["dispositions"], "vicidial_statuses", ""),
        *_differences(
            record["dispositions"], "vicidial_campaign_statuses", f" AND {chosen}"
        ),
        "",
        f"SELECT {quoted(CAMPAIGN)} AS campaign, 'NO SUCH CAMPAIGN' AS result",
        "FROM DUAL",
        f"WHERE NOT EXISTS (SELECT 1 FROM vicidial_campaigns WHERE {chosen});",
    )


def _name(text: str, longest: int) -> str:
    return quoted(plain_name(text, longest, signs=SIGNS))


def _lines(*lines: str) -> str:
    return "\n".join(lines)


def _head(record: DialerRecord, what: str) -> Iterator[str]:
    sop = record["sop"]
    yield f"-- {record['id']}, {sop['number']}, version {sop['version']}: {what}."
    yield "-- For the database of VICIdial or GOautodial (asterisk). Safe to run twice."


def _fields_to_add(record: DialerRecord) -> Iterator[str]:
    if not (custom := custom_fields(record["fields"])):
        return
    names = field_names(record)
    yield "-- Custom fields that the list of leads needs, with what they hold:"
    for field in custom:
        found = record["fields"][field]
        title = plain_name(found["title"], 100, signs=SIGNS)
        yield f"--   {names[field]}: {title}, {found['type']}"


def _columns(found: DispositionRecord) -> Mapping[str, str]:
    return {
        "status": quoted(found["code"]),
        "status_name": _name(found["label"], LONGEST_STATUS_NAME),
        **{name: quoted(answer) for name, answer in status_flags(found).items()},
    }


def _there(found: DispositionRecord) -> str:
    code = quoted(found["code"])
    return f"(SELECT 1 FROM vicidial_statuses WHERE status = {code})"


def _differences(
    dispositions: Iterable[DispositionRecord], table: str, chosen: str
) -> Iterator[str]:
    for found in dispositions:
        columns = _columns(found)
        same = " AND ".join(
            f"COALESCE({column}, '') = {value}"
            for column, value in columns.items()
            if column != "status"
        )
        yield ""
        yield "SELECT status, status_name, 'LEFT AS IT WAS, differs' AS result"
        yield f"FROM {table} WHERE status = {columns['status']}{chosen}"
        yield f"  AND NOT ({same});"
