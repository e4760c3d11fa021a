"""The words of the house as types: what an SOP is made of, once it was read."""
