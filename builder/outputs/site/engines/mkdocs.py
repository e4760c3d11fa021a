"""The MkDocs plugin ``sop``: thin, for all that it adds was made before it runs."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from builder.errors import SopError
from builder.outputs.site.alternates import feed_links
from builder.outputs.site.assets import SCRIPT, SEARCH_SCRIPT, SEARCH_STYLE, STYLE
from builder.outputs.site.early_fonts import with_early_fonts
from builder.outputs.site.engines.mkdocs_frame import can_be_framed, share_frames
from builder.outputs.site.engines.mkdocs_pages import ReadyPage, add_page
from builder.outputs.site.gather import gather_content
from builder.outputs.site.header import with_search
from builder.outputs.site.missing import MISSING, missing_page
from builder.outputs.site.navigation import navigation
from builder.outputs.site.page import SiteContent
from builder.outputs.site.policy import write_policy
from builder.outputs.site.written import written_files
from builder.outputs.strings import strings_for
from builder.project import find_project

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext


class SopConfig(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may say under ``sop``: nothing, for [tool.sop] says it all."""


class SopPlugin(BasePlugin[SopConfig]):  # type: ignore[no-untyped-call]
    """Adds the library's pages to a MkDocs site.

    Attributes:
        content: What the site shows. ``sop build`` sets it; in a plain ``mkdocs build``
            it is read from the project, with cards and exports of the last build.
        today: The ISO date that pages without a date of their own carry.
    """

    def __init__(self) -> None:
        self.content: SiteContent | None = None
        self.today = ""
        self.language = ""
        self._origins: tuple[str, ...] = ()
        self._feeds = ""
        self._shown: SiteContent | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Gather the content, and put our style and script before the user's own."""
        try:
            self._gather(config)
        except SopError as wrong:
            raise PluginError(f"{wrong}. {wrong.hint}") from None
        self._feeds = strings_for(self.language)("changes.title")
        config.extra_css[:0] = [STYLE, SEARCH_STYLE]
        config.extra_javascript.insert(0, SCRIPT)
        config.extra_javascript.insert(1, SEARCH_SCRIPT)
        return config

    def on_serve(
        self, server: "LiveReloadServer", *, config: MkDocsConfig, **_others: Any
    ) -> "LiveReloadServer":
        """Let `mkdocs serve` watch the library, too."""
        server.watch(str(Path(config.config_file_path or ".").parent / "sop"))
        return server

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add pages and files; without a ``nav`` of the user's, make one."""
        content = self._ready()
        written = [
            file.src_uri
            for file in files.documentation_pages()
            if file.inclusion is not InclusionLevel.NOT_IN_NAV
        ]
        for file in content.files:
            self._refuse_taken(file.path, files)
            files.append(File.generated(config, file.path, content=file.content))
        for page in content.pages:
            self._refuse_taken(f"{page.path}index.md", files)
            add_page(page, files, config)
        if config.nav is None:
            config.nav = list(
                navigation(content.pages, written, strings_for(self.language))
            )
        return files

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Let the pages of SOPs share what the theme puts around them."""
        if can_be_framed(config):
            share_frames(env, files)
        return env

    def on_page_content(self, html: str, *, page: "MkDocsPage", **_others: Any) -> str:
        """Give the page a date that does not depend on the clock."""
        changed = page.made.updated if isinstance(page, ReadyPage) else ""
        page.update_date = changed or self.today
        return html

    @event_priority(-100)  # after other plugins, which would parse the body
    def on_page_context(
        self, context: "TemplateContext", *, page: "MkDocsPage", **_others: Any
    ) -> "TemplateContext":
        """Put the body of a ready page in place."""
        if isinstance(page, ReadyPage):
            page.fill()
        return context

    def on_post_page(self, output: str, *, page: "MkDocsPage", **_others: Any) -> str:
        """Put the ways to the search and to the feeds into each page."""
        root = "../" * page.url.count("/") or "./"
        links = feed_links(root, self._feeds)
        output = output.replace("</head>", f"{links}</head>", 1)
        output = with_early_fonts(output, root=root)
        return with_search(output, root=root, string=strings_for(self.language))

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Say on the error page what to do instead."""
        if template_name != MISSING:
            return output_content
        string = strings_for(self.language)
        return missing_page(output_content, site_url=config.site_url, string=string)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the policy, which `sop build` does itself for every engine."""
        if self.content is None:
            write_policy(Path(config.site_dir), origins=self._origins)

    def _gather(self, config: MkDocsConfig) -> None:
        docs = Path(config.docs_dir)
        written_files(docs.parent, docs.name)
        self._shown = self.content
        if self._shown is None:
            project = find_project(Path(config.config_file_path or ".").parent)
            self.today = project.today
            self.language = project.settings.language
            self._origins = project.settings.embed.allowed_origins
            self._shown = gather_content(project)

    def _ready(self) -> SiteContent:
        if self._shown is None:
            raise PluginError("the sop plugin was not configured")
        return self._shown

    @staticmethod
    def _refuse_taken(path: str, files: Files) -> None:
        taken = files.get_file_from_path(path)
        if taken is not None and taken.generated_by is None:
            raise PluginError(
                f"'{taken.src_uri}' in the docs folder and a page of the library would "
                "stand at one address. Rename the file in the docs folder."
            )
