"""Names in sentences: how a person would call a part, a title, a line."""

from collections.abc import Sequence

from builder.texts import FIELD
from builder.wording import plain

_WITH_ARTICLE = frozenset({"disclosures", "regulations", "roles", "tools"})

MOST_WORDS = 12
"""So many words of a text stand in a sentence; the redline shows it whole."""


def quoted(text: str) -> str:
    """Return the first words of a text, without marks, in quotation marks."""
    words = plain(FIELD.sub(lambda found: f"[{_field(found[1])}]", text)).split()
    shown = " ".join(words[:MOST_WORDS])
    if len(words) > MOST_WORDS:
        shown = f"{shown.rstrip('.,;:')} …"
    return f"\u201c{shown.rstrip('.') if shown.count('.') == 1 else shown}\u201d"


def _field(name: str) -> str:
    return name.replace(".", " ").replace("_", " ")


def is_short(text: str) -> bool:
    """Tell whether a text fits whole into a sentence."""
    return len(text.split()) <= MOST_WORDS


def inside(sentence: str) -> str:
    """Return a sentence as it stands inside another one, without its stop."""
    is_name = sentence[1:2].isupper()
    first = sentence[:1] if is_name else sentence[:1].lower()
    return (first + sentence[1:]).removesuffix(".")


def the(title: str) -> str:
    """Return a title as it stands inside a sentence: ``the recording notice``."""
    first = title.split(maxsplit=1)[0] if title.split() else ""
    is_name = len(first) > 1 and not first[1:].islower()
    return f"the {title if is_name else title[:1].lower() + title[1:]}"


def named(shelf: str, title: str) -> str:
    """Return the title of a shared thing as it stands inside a sentence."""
    if title.startswith("\u201c") or shelf not in _WITH_ARTICLE:
        return title
    return the(title)


def a(label: str) -> str:
    """Return a label with its article."""
    return f"{'an' if label[:1] in 'aeiou' else 'a'} {label}"


def listed(names: Sequence[str], word: str = "and") -> str:
    """Return names as one phrase: ``a, b and c``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


def counted(number: int, thing: str) -> str:
    """Return a number with its thing in the singular or plural."""
    return f"1 {thing}" if number == 1 else f"{number} {thing}s"
