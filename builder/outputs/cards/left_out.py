"""What a card leaves out, in words short enough to stand on it."""

from builder.outputs.cards.card import CardContent, Rest
from builder.outputs.strings import Strings

MAXIMUM = 170
"""Longest text in characters; a longer one becomes counts instead of numbers."""

LONGEST = "0" + "1.11, " * (MAXIMUM // 6)
"""A text as long as the longest, to measure the room for it."""


def left_out(content: CardContent, shown: frozenset[str], words: Strings) -> str:
    """Return the names of the blocks that are not on the card; empty if none."""
    exact = _names(content.rest, shown, words, with_numbers=True)
    if len(exact) <= MAXIMUM:
        return exact
    return _names(content.rest, shown, words, with_numbers=False)


def _names(
    rest: Rest, shown: frozenset[str], words: Strings, *, with_numbers: bool
) -> str:
    parts: list[str] = []
    missing = [number for number, reference in rest.steps if reference not in shown]
    if missing and with_numbers:
        parts.append(words("card.left_out_steps", steps=ranges(rest, missing)))
    elif missing:
        parts.append(words("card.left_out_many_steps", count=len(missing)))
    for key, references in rest.others:
        count = len([one for one in references if one not in shown])
        if count:
            parts.append(words(f"card.left_out_{key}", count=count))
    if rest.scripts:
        parts.append(words("card.left_out_scripts", count=rest.scripts))
    return ", ".join(parts)


def ranges(rest: Rest, missing: list[str]) -> str:
    """Return step numbers with neighbors drawn together, such as ``1.2-1.4, 2.1``."""
    order = {number: position for position, (number, _) in enumerate(rest.steps)}
    runs: list[list[str]] = []
    for number in missing:
        if runs and order[number] == order[runs[-1][-1]] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        run[0] if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}" for run in runs
    )
