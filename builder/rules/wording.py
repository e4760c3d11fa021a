"""Rules of family: Wording (6xx)."""

from builder.diagnostics import Rule, Severity

_EXCEPTION = "or allow it with a comment above: # allow {}: <reason>"


def _fix(code: str, words: str) -> str:
    return f"{words}, {_EXCEPTION.format(code)}"


STEP_TOO_LONG = Rule(
    code="SOP601",
    title="A step has too many words",
    severity=Severity.WARNING,
    why="An agent on the phone reads one short action at a glance, and no more.",
    fix=_fix("SOP601", "make two steps of it or move the rest to 'why' or 'note'"),
)
LINE_TOO_LONG = Rule(
    code="SOP602",
    title="A line takes too long to say",
    severity=Severity.WARNING,
    why="After some fifteen seconds a customer stops listening or starts talking.",
    fix=_fix("SOP602", "cut the line or ask something in between"),
)
UNKNOWN_ABBREVIATION = Rule(
    code="SOP603",
    title="An abbreviation is not explained anywhere",
    severity=Severity.WARNING,
    why="New agents do not ask; they guess.",
    fix=_fix("SOP603", "spell it out or add it to sop/shared/terms.yaml"),
)
PHRASE_TO_AVOID = Rule(
    code="SOP604",
    title="A phrase that the library avoids",
    severity=Severity.WARNING,
    why="sop/shared/wording.yaml says for each phrase why it does harm.",
    fix=_fix("SOP604", "say it another way"),
)
HARD_TO_READ = Rule(
    code="SOP605",
    title="The procedure is hard to read",
    severity=Severity.WARNING,
    why="Many agents read in a second language, all of them in a hurry.",
    fix="use shorter sentences and plainer words",
)
UNKNOWN_WORD = Rule(
    code="SOP606",
    title="A word is not in the dictionary",
    severity=Severity.WARNING,
    why="A typo on a card stays there for months.",
    fix=_fix("SOP606", "correct it or add it to sop/shared/words.txt"),
)
EXCEPTION_WITHOUT_REASON = Rule(
    code="SOP607",
    title="An exception gives no reason",
    why="Whoever reviews the SOP later cannot tell if it is still right.",
    fix="write # allow SOP601: and why",
)
