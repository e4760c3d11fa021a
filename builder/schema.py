"""The shape of the files: JSON Schemas, and what in a file does not fit them.

Two gears: a compiled validator says in a fraction of a millisecond whether a file is
valid. Only for a file that is not, a slower one is loaded, which can explain itself.
"""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

from builder.diagnostics import Diagnostic
from builder.formats import format_of, is_older
from builder.source import Source

if TYPE_CHECKING:
    import jsonschema_rs

SHARED_KINDS = (
    "areas",
    "roles",
    "tools",
    "regulations",
    "techniques",
    "terms",
    "fields",
    "dispositions",
    "disclosures",
    "wording",
    "path_rules",
)
"""The kinds of shared files; each is also the name of its file and its schema."""


def validate(source: Source, name: str) -> list[Diagnostic]:
    """Return what in a parsed file does not fit a schema, in the author's words."""
    if is_valid(source, name):
        return []
    from builder.schema_explain import explain

    return explain(source, load_schema(_named(source, name)))


def is_valid(source: Source, name: str) -> bool:
    """Return whether a parsed file fits a schema."""
    return _validator(_named(source, name)).is_valid(source.data)


def _named(source: Source, name: str) -> str:
    """Return the schema for the format that a file says it has."""
    if is_older(name, source.data):
        return f"v{format_of(source.data)}/{name}"
    return name


def schema_text(name: str) -> str:
    """Return a schema as it is published: ``sop``, a shared kind or ``dialer``.

    Those of older formats are named with theirs, such as ``v1/sop``.
    """
    return (_folder() / f"{name}.schema.json").read_text(encoding="utf-8")


@cache
def load_schema(name: str) -> dict[str, Any]:
    """Return a schema as data; it is shared, so nobody may change it."""
    return cast("dict[str, Any]", json.loads(schema_text(name)))


def refuse_to_fetch(uri: str) -> NoReturn:
    """Refuse to follow a reference that leads out of a schema.

    Raises:
        LookupError: Always: schemas are whole, and nothing is ever fetched.
    """
    raise LookupError(f"a schema refers to {uri}, which is never fetched")


@cache
def _validator(name: str) -> "jsonschema_rs.Draft202012Validator":
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(
        load_schema(name), validate_formats=True, retriever=refuse_to_fetch
    )


@cache
def _folder() -> Path:
    """Return where the schemas are: in the package, or beside it in a checkout."""
    package = Path(__file__).parent
    shipped = package / "data" / "schema"
    return shipped if shipped.is_dir() else package.parent / "schema"
