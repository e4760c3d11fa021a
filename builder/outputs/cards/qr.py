"""The QR code of a card: an image that leads to the card's check page."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

MODULE = 0.45
"""Width of one module in mm: a phone reads 0.4 mm, a printer makes 5 dots of it."""

QUIET_ZONE = 4
"""Blank modules on every side, as the standard asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A QR code as SVG with its quiet zone; measures in millimeters."""

    svg: bytes
    width: float
    quiet: float


@lru_cache(maxsize=64)  # each layout of a card asks for the same one
def qr_code(address: str, *, module: float = MODULE) -> QrCode:
    """Return the QR code of an address, correcting errors of up to 15 %.

    Args:
        address: Where it leads.
        module: Width of one module in mm.
    """
    import segno

    code = segno.make(address, error="m", boost_error=False, micro=False)
    modules = code.symbol_size(border=QUIET_ZONE)[0]
    image = BytesIO()
    code.save(image, kind="svg", border=QUIET_ZONE, light="#fff", xmldecl=False)
    return QrCode(
        svg=image.getvalue(),
        width=round(modules * module, 2),
        quiet=round(QUIET_ZONE * module, 2),
    )
