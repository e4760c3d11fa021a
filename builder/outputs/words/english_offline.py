"""English: what a copy for a file share says of itself."""

OFFLINE = {
    "offline.copy": "Offline copy of {date}.",
    "offline.as_of": "On {date}:",
    "offline.changes": "What changed since is on",
    "offline.old": "More than a week old: ask for a new one",
}
