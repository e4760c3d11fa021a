"""Bounds of branches as plain decimals, which every target can read."""

from decimal import Decimal


def decimal_text(number: float) -> str:
    """Return a number in digits, such as ``0.5`` or ``1000``; never ``1e+16``."""
    digits = format(Decimal(repr(number)), "f")
    return digits.removesuffix(".0")
