"""GOautodial's payload: sent as a form, stored by its rules, shown as VICIdial does.

The rules are those of its ``goAddScript.php``, written anew.
"""

import json
import re
from collections.abc import Sequence
from urllib.parse import parse_qs, urlencode

from tests.dialers.protocol import Job, Outcome
from tests.dialers.runtimes.vicidial import run_texts

PATHS = 80
"""Of each script, at most: more would take minutes, and find the same."""

MUTANTS = 200

_NAME = re.compile(r"[\"^£$%&*()}{@#~?><,|=_+¬-]")
_ESCAPED = {"\0": "\\0", "\n": "\\n", "\r": "\\r", "\x1a": "\\Z"}


def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return an outcome for each path of each job; a refused payload is an error."""
    stored = [stored_text(job.export.content) for job in jobs]
    outcomes = iter(run_texts([(text, job) for text, job in _taken(stored, jobs)]))
    return [
        [Outcome(error=problem)] * len(job.paths) if problem else next(outcomes)
        for (_, problem), job in zip(stored, jobs, strict=True)
    ]


def stored_text(content: bytes) -> tuple[str, str]:
    """Return the text that a payload leaves in the table, and why it is refused."""
    form = urlencode(json.loads(content))
    fields = {name: values[0] for name, values in parse_qs(form).items()}
    for name in ("goUser", "goPass", "session_user", "script_id"):
        if not fields.get(name):
            return "", f"Error: {name}"
    if fields["goAction"] != "goAddScript" or fields["active"] not in ("Y", "N"):
        return "", "Error: not a script to be added"
    if _NAME.search(fields["script_name"]):
        return "", "Error: Special characters found in script name"
    return _escaped(fields["script_text"]).replace("\\n", ""), ""


def _escaped(text: str) -> str:
    """Return a text as ``mysqli::escape_string`` does; it is then quoted once more."""
    return "".join(
        _ESCAPED.get(sign, f"\\{sign}" if sign in "'\"\\" else sign) for sign in text
    )


def _taken(
    stored: Sequence[tuple[str, str]], jobs: Sequence[Job]
) -> list[tuple[str, Job]]:
    return [
        (text, job)
        for (text, problem), job in zip(stored, jobs, strict=True)
        if not problem
    ]
