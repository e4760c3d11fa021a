"""The schemas that are published beside what they describe."""

from collections.abc import Iterator

from builder.outputs.api import format as api
from builder.outputs.feeds.format import FEEDS, schema_name
from builder.schema import schema_text


def schema_files() -> Iterator[tuple[str, bytes]]:
    """Return the path below ``build/``, or a site, and the text of each schema."""
    own = (
        "audit",
        "cards",
        "dialer",
        "dialer-manifest",
        "dialer-losses",
        "diff",
        "ledger",
        "player-events",
        "report",
    )
    feeds = map(schema_name, FEEDS)
    for name in (*own, *feeds, *map(api.schema_name, api.KINDS)):
        yield f"schema/{name}.schema.json", schema_text(name).encode()
