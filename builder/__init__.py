"""sopwright: SOPs as code for contact centers."""

__version__ = "0.1.0"
