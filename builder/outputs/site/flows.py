"""The drawing of each script: on its player's page, and as a script file for others.

A drawing weighs more than the words around it. The page of an SOP leaves room for it
and loads it when everything else is there: as a script, for a page that was opened from
a file may load nothing else.
"""

import json
import re
from collections.abc import Iterator

from markupsafe import Markup

from builder.model.script import Script
from builder.model.sop import Sop
from builder.outputs.drawing.content import content_of
from builder.outputs.drawing.drawing import drawing_of
from builder.outputs.drawing.svg import svg_of
from builder.outputs.site.context import SiteContext
from builder.outputs.site.page import SiteFile

_OPENING = re.compile(r"<svg[^>]*>")


def flow_path(player: str) -> str:
    """Return the path of the drawing that belongs to a player's page."""
    return f"{player}flow.js"


def flow_of(sop: Sop, script: Script, site: SiteContext) -> Markup:
    """Return the drawing of a script; its boxes lead to the lines on the same page."""
    address = f"{sop.id}/{script.id}"
    if address not in site.flows:
        string = site.strings(sop)
        site.flows[address] = svg_of(
            drawing_of(content_of(script, site.view(), string)),
            title=string("drawing.title", script=script.title),
            string=string,
            address=lambda node: f"#script.{script.id}.{node}",
            number=sop.scripts.index(script) + 1,
        )
    return site.flows[address]


def room_of(flow: Markup) -> Markup:
    """Return an empty drawing of the same size, which needs no style to keep room."""
    found = _OPENING.search(flow)
    return Markup(f"{found[0]}</svg>" if found else "")


def flow_files(site: SiteContext) -> Iterator[SiteFile]:
    """Return the drawing of each script that has a player."""
    for sop in site.shown:
        for script in sop.scripts:
            address = f"{sop.id}/{script.id}"
            if player := site.players.get(address):
                drawn = json.dumps([address, flow_of(sop, script, site)])
                text = f"sopwright.flows.add(...{drawn});\n"
                yield SiteFile(path=flow_path(player), content=text.encode("ascii"))
