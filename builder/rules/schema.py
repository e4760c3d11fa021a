"""Rules of family: Content that does not have the shape of an SOP (2xx)."""
