"""A file of the author's, written anew in one step."""

import os
import tempfile
from pathlib import Path

from builder.errors import SopError

_MARK = b"\xef\xbb\xbf"


def replace_text(path: Path, text: str) -> None:
    """Write a file in one step, so that a crash leaves the old one whole.

    Line ends, a byte order mark and permissions stay as they were.

    Raises:
        SopError: The file cannot be written.
    """
    try:
        was = path.read_bytes()
        content = text.encode()
        if b"\r\n" in was:
            content = content.replace(b"\n", b"\r\n")
        if was.startswith(_MARK):
            content = _MARK + content
        descriptor, temporary = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.name}."
        )
    except OSError as wrong:
        raise SopError(f"cannot write '{path}': {wrong.strerror}") from wrong
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
        Path(temporary).chmod(path.stat().st_mode)
        Path(temporary).replace(path)
    except OSError as wrong:
        Path(temporary).unlink(missing_ok=True)
        raise SopError(f"cannot write '{path}': {wrong.strerror}") from wrong
