"""The page that plays a script: its outline, and what brings it to life."""

from collections.abc import Iterator
from dataclasses import replace

from builder.model.control import Status
from builder.model.procedure import Section
from builder.model.script import Script, describe_case
from builder.model.sop import Sop
from builder.outputs.drawing.content import humanized
from builder.outputs.site.assets import PLAYER_SCRIPT, PLAYER_STYLE
from builder.outputs.site.context import SiteContext
from builder.outputs.site.flows import flow_of
from builder.outputs.site.names import Names
from builder.outputs.site.page import Page
from builder.outputs.site.player_data import player_record, script_json
from builder.outputs.templating import render

_LAST_STAGES = 2
"""Stages at the end of a contact, in which follow-up stands."""


def player_pages(site: SiteContext) -> Iterator[Page]:
    """Return the page of each script of the SOPs that are shown."""
    for sop in site.shown:
        for script in sop.scripts:
            if f"{sop.id}/{script.id}" in site.players:
                yield _page(sop, script, site)


def _page(sop: Sop, script: Script, site: SiteContext) -> Page:
    address = f"{sop.id}/{script.id}"
    path = site.players[address]
    view = site.view()
    links = site.links(view, path=path)
    string = site.strings(sop)

    def go_way(to: str) -> str:
        """Return the way to another script: to its player, else to its outline."""
        whole = to if "/" in to else f"{sop.id}/{to}"
        return links.player(whole) or links.script(whole)

    exports = site.exports.get(sop.id, ())
    html = render(
        "site/player.html.j2",
        texts=replace(links.texts, has_scripts=True),
        sop=sop,
        script=script,
        links=links,
        names=Names(view),
        string=string,
        humanize=humanized,
        describe_case=describe_case,
        go_way=go_way,
        flow=flow_of(sop, script, site),
        export=next((file for file in exports if file.variant == script.id), None),
        is_approved=sop.status is Status.APPROVED,
        follow_up=follow_up(sop),
        data=script_json(player_record(sop, script, site, view, string)),
        style=PLAYER_STYLE,
        script_file=PLAYER_SCRIPT,
    )
    return Page(
        path=path,
        title=script.title,
        description=string("player.description", sop=sop.title),
        html=html,
        source=site.library.path_of(sop),
        updated=sop.effective,
    )


def follow_up(sop: Sop) -> tuple[Section, ...]:
    """Return the sections for after the contact: last stages, nothing said in them."""
    last = [stage.id for stage in sop.stages][-_LAST_STAGES:]
    late = [section for section in sop.procedure if section.stage in last]
    silent = [one for one in late if not any(step.say for step in one.steps)]
    return tuple(silent or late or sop.procedure[-1:])
