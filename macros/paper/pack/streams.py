"""Owns how a stream is compressed, to the same bytes on every machine; what is in it is for others."""

from __future__ import annotations

from functools import lru_cache

import deflate

from macros.paper.press import Stream

USUAL, UTMOST = 9, 11
"""How hard to try. The utmost takes six times as long, and saves a thirtieth; 12 would save a two-thousandth more."""


def compressed(stream: Stream, effort: int = UTMOST) -> bytes:
    """Return a stream as it stands in a file: compressed, where it is smaller for it."""
    packed = Stream(dictionary=f"{stream.dictionary[:-2]}/Filter/FlateDecode>>", data=_deflated(stream.data, effort))
    return min(packed.written(), stream.written(), key=len)


@lru_cache(maxsize=4096)
def _deflated(data: bytes, effort: int) -> bytes:
    """Return `data` compressed by the libdeflate of a Python package: the zlib of a machine may pack otherwise."""
    return bytes(deflate.zlib_compress(data, effort))
