"""Reads the history of every SOP with one git log, as a whole process.

python -m bench.history_ours FOLDER     prints the number of revisions of each file
"""

import json
import sys
from pathlib import Path

from bench.corpus import sop_files
from builder.history import read_history


def main() -> None:
    """Print how many revisions each SOP of a repository has."""
    root = Path(sys.argv[1]).resolve()
    history = read_history(root)
    paths = [path.relative_to(root).as_posix() for path in sop_files(root)]
    counts = {path: len(history.revisions(path)) for path in paths}
    print(json.dumps({"revisions": counts}))


if __name__ == "__main__":
    main()
