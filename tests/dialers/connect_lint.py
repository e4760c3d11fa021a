"""What programs that we did not write find wrong with flows of Amazon Connect."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from connect_flow import flow as flow_files
from connect_flow import lint as linting
from connect_flow import targets, view
from cxblueprint import Flow as Blueprint
from cxblueprint.flow_analyzer import FlowAnalyzer

VIEWS = Path(__file__).parent / "connect_views"
"""The inputs and actions of the views that AWS provides, as its guide tells them."""


def complaint(text: str) -> str:
    """Return what connect-flow and cxblueprint find wrong with a flow, or nothing."""
    return _linted(text) or _round_trip(json.loads(text))


@cache
def _views() -> dict[str, view.View]:
    return {
        targets.slug(path.stem): view.parse(path.read_text("utf-8"))
        for path in sorted(VIEWS.glob("*.json"))
    }


def _linted(text: str) -> str:
    """Return what ``connect-flow lint --view-dir`` says."""
    flow = flow_files.parse(text)
    found = [*linting.check(flow), *linting.check_flow_views(flow, _views())]
    return "; ".join(finding.message for finding in found)


def _round_trip(flow: Mapping[str, Any]) -> str:
    """Return what cxblueprint says of a flow, or makes of it on the way back."""
    blueprint = Blueprint.decompile_from_dict(dict(flow))
    analyzer = FlowAnalyzer(blueprint.blocks, flow["StartAction"])
    if lost := analyzer.find_orphaned_blocks():
        return f"cxblueprint: nobody comes to {lost}"
    if ends := analyzer.find_unterminated_paths():
        return f"cxblueprint: no way on from {ends}"
    if missing := _unhandled(flow, analyzer):
        return f"cxblueprint: errors not handled: {missing}"
    written = [block.to_dict() for block in blueprint.blocks]
    for before, after in zip(flow["Actions"], written, strict=True):
        if _canonical(before) != _canonical(after):
            return f"cxblueprint makes {after} of {before}"
    return ""


def _unhandled(flow: Mapping[str, Any], analyzer: FlowAnalyzer) -> dict[str, list[str]]:
    """Return errors that a menu must handle.

    Input that is stored knows neither of these errors, says Amazon's API Reference;
    cxblueprint asks for them all the same.
    """
    stored = {
        action["Identifier"]
        for action in flow["Actions"]
        if action["Parameters"].get("StoreInput") == "True"
    }
    found = analyzer.find_missing_error_handlers()
    return {name: errors for name, errors in found.items() if name not in stored}


def _canonical(action: Mapping[str, Any]) -> str:
    return json.dumps(action, sort_keys=True)
