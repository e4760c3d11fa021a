"""Audit: the library as it was in force on a day, with approvals and fingerprints."""

from builder.archive import open_archive
from builder.errors import SopError
from builder.in_force import standing_on
from builder.outputs.audit.build import audit_record
from builder.outputs.audit.format import AuditRecord
from builder.project import Project, read_date


def audit(project: Project, *, on: str = "", area: str = "") -> AuditRecord:
    """Return what was in force on a day, as git tells; the work tree does not count.

    Args:
        project: The SOP repository.
        on: An ISO date; empty for the project's day.
        area: The id of an area, if only its SOPs are wanted.

    Raises:
        SopError: Git cannot tell, there was no SOP yet, or no such area.
    """
    day = read_date(on or project.today).isoformat()
    archive = open_archive(project)
    place = archive.place_on(day)
    trails = {
        identifier: trail
        for identifier, trail in archive.trails_at(place).items()
        if not area or trail[0].path.split("/")[1] == area
    }
    if area and not trails:
        raise SopError(f"there was no SOP in area '{area}' on {day}")
    standings = {
        identifier: standing_on(archive.states(trail, place=place), day)
        for identifier, trail in trails.items()
    }
    commit = archive.mainline.commits[place].commit
    return audit_record(standings, day=day, commit=commit)
