"""The issue that asks a team to review an SOP: title and Markdown."""

from collections.abc import Iterator

from builder.model.shared import Regulation
from builder.outputs.inline_text import plain_words
from builder.outputs.markdown_text import escaped
from builder.outputs.reviews.reviews import Review


def issue_title(review: Review, regulation: Regulation | None = None) -> str:
    """Return the title; with a regulation, the issue is about a change of it."""
    name = f"{review.sop.number} {review.sop.title}"
    if regulation:
        return f"Review {name}: {regulation.title} changed"
    return f"Review {name} by {review.due}"


def issue_body(
    review: Review, regulation: Regulation | None = None, *, page: str = ""
) -> str:
    """Return the body as Markdown, with what to do as a list to tick.

    Args:
        review: The review that is due.
        regulation: The regulation that changed, if that is why.
        page: The address of the SOP on the published site, if there is one.
    """
    return "\n".join(_lines(review, regulation, page)) + "\n"


def _lines(review: Review, regulation: Regulation | None, page: str) -> Iterator[str]:
    sop = review.sop
    title = escaped(sop.title)
    yield f"**{f'[{title}]({page})' if page else title}**, {sop.number}, " + (
        f"version {sop.version} ({sop.status.replace('_', ' ')})"
    )
    yield ""
    if regulation:
        yield (
            f"{escaped(regulation.title)} ({escaped(regulation.name)}) changed. "
            "These parts of the SOP serve it."
        )
    else:
        when = "was" if review.is_overdue else "is"
        yield f"The {sop.review.cadence.replace('_', '-')} review {when} due " + (
            f"on {review.due}; the last one was on {sop.review.last}."
        )
    yield ""
    yield f"- Owner: {escaped(review.owner_title)}"
    yield f"- File: `{review.path}`"
    yield from _served(review)
    yield ""
    yield "What to do"
    yield ""
    yield from (f"- [ ] {task}" for task in _tasks(review))


def _served(review: Review) -> Iterator[str]:
    titles = {one.id: escaped(one.title) for one in review.regulations}
    for service in review.services:
        names = ", ".join(titles[one] for one in service.regulations if one in titles)
        what = f"Step {service.number}" if service.number else "Call script"
        words = escaped(plain_words(service.words))
        yield f"- {what} (`{service.anchor}`, {names}): {words}"


def _by_role(review: Review) -> dict[str, list[str]]:
    """Return the regulations of a review by the role that is named for them."""
    found: dict[str, list[str]] = {}
    for one in review.regulations:
        found.setdefault(one.role, []).append(escaped(one.title))
    return found


def _tasks(review: Review) -> Iterator[str]:
    sop = review.sop
    yield "Read the SOP with somebody who works by it; note what they do otherwise."
    for role, laws in _by_role(review).items():
        yield f"Ask the {role.replace('-', ' ')} what is new in {', '.join(laws)}."
    yield f"Open every link, and run `sop check {review.path}`."
    yield (
        "Nothing to change: write today's date into `review.last`, and send that as "
        "a change."
    )
    yield (
        "Something to change: raise the version, name the change in "
        "`revision_history`, and have it signed with "
        f"`sop approve {sop.id} --as {sop.owner}`."
    )
