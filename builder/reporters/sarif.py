"""Diagnostics as SARIF 2.1.0, for code scanning on forges and in editors."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from builder import __version__
from builder.diagnostics import Diagnostic, Severity
from builder.reporters.style import Style
from builder.rules import FAMILIES, RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION = "2.1.0"

_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}


def render_sarif(diagnostics: Iterable[Diagnostic], *, style: Style) -> str:
    """Return one SARIF log with one run: the rules that were broken, and where.

    A result carries a hash of its file, code and line of text, so that a forge knows
    it again after lines above it came or went.
    """
    del style
    found = list(diagnostics)
    codes = sorted({one.code for one in found})
    places = {code: place for place, code in enumerate(codes)}
    seen: Counter[str] = Counter()
    run = {
        "tool": {
            "driver": {
                "name": "sop",
                "fullName": "sop check (sopwright)",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "PROJECT": {"description": {"text": "The folder that holds sop/."}}
        },
        "results": [_result(one, places[one.code], seen) for one in found],
    }
    log = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = RULES[code]
    why, fix = _sentence(rule.why), _sentence(rule.fix)
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in _words(rule.title)),
        "shortDescription": {"text": _sentence(rule.title)},
        "fullDescription": {"text": why},
        "help": {"text": f"{why}\n\nWhat to do: {fix}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [FAMILIES[code[3]]]},
    }


def _words(title: str) -> list[str]:
    kept = "".join(c if c.isalnum() and c.isascii() else " " for c in title)
    return kept.split()


def _result(found: Diagnostic, rule: int, seen: Counter[str]) -> dict[str, Any]:
    text = _sentence(found.message)
    if found.hint:
        text += f" What to do: {_sentence(found.hint)}"
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": _LEVELS[found.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _place(found)}],
        "partialFingerprints": {"sopLine/v1": _mark(found, seen)},
    }
    if found.trace:
        result["codeFlows"] = [{"threadFlows": [{"locations": _steps(found)}]}]
    return result


def _place(found: Diagnostic) -> dict[str, Any]:
    place: dict[str, Any] = {
        "artifactLocation": _file(found.path),
        "region": {"startLine": found.line, "startColumn": found.column},
    }
    if found.excerpt:
        place["region"]["snippet"] = {"text": found.excerpt}
    return place


def _steps(found: Diagnostic) -> list[dict[str, Any]]:
    return [
        {
            "location": {
                "physicalLocation": {
                    "artifactLocation": _file(step.path),
                    "region": {"startLine": max(1, step.line)},
                },
                "message": {"text": f"{step.name} {step.words}".strip()},
            }
        }
        for step in found.trace
    ]


def _file(path: str) -> dict[str, str]:
    return {"uri": quote(path), "uriBaseId": "PROJECT"}


def _mark(found: Diagnostic, seen: Counter[str]) -> str:
    """Return what stays the same as long as the line does; twins are counted."""
    key = f"{found.path}\0{found.code}\0{found.excerpt.strip() or found.message}"
    seen[key] += 1
    digest = hashlib.sha256(f"{key}\0{seen[key]}".encode(errors="replace"))
    return digest.hexdigest()[:32]


def _sentence(text: str) -> str:
    """Return a text with a capital and a full stop, as SARIF wants messages."""
    whole = text if text.endswith((".", "?", "!")) else f"{text}."
    return f"{whole[:1].upper()}{whole[1:]}"
