"""Changes as text, pages and data: what `sop diff` and `sop report` give."""
