"""Views of the blocks of all SOPs: objections, messages, checklists, quizzes.

Nothing is typed for them: a view shows the very blocks of the SOPs' pages. What search
should find in a block it finds on the SOP's page, so a view adds only titles to it.
"""

from collections.abc import Iterable, Iterator

from builder.model.sop import Channel, Sop
from builder.outputs.site.context import SiteContext
from builder.outputs.site.gathered import Gathering
from builder.outputs.site.page import Page

LIBRARY = "library"
"""The group of the navigation that lists the views."""


def block_views(site: SiteContext) -> Iterator[Page]:
    """Return a page for each kind of block that people look for across SOPs."""
    yield _by_sop("objections", site)
    yield _messages(site)
    yield _by_sop("checklists", site)
    yield _quizzes(site)


def _by_sop(block: str, site: SiteContext) -> Page:
    """Return the page of one block, with a part for each SOP that has it."""
    made = Gathering(block, site, group=LIBRARY)
    sops = [sop for sop in made.sops if getattr(sop, block)]
    return made.page(
        values={"sops": sops, "count": sum(len(getattr(sop, block)) for sop in sops)},
        toc=_toc(sops),
    )


def _messages(site: SiteContext) -> Page:
    made = Gathering("messages", site, group=LIBRARY)
    every = [(sop, template) for sop in made.sops for template in sop.templates]
    used = {template.channel for _, template in every}
    order = [channel.value for channel in Channel if channel.value in used]
    groups = [
        (channel, [pair for pair in every if pair[1].channel == channel])
        for channel in order
    ]
    return made.page(
        values={"groups": groups},
        toc=[(f"_{channel}", made.string(f"channel.{channel}")) for channel in order],
    )


def _quizzes(site: SiteContext) -> Page:
    made = Gathering("quizzes", site, group=LIBRARY)
    sops = [sop for sop in made.sops if sop.quiz]
    gift = {sop.id: site.feeds.get(f"data/quizzes/{sop.id}.gift") for sop in sops}
    return made.page(
        values={"sops": sops, "gift": gift},
        toc=_toc(sops),
    )


def _toc(sops: Iterable[Sop]) -> list[tuple[str, str]]:
    return [(f"sop.{sop.id}", sop.title) for sop in sops]
