"""Limits: how much one file and one library may ask of the machine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds that keep a hostile or broken file from stopping the work on others.

    Attributes:
        max_bytes: The size of one file.
        max_depth: How deep values may be nested.
        max_values: How many values one file may hold.
        max_text: The length of one text, in characters.
        max_files: How many files a library may hold.
        card_seconds: How long one card may take.
    """

    max_bytes: int = 1_000_000
    max_depth: int = 24
    max_values: int = 50_000
    max_text: int = 20_000
    max_files: int = 20_000
    card_seconds: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingLimits:
    """How long and how hard the words of an SOP may be.

    Attributes:
        step_words: Words of an instruction.
        line_words: Words of a line to be said, about 16 seconds.
        grade: Reading grade of a procedure (Flesch-Kincaid).
    """

    step_words: int = 25
    line_words: int = 40
    grade: int = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptLimits:
    """How much of a script an agent can say in one go and see on one screen.

    Attributes:
        node_seconds: Seconds that all words of one node may take to say.
        choices: Choices of one node.
    """

    node_seconds: int = 40
    choices: int = 6
