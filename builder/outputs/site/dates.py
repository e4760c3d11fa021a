"""Dates as people read them."""

_MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]


def shown_date(day: str, language: str) -> str:
    """Return an ISO date in words; the ISO date itself outside English."""
    if not language.casefold().startswith("en"):
        return day
    year, month, number = day.split("-")
    return f"{_MONTHS[int(month) - 1]} {int(number)}, {year}"


def shown_month(month: str, language: str) -> str:
    """Return a month such as ``2026-03`` in words; as it is outside English."""
    if not language.casefold().startswith("en"):
        return month
    year, number = month.split("-")
    return f"{_MONTHS[int(number) - 1]} {year}"
