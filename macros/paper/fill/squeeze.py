"""Owns how many objects that are much alike become few bytes, by Deflate (RFC 1951); which objects is for `link`.

Each engine that makes merged files has a Deflate of its own, and no two pack alike. This one is ours, in both
languages: it is told where texts repeat, since it is given them in pieces, and its codes are made for objects of a PDF.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache

from macros.paper.fill.tables import CODE_LENGTHS, DISTANCE_LENGTHS

LEAST, MOST, WINDOW = 4, 258, 32_768
"""How long what is said again must be and can be, and how far back it can be."""

END = 256
"""The code that ends a block."""


def squeezed(pieces: Sequence[bytes]) -> bytes:
    """Return what `pieces` are together, as zlib writes it. A piece that came before is only pointed at."""
    written, literal = [head(CODE_LENGTHS, DISTANCE_LENGTHS)], list[bytes]()
    known: dict[bytes, int] = {}
    at = length = distance = 0
    for piece in pieces:
        size = len(piece)
        far = 0
        if size >= LEAST:
            far = at - known.get(piece, at)
            known[piece] = at
        at += size
        if not 0 < far <= WINDOW:
            if length:
                written.append(_again(length, distance))
                length = 0
            literal.append(piece)
        elif length and far == distance:
            length += size
        else:
            if length:
                written.append(_again(length, distance))
            elif literal:
                written.append(b"".join(literal).decode("latin-1").translate(_LITERALS))
                literal = []
            length, distance = size, far
    if length:
        written.append(_again(length, distance))
    written += [b"".join(literal).decode("latin-1").translate(_LITERALS), _CODES[END]]
    return wrapped("".join(written), b"".join(pieces))


def wrapped(bits: str, data: bytes) -> bytes:
    """Return the bits of all blocks as zlib writes them, with the sum of what they stand for."""
    packed = int(bits[::-1], 2).to_bytes((len(bits) + 7) // 8, "little")
    return b"\x78\x01" + packed + zlib.adler32(data).to_bytes(4, "big")


@lru_cache(maxsize=65_536)
def _again(length: int, distance: int) -> str:
    """Return the bits for what came before, `distance` bytes ago."""
    code, more, count = parted(distance - 1, 2)
    back = _DISTANCES[code] + number_bits(more, count)
    written = ""
    while length:
        # No rest may be too short to be pointed at.
        size = length if length <= MOST else MOST if length >= MOST + 3 else length - 3
        code, more, count = (28, 0, 0) if size == MOST else parted(size - 3, 4)
        written += _CODES[END + 1 + code] + number_bits(more, count) + back
        length -= size
    return written


def parted(number: int, steps: int) -> tuple[int, int, int]:
    """Return the code of a number, what is left of it, and in how many bits that is: `steps` codes to a doubling."""
    count = max(0, number.bit_length() - steps.bit_length())
    return steps * count + (number >> count), number & ((1 << count) - 1), count


def number_bits(number: int, count: int) -> str:
    """Return a number in so many bits, the lowest first."""
    return f"{number:0{count}b}"[::-1] if count else ""


def codes(lengths: str) -> list[str]:
    """Return the code of each symbol, by how many bits it has (RFC 1951, 3.2.2)."""
    sizes = [int(each, 16) for each in lengths]
    codes = [""] * len(sizes)
    code = 0
    for size in range(1, 16):
        code <<= 1
        for symbol, own in enumerate(sizes):
            if own == size:
                codes[symbol] = f"{code:0{size}b}"
                code += 1
    return codes


_CODES, _DISTANCES = codes(CODE_LENGTHS), codes(DISTANCE_LENGTHS)

_LITERALS = {byte: _CODES[byte] for byte in range(256)}


@lru_cache(maxsize=8)
def head(literals: str, distances: str) -> str:
    """Return how the last block begins: that it has codes of its own, and how long each is, as a digit."""
    return (
        f"1{number_bits(2, 2)}{number_bits(len(literals) - 257, 5)}{number_bits(len(distances) - 1, 5)}"
        # The lengths of codes are numbers of four bits each; the three ways to repeat one are not used.
        + number_bits(15, 4)
        + "000" * 3
        + "001" * 16
        + "".join(f"{int(each, 16):04b}" for each in literals + distances)
    )
