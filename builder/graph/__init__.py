"""Call scripts as graphs: what can happen on a call, and what can be proved of it."""
