"""English: what pages say of changes, of what was read, and of sections elsewhere.

Words in braces are filled by the script.
"""

CHANGES = {
    "changes.title": "What changed",
    "changes.intro": "Every version of every SOP, the newest first.",
    "changes.entry": "{number} {title}, version {version}",
    "changes.why": "Why:",
    "changes.filter": "Area",
    "changes.all": "All areas",
    "changes.atom": "Follow with a feed reader (Atom)",
    "changes.json": "JSON feed",
    "changes.older": "Older versions stand in the history of each SOP, "
    "and in the feeds.",
    "changes.feeds": "Feeds by area and by role",
    "home.all_changes": "All changes",
    # Since the last visit
    "since.label": "Changed since your last visit",
    "since.title": "Changed since your last visit on {date} (version {version})",
    "since.home_title": "Changed since your last visit on {date}",
    "since.again": "Changed since you read it",
    "since.mark": "Changed",
    "since.here": "Changed here:",
    "since.more": "and {count} more",
    "since.none": "The words changed without a new version.",
    "since.hide": "Hide the marks",
    "since.stale": "you read {version}",
    # I have read it
    "reading.confirm": "I have read version {version}",
    "reading.read": "You read version {version} on {date}.",
    "reading.editorial": "You read version {version} on {date}. "
    "Since then, only editorial changes.",
    "reading.outdated": "You read version {version} on {date}. It has changed since.",
    "reading.copy": "Copy a line for the record",
    "reading.copied": "Line copied",
    "reading.line": "Read: {number} {title}, version {version} ({fingerprint}), "
    "on {date}",
    "reading.report": "Report it",
    "reading.report_title": "Read: {number} {title}, version {version}",
    "reading.report_body": "I have read {number} {title}, version {version} "
    "({fingerprint}).",
    "reading.undo": "Undo",
    # Banners
    "banner.soon": "Changes soon",
    "banner.soon_from": "This version is in force from {date}.",
    "banner.soon_until": "Until then, version {version} holds.",
    "banner.soon_new": "Do not work by it before.",
    "banner.overdue": "Review overdue",
    "banner.overdue_since": "It was due on {date}. Ask whether it still holds: {role}.",
    # A section on another page
    "embed.copy": "Copy embed code: {title}",
    "embed.copied": "Embed code copied",
    "embed.whole": "Open the whole SOP",
    "embed.version": "Version {version}, in force since {date}",
}
