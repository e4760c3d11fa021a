"""Settings: what ``[tool.sop]`` in pyproject.toml may say, and its defaults."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.diagnostics import Severity
from builder.dialers import DIALERS
from builder.errors import SopError
from builder.limits import Limits, ScriptLimits, WordingLimits
from builder.model.change import ChangeSettings
from builder.project_cards import CARD_BUNDLES, CARD_KINDS, CARD_SIZES, CardSettings
from builder.project_changes import read_changes
from builder.project_values import (
    Reader,
    SettingError,
    choose,
    expect,
    names_of,
    read_count,
    read_counts,
    read_flag,
    read_names,
    read_table,
    read_text,
)
from builder.rules import RULES

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ORIGIN = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    r"(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*|\[[0-9a-f:]{2,39}\])"
    r"(?::(?P<port>[1-9][0-9]{0,4}))?"
)
_DEFAULT_PORTS = {"http": "80", "https": "443"}  # browsers leave them out of an origin
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_ISSUE_URL = re.compile(r"https?://[^\s<>\"']+")


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
        changes: What each kind of change asks for.
        past_versions: How many versions of an SOP the site keeps readable; older ones
            stay in git.
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
    past_versions: int = 10
    embed: EmbedSettings = field(default_factory=EmbedSettings)
    changes: ChangeSettings = field(default_factory=ChangeSettings)


def read_settings(table: object, *, path: str) -> Settings:
    """Return the settings that a ``[tool.sop]`` table makes.

    Args:
        table: What the file says under ``tool.sop``.
        path: The file, as messages name it.

    Raises:
        SopError: A key is unknown, or a value is not what its key asks for.
    """
    try:
        return Settings(**read_table(table, "tool.sop", _SETTINGS))
    except SettingError as wrong:
        raise SopError(f"{path}: {wrong}", hint=wrong.hint) from None


def _read_language(value: object, where: str) -> str:
    language = read_text(value, where)
    if not _LANGUAGE.fullmatch(language):
        raise SettingError(
            f"'{where}' must be a language tag, but it is '{language}'",
            hint='write it like "en-US" or "es"',
        )
    return language


def _read_issue_url(value: object, where: str) -> str:
    url = read_text(value, where)
    if url and not _ISSUE_URL.fullmatch(url):
        raise SettingError(
            f"'{where}' must be a web address, but it is '{url}'",
            hint='start it with "https://"',
        )
    return url


def _read_origins(value: object, where: str) -> tuple[str, ...]:
    origins = [_read_origin(one, where) for one in expect(list, value, where)]
    return tuple(dict.fromkeys(origins))


def _read_origin(value: object, where: str) -> str:
    """Return an origin exactly as browsers write it; anything else never matches."""
    origin = read_text(value, where)
    found = _ORIGIN.fullmatch(origin)
    if not found or found["port"] == _DEFAULT_PORTS[found["scheme"]]:
        raise SettingError(
            f"'{where}' must hold exact origins, but '{origin}' is none",
            hint='write scheme and host in small letters, like "https://crm.example.com"'
            "; no path, no wildcard, and no port unless it is unusual",
        )
    return origin


def _read_severities(value: object, where: str) -> dict[str, Severity]:
    table = expect(dict, value, where)
    return {
        choose(code, f"a code in [{where}]", RULES): _read_severity(
            name, f"{where}.{code}"
        )
        for code, name in table.items()
    }


def _read_severity(value: object, where: str) -> Severity:
    return Severity(choose(read_text(value, where), f"'{where}'", list(Severity)))


def _read_cards(value: object, where: str) -> CardSettings:
    return CardSettings(**read_table(value, where, _CARDS))


def _read_embed(value: object, where: str) -> EmbedSettings:
    return EmbedSettings(**read_table(value, where, _EMBED))


def _read_color(value: object, where: str) -> str:
    color = read_text(value, where)
    if not _COLOR.fullmatch(color):
        raise SettingError(
            f"'{where}' must be a color, but it is '{color}'",
            hint='write it like "#0072b2"',
        )
    return color.lower()


def _read_kinds(value: object, where: str) -> dict[str, tuple[str, ...]]:
    return read_table(value, where, dict.fromkeys(CARD_KINDS, _read_sizes))


_read_sizes = read_names(CARD_SIZES)
_CARDS: dict[str, Reader] = {
    "sizes": _read_sizes,
    "kinds": _read_kinds,
    "bundles": read_names(CARD_BUNDLES),
    "uncontrolled": read_text,
    "logo": read_text,
    "color": _read_color,
    "css": read_text,
    "valid_for": read_count,
    "archive": read_flag,
}
_EMBED: dict[str, Reader] = {"allowed_origins": _read_origins}
_SETTINGS: dict[str, Reader] = {
    "publish_drafts": read_flag,
    "language": _read_language,
    "organization": read_text,
    "severity": _read_severities,
    "limits": read_counts(Limits, names_of(Limits)),
    "wording": read_counts(WordingLimits, names_of(WordingLimits)),
    "scripts": read_counts(ScriptLimits, names_of(ScriptLimits)),
    "cards": _read_cards,
    "issue_url": _read_issue_url,
    "notice": read_text,
    "dialers": read_names(DIALERS),
    "past_versions": read_count,
    "embed": _read_embed,
    "changes": read_changes,
}
