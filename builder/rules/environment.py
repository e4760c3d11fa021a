"""Rules of family: Environment and limits (9xx)."""

from builder.diagnostics import Rule

FILE_TOO_LARGE = Rule(
    code="SOP901",
    title="A file is too large",
    why="One huge file would hold up the work on all others.",
    fix="split the file, or raise max_bytes in [tool.sop.limits]",
)
TOO_DEEP = Rule(
    code="SOP902",
    title="Values are nested too deeply",
    why="Deep nesting can bring a program down, and no SOP needs it.",
    fix="take out brackets or levels, or raise max_depth in [tool.sop.limits]",
)
TOO_MANY_VALUES = Rule(
    code="SOP903",
    title="A file holds too many values",
    why="One huge file would hold up the work on all others.",
    fix="split the file, or raise max_values in [tool.sop.limits]",
)
TEXT_TOO_LONG = Rule(
    code="SOP904",
    title="A text is too long",
    why="Nobody reads it in a call, and it fits on no page.",
    fix="split the text, or raise max_text in [tool.sop.limits]",
)

FOREIGN_BUILD_FOLDER = Rule(
    code="SOP905",
    title="The build folder is not ours",
    why="A build replaces the whole folder; files of somebody else would be gone.",
    fix="move the files away; `sop build` writes its output to build/",
)
OUTPUT_NOT_WRITABLE = Rule(
    code="SOP906",
    title="The output cannot be written",
    why="Half an output is worse than the last good one, which stays.",
    fix="make room, or make the folder writable",
)
BUILD_RUNS = Rule(
    code="SOP907",
    title="Another build is running",
    why="Two builds at once would mix their outputs.",
    fix="wait until it is done",
)

UNREADABLE_FILE = Rule(
    code="SOP908",
    title="A file cannot be read",
    why="What is in it would silently be missing from site, cards and scripts.",
    fix="change the owner or the permissions of the file",
)
TOO_MANY_FILES = Rule(
    code="SOP909",
    title="The library holds too many files",
    why="A folder that somebody unpacked into sop/ would hold up everybody's work.",
    fix="remove what does not belong there, or raise max_files in [tool.sop.limits]",
)
