"""List: the SOPs of the library at a glance."""

from dataclasses import asdict, dataclass

from builder.errors import SopError
from builder.library import Library
from builder.schedule import next_review
from builder.suggestions import suggest


@dataclass(frozen=True, slots=True, kw_only=True)
class SopRow:
    """One SOP in a list; dates are ISO dates."""

    number: str
    id: str
    title: str
    area: str
    version: str
    status: str
    effective: str
    next_review: str
    owner: str
    path: str

    def as_record(self) -> dict[str, str]:
        """Return the row ready for JSON."""
        return asdict(self)


def list_sops(
    library: Library, *, status: str | None = None, area: str | None = None
) -> list[SopRow]:
    """Return a row for each SOP of a status and an area, in the order of numbers."""
    if area is not None and area not in library.areas:
        raise SopError(f"there is no area '{area}'", hint=suggest(area, library.areas))
    rows = [
        SopRow(
            number=sop.number,
            id=sop.id,
            title=sop.title,
            area=library.area_of(sop),
            version=sop.version,
            status=sop.status.value,
            effective=sop.effective,
            next_review=next_review(sop.review),
            owner=sop.owner,
            path=library.path_of(sop),
        )
        for sop in library.sops
    ]
    return [
        row
        for row in rows
        if (status is None or row.status == status)
        and (area is None or row.area == area)
    ]
