"""Rules of family: Call scripts (4xx)."""

from builder.diagnostics import Rule, Severity

UNKNOWN_NODE = Rule(
    code="SOP401",
    title="A script leads to a node that is not there",
    why="A dialer would refuse the script or drop the call.",
    fix="correct the node's id or add the node",
)
UNREACHABLE_NODE = Rule(
    code="SOP402",
    title="No path of the script reaches a node",
    why="Nobody can ever hear these words, or a way to them is missing.",
    fix="lead a choice, case or 'next' to it, or remove it",
)
NO_WAY_OUT = Rule(
    code="SOP403",
    title="From a node, no path leads to an end",
    why="The agent would walk in a circle and the call would get no disposition.",
    fix="give the circle a way to a node of kind end or go",
)
DUPLICATE_LABEL = Rule(
    code="SOP404",
    title="Two choices of a node have one label or key",
    why="The agent could not tell them apart, and a dialer would take the first.",
    fix="give each choice a label and a key of its own",
)
FIELD_NOT_DECLARED = Rule(
    code="SOP405",
    title="A script uses a field that it does not declare",
    why="A dialer fills only the fields that the script names.",
    fix="add the field to the script's 'fields'",
)
FIELD_NOT_USED = Rule(
    code="SOP406",
    title="A script declares a field that it never uses",
    severity=Severity.WARNING,
    why="The dialer would ask for data that nobody needs.",
    fix="remove the field from the script's 'fields'",
)
EMPTY_CASE = Rule(
    code="SOP407",
    title="No number fits a case",
    why="The branch would never be taken.",
    fix="make 'at_least' the smaller number and 'below' the larger one",
)
UNKNOWN_VALUE = Rule(
    code="SOP408",
    title="A value is not one of the field's values",
    why="The branch would never be taken, or the record would be refused.",
    fix="use one of the 'values' of the field in sop/shared/fields.yaml",
)
DUPLICATE_NODE = Rule(
    code="SOP409",
    title="Two nodes of a script have one id",
    why="The second would silently be lost in every export.",
    fix="give one of the two another id and correct what leads to it",
)
