"""What Material puts around a page, rendered once for all pages that share it.

Rendering head, header, navigation and footer anew for each SOP takes most of the time
of a site, and in one area they differ in little: the title, the description, the table
of contents. So Material renders them with marks there, and each page fills the marks.
"""

import re
from copy import copy
from typing import Any

from jinja2 import Environment, Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.toc import AnchorLink, TableOfContents

from builder.outputs.site.engines.mkdocs_pages import ReadyPage

PLUGINS = frozenset({"search", "material/search", "sop"})
"""Plugins that treat every page alike. Any other may look at a page and change it."""

_FEWEST = 4
"""Pages of a folder that are rendered as usual before a frame is worth its making."""

_TITLE, _DESCRIPTION, _NAME = "sopFrameTitle", "sopFrameDescription", "sopFrameName"
_BODY, _TOC, _FIRST = "<h1>sopFrameBody</h1>", "sopFrameContents", "sopFrameFirst"
_MARKS = re.compile(f"({_TITLE}|{_DESCRIPTION}|{_NAME}|{_BODY}|{_TOC}|{_FIRST})")
_CONTENTS = "partials/toc.html"
_LANGUAGE = "partials/language.html"
_CHANGED_BY_THEMES = re.compile(r"[<>&\"'\\{}|]|\s\s|^\s|\s$|[^ -~\u00a0-\U0010ffff]")
"""What a template might escape, strip or fold in a title or a description."""

Key = tuple[str, str, tuple[str, ...]]
Frame = list[str]


def can_be_framed(config: MkDocsConfig) -> bool:
    """Tell whether nothing but Material's own templates decides about a page."""
    theme = config.theme
    is_plain = theme.name == "material" and not theme.custom_dir and not config.hooks
    return is_plain and PLUGINS.issuperset(config.plugins)


def share_frames(environment: Environment, files: Files) -> None:
    """Let pages that the navigation does not name share what Material puts around them.

    These are the pages of SOPs and the players of their scripts: a library has many.
    """
    framed = FramedTemplate(environment)
    for file in files.documentation_pages():
        if isinstance(file.page, ReadyPage) and not file.page.made.in_nav:
            file.page.meta["template"] = framed


class FramedTemplate(Template):
    """Material's template of a page, for pages of SOPs and of players.

    MkDocs asks the environment for the template that a page names, and an environment
    hands back as it is what is a template already.
    """

    def __new__(cls, *_arguments: Any) -> "FramedTemplate":
        """Return an empty object: a template is else made from source text."""
        return object.__new__(cls)

    def __init__(self, environment: Environment) -> None:
        self._page = environment.get_template("main.html")
        self._contents = environment.get_template(_CONTENTS)
        self._words = environment.get_template(_LANGUAGE)
        self._language: Any = None
        self._frames: dict[Key, Frame | None] = {}
        self._seen: dict[Key, int] = {}

    def render(self, *arguments: Any, **named: Any) -> str:
        """Return the whole page; what differs from a frame is rendered as usual."""
        context = dict(*arguments, **named)
        page = context["page"]
        frame = self._frame(page, context) if _is_plain(page) else None
        if frame is None:
            return self._page.render(context)
        return self._fill(frame, page, context)

    def _frame(self, page: ReadyPage, context: dict[str, Any]) -> Frame | None:
        folder = page.made.path.rstrip("/").rpartition("/")[0]
        key = (folder, str(context["base_url"]), tuple(page.meta["hide"]))
        self._seen[key] = self._seen.get(key, 0) + 1
        if self._seen[key] < _FEWEST:
            return None
        if key not in self._frames:
            self._frames[key] = self._make(page, context)
        return self._frames[key]

    def _make(self, page: ReadyPage, context: dict[str, Any]) -> Frame | None:
        """Return a frame, or None if it does not give what the theme gives."""
        marked = {**context, "page": _marked(page)}
        whole = self._page.render(marked)
        contents = self._render_contents(marked) if page.made.toc else ""
        if whole.count(_BODY) != 1 or (page.made.toc and not contents.strip()):
            return None
        frame = _MARKS.split(whole.replace(contents, _TOC) if contents else whole)
        same = self._fill(frame, page, context) == self._page.render(context)
        return frame if same else None

    def _fill(self, frame: Frame, page: ReadyPage, context: dict[str, Any]) -> str:
        values = {
            _TITLE: str(page.title),
            _DESCRIPTION: page.meta["description"],
            _NAME: _name(page),
            _BODY: page.content or "",
            _TOC: self._render_contents(context) if _TOC in frame else "",
            _FIRST: page.made.toc[0].anchor if page.made.toc else "",
        }
        return "".join(values.get(part, part) for part in frame)

    def _render_contents(self, context: dict[str, Any]) -> str:
        if self._language is None:
            # What the theme's own words are does not depend on the page.
            self._language = self._words.make_module(context)
        return self._contents.render({**context, "lang": self._language})


def _is_plain(page: ReadyPage) -> bool:
    """Tell whether a theme prints title and description as they are."""
    texts = (str(page.title), page.meta["description"])
    same_title = page.meta.get("title") == page.title
    return (
        same_title
        and not any(map(_CHANGED_BY_THEMES.search, texts))
        and "<h1" in (page.content or "")
    )


def _marked(page: ReadyPage) -> ReadyPage:
    """Return a page like this one, with marks where pages differ."""
    marked = copy(page)
    marked.title = _TITLE
    marked.meta = {**page.meta, "title": _TITLE, "description": _DESCRIPTION}
    marked.content = _BODY
    if page.made.toc:
        marked.toc = TableOfContents([AnchorLink(_FIRST, _FIRST, level=2)])
    marked.file = copy(page.file)
    marked.file.url = _renamed(page, page.file.url)
    for address in ("canonical_url", "abs_url"):
        if value := getattr(page, address):
            setattr(marked, address, _renamed(page, value))
    return marked


def _renamed(page: ReadyPage, address: str) -> str:
    return f"/{_NAME}/".join(address.rsplit(f"/{_name(page)}/", 1))


def _name(page: ReadyPage) -> str:
    return page.made.path.rstrip("/").rpartition("/")[2]
