"""Names: ids as a target's rules allow them, each its own and the same every time."""

import hashlib
from collections.abc import Callable, Collection, Iterable

_MARK = 6  # hex digits: a name's own mark among names that would be the same


def name_map(
    identifiers: Iterable[str],
    *,
    clean: Callable[[str], str],
    longest: int,
    taken: Collection[str] = (),
) -> dict[str, str]:
    """Return a name for each id, no two alike (capitals count as small letters).

    A name rests on its id alone, not on the order of ids. Ids whose names would be
    the same, too long, or taken get a mark made from the id.

    Args:
        identifiers: The ids of the script.
        clean: Turns an id into a name that the target allows, but for its length.
        longest: The most characters of a name.
        taken: Names that the target or the exporter keeps for itself.
    """
    wanted = {identifier: clean(identifier) for identifier in identifiers}
    count: dict[str, int] = {}
    for name in wanted.values():
        count[name.casefold()] = count.get(name.casefold(), 0) + 1
    reserved = {name.casefold() for name in taken}
    names: dict[str, str] = {}
    for identifier, name in wanted.items():
        alone = count[name.casefold()] == 1 or name == identifier == name.casefold()
        if alone and len(name) <= longest and name.casefold() not in reserved:
            names[identifier] = name
        else:
            mark = hashlib.sha256(identifier.encode()).hexdigest()[:_MARK]
            start = name[: longest - _MARK - 1].rstrip("_")
            names[identifier] = clean(f"{start}_{mark}")
    return names
