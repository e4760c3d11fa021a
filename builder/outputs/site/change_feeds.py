"""What changed, for feed readers: Atom and JSON Feed, of all SOPs, areas and roles."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from markupsafe import Markup

from builder.outputs.site.changes import Change, change_words, kind_words
from builder.outputs.site.context import SiteContext
from builder.outputs.site.names import Names
from builder.outputs.site.page import SiteFile
from builder.outputs.templating import render

ATOM = "changes.atom"
JSON = "changes.json"
"""The feeds of all SOPs, below the site's root."""

MEDIA_TYPES = {ATOM: "application/atom+xml", JSON: "application/feed+json"}

_SINCE = "2026"
"""Part of every id, as RFC 4151 asks; it never changes, or entries would come anew."""

_VERSION = "https://jsonfeed.org/version/1.1"

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFeed:
    """One feed in its two forms.

    Attributes:
        name: The path without its ending, such as ``changes/area/revenue``.
    """

    name: str
    title: str
    changes: Sequence[Change]

    @property
    def atom(self) -> str:
        """The path of the Atom feed."""
        return f"{self.name}.atom"

    @property
    def json(self) -> str:
        """The path of the JSON feed."""
        return f"{self.name}.json"


def area_feed(area: str) -> str:
    """Return the name of an area's feed."""
    return f"changes/area/{area}"


def role_feed(role: str) -> str:
    """Return the name of a role's feed."""
    return f"changes/role/{role}"


def change_feeds(site: SiteContext, changes: Sequence[Change]) -> Iterator[ChangeFeed]:
    """Return the feed of all SOPs, then one per area and one per role.

    An area or a role has its feed before its first SOP, so that people can subscribe.
    """
    string = site.strings()
    name, title = site.facts.site.name, string("changes.title")
    yield ChangeFeed(name="changes", title=f"{name}: {title}", changes=changes)
    for area in site.library.areas.values():
        found = [change for change in changes if change.area == area.id]
        whole = f"{name}: {title}, {area.title}"
        yield ChangeFeed(name=area_feed(area.id), title=whole, changes=found)
    for role in site.library.roles.values():
        found = [change for change in changes if role.id in change.roles]
        whole = f"{name}: {title}, {role.title}"
        yield ChangeFeed(name=role_feed(role.id), title=whole, changes=found)


def feed_files(site: SiteContext, changes: Sequence[Change]) -> Iterator[SiteFile]:
    """Return every feed as a file, in both forms."""
    writer = _Writer(site)
    for feed in change_feeds(site, changes):
        yield SiteFile(path=feed.atom, content=writer.atom(feed))
        yield SiteFile(path=feed.json, content=writer.json(feed))


class _Writer:
    """Writes feeds; an entry that stands in several is made once."""

    def __init__(self, site: SiteContext) -> None:
        self._site = site
        self._url = site.facts.site.url
        self._string = site.strings()
        self._names = Names(site.view())
        self._language = site.facts.settings.language
        self._author = site.facts.settings.organization or site.facts.site.name
        self._entries: dict[str, Markup] = {}
        self._items: dict[str, dict[str, object]] = {}

    def atom(self, feed: ChangeFeed) -> bytes:
        """Return a feed as RFC 4287 says it."""
        entries = [self._once(self._entries, one, self._entry) for one in feed.changes]
        text = render(
            "site/feed.atom.j2",
            texts=self._site.links(self._site.view(), path="").texts,
            id=self._tag(feed.name),
            title=feed.title,
            author=self._author,
            language=self._language,
            updated=_moment(self._updated(feed)),
            own=self._url and self._url + feed.atom,
            page=self._url and f"{self._url}changes/",
            entries=entries,
        )
        return text.encode()

    def json(self, feed: ChangeFeed) -> bytes:
        """Return a feed as JSON Feed 1.1 says it."""
        whole: dict[str, object] = {"version": _VERSION, "title": feed.title}
        if self._url:
            whole["home_page_url"] = f"{self._url}changes/"
            whole["feed_url"] = self._url + feed.json
        whole["language"] = self._language
        whole["authors"] = [{"name": self._author}]
        whole["items"] = [
            self._once(self._items, one, self._item) for one in feed.changes
        ]
        return (json.dumps(whole) + "\n").encode("ascii")

    def _once(
        self, made: dict[str, Made], change: Change, make: Callable[[Change], Made]
    ) -> Made:
        key = f"{change.sop.id}/{change.entry.version}"
        if key not in made:
            made[key] = make(change)
        return made[key]

    def _entry(self, change: Change) -> Markup:
        return Markup(
            render(
                "site/feed_entry.atom.j2",
                texts=self._site.links(self._site.view(), path="").texts,
                change=change,
                id=self._id(change),
                title=self._title(change),
                address=self._url and self._url + change.path,
                moment=_moment(change.entry.date),
                role=self._names.role(change.entry.role),
                area=self._area(change),
                kinds=zip(
                    change.entry.changes,
                    kind_words(change.entry, self._string),
                    strict=True,
                ),
                kind=self._kind(change),
                why_label=self._string("changes.why"),
            )
        )

    def _item(self, change: Change) -> dict[str, object]:
        entry, sop = change.entry, change.sop
        kind = self._kind(change)
        why = f"{self._string('changes.why')} {change.why}"
        item: dict[str, object] = {"id": self._id(change)}
        if self._url:
            item["url"] = self._url + change.path
        item["title"] = self._title(change)
        item["content_text"] = f"{kind}: {change.what}\n\n{why}"
        item["date_published"] = _moment(entry.date)
        item["date_modified"] = _moment(entry.date)
        item["authors"] = [{"name": self._names.role(entry.role)}]
        item["tags"] = [self._area(change), *kind_words(entry, self._string)]
        item["_sop"] = {
            "id": sop.id,
            "number": sop.number,
            "version": entry.version,
            "change": entry.change.value,
            "changes": [kind.value for kind in entry.changes],
            "page": change.path,
        }
        return item

    def _title(self, change: Change) -> str:
        sop = change.sop
        words = {"number": sop.number, "title": sop.title}
        return self._string("changes.entry", **words, version=change.entry.version)

    def _area(self, change: Change) -> str:
        return self._site.library.areas[change.area].title

    def _kind(self, change: Change) -> str:
        return change_words(change.entry, self._string)

    def _id(self, change: Change) -> str:
        return self._tag(f"{change.sop.id}/{change.entry.version}")

    def _tag(self, name: str) -> str:
        """Return a tag URI: the same as long as the site keeps its host name."""
        host = urlsplit(self._url).hostname or "localhost"
        return f"tag:{host},{_SINCE}:{name}"

    def _updated(self, feed: ChangeFeed) -> str:
        newest = max((change.entry.date for change in feed.changes), default="")
        return newest or self._site.facts.today


def _moment(day: str) -> str:
    """Return an ISO date as the moment that feeds ask for."""
    return f"{day}T00:00:00Z"
