"""A call script as a drawing: what stands in it, where, and how it is painted."""
