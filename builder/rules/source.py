"""Rules of family: YAML that does not mean what it says (1xx)."""

from builder.diagnostics import Rule, Severity

BROKEN_YAML = Rule(
    code="SOP101",
    title="The file cannot be read as YAML",
    why="A file that cannot be read is on no page, no card and in no script.",
    fix="compare the line and the one above it with a file that works",
)
INDENTATION = Rule(
    code="SOP102",
    title="A line is indented wrongly",
    why="The blanks at the start of a line tell what it belongs to.",
    fix="start the line below the first letter of the entries it belongs with",
)
TAB = Rule(
    code="SOP103",
    title="A tab",
    why="A tab looks different on every screen, so nobody sees what a line belongs to.",
    fix="use blanks instead; most editors do so for .yaml files",
)
NOT_UTF8 = Rule(
    code="SOP104",
    title="The file is not UTF-8",
    why=(
        "In another encoding accents and quotes turn into other signs, or into nothing."
    ),
    fix="save the file as UTF-8: in most editors 'Save with encoding', then 'UTF-8'",
)
BINARY = Rule(
    code="SOP105",
    title="The file is not a text file",
    why="A picture or a document named .yaml holds nothing that can be read.",
    fix="put the text into a plain text file",
)
BYTE_ORDER_MARK = Rule(
    code="SOP106",
    title="The file starts with a byte order mark",
    why=(
        "The mark cannot be seen, and many programs take it for a part of the first "
        "key."
    ),
    fix="save the file as 'UTF-8', not as 'UTF-8 with BOM'",
)
EMPTY_FILE = Rule(
    code="SOP107",
    title="The file is empty",
    why="An empty file is an SOP that nobody wrote, or one that was lost.",
    fix="write the SOP or remove the file; `sop new` starts one",
)
CONTROL_CHARACTER = Rule(
    code="SOP108",
    title="A control character",
    why="It cannot be seen, but it can end a line, hide text or upset a printer.",
    fix="delete the line's invisible sign, or type the line again",
)
BIDI_CHARACTER = Rule(
    code="SOP109",
    title="A character that turns the direction of text",
    why="It lets a line read one way on the screen and another way to a program.",
    fix="delete the invisible sign, or type the line again",
)
ODD_BLANK = Rule(
    code="SOP110",
    title="A blank that is not a plain blank",
    why="YAML does not take it for a blank, so the line means something else.",
    fix="replace it with a plain blank: delete it and press the space bar",
)
DUPLICATE_KEY = Rule(
    code="SOP111",
    title="A key stands twice",
    why="Only one of the two values could count, and the other would be lost.",
    fix=(
        "keep one of the two; if a new entry of a list starts here, put '- ' before "
        "its first key"
    ),
)
ALIAS = Rule(
    code="SOP112",
    title="Anchors and aliases",
    why="What a reader sees must be what stands there, not a copy from another line.",
    fix="write the text out where it is needed",
)
MERGE_KEY = Rule(
    code="SOP113",
    title="Merge keys",
    why="What a reader sees must be what stands there, not keys from another place.",
    fix="write the keys out where they are needed",
)
TAG = Rule(
    code="SOP114",
    title="Tags",
    why="A tag makes a program read a value as something that a reader does not see.",
    fix="remove the word that starts with '!!'; put text in quotes",
)
SEVERAL_DOCUMENTS = Rule(
    code="SOP115",
    title="Several documents in one file",
    why="One file is one SOP; what stands after '---' or '...' would be lost.",
    fix="move the second part to a file of its own, or remove the line '---' or '...'",
)
DIRECTIVE = Rule(
    code="SOP116",
    title="A directive",
    why="A line that starts with '%' changes how the file is read.",
    fix="remove the line; put text that starts with '%' in quotes",
)
COMPLEX_KEY = Rule(
    code="SOP117",
    title="A key that is not a word",
    why="A list or mapping cannot be a key.",
    fix="put the whole text in quotes",
)
BAD_ESCAPE = Rule(
    code="SOP118",
    title="A backslash that means nothing",
    why=(
        "In double quotes a backslash starts a special sign, such as \\n for a new "
        "line."
    ),
    fix="use single quotes around the text, or write the backslash twice",
)
NUMBER_RANGE = Rule(
    code="SOP119",
    title="A number is out of range",
    why="Programs round long numbers, so a phone or account number would change.",
    fix="put it in quotes if it is not for counting",
)
BRACE = Rule(
    code="SOP120",
    title="Unquoted text starts with '{'",
    why="YAML takes '{' for the start of a mapping, so a field in braces is lost.",
    fix="put quotes around the whole text",
)
STAR = Rule(
    code="SOP121",
    title="Unquoted text starts with '*'",
    why="YAML takes '*' for the name of another value.",
    fix="put quotes around the whole text",
)
BRACKET = Rule(
    code="SOP122",
    title="Unquoted text starts with '['",
    why="YAML takes '[' for the start of a list.",
    fix="put quotes around the whole text",
)
AT_SIGN = Rule(
    code="SOP123",
    title="Unquoted text starts with '@' or a backtick",
    why="YAML keeps these signs for itself.",
    fix="put quotes around the whole text",
)
PERCENT = Rule(
    code="SOP124",
    title="Unquoted text starts with '%'",
    why="YAML keeps this sign for itself.",
    fix="put quotes around the whole text",
)
AMPERSAND = Rule(
    code="SOP125",
    title="Unquoted text starts with '&'",
    why="YAML takes '&' and the word after it for a name, and drops both.",
    fix="put quotes around the whole text",
)
EXCLAMATION = Rule(
    code="SOP126",
    title="Unquoted text starts with '!'",
    why="YAML takes '!' and the word after it for a type, and drops both.",
    fix="put quotes around the whole text",
)
BLOCK_SIGN = Rule(
    code="SOP127",
    title="Text follows '|' or '>' on the same line",
    why="YAML takes the sign for the start of a block of text on the next lines.",
    fix="start the text on the next line, or put quotes around the whole text",
)
OTHER_SIGN = Rule(
    code="SOP128",
    title="Unquoted text starts with a sign of YAML",
    why="YAML takes '- ', '? ', ',', ']' and '}' for a part of a list or mapping.",
    fix="put quotes around the whole text",
)
COLON = Rule(
    code="SOP129",
    title="Unquoted text holds a colon and a blank",
    why="YAML takes the words before ': ' for a key.",
    fix="put quotes around the whole text",
)
NO_BLANK_AFTER_COLON = Rule(
    code="SOP130",
    title="No blank after the colon of a key",
    why="YAML takes the key and the value for one word.",
    fix="put a blank after the colon",
)
NO_BLANK_AFTER_HYPHEN = Rule(
    code="SOP131",
    title="No blank after the hyphen of a list",
    why="YAML takes the hyphen for a part of the text.",
    fix="put a blank after the hyphen",
)
CUT_OFF = Rule(
    code="SOP132",
    title="Text is cut off by '#'",
    why=(
        "YAML takes '#' after a blank for the start of a comment, so agents never see "
        "the rest."
    ),
    fix=(
        "put quotes around the whole text; if it is a comment, put two blanks before "
        "'#'"
    ),
)
UNCLOSED_QUOTE = Rule(
    code="SOP133",
    title="A quote is not closed",
    why="YAML reads on to the next quote and swallows the lines between.",
    fix="close the quote at the end of the text",
)
TEXT_AFTER_QUOTE = Rule(
    code="SOP134",
    title="Text after the closing quote",
    why="Quotes must enclose the whole text.",
    fix=(
        "put quotes around the whole text; use \" outside if there is ' inside, or the "
        "other way round"
    ),
)
CURLY_QUOTES = Rule(
    code="SOP135",
    title="Curly quotes around a text",
    severity=Severity.WARNING,
    why="YAML does not know them, so they are shown and said as part of the text.",
    fix="use straight quotes (\" or '), or none",
)
UNCLOSED_BRACKET = Rule(
    code="SOP136",
    title="A list or mapping in brackets is broken",
    why="Without the closing bracket the lines below are read as part of the list.",
    fix="close the bracket; put text with signs in it in quotes",
)
SWALLOWED_LINE = Rule(
    code="SOP137",
    title="A line became part of the text above it",
    why="A list item or key that is indented too far is read as more text.",
    fix="start the line below the first letter of the entries it belongs with",
)
STRAY_TEXT = Rule(
    code="SOP138",
    title="A line that belongs to nothing",
    why="A line is 'key: value', an item of a list, or more text of the line above.",
    fix=(
        "indent the line deeper than the key above it, or put a key and a colon before "
        "it"
    ),
)
MERGE_CONFLICT = Rule(
    code="SOP139",
    title="Two changes of one place that nobody has joined yet",
    why="Git does not know which words are right; an agent would read both, or none.",
    fix="keep one of the two texts, and delete the lines <<<<<<<, ======= and >>>>>>>",
)
