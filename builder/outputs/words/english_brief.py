"""English: what a brief says to those who work by the SOPs."""

BRIEF = {
    "brief.title": "What changed for you",
    "brief.for": "For: {role}",
    "brief.range": "{since} to {until}",
    "brief.none": "Nothing changed that you work by.",
    "brief.new": "New",
    "brief.changed": "Changed",
    "brief.retired": "No longer in force",
    "brief.gone": "Removed",
    "brief.from": "In force from {date}",
    "brief.version": "version {version}",
    "brief.why": "Why: {why}",
    "brief.instead": "Work by “{title}” instead.",
    "brief.now": "Say from now on: “{words}”",
    "brief.more": "and {count} more changes; see the page of the SOP",
    "brief.more_sops": "and {count} more SOPs; see the list of changes on the site",
    "brief.open": "Open the SOP",
    "brief.quiz": "Check yourself",
    "brief.answers": "Answers",
    "brief.quiet": "Only spelling or control data changed in: {titles}.",
}
