"""What every page of one site shares: the library, the facts, and what is published."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from builder.addresses import folder_of
from builder.fingerprint import fingerprints_of
from builder.graph.scripts import Place, Scripts
from builder.graph.time_left import TimeLeft, times_left
from builder.library import Library
from builder.model.control import Status
from builder.model.sop import Sop
from builder.outputs.facts import Facts, OutputFile
from builder.outputs.site.forge import Forge
from builder.outputs.site.links import Links, sop_path
from builder.outputs.site.players import player_paths
from builder.outputs.strings import Strings, strings_for
from builder.provenance import Provenance
from builder.view import LibraryView


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContext:
    """What the pages of one site are made from.

    Attributes:
        shown: SOPs with a page of their own, in the order of their numbers.
        retired: SOPs of which a stub page remains.
        paths: The page of each of them, by SOP id.
        cards: The printed cards of each SOP.
        exports: The exported scripts of each SOP.
        feeds: The files below ``data/``, by path.
        players: The page that plays a script, by the script's address.
        times: How long a call still takes from each node of a script.
        fingerprints: Of the parts of each SOP that is shown, by SOP id and anchor.
        flows: The drawings made so far, by the script's address: two pages show each.
    """

    library: Library
    facts: Facts
    shown: tuple[Sop, ...]
    retired: tuple[Sop, ...]
    paths: Mapping[str, str]
    cards: Mapping[str, tuple[OutputFile, ...]]
    exports: Mapping[str, tuple[OutputFile, ...]]
    feeds: Mapping[str, OutputFile]
    players: Mapping[str, str]
    times: Mapping[Place, TimeLeft]
    fingerprints: Mapping[str, Mapping[str, str]]
    forge: Forge
    flows: dict[str, Markup] = field(default_factory=dict, repr=False)

    def view(self) -> LibraryView:
        """Return a view for one page, which records what that page looked up."""
        return LibraryView(self.library)

    def links(
        self,
        view: LibraryView,
        *,
        path: str,
        home: Sop | None = None,
        folder: str | None = "",
    ) -> Links:
        """Return the ways from one page to every other."""
        return Links(
            view,
            self.paths,
            path=path,
            home=home,
            folder=folder,
            players=self.players,
        )

    def page_of(self, sop: Sop, anchor: str) -> str:
        """Return the page below the site's root on which a part of an SOP stands."""
        path = self.paths[sop.id]
        return path if sop in self.retired else path + folder_of(sop, anchor)

    def strings(self, sop: Sop | None = None) -> Strings:
        """Return the tool's own words in the language of an SOP, or of the site."""
        chosen = sop.language if sop else None
        return strings_for(chosen or self.facts.settings.language)

    def provenance(self, sop: Sop) -> Provenance | None:
        """Return where the SOP comes from, or None if nobody looked."""
        return self.facts.provenances.get(sop.id)


def site_context(
    library: Library,
    facts: Facts,
    *,
    cards: Iterable[OutputFile] = (),
    exports: Iterable[OutputFile] = (),
    feeds: Iterable[OutputFile] = (),
) -> SiteContext:
    """Return what all pages share; drafts are left out unless the settings say so."""
    shown = tuple(sop for sop in library.sops if is_shown(sop, facts))
    retired = tuple(sop for sop in library.sops if sop.status is Status.RETIRED)
    return SiteContext(
        library=library,
        facts=facts,
        shown=shown,
        retired=retired,
        paths={
            sop.id: sop_path(library.area_of(sop), sop.id) for sop in shown + retired
        },
        cards=_by_sop(cards),
        exports=_by_sop(exports),
        feeds={file.path: file for file in feeds},
        players=player_paths(shown, library),
        times=times_left(Scripts(library)),
        fingerprints={
            sop.id: fingerprints_of(sop, LibraryView(library)) for sop in shown
        },
        forge=Forge(repo_url=facts.site.repo_url, branch=facts.site.edit_branch),
    )


def is_shown(sop: Sop, facts: Facts) -> bool:
    """Tell whether an SOP gets a full page."""
    if sop.status is Status.RETIRED:
        return False
    return sop.status is Status.APPROVED or facts.settings.publish_drafts


def _by_sop(files: Iterable[OutputFile]) -> dict[str, tuple[OutputFile, ...]]:
    found: defaultdict[str, list[OutputFile]] = defaultdict(list)
    for file in files:
        found[file.sop].append(file)
    return {sop: tuple(group) for sop, group in found.items()}
