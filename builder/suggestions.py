"""Did you mean: the nearest known word to one that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches


def suggest(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean 'x'?`` for the nearest known word, else an empty text."""
    folded = {candidate.casefold(): candidate for candidate in sorted(known)}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f"did you mean '{folded[near[0]]}'?" if near else ""
