"""Reads the history of some SOPs with one git log per file, as plugins do.

python -m bench.history_peer FOLDER FILES

A thousand files take a minute, so only some are read; the seconds for these files
are printed, apart from those for starting up, so that they can be scaled.
"""

import json
import resource
import sys
import time
from pathlib import Path

from git import Repo

from bench.files import sop_files


def main() -> None:
    """Print how many revisions some SOPs have, and what it took to find out."""
    root, wanted = Path(sys.argv[1]).resolve(), int(sys.argv[2])
    paths = [path.relative_to(root).as_posix() for path in sop_files(root)]
    chosen = paths[:: max(1, len(paths) // wanted)][:wanted]
    repository = Repo(root)
    wall, cpu = time.perf_counter(), _cpu()
    counts = {path: len(list(repository.iter_commits(paths=path))) for path in chosen}
    took = {"wall": time.perf_counter() - wall, "cpu": _cpu() - cpu}
    print(json.dumps({"revisions": counts, "files": len(paths), **took}))


def _cpu() -> float:
    """Return the processor seconds of this process and of every git it ran."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(who)[:2]) for who in whose)


if __name__ == "__main__":
    main()
