"""Reviews as an iCalendar file (RFC 5545), for the calendars that teams use."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from builder.outputs.reviews.reviews import Review

_REMINDER = timedelta(days=-14)


def calendar_bytes(
    reviews: Sequence[Review], *, today: str, host: str, pages: dict[str, str]
) -> bytes:
    """Return a calendar with one day-long event for each review.

    An event's name stays the same while its review is due on that day, so a calendar
    that is imported again shows it once (RFC 5545, 3.8.4.7).

    Args:
        reviews: What is due.
        today: The ISO date that stands as the time of writing.
        host: The site's host, or another name that tells this library from others.
        pages: The address of each SOP on the published site, by id.
    """
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//sopwright//reviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    stamp = datetime.combine(date.fromisoformat(today), time(), UTC)
    for review in reviews:
        day = date.fromisoformat(review.due)
        event = Event()
        event.add("uid", f"review-{review.sop.id}-{review.due}@{host}")
        event.add("dtstamp", stamp)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", f"Review {review.sop.number} {review.sop.title}")
        event.add("description", _description(review))
        event.add("categories", [review.owner_title])
        event.add("transp", "TRANSPARENT")
        if page := pages.get(review.sop.id):
            event.add("url", page)
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"Review {review.sop.number} in two weeks")
        alarm.add("trigger", _REMINDER)
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _description(review: Review) -> str:
    laws = ", ".join(one.title for one in review.regulations)
    lines = [
        f"Owner: {review.owner_title}",
        f"Version {review.sop.version}, last reviewed on {review.sop.review.last}",
        f"File: {review.path}",
        *([f"Serves: {laws}"] if laws else []),
    ]
    return "\n".join(lines)
