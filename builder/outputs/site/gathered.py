"""The frame of pages that gather things from many files."""

from collections.abc import Iterator, Mapping, Sequence

from builder.addresses import parse_step, step_numbers
from builder.fingerprint import fingerprint_of, short
from builder.model.sop import Sop
from builder.outputs.facts import OutputFile
from builder.outputs.site.context import SiteContext
from builder.outputs.site.links import Links
from builder.outputs.site.names import Names
from builder.outputs.site.page import Page, TocEntry
from builder.outputs.templating import render
from builder.view import LibraryView


class Gathering:
    """One page in the making: what it looked up, and the ways that lead from it.

    Args:
        name: Names the template, the words of the tool, and the path.
        group: Where the navigation lists the page: ``library`` or ``reference``.

    Attributes:
        sops: What has a page of its own, by area and number.
    """

    def __init__(self, name: str, site: SiteContext, *, group: str) -> None:
        self.name = name
        self.site = site
        self.group = group
        self.view: LibraryView = site.view()
        self.links: Links = site.links(self.view, path=f"{name}/")
        self.names = Names(self.view)
        self.string = site.strings()
        self.sops = _by_area(site, self.view)
        self._numbers: dict[str, dict[str, str]] = {}

    def label(self, address: str, home: str) -> str:
        """Return a step's number in the SOP that names it, else its SOP's title."""
        link = parse_step(address, home=home)
        if link.sop != home:
            return self.names.sop(link.sop)
        if home not in self._numbers:
            self._numbers[home] = step_numbers(self.view.sops.get(home))
        return self._numbers[home].get(link.anchor, link.anchor)

    def fingerprint(self, sop: Sop) -> str:
        """Return the short fingerprint that the SOP's own page shows."""
        return short(fingerprint_of(sop, self.view))

    def page(
        self,
        *,
        values: Mapping[str, object],
        toc: Sequence[tuple[str, str]],
    ) -> Page:
        """Return the finished page.

        Args:
            values: What the template shows.
            toc: Anchors and titles, in the order of the page.
        """
        title = self.string(f"{self.name}.title")
        intro = self.string(f"{self.name}.intro")
        html = render(
            f"site/{self.name}.html.j2",
            texts=self.links.texts,
            links=self.links,
            string=self.string,
            names=self.names,
            label=self.label,
            fingerprint=self.fingerprint,
            feeds=tuple(_feeds(self.name, self.site)),
            **values,
        )
        return Page(
            path=f"{self.name}/",
            title=title,
            description=intro,
            html=html,
            toc=tuple(TocEntry(anchor=anchor, title=words) for anchor, words in toc),
            updated=max((sop.effective for sop in self.site.shown), default=""),
            in_nav=True,
            metadata={"group": self.group},
        )


def _by_area(site: SiteContext, view: LibraryView) -> tuple[Sop, ...]:
    """Return the SOPs as the navigation leads to them: by area, then by number."""
    order = {area.id: place for place, area in enumerate(view.areas.all())}
    of_area = {sop.id: site.paths[sop.id].split("/")[0] for sop in site.shown}
    return tuple(sorted(site.shown, key=lambda sop: order[of_area[sop.id]]))


def _feeds(name: str, site: SiteContext) -> Iterator[OutputFile]:
    """Return the files with the same content for other systems, if they were made."""
    for variant in ("json", "csv"):
        if file := site.feeds.get(f"data/{name}.{variant}"):
            yield file
