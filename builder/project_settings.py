"""Settings: what ``[tool.sop]`` in pyproject.toml may say, and its defaults."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from builder.diagnostics import Severity
from builder.dialers import DIALERS
from builder.errors import SopError
from builder.limits import Limits, ScriptLimits, WordingLimits
from builder.project_cards import CARD_KINDS, CARD_SIZES, CardSettings
from builder.rules import RULES
from builder.suggestions import suggest

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ORIGIN = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    r"(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*|\[[0-9a-f:]{2,39}\])"
    r"(?::(?P<port>[1-9][0-9]{0,4}))?"
)
_DEFAULT_PORTS = {"http": "80", "https": "443"}  # browsers leave them out of an origin
_ISSUE_URL = re.compile(r"https?://[^\s<>\"']+")
_KINDS: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    str: "text in quotes",
    list: "a list in [ ]",
    dict: "a table",
}

_UNSEEN = ("Cc", "Cf", "Cs")  # control and format characters, lone surrogates

Kind = TypeVar("Kind")
Reader = Callable[[object, str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedSettings:
    """Who may show the player inside a page of its own, and hears of the call.

    Attributes:
        allowed_origins: Exact origins, such as ``https://crm.example.com``; empty
            means that the player tells nobody.
    """

    allowed_origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The project's choices.

    Attributes:
        publish_drafts: Show SOPs that are not approved on the site and on cards.
        language: The language of every SOP that does not name its own.
        organization: Whose SOPs these are, as pages and cards name it.
        severity: Severities that differ from the catalog's, by rule code.
        issue_url: Where "Suggest a change" leads; empty means the repository's own.
        notice: A line that every reader of the site has to know, on its home page.
        dialers: The formats of exported scripts.
    """

    publish_drafts: bool = False
    language: str = "en-US"
    organization: str = ""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    wording: WordingLimits = field(default_factory=WordingLimits)
    scripts: ScriptLimits = field(default_factory=ScriptLimits)
    cards: CardSettings = field(default_factory=CardSettings)
    issue_url: str = ""
    notice: str = ""
    dialers: tuple[str, ...] = tuple(DIALERS)
    embed: EmbedSettings = field(default_factory=EmbedSettings)


def read_settings(table: object, *, path: str) -> Settings:
    """Return the settings that a ``[tool.sop]`` table makes.

    Args:
        table: What the file says under ``tool.sop``.
        path: The file, as messages name it.

    Raises:
        SopError: A key is unknown, or a value is not what its key asks for.
    """
    try:
        return Settings(**_read_table(table, "tool.sop", _SETTINGS))
    except _SettingError as wrong:
        raise SopError(f"{path}: {wrong}", hint=wrong.hint) from None


class _SettingError(Exception):
    """One setting is wrong; the caller knows which file to name."""

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def _read_table(
    value: object, where: str, readers: Mapping[str, Reader]
) -> dict[str, Any]:
    """Return a table's values, each read as its key asks."""
    table = _expect(dict, value, where)
    for key in table:
        if key not in readers:
            raise _SettingError(
                f"unknown setting '{key}' in [{where}]", hint=_name_known(key, readers)
            )
    return {key: readers[key](table[key], f"{where}.{key}") for key in table}


def _expect(kind: type[Kind], value: object, where: str) -> Kind:
    """Return the value if it is exactly of that type (true is not a number)."""
    if type(value) is not kind:
        found = _KINDS.get(type(value), "something else")
        raise _SettingError(
            f"'{where}' must be {_KINDS[kind]}, but it is {found} ({value!r})",
            hint=f"write {_KINDS[kind]} after '{where.rpartition('.')[2]} ='",
        )
    return value


def _read_flag(value: object, where: str) -> bool:
    return _expect(bool, value, where)


def _read_text(value: object, where: str) -> str:
    text = _expect(str, value, where)
    if any(unicodedata.category(character) in _UNSEEN for character in text):
        raise _SettingError(
            f"'{where}' holds a character that cannot be printed",
            hint="write it on one line, without control characters",
        )
    return text


def _read_count(value: object, where: str) -> int:
    count = _expect(int, value, where)
    if count < 1:
        raise _SettingError(
            f"'{where}' must be 1 or more, but it is {count}",
            hint="leave the setting out to get its default",
        )
    return count


def _read_language(value: object, where: str) -> str:
    language = _read_text(value, where)
    if not _LANGUAGE.fullmatch(language):
        raise _SettingError(
            f"'{where}' must be a language tag, but it is '{language}'",
            hint='write it like "en-US" or "es"',
        )
    return language


def _read_issue_url(value: object, where: str) -> str:
    url = _read_text(value, where)
    if url and not _ISSUE_URL.fullmatch(url):
        raise _SettingError(
            f"'{where}' must be a web address, but it is '{url}'",
            hint='start it with "https://"',
        )
    return url


def _read_origins(value: object, where: str) -> tuple[str, ...]:
    origins = [_read_origin(one, where) for one in _expect(list, value, where)]
    return tuple(dict.fromkeys(origins))


def _read_origin(value: object, where: str) -> str:
    """Return an origin exactly as browsers write it; anything else never matches."""
    origin = _read_text(value, where)
    found = _ORIGIN.fullmatch(origin)
    if not found or found["port"] == _DEFAULT_PORTS[found["scheme"]]:
        raise _SettingError(
            f"'{where}' must hold exact origins, but '{origin}' is none",
            hint='write scheme and host in small letters, like "https://crm.example.com"'
            "; no path, no wildcard, and no port unless it is unusual",
        )
    return origin


def _read_severities(value: object, where: str) -> dict[str, Severity]:
    table = _expect(dict, value, where)
    return {
        _choose(code, f"a code in [{where}]", RULES): _read_severity(
            name, f"{where}.{code}"
        )
        for code, name in table.items()
    }


def _read_severity(value: object, where: str) -> Severity:
    return Severity(_choose(_read_text(value, where), f"'{where}'", list(Severity)))


def _read_names(known: Collection[str]) -> Reader:
    """Return what reads a list of some of the known names, each taken once."""

    def read(value: object, where: str) -> tuple[str, ...]:
        names = _expect(list, value, where)
        read = [_choose(_read_text(name, where), f"'{where}'", known) for name in names]
        return tuple(dict.fromkeys(read))

    return read


def _choose(name: str, where: str, known: Collection[str]) -> str:
    """Return the name if it is one of the known ones."""
    if name not in known:
        raise _SettingError(
            f"unknown value '{name}' for {where}", hint=_name_known(name, known)
        )
    return name


def _name_known(name: str, known: Iterable[str]) -> str:
    """Return the nearest known name as a question, else all of them."""
    return suggest(name, known) or f"known: {', '.join(known)}"


def _read_counts(kind: Callable[..., object], names: Iterable[str]) -> Reader:
    """Return what reads a table of whole numbers into an object of some class."""
    readers = dict.fromkeys(names, _read_count)
    return lambda value, where: kind(**_read_table(value, where, readers))


def _names_of(kind: type[Any]) -> tuple[str, ...]:
    return tuple(limit.name for limit in fields(kind))


def _read_cards(value: object, where: str) -> CardSettings:
    return CardSettings(**_read_table(value, where, _CARDS))


def _read_embed(value: object, where: str) -> EmbedSettings:
    return EmbedSettings(**_read_table(value, where, _EMBED))


def _read_kinds(value: object, where: str) -> dict[str, tuple[str, ...]]:
    return _read_table(value, where, dict.fromkeys(CARD_KINDS, _read_sizes))


_read_sizes = _read_names(CARD_SIZES)
_CARDS: dict[str, Reader] = {
    "sizes": _read_sizes,
    "kinds": _read_kinds,
    "uncontrolled": _read_text,
    "valid_for": _read_count,
}
_EMBED: dict[str, Reader] = {"allowed_origins": _read_origins}
_SETTINGS: dict[str, Reader] = {
    "publish_drafts": _read_flag,
    "language": _read_language,
    "organization": _read_text,
    "severity": _read_severities,
    "limits": _read_counts(Limits, _names_of(Limits)),
    "wording": _read_counts(WordingLimits, _names_of(WordingLimits)),
    "scripts": _read_counts(ScriptLimits, _names_of(ScriptLimits)),
    "cards": _read_cards,
    "issue_url": _read_issue_url,
    "notice": _read_text,
    "dialers": _read_names(DIALERS),
    "embed": _read_embed,
}
