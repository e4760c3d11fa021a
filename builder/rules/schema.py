"""Rules of family: Content that does not have the shape of an SOP (2xx)."""

from builder.diagnostics import Rule

NOT_A_MAPPING = Rule(
    code="SOP201",
    title="The file does not hold keys",
    why="A file that is only text or a list cannot be an SOP.",
    fix=(
        "start with 'schema: 2', in a shared file with 'schema: 1', and write one "
        "'key: value' under the other"
    ),
)
UNKNOWN_KEY = Rule(
    code="SOP202",
    title="An unknown key",
    why="What stands under it would be on no page, and nobody would notice.",
    fix="correct the key or remove it",
)
MISSING_KEY = Rule(
    code="SOP203",
    title="A key is missing",
    why="Every SOP has it, and readers count on it.",
    fix="add what is missing; `sop new` writes a file in which every key is explained",
)
WRONG_TYPE = Rule(
    code="SOP204",
    title="A value of the wrong type",
    why="A number or list where text is expected cannot be shown or said.",
    fix="write the kind of value that the key takes",
)
WRONG_VALUE = Rule(
    code="SOP205",
    title="A value that is not allowed",
    why=(
        "The program knows a few words here and would not know what to do with another."
    ),
    fix="use one of the allowed values",
)
WRONG_FORM = Rule(
    code="SOP206",
    title="A value of the wrong form",
    why=(
        "Ids, numbers and links must have one form, because addresses are made of them."
    ),
    fix="write it in the form that the message tells",
)
TEXT_TOO_LONG = Rule(
    code="SOP207",
    title="A text is too long for its place",
    why="It would not fit on the page or the card, and nobody reads it in a call.",
    fix="shorten the text or split it",
)
TEXT_EMPTY = Rule(
    code="SOP208",
    title="A text is too short or blank",
    why="An empty line on a page or in a script helps nobody.",
    fix="write the text or remove the key",
)
TOO_FEW_ITEMS = Rule(
    code="SOP209",
    title="A list has too few items",
    why="The list is needed and cannot be empty.",
    fix="add an item",
)
TOO_MANY_ITEMS = Rule(
    code="SOP210",
    title="A list has too many items",
    why="Nobody finds anything in so long a list.",
    fix="split the list, or the SOP",
)
ITEM_TWICE = Rule(
    code="SOP211",
    title="An item stands twice in a list",
    why="One of the two is a slip, perhaps of the one that is missing.",
    fix="remove one of the two",
)
NOT_A_DATE = Rule(
    code="SOP212",
    title="Not a date",
    why="Dates decide what is in force and when a review is due.",
    fix="write year-month-day, such as 2026-11-21",
)
NUMBER_OUT_OF_BOUNDS = Rule(
    code="SOP213",
    title="A number is too small or too large",
    why="The number has a meaning only within its bounds.",
    fix="use a number within the bounds",
)
RESERVED_WORD = Rule(
    code="SOP214",
    title="A reserved word as an id",
    why="Dialers give these words a meaning of their own.",
    fix="choose another id, such as the word with a second one",
)
KEY_OF_OTHER_KIND = Rule(
    code="SOP215",
    title="A key of another kind of node",
    why="The kind of a node decides which keys it has.",
    fix="remove the key or change the kind",
)
FORMAT_VERSION = Rule(
    code="SOP216",
    title="A format version that is not known",
    why="The keys may mean something else in another version.",
    fix=(
        "write 'schema: 2' in an SOP and 'schema: 1' in a shared file; for a newer "
        "version install a newer release"
    ),
)
CASE_TESTS = Rule(
    code="SOP217",
    title="A case with no test or with several",
    why="A branch must be able to tell whether the case is met.",
    fix="give the case exactly one of equals, one_of, or at_least and below",
)
NO_VALUE = Rule(
    code="SOP218",
    title="A key without a value",
    why="Nobody can tell whether the value was forgotten or is not needed.",
    fix="write the value after the colon, or remove the key",
)
