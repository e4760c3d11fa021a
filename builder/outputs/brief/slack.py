"""A brief as Slack blocks (Block Kit), ready for a webhook or `chat.postMessage`.

Limits from Slack's reference of blocks: 50 blocks in a message, 150 characters in a
header, 3,000 in a text, 10 elements in a context.
"""

from collections.abc import Iterator
from typing import Any

from builder.outputs.brief.brief import Brief, BriefItem, News, new_words
from builder.outputs.brief.page import LETTERS
from builder.outputs.site.dates import shown_date
from builder.outputs.strings import Strings, strings_for

Block = dict[str, Any]

MOST_BLOCKS = 50
_LONGEST_HEADER = 150
_LONGEST_TEXT = 3_000
_MOST_CHANGES = 8


def brief_slack(brief: Brief) -> dict[str, Any]:
    """Return a message: its blocks, and the text that notifications show."""
    string = strings_for(brief.language)
    title = f"{string('brief.title')}: {brief.role}"
    head = [
        {"type": "header", "text": _plain(title, _LONGEST_HEADER)},
        _context(string("brief.range", since=brief.since, until=brief.until)),
    ]
    tail = list(_tail(brief, string))
    items = [block for item in brief.items for block in _item(item, string)]
    if not items:
        items = [_section(string("brief.none"))]
    room = MOST_BLOCKS - len(head) - len(tail)
    if len(items) > room:
        kept = _first(brief, string, room - 1)
        left = len(brief.items) - kept[1]
        items = [*kept[0], _context(string("brief.more_sops", count=left))]
    return {"text": title, "blocks": [*head, *items, *tail]}


def escaped(text: str) -> str:
    """Return text as mrkdwn that mentions nobody and links nowhere."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _first(brief: Brief, string: Strings, room: int) -> tuple[list[Block], int]:
    """Return the blocks of as many SOPs as there is room for, and how many that is."""
    kept: list[Block] = []
    for number, item in enumerate(brief.items):
        blocks = list(_item(item, string))
        if len(kept) + len(blocks) > room:
            return kept, number
        kept += blocks
    return kept, len(brief.items)


def _item(item: BriefItem, string: Strings) -> Iterator[Block]:
    yield {"type": "divider"}
    title = escaped(item.title)
    lines = [f"*{string(f'brief.{item.news.value}')}:* *{title}*"]
    facts = [item.number]
    if item.version:
        facts.append(string("brief.version", version=item.version))
    lines.append(escaped(", ".join(facts)))
    if item.effective and item.news is not News.RETIRED:
        day = shown_date(item.effective, string.language)
        lines.append(f"*{escaped(string('brief.from', date=day))}*")
    if item.news is News.NEW:
        lines.append(escaped(item.summary))
    elif item.why:
        lines.append(escaped(string("brief.why", why=item.why)))
    if item.successor:
        lines.append(escaped(string("brief.instead", title=item.successor)))
    for change in item.changes[:_MOST_CHANGES]:
        lines.append(f"• {escaped(change.sentence)}")
        if words := new_words(change):
            lines.append(f"   *{escaped(string('brief.now', words=words))}*")
    if len(item.changes) > _MOST_CHANGES:
        more = len(item.changes) - _MOST_CHANGES
        lines.append(escaped(string("brief.more", count=more)))
    section = _section("\n".join(lines))
    if item.page:
        section["accessory"] = {
            "type": "button",
            "text": _plain(string("brief.open"), 75),
            "url": item.page,
        }
    yield section


def _tail(brief: Brief, string: Strings) -> Iterator[Block]:
    if brief.questions:
        yield {"type": "divider"}
        yield _section("\n".join(_quiz(brief, string)))
    if brief.quiet:
        yield _context(string("brief.quiet", titles=", ".join(brief.quiet)))


def _quiz(brief: Brief, string: Strings) -> Iterator[str]:
    yield f"*{string('brief.quiz')}*"
    right = []
    for number, one in enumerate(brief.questions, start=1):
        yield f"{number}. {escaped(one.question)}"
        for letter, (text, is_right, _) in zip(LETTERS, one.answers, strict=False):
            yield f"      {letter}: {escaped(text)}"
            right += [f"{number}: {letter}"] if is_right else []
    yield f"_{string('brief.answers')}: {', '.join(right)}_"


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": _cut(text)}}


def _context(text: str) -> Block:
    element = {"type": "mrkdwn", "text": _cut(escaped(text))}
    return {"type": "context", "elements": [element]}


def _plain(text: str, longest: int) -> Block:
    return {"type": "plain_text", "text": _cut(text, longest)}


def _cut(text: str, longest: int = _LONGEST_TEXT) -> str:
    """Return text that fits, whole words first, with a sign where it was cut."""
    if len(text) <= longest:
        return text
    return text[: longest - 2].rsplit(None, 1)[0] + " …"
