"""One command as a whole process: its seconds, and the memory it needed."""

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a process and all its children took.

    Attributes:
        wall: Seconds from start to end.
        cpu: Seconds of processor time, user and system.
        peak: The most memory that one of the processes held at a time, in MiB.
        output: What was printed.
    """

    wall: float
    cpu: float
    peak: float
    output: str = ""


def measure(
    command: Sequence[str], *, folder: Path, ends: Sequence[int] = (0,)
) -> Usage:
    """Run a command to its end and return what it took.

    Args:
        command: The program and its arguments.
        folder: Where it runs.
        ends: The exit codes of a run that did its work.

    Raises:
        RuntimeError: The command failed: its seconds would mean nothing.
    """
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as complaints:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=printed, stderr=complaints
        )
        # wait4 is the one call that tells about this child and its children alone.
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        complaints.seek(0)
        output = printed.read().decode(errors="replace")
        if process.returncode not in ends:
            last = (complaints.read().decode(errors="replace") + output)[-2000:]
            raise RuntimeError(f"{command[0]} ended with {process.returncode}:\n{last}")
    return Usage(
        wall=wall,
        cpu=used.ru_utime + used.ru_stime,
        peak=used.ru_maxrss / 1024,
        output=output,
    )
