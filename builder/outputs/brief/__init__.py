"""A brief: what changed for a role, in the forms in which teams pass it on."""
