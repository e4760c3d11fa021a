"""Which scripts a path rule speaks of."""

from builder.graph.scripts import KnownScript
from builder.library import Library
from builder.model.proof import PathRule


def applies(rule: PathRule, script: KnownScript, library: Library) -> bool:
    """Tell whether a shared rule speaks of a script: all that it names must fit."""
    scope, sop = rule.applies_to, script.sop
    if scope is None:
        return True
    channels = {channel.value for channel in sop.channels}
    return (
        (not scope.directions or sop.direction.value in scope.directions)
        and (not scope.channels or not channels.isdisjoint(scope.channels))
        and (not scope.areas or library.area_of(sop) in scope.areas)
        and (not scope.scripts or script.address in scope.scripts)
        and script.address not in scope.not_scripts
    )
