"""The neutral dialer JSON: complete, valid, the same for the same words."""

import json
from pathlib import Path
from typing import Any

from builder.library import Library
from builder.outputs.dialer.build import build_exports
from builder.outputs.facts import Facts
from builder.project import SiteSettings
from builder.project_settings import Settings
from builder.provenance import Provenance

SCHEMA = Path(__file__).parent.parent / "schema" / "dialer.schema.json"
SOP = "sop/contact/first-call.yaml"


def facts(library: Library, **known: Any) -> Facts:
    provenance = Provenance(**{"source_commit": "", "is_dirty": False, **known})
    return Facts(
        today="2026-06-15",
        settings=Settings(),
        site=SiteSettings(),
        provenances={sop.id: provenance for sop in library.sops},
    )


def exported(library: Library, **known: Any) -> dict[str, Any]:
    result = build_exports(library, facts(library, **known))
    assert not result.diagnostics
    (file,) = result.files
    data: dict[str, Any] = json.loads(file.content)
    return data
