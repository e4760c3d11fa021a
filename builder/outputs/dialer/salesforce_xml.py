"""How a Salesforce flow is written down: its XML, its names, its package."""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html import escape

Element = dict[str, object]
"""A piece of metadata: text, yes or no, a number, another piece, or a list of these."""

Name = Callable[[str], str]
"""Turns an id of ours into the name that stands in the flow."""

API_VERSION = "62.0"
LONGEST_NAME = 80
LONGEST_LABEL = 255

_NAMESPACE = "http://soap.sforce.com/2006/04/metadata"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MARK = 6
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest day that a zip file can name


def flow_name(address: str) -> str:
    """Return the API name of a script's flow, its own in the whole org.

    Flows that name each other are exported one by one, so every name carries a mark
    made from the whole address: ``a-b/c`` and ``a/b_c`` stay apart.
    """
    mark = hashlib.sha256(address.encode()).hexdigest()[:_MARK]
    start = clean_name(address)[: LONGEST_NAME - _MARK - 1].rstrip("_")
    return f"{start}_{mark}"


def clean_name(identifier: str) -> str:
    """Return an id with nothing but letters, digits and single underscores."""
    name = re.sub(r"[^A-Za-z0-9]+", "_", identifier).strip("_")
    return name if name[:1].isalpha() else f"n_{name}".rstrip("_")


def flow_xml(parts: Mapping[str, object]) -> bytes:
    """Return a flow as the Metadata API takes it: pieces of one kind side by side."""
    lines = (line for key in sorted(parts) for line in _lines(key, parts[key], 1))
    body = "".join(f"{line}\n" for line in lines)
    return f'{_HEAD}<Flow xmlns="{_NAMESPACE}">\n{body}</Flow>\n'.encode()


def package(name: str, flow: bytes) -> bytes:
    """Return a zip file that deploys the flow under its name.

    Its manifest names all flows beside it, so packages unpacked into one folder are
    one package: scripts that lead to each other have to arrive together.
    """
    manifest = (
        f'{_HEAD}<Package xmlns="{_NAMESPACE}">\n'
        "    <types>\n        <members>*</members>\n        <name>Flow</name>\n"
        f"    </types>\n    <version>{API_VERSION}</version>\n</Package>\n"
    ).encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path, content in (
            ("flows/" + name + ".flow", flow),
            ("package.xml", manifest),
        ):
            archive.writestr(_entry(path), content)
    return target.getvalue()


def paragraph(html: str) -> str:
    """Return words of the script as a paragraph of rich text: to be spoken."""
    return f"<p>{html}</p>"


def instruction(words: str) -> str:
    """Return plain words to the agent, in italics: read, not spoken."""
    return f"<p><i>{escape(words)}</i></p>"


def rich_text(words: str) -> str:
    """Return text that shows as it stands in rich text, line breaks included."""
    return escape(words, quote=False).replace("\n", "<br>")


def sentences_within(longest: int, *sentences: str) -> str:
    """Return as many whole sentences as fit, from the first one on."""
    text = ""
    for sentence in sentences:
        longer = f"{text} {sentence}".strip()
        if len(longer) > longest:
            break
        text = longer
    return text


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _FIRST_DAY)
    entry.create_system = 3  # the same bytes on every system
    entry.external_attr = 0o644 << 16
    return entry


def _lines(key: str, value: object, depth: int) -> Iterator[str]:
    indent = "    " * depth
    if isinstance(value, list):
        for item in value:
            yield from _lines(key, item, depth)
    elif isinstance(value, dict):
        yield f"{indent}<{key}>"
        for inner, content in value.items():
            yield from _lines(inner, content, depth + 1)
        yield f"{indent}</{key}>"
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        yield f"{indent}<{key}>{escape(text)}</{key}>"
