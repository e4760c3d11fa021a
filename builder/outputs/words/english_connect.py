"""English: what exports for Amazon Connect say to agents and callers."""

CONNECT = {
    # Views of the agent guide
    "connect.say": "Say",
    "connect.exactly": "Say exactly",
    "connect.record": "Write down",
    "connect.outcome": "Outcome",
    "connect.note": "Note: {note}",
    "connect.script": "Script",
    "connect.sop": "SOP",
    "connect.version": "{number}, version {version}",
    "connect.heading_say": "Say this",
    "connect.heading_ask": "Ask this",
    "connect.heading_collect": "Ask, and write the answer down",
    "connect.heading_end": "Close the contact",
    "connect.next": "Next",
    "connect.save": "Save",
    "connect.finish": "Finish",
    "connect.no_answer": "No answer, or another one",
    "connect.answer": "Answer",
    "connect.example": "Such as {example}",
    "connect.yes": "Yes",
    "connect.no": "No",
    # The phone menu
    "connect.menu": "For {label}, press {key}.",
    "connect.key_star": "star",
    "connect.key_pound": "pound",
}
