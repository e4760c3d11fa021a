"""Tags: the names that people gave to commits."""

from builder.repository import Repository

_TAG = (
    "%(objectname) %(*objectname) %(refname:short)"
    "%(if)%(contents:signature)%(then) (signed)%(end)"
)


def read_tags(repository: Repository) -> dict[str, list[str]]:
    """Return the names of tags by the full name of the commit that they name.

    A tag that carries a signature says so behind its name.
    """
    listing = repository.run("for-each-ref", f"--format={_TAG}", "refs/tags")
    found: dict[str, list[str]] = {}
    for line in listing.decode(errors="replace").splitlines():
        direct, peeled, name = line.split(" ", 2)
        found.setdefault(peeled or direct, []).append(name)
    return found
