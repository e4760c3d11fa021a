"""Dates that follow from others: when a review is due."""

from calendar import monthrange
from datetime import date

from builder.model.control import MONTHS, Review


def next_review(review: Review) -> str:
    """Return the ISO date on which the next review is due."""
    return add_months(review.last, MONTHS[review.cadence])


def add_months(day: str, months: int) -> str:
    """Return the ISO date some months later; the day is cut to the month's end."""
    start = date.fromisoformat(day)
    total = start.month - 1 + months
    year, month = start.year + total // 12, total % 12 + 1
    last = monthrange(year, month)[1]
    return date(year, month, min(start.day, last)).isoformat()
