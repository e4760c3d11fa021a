"""Search: what can be found, the index over it, and how a query is answered."""
