"""A review that is due, and its record for programs."""

from dataclasses import dataclass
from typing import TypedDict

from builder.model.shared import Regulation
from builder.model.sop import Sop
from builder.served import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One SOP's next review.

    Attributes:
        path: The SOP's file, relative to the project.
        due: The ISO date of the next review.
        days_left: Days from today to that date; below 0 it is overdue.
        regulations: What its steps and scripts serve.
        services: Those steps and scripts.
    """

    sop: Sop
    path: str
    due: str
    days_left: int
    owner_title: str
    regulations: tuple[Regulation, ...]
    services: tuple[Service, ...]

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed."""
        return self.days_left < 0


class ServiceRecord(TypedDict):
    """A step or script that serves regulations, as JSON."""

    anchor: str
    number: str
    words: str
    regulations: list[str]


class ReviewRecord(TypedDict):
    """A review as JSON; the keys are those of `sop list` where both have them."""

    number: str
    id: str
    title: str
    version: str
    status: str
    owner: str
    cadence: str
    last: str
    due: str
    days_left: int
    path: str
    regulations: list[str]
    services: list[ServiceRecord]
    issue: dict[str, str]


def export_review(review: Review, issue: dict[str, str]) -> ReviewRecord:
    """Return a review ready for JSON."""
    sop = review.sop
    return ReviewRecord(
        number=sop.number,
        id=sop.id,
        title=sop.title,
        version=sop.version,
        status=sop.status.value,
        owner=sop.owner,
        cadence=sop.review.cadence.value,
        last=sop.review.last,
        due=review.due,
        days_left=review.days_left,
        path=review.path,
        regulations=[one.id for one in review.regulations],
        services=[
            ServiceRecord(
                anchor=one.anchor,
                number=one.number,
                words=one.words,
                regulations=list(one.regulations),
            )
            for one in review.services
        ],
        issue=issue,
    )
