"""English: whether a printed card is still valid, and what changed since."""

EDITIONS = {
    # Card check page
    "check.title": "Is this card still valid?",
    "check.current": "This card is up to date.",
    "check.outdated": "This card is outdated. Print the current one.",
    "check.retired": "This SOP is retired. Throw the card away.",
    "check.unknown": "This card is not known. Print the current one.",
    "check.compare": "Compare your card with these lines.",
    "check.your_card": "Your card",
    "check.current_version": "Current version",
    "check.open": "Open the SOP",
    "check.open_page": "Open the page",
    "check.changed_since": "Changed since then:",
    "check.same_words": "The SOP has a newer version. Nothing on your card changed.",
    "check.changed": "Changed since version {version}:",
    "check.why_unknown": "It may come from a draft, from a version that was never "
    "published here, or from a newer one than this copy of the site knows.",
    "edition.print_run": "Cards to replace",
    # What changed between two editions of a card
    "edition.changed": "Changed: {part}",
    "edition.added": "New: {part}",
    "edition.removed": "Gone: {part}",
    "edition.order": "The order of the blocks changed",
    "edition.part.title": "the title",
    "edition.part.note": "the words below the title",
    "edition.part.section": "the heading \N{LEFT DOUBLE QUOTATION MARK}{name}"
    "\N{RIGHT DOUBLE QUOTATION MARK}",
    "edition.part.step": "step {name}",
    "edition.part.objection": "the objection \N{LEFT DOUBLE QUOTATION MARK}{name}"
    "\N{RIGHT DOUBLE QUOTATION MARK}",
    "edition.part.escalation": "when to hand over: {name}",
    "edition.part.disclosure": "words to say exactly: {name}",
    "edition.part.disposition": "the outcome {name}",
    "edition.part.node": "part {name} of the call",
    "edition.part.tick": "the item {name}",
    "edition.part.move": "the move {name}",
    "edition.part.limit": "the limit of the technique {name}",
    "edition.part.outcome": "the outcome {name}",
    "edition.part.checklist": "the checklist {name}",
    "edition.part.technique": "the technique {name}",
    "edition.part.phrase": "the phrase \N{LEFT DOUBLE QUOTATION MARK}{name}"
    "\N{RIGHT DOUBLE QUOTATION MARK}",
}
