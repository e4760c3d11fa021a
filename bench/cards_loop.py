"""What people write first: a loop that has WeasyPrint print each page of HTML.

python -m bench.cards_loop FOLDER
"""

import os
import sys
from pathlib import Path


def main() -> None:
    """Print every page of a folder as PDF/UA-1, beside it."""
    folder = Path(sys.argv[1])
    os.environ["FONTCONFIG_FILE"] = str(folder / "fonts" / "fonts.conf")
    from weasyprint import HTML  # type: ignore[import-untyped]

    for page in sorted(folder.glob("*.html")):
        HTML(filename=page).write_pdf(page.with_suffix(".pdf"), pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main()
