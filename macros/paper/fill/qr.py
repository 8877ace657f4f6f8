"""Owns QR codes of addresses, which a library makes; drawing them is for `imprint`.

`docs/assets/second-round/pdf/qr.mjs` makes the same without one.
"""

from __future__ import annotations

from functools import lru_cache

MASK = 6
"""Always this one, in both languages: to weigh all eight costs more than the code, and any can be read."""


@lru_cache(maxsize=1024)
def modules(address: str) -> tuple[tuple[bool, ...], ...]:
    """Return which squares of the code of an address in ASCII are dark, row by row: as few as can be, at level M."""
    import segno

    code = segno.make_qr(address, error="m", mode="byte", mask=MASK, boost_error=False)
    return tuple(tuple(bool(each) for each in row) for row in code.matrix)
