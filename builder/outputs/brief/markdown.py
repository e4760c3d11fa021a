"""A brief as Markdown: for a wiki, an issue, a mail."""

from collections.abc import Iterator

from builder.outputs.brief.brief import Brief, BriefItem, News, new_words
from builder.outputs.brief.page import LETTERS
from builder.outputs.markdown_text import escaped
from builder.outputs.site.dates import shown_date
from builder.outputs.strings import Strings, strings_for


def brief_markdown(brief: Brief) -> str:
    """Return the brief as Markdown that shows SOP text as it is."""
    return "\n".join(_lines(brief, strings_for(brief.language))).rstrip() + "\n"


def _lines(brief: Brief, string: Strings) -> Iterator[str]:
    yield f"# {string('brief.title')}"
    yield ""
    whole = string("brief.range", since=brief.since, until=brief.until)
    yield f"**{escaped(string('brief.for', role=brief.role))}**, {escaped(whole)}"
    yield ""
    if not brief.items:
        yield string("brief.none")
        yield ""
    for item in brief.items:
        yield from _item(item, string)
    if brief.questions:
        yield from _quiz(brief, string)
    if brief.quiet:
        yield escaped(string("brief.quiet", titles=", ".join(brief.quiet)))


def _item(item: BriefItem, string: Strings) -> Iterator[str]:
    title = escaped(item.title)
    yield f"## {f'[{title}]({item.page})' if item.page else title}"
    yield ""
    facts = [string(f"brief.{item.news.value}"), item.number]
    if item.version:
        facts.append(string("brief.version", version=item.version))
    if item.effective and item.news is not News.RETIRED:
        day = shown_date(item.effective, string.language)
        facts.append(f"**{string('brief.from', date=day)}**")
    yield ", ".join(facts)
    yield ""
    if item.news is News.NEW:
        yield from (escaped(item.summary), "")
    elif item.why:
        yield from (escaped(string("brief.why", why=item.why)), "")
    if item.successor:
        yield from (escaped(string("brief.instead", title=item.successor)), "")
    for change in item.changes:
        yield f"- {escaped(change.sentence)}"
        if words := new_words(change):
            yield f"  **{escaped(string('brief.now', words=words))}**"
    if item.changes:
        yield ""


def _quiz(brief: Brief, string: Strings) -> Iterator[str]:
    yield f"## {string('brief.quiz')}"
    yield ""
    right: list[str] = []
    for number, one in enumerate(brief.questions, start=1):
        yield f"{number}. {escaped(one.question)} ({escaped(one.sop)})"
        for letter, (text, is_right, _) in zip(LETTERS, one.answers, strict=False):
            yield f"   - {letter}: {escaped(text)}"
            right += [f"{number}: {letter}"] if is_right else []
    yield ""
    yield f"{string('brief.answers')}: {', '.join(right)}"
    yield ""
