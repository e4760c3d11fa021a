"""What shared things are called on a page; an id stands in for what is not known."""

from builder.model.shared import Disclosure, Disposition, Regulation, Technique
from builder.view import LibraryView


class Names:
    """Titles of shared things by id, looked up through one page's view."""

    def __init__(self, view: LibraryView) -> None:
        self._view = view

    def role(self, identifier: str) -> str:
        """Return a role's title."""
        found = self._view.roles.find(identifier)
        return found.title if found else identifier

    def tool(self, identifier: str) -> str:
        """Return a tool's title."""
        found = self._view.tools.find(identifier)
        return found.title if found else identifier

    def field(self, identifier: str) -> str:
        """Return a field's title."""
        found = self._view.fields.find(identifier)
        return found.title if found else identifier

    def sop(self, identifier: str) -> str:
        """Return an SOP's title."""
        found = self._view.sops.find(identifier)
        return found.title if found else identifier

    def script(self, address: str) -> str:
        """Return the title of the script ``sop-id/script_id``."""
        sop_id, _, script_id = address.partition("/")
        sop = self._view.sops.find(sop_id)
        scripts = sop.scripts if sop else ()
        return next((one.title for one in scripts if one.id == script_id), address)

    def regulation(self, identifier: str) -> Regulation | None:
        """Return a regulation, or None."""
        return self._view.regulations.find(identifier)

    def disclosure(self, identifier: str) -> Disclosure | None:
        """Return a disclosure, or None."""
        return self._view.disclosures.find(identifier)

    def disposition(self, identifier: str) -> Disposition | None:
        """Return a disposition, or None."""
        return self._view.dispositions.find(identifier)

    def technique(self, identifier: str) -> Technique | None:
        """Return a technique, or None."""
        return self._view.techniques.find(identifier)
