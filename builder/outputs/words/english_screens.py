"""English: what the screens of Salesforce and Genesys tell the agent."""

SCREENS = {
    "screen.exactly": "Say exactly ({regulation}):",
    "screen.record": "Record: {record}",
    "screen.note": "Note: {note}",
    "screen.answer": "Answer",
    "screen.no_answer": "No answer, or none of these",
    "screen.if_none": "Leave empty if there is no answer, or none that fits.",
    "screen.fits": "What fits: {values}.",
    "screen.example": "For example {example}.",
    "screen.outcome": "Outcome: {label} ({code})",
    "screen.next": "Next",
    "screen.no_value": "No answer, or none that fits",
    "screen.looking": "One moment: {title}",
    "screen.decide": "{title}: {value}. Pick the first that fits.",
    "screen.other": "None of these",
    "screen.wrap_up": "Choose this wrap-up code at the end of the contact.",
    "screen.go_on": "Go on in the script {script}.",
}
