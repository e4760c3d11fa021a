"""English: what pages say of versions before, and of the one to come."""

VERSIONS = {
    "versions.title": "Versions of {title}",
    "versions.intro": "Every approved version, what changed, and when it was in force.",
    "versions.one": "version {version}",
    "versions.all": "All versions",
    "versions.superseded": "Superseded",
    "versions.was_in_force": "Version {version} was in force from {since} "
    "until {until}.",
    "versions.never_in_force": "Version {version} was never in force.",
    "versions.in_force": "In force",
    "versions.holds_since": "Version {version} holds since {date}.",
    "versions.not_yet": "Not in force yet",
    "versions.holds_from": "Version {version} holds from {date}.",
    "versions.being_written": "Version {version} is being written.",
    "versions.go_current": "To version {version}, which is in force",
    "versions.read": "Read version {version}",
    "versions.in_git": "sop show {id} --version {version} prints it",
    "versions.from_until": "in force from {since} until {until}",
    "versions.since": "in force since {date}",
    "versions.from": "from {date}",
    "versions.never": "never in force",
    "versions.unsigned": "No approval of exactly these words",
    "versions.signed": "signed commit",
    "versions.changes": "What changed: {count}",
    # On the page of an SOP
    "next.label": "Changes soon",
    "next.holds": "Version {version} holds from {date}.",
    "next.retired": "This SOP is retired from {date} on.",
    "next.draft": "Version {version} is being written.",
    "next.read": "Read it now",
    "next.late": "Out of date",
    "next.late_since": "Version {version} holds since {date}; "
    "this page was not built since then.",
}
