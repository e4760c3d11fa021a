"""Rules of family: Exports (8xx)."""

from builder.diagnostics import Rule

GO_TO_UNPUBLISHED = Rule(
    code="SOP801",
    title="An exported script goes on in a script that is not exported",
    why="The dialer would hold a way that ends nowhere, in the middle of a call.",
    fix="approve the other SOP first, or let the script end here",
)
