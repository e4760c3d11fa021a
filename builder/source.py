"""A YAML file, parsed: its data, the place of each value, and what is wrong with it.

YAML has many ways to mean something else than it seems to say. Here values follow
JSON's rules (true, false, null, numbers; all else is text), and whatever would
surprise a reader is a problem with a code. The parser is libyaml's; data is built
straight from its events, with the limits checked before anything is built.
"""

import re
from dataclasses import replace

import yaml

from builder.diagnostics import Diagnostic, Mark, Rule, TraceStep
from builder.errors import SopError
from builder.limits import Limits
from builder.model.text import Pointer
from builder.rules import environment
from builder.rules import source as rules
from builder.source_conflicts import find_conflicts
from builder.source_events import Builder
from builder.source_mistakes import Mistake
from builder.source_notes import LimitReachedError
from builder.source_parser import PARSER, last_event
from builder.source_places import Places, find_places
from builder.source_syntax import Explanation
from builder.source_text import SourceText, check_characters, decode

_LEADING_TAB = re.compile(r"^ *\t\s*[^\s#]", re.MULTILINE)
_MOST_MENDINGS = 25
_MENDING_BUDGET = 5_000_000
"""Characters to parse again in all: a huge broken file must not take minutes."""

_FOLLOWERS = frozenset({rules.BROKEN_YAML, rules.INDENTATION, rules.STRAY_TEXT})
"""Rules that a line may only seem to break: the one above was mended wrongly."""

_DEEPEST_CONFIGURATION = 60
_MEND = "correct mkdocs.yml; most editors show where its YAML is broken"


class Source:
    """One YAML file, parsed.

    Attributes:
        path: Relative to the project, with forward slashes.
        text: The text as it stands in the file, lines ended by LF.
        data: Mappings, lists, text, numbers, True, False and None; None where the
            file could not be read.
        diagnostics: The problems with the YAML. There may be data beside them:
            what was most likely meant, so that other checks can go on.
    """

    __slots__ = ("_parsed", "_places", "_source", "data", "diagnostics")

    def __init__(
        self,
        source: SourceText,
        *,
        data: object = None,
        diagnostics: tuple[Diagnostic, ...] = (),
        parsed: str = "",
    ) -> None:
        self._source = source
        self._parsed = parsed
        self._places: Places | None = None
        self.data = data
        self.diagnostics = diagnostics

    @property
    def path(self) -> str:
        """The path, relative to the project, with forward slashes."""
        return self._source.path

    @property
    def text(self) -> str:
        """The text as it stands in the file, lines ended by LF."""
        return self._source.text

    def mark(self, at: Pointer) -> Mark:
        """Return the place of a value, or of the nearest value around it."""
        return self._place(at)[0]

    def key_mark(self, at: Pointer) -> Mark:
        """Return the place of a value's key; in a list, the place of the value."""
        return self._place(at)[1]

    def line_of(self, mark: Mark) -> str:
        """Return the text from a place to the end of its line."""
        lines = self._source.lines
        return (
            lines[mark.line - 1][mark.column - 1 :] if mark.line <= len(lines) else ""
        )

    def diagnose(
        self,
        rule: Rule,
        message: str,
        *,
        at: Pointer = (),
        key: bool = False,
        hint: str = "",
        trace: tuple[TraceStep, ...] = (),
    ) -> Diagnostic:
        """Return a diagnostic at a value or at its key, with the line it stands in."""
        mark = self.key_mark(at) if key else self.mark(at)
        found = self._source.diagnose(rule, message, mark, hint)
        return replace(found, trace=trace) if trace else found

    def lines_with_values(self) -> set[int]:
        """Return every line in which a value starts."""
        return {mark.line for mark, _ in self._all_places().values()}

    def _place(self, at: Pointer) -> tuple[Mark, Mark]:
        places = self._all_places()
        for length in range(len(at), -1, -1):
            place = places.get(at[:length])
            # A value that is not there may stand behind the last line.
            if place and place[0].line <= len(self._source.lines):
                return place
        return Mark(), Mark()

    def _all_places(self) -> Places:
        if self._places is None:
            # Few files need places; for those a second parse is cheaper than
            # noting the places of all values of all files.
            self._places = find_places(self._parsed) if self._parsed else {}
        return self._places


def read_source(path: str, content: bytes, *, limits: Limits) -> Source:
    """Return a file, parsed, with every problem that can be found in one go."""
    if len(content) > limits.max_bytes:
        source = SourceText(path, "")
        message = (
            f"the file has {len(content):,} bytes; {limits.max_bytes:,} are allowed"
        )
        found = source.diagnose(environment.FILE_TOO_LARGE, message, Mark())
        return Source(source, diagnostics=(found,))
    source, problems = decode(path, content)
    if any(problem.code != rules.BYTE_ORDER_MARK.code for problem in problems):
        return Source(source, diagnostics=tuple(problems))
    text, signs = check_characters(source, content)
    problems += signs
    if conflicts := list(find_conflicts(source)):
        return Source(source, diagnostics=(*problems, *conflicts))
    if not text.strip():
        problems.append(source.diagnose(rules.EMPTY_FILE, "the file is empty", Mark()))
    if not text.strip() or _LEADING_TAB.search(source.text):
        return Source(source, diagnostics=tuple(problems))
    return _Reading(source, limits, problems).read(text)


class _Reading:
    """Parses a text again and again, each time with one more mistake mended."""

    def __init__(
        self, source: SourceText, limits: Limits, problems: list[Diagnostic]
    ) -> None:
        self.source = source
        self.limits = limits
        self.problems = problems

    def read(self, text: str) -> Source:
        left = min(_MOST_MENDINGS, _MENDING_BUDGET // len(text))
        while True:
            builder = Builder(text, self.source, self.limits)
            data, parsed, mended = None, "", None
            try:
                data, parsed = builder.build(), text
            except LimitReachedError:
                return self._result(builder)
            except yaml.YAMLError as error:
                mended = self._explain(text, error)
            if builder.notes.mistake and parsed:
                mended = self._tell(builder.notes.mistake)
            if mended is None or not left:
                return self._result(builder, data=data, parsed=parsed)
            text = "\n".join(mended)
            left -= 1

    def _result(
        self, builder: Builder, *, data: object = None, parsed: str = ""
    ) -> Source:
        told = {problem.line for problem in self.problems}
        further = [each for each in builder.notes.problems if each.line not in told]
        found = (*self.problems, *further)
        if data is None and not found:
            message = "the file holds no value"
            found = (self.source.diagnose(rules.EMPTY_FILE, message, Mark()),)
        return Source(self.source, data=data, diagnostics=found, parsed=parsed)

    def _explain(self, text: str, error: yaml.YAMLError) -> list[str] | None:
        """Note the mistake behind an error and return the lines without it."""
        if not isinstance(error, yaml.MarkedYAMLError):
            message = "the file cannot be read as YAML"
            found = self.source.diagnose(rules.BROKEN_YAML, message, Mark())
            self.problems.append(found)
            return None
        mistake = Explanation(text.split("\n"), error, last_event(text)).mistake()
        told = {problem.line for problem in self.problems}
        line = mistake.mark.line
        is_follower = mistake.rule in _FOLLOWERS or mistake.mended is None
        if line in told or (is_follower and {line - 1, line - 2} & told):
            return None
        return self._tell(mistake)

    def _tell(self, mistake: Mistake) -> list[str] | None:
        """Note a mistake and return the lines without it."""
        found = self.source.diagnose(
            mistake.rule, mistake.message, mistake.mark, mistake.hint
        )
        self.problems.append(found)
        return mistake.mended


class _ConfigurationLoader(PARSER):  # type: ignore[misc] # the parser is chosen at run time
    """Reads plain YAML; a value with a tag that it does not know is None."""


_ConfigurationLoader.add_multi_constructor("", lambda _loader, _suffix, _node: None)
_ConfigurationLoader.add_constructor(None, lambda _loader, _node: None)


def read_configuration(text: str) -> dict[str, object]:
    """Return the settings in a configuration file of another program.

    Its tags may be unknown here: such values are None.

    Raises:
        SopError: If the text is no YAML, or nested as no configuration is.
    """
    try:
        depth = 0
        for event in yaml.parse(text, Loader=PARSER):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST_CONFIGURATION:
                raise SopError("the configuration is nested too deeply", hint=_MEND)
        data = yaml.load(text, Loader=_ConfigurationLoader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or str(error)
        message = f"the configuration is no YAML{where}: {reason}"
        raise SopError(message, hint=_MEND) from error
    return data if isinstance(data, dict) else {}
