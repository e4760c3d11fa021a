"""The pages that the code tells are the pages in contributing/."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_generated_pages_are_up_to_date() -> None:
    """`make docs` would change nothing."""
    checked = subprocess.run(
        [sys.executable, "scripts/write-docs", "--check"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert (checked.returncode, checked.stdout) == (0, "")
