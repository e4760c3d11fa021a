"""Programs in ``tests/node``: what they are asked, and who shares the asking."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import zip_longest
from typing import Any

from tests.dialers.protocol import Path
from tests.dialers.runtimes.statecharts import run_in_node


def ask_node(program: str, orders: Sequence[object]) -> list[Any]:
    """Return the answer to each order; two processes share them, for two cores."""
    with ThreadPoolExecutor(2) as pool:
        shares = [orders[::2], orders[1::2]]
        evens, odds = pool.map(partial(run_in_node, program), shares)
    answers = [one for pair in zip_longest(evens, odds) for one in pair]
    return answers[: len(orders)]


def answers_of(path: Path) -> list[dict[str, str]]:
    """Return the answers of a call, ready for JSON."""
    return [
        {"kind": answer.kind, "choice": answer.choice, "value": answer.value}
        for answer in path.answers
    ]
