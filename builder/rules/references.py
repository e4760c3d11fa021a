"""Rules of family: Identity and references (3xx)."""

from builder.diagnostics import Rule, Severity

ID_TAKEN = Rule(
    code="SOP301",
    title="Two SOPs have one id",
    why="An id is a permanent address; two SOPs with one id would hide each other.",
    fix="give the newer SOP an id of its own and rename its file to match",
)
ID_IS_NOT_FILE_NAME = Rule(
    code="SOP302",
    title="The id is not the file name",
    why="People find the file by the id and the page by the file.",
    fix="make the file name and 'id' equal: <id>.yaml",
)
NUMBER_TAKEN = Rule(
    code="SOP303",
    title="Two SOPs have one number",
    why="Printed cards and recorded training refer to the number.",
    fix="use the next free number of the area; `sop list` shows those in use",
)
NUMBER_IS_NOT_OF_AREA = Rule(
    code="SOP304",
    title="The number does not carry the area's code",
    why="The middle of a number tells the area at a glance.",
    fix="use the 'code' of the area from sop/shared/areas.yaml",
)
RESERVED_NAME = Rule(
    code="SOP305",
    title="The id is a reserved file name on Windows",
    why="Windows cannot store a file of this name, so colleagues could not work.",
    fix="choose another id, such as the same word with a second one",
)
UNKNOWN_AREA = Rule(
    code="SOP306",
    title="The folder is not a known area",
    why="The site, the numbers and the cards are ordered by area.",
    fix="move the file to an area's folder or add the area to sop/shared/areas.yaml",
)
DUPLICATE_LOCAL_ID = Rule(
    code="SOP307",
    title="Two parts of one SOP have one id",
    why="The id is part of the part's permanent address.",
    fix="give one of the two another id",
)
UNKNOWN_REFERENCE = Rule(
    code="SOP308",
    title="A reference to shared data leads nowhere",
    why="A role, tool, regulation or field that nobody defined means nothing.",
    fix="correct the id or add it to the shared file",
)
UNKNOWN_TARGET = Rule(
    code="SOP309",
    title="A reference to an SOP, section, step or block leads nowhere",
    why="An agent in a call who follows it finds nothing.",
    fix="correct the address: `section.step` here, or `sop:<id>#section.step`",
)
UNSAFE_LINK = Rule(
    code="SOP310",
    title="A link does not lead to https, mailto, tel or an SOP",
    why="Other kinds of links can run programs or leak data.",
    fix="use https:, mailto:, tel: or sop:<id>#<section>.<step>",
)
UNKNOWN_FIELD = Rule(
    code="SOP311",
    title="A line shows a field that is not known",
    why="The agent would read a placeholder aloud.",
    fix="correct the field's name or add it to sop/shared/fields.yaml",
)
BROKEN_FIELD = Rule(
    code="SOP312",
    title="Braces in a line are not a whole field",
    why="The agent would read braces aloud.",
    fix="write fields as {{ customer.first_name }}, with two braces on both sides",
)
NOT_A_FILE = Rule(
    code="SOP313",
    title="Something in sop/ is not a plain file",
    why="A link could bring in files that nobody reviewed.",
    fix="put the file itself there, or remove the link",
)
WRONG_PLACE = Rule(
    code="SOP314",
    title="A YAML file stands where none belongs",
    why="It would never be read, and nobody would notice.",
    fix="SOPs go to sop/<area>/<id>.yaml, shared data to sop/shared/<kind>.yaml",
)
DUPLICATE_SHARED_ID = Rule(
    code="SOP315",
    title="A shared id stands twice",
    why="The second entry would silently be ignored.",
    fix="remove one of the two or give it another id",
)
SHARED_MISSING = Rule(
    code="SOP316",
    title="A shared file is missing",
    why="References to it cannot be checked, so nothing is built.",
    fix="create it with `schema: 1` and an empty list, or copy it from `sop init`",
)
FIELD_IN_PLAIN_TEXT = Rule(
    code="SOP317",
    title="A field stands in text that is not spoken",
    severity=Severity.WARNING,
    why="Fields are filled only in lines and messages; here the braces are printed.",
    fix="move the field to a line, or say it in words",
)
