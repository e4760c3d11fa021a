"""Rules of family: Exports (8xx)."""

from builder.diagnostics import Rule, Severity

GO_TO_UNPUBLISHED = Rule(
    code="SOP801",
    title="An exported script goes on in a script that is not exported",
    why="The dialer would hold a way that ends nowhere, in the middle of a call.",
    fix="approve the other SOP first, or let the script end here",
)
NOT_EXPRESSIBLE = Rule(
    code="SOP802",
    title="A format cannot hold a script",
    severity=Severity.WARNING,
    why="Cut to fit, the script would lose a way or words that have to be said.",
    fix="change the script, or leave the format out of [tool.sop] dialers",
)
