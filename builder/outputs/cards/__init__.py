"""Cards: the printed view of an SOP."""
