"""An SOP as plain text for a terminal."""
