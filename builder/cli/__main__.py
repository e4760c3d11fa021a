"""``python -m builder.cli``: the ``sop`` command without its script."""

from builder.cli.main import main

main()
