"""Every verb by what it is for; ``sop --help`` shows them so."""

GROUPS: dict[str, dict[str, str]] = {
    "Write": {
        "init": "Start an SOP repository in a new folder.",
        "new": "Write a draft SOP to fill in.",
        "check": "Find mistakes, each with its line.",
        "approve": "Sign an SOP in the name of a role.",
        "migrate": "Rewrite files to the newest format.",
    },
    "Publish": {
        "build": "Make the site, cards and dialer scripts.",
        "serve": "Show the site and rebuild as you write.",
        "card": "Make one card to print, in any size.",
        "cards": "Find printed cards to be replaced.",
    },
    "Look up": {
        "list": "List the SOPs of the library.",
        "search": "Find what answers, in seconds.",
        "show": "Print one SOP as an agent reads it.",
    },
    "Call scripts": {
        "play": "Walk through a call script.",
        "paths": "List the ways through a call script.",
        "graph": "Draw a call script as a flow.",
        "export": "Export call scripts for a dialer.",
        "dialers": "List the formats of dialers.",
    },
    "Change control": {
        "diff": "Tell what changed, as a person would.",
        "report": "Write what a change means for all.",
        "brief": "Tell a role what changed for it.",
        "due": "List the reviews that are due, by owner.",
        "history": "Tell the versions of one SOP.",
        "audit": "List what was in force on a day.",
        "verify": "Compare a ledger with git.",
    },
}
"""Headings, and under each the verbs with what they do in one line."""

VERBS: dict[str, str] = {
    verb: words for group in GROUPS.values() for verb, words in group.items()
}
"""Every verb; its command is ``command`` in the module of its name."""
