"""A brief as an Adaptive Card 1.5, as Microsoft Teams shows it.

A message to a Teams webhook may hold 28 KB; what does not fit is counted, not cut.
"""

import json
import re
from typing import Any

from builder.outputs.brief.brief import Brief, BriefItem, News, new_words
from builder.outputs.brief.page import LETTERS
from builder.outputs.site.dates import shown_date
from builder.outputs.strings import Strings, strings_for

Element = dict[str, Any]

_MARKS = re.compile(r"([\\`*_\[\]~])")
"""What Teams takes for Markdown; it knows neither tags nor mentions in a text."""

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
LARGEST = 26_000
"""Bytes of the card, so that the message around it stays below Teams' 28 KB."""


def brief_teams(brief: Brief) -> dict[str, Any]:
    """Return the card; with fewer details, then fewer SOPs, until Teams takes it."""
    string = strings_for(brief.language)
    total = len(brief.items)
    levels = [(total, 8), (total, 3), (total, 0)]
    levels += [(count, 0) for count in range(total - 1, 0, -1)]
    for count, most in levels:
        card = _card(brief, string, count, most)
        if len(json.dumps(card, ensure_ascii=False).encode()) <= LARGEST:
            return card
    return _card(brief, string, 0, 0)


def _card(brief: Brief, string: Strings, count: int, most: int) -> dict[str, Any]:
    whole = string("brief.range", since=brief.since, until=brief.until)
    body: list[Element] = [
        _text(string("brief.title"), size="Large", weight="Bolder"),
        _text(string("brief.for", role=brief.role), weight="Bolder", spacing="None"),
        _text(whole, isSubtle=True, spacing="None"),
    ]
    if not brief.items:
        body.append(_text(string("brief.none")))
    body += [_item(item, string, most) for item in brief.items[:count]]
    if count < len(brief.items):
        left = len(brief.items) - count
        body.append(_text(string("brief.more_sops", count=left), isSubtle=True))
    if brief.questions:
        body.append(_quiz(brief, string))
    if brief.quiet and most:
        titles = ", ".join(brief.quiet)
        body.append(_text(string("brief.quiet", titles=titles), isSubtle=True))
    return {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": "1.5",
        "lang": string.language,
        "body": body,
    }


def _item(item: BriefItem, string: Strings, most: int) -> Element:
    facts = [string(f"brief.{item.news.value}"), item.number]
    if item.version:
        facts.append(string("brief.version", version=item.version))
    items = [
        _text(item.title, size="Medium", weight="Bolder"),
        _text(", ".join(facts), isSubtle=True, spacing="None"),
    ]
    if item.effective and item.news is not News.RETIRED:
        day = shown_date(item.effective, string.language)
        items.append(_text(string("brief.from", date=day), weight="Bolder"))
    if item.news is News.NEW:
        items.append(_text(item.summary))
    elif item.why and most:
        items.append(_text(string("brief.why", why=item.why)))
    if item.successor:
        items.append(_text(string("brief.instead", title=item.successor)))
    for change in item.changes[:most]:
        items.append(_text(f"• {change.sentence}"))
        if words := new_words(change):
            now = string("brief.now", words=words)
            items.append(_text(now, weight="Bolder", spacing="None"))
    if (more := len(item.changes) - most) > 0:
        items.append(_text(string("brief.more", count=more), isSubtle=True))
    made: Element = {"type": "Container", "separator": True, "items": items}
    if item.page:
        made["selectAction"] = {
            "type": "Action.OpenUrl",
            "title": string("brief.open"),
            "url": item.page,
        }
    return made


def _quiz(brief: Brief, string: Strings) -> Element:
    items = [_text(string("brief.quiz"), size="Medium", weight="Bolder")]
    right: list[str] = []
    for number, one in enumerate(brief.questions, start=1):
        items.append(_text(f"{number}) {one.question}", weight="Bolder"))
        for letter, (text, is_right, _) in zip(LETTERS, one.answers, strict=False):
            items.append(_text(f"{letter}: {text}", spacing="None"))
            right += [f"{number}: {letter}"] if is_right else []
    told = f"{string('brief.answers')}: {', '.join(right)}"
    items.append(_text(told, isSubtle=True))
    return {"type": "Container", "separator": True, "items": items}


def _text(words: str, **look: object) -> Element:
    """Return a text block; its few kinds of Markdown are taken as they are written."""
    return {
        "type": "TextBlock",
        "text": _MARKS.sub(r"\\\1", " ".join(words.split())),
        "wrap": True,
        **look,
    }
