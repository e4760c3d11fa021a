"""Reads the history of every SOP with one git log, as a whole process.

python -m bench.history_ours FOLDER     prints the number of revisions of each file
"""

import json
import sys
from pathlib import Path

from builder.history import read_history


def main() -> None:
    """Print how many revisions each SOP of a repository has."""
    history = read_history(Path(sys.argv[1]).resolve())
    counts = {path: len(states) for path, states in history.files.items()}
    print(json.dumps({"revisions": counts}))


if __name__ == "__main__":
    main()
