"""Addresses at the forge that holds the repository: edit, history, a new issue."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge:
    """A repository's pages on a forge; every address is empty without ``repo_url``.

    Attributes:
        repo_url: The page of the repository, without a slash at its end.
        branch: The branch that "Edit this SOP" opens.
    """

    repo_url: str
    branch: str

    def edit(self, path: str) -> str:
        """Return the address at which a file can be edited in the browser."""
        return self._page(f"edit/{quote(self.branch)}/{quote(path)}")

    def commit(self, commit: str) -> str:
        """Return the address of a commit."""
        return self._page(f"commit/{commit}") if commit else ""

    def issue(self, *, title: str, body: str) -> str:
        """Return the address of a new issue with title and text filled in."""
        names = (
            ("issue[title]", "issue[description]")
            if self._is_gitlab
            else (
                "title",
                "body",
            )
        )
        query = urlencode(dict(zip(names, (title, body), strict=True)), quote_via=quote)
        return self._page(f"issues/new?{query}")

    @property
    def _is_gitlab(self) -> bool:
        return "gitlab" in (urlsplit(self.repo_url).hostname or "")

    def _page(self, tail: str) -> str:
        if not self.repo_url.startswith("https://"):
            return ""
        middle = "/-/" if self._is_gitlab else "/"
        return self.repo_url + middle + tail


def filled(address: str, query: str) -> str:
    """Return the address of ``issue_url`` with what it is about put in."""
    return address.replace("{query}", quote(query, safe=""))
