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
GO_WITHOUT_END = Rule(
    code="SOP410",
    title="A 'go' leads to where no call can end",
    why="Two scripts that send a call to each other never give it a disposition.",
    fix="let the other script end, or end the call here",
)
STUCK = Rule(
    code="SOP411",
    title="A call can come to where it cannot end",
    why="There is a way out, but what was answered before keeps it shut.",
    fix="follow the path above and give the last node a way to an end",
)
NODE_TOO_LONG = Rule(
    code="SOP412",
    title="A node takes too long to say",
    severity=Severity.WARNING,
    why="Nobody listens that long, and nobody can read it in one breath.",
    fix="cut the line, or say one part at a node of its own",
)
TOO_MANY_CHOICES = Rule(
    code="SOP413",
    title="A node has too many choices",
    severity=Severity.WARNING,
    why="An agent finds one of a few answers at a glance, not one of many.",
    fix="ask in two steps, or put rare answers together",
)
DISPOSITION_NOT_USED = Rule(
    code="SOP414",
    title="Nothing ends with a disposition",
    severity=Severity.WARNING,
    why="The dialer would offer a code that no call should get.",
    fix="let a script end with it, name it in a step, or remove it",
)
SAID_BEFORE_ASKED = Rule(
    code="SOP415",
    title="A field is said before anybody asked for it",
    severity=Severity.WARNING,
    why="The agent would read out a gap.",
    fix="ask on every path to the line, or word the line without the field",
)
CASES_OVERLAP = Rule(
    code="SOP416",
    title="Two cases of a branch fit the same value",
    severity=Severity.WARNING,
    why="The first wins in silence; a dialer that tries them otherwise goes wrong.",
    fix="let each value fit one case; give a range both 'at_least' and 'below'",
)
GAP_BETWEEN_CASES = Rule(
    code="SOP417",
    title="Numbers between the cases of a branch fit none",
    severity=Severity.WARNING,
    why="They take the way for an empty field, which is hardly what was meant.",
    fix="let one case begin where the other ends",
)
TOO_LARGE_FOR_DIALER = Rule(
    code="SOP418",
    title="A script has more nodes than a dialer takes",
    severity=Severity.WARNING,
    why="The import would be refused.",
    fix="cut it in two and lead on with 'go', or leave the format out of the settings",
)
NOT_A_NUMBER = Rule(
    code="SOP419",
    title="A number is compared with a field that holds no plain number",
    why="'$49' is no number to a dialer: every call would take the default.",
    fix="branch on a field that holds a plain number such as 49, or compare texts",
)
PATH_RULE_BROKEN = Rule(
    code="SOP420",
    title="A path of a script breaks a path rule",
    why="A call that goes that way breaks what law or quality asks for.",
    fix="follow the path above and change the node where it goes wrong",
)
PATH_RULE_UNCLEAR = Rule(
    code="SOP421",
    title="A path rule does not say one thing",
    why="A rule that can be read in two ways proves neither.",
    fix="give it either 'must' or 'never', and either 'after' or 'after_each'",
)
PATH_RULE_IDLE = Rule(
    code="SOP422",
    title="A path rule speaks of no path",
    severity=Severity.WARNING,
    why="It holds, but it proves nothing; often a word in it is misspelled.",
    fix="correct what it names, or remove it",
)
PROOF_NAMES_NOTHING = Rule(
    code="SOP423",
    title="A path rule or a case names what is not there",
    why="A rule with a misspelled name holds, and proves nothing.",
    fix="correct the name, or remove it",
)
CASE_FAILS = Rule(
    code="SOP430",
    title="A call does not go as a case says",
    why="The script does not do what its author expects of it.",
    fix="follow the path above; correct the script, or the case",
)
CASE_ANSWERS_UNKNOWN = Rule(
    code="SOP431",
    title="A case gives an answer that the node does not have",
    why="The call of the case cannot take place.",
    fix="use the label, id or key of a choice",
)
