"""Owns the picture in a PNG file: its pixels, in eight bits a colour; it leaves drawings to `drawing`."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from macros.brand.unfit import Unfit, check_shape

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 3_000
"""The longest edge of a PNG: more is not seen in print, and much more would exhaust memory."""

PNG = b"\x89PNG\r\n\x1a\n"

DAMAGED = "The PNG file is damaged. Save it again."

KEPT_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
"""What the picture is made of. The rest of a PNG is about who made it, when and with what."""

FAINT = 245
"""What is as light as this, of 255, is not seen on paper."""

CLEAR = 8
"""What is as clear as this, of 255, is not seen at all."""


def read_picture(data: bytes) -> tuple[bytes, int, int]:
    """Return the picture of a PNG file as another PNG file, its width and its height. Raises Unfit."""
    from PIL import Image, UnidentifiedImageError

    chunks = list(_chunks(data))
    kinds = [kind for kind, _ in chunks]
    if kinds[:1] != [b"IHDR"] or kinds[-1] != b"IEND" or b"IDAT" not in kinds or len(chunks[0][1]) != 13:
        raise Unfit(DAMAGED)
    width, height = struct.unpack(">II", chunks[0][1][:8])
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise Unfit(f"It has {width} by {height} pixels; at most {MOST_PIXELS} each way are printed. Save it smaller.")
    check_shape(width, height)
    _check_whole(chunks, width, height)
    plain = PNG + b"".join(_chunk(kind, body) for kind, body in chunks if kind in KEPT_CHUNKS)
    try:
        with Image.open(io.BytesIO(plain), formats=["PNG"]) as opened:
            picture = _in_eight_bits(opened)
    except (OSError, SyntaxError, ValueError, IndexError, struct.error, zlib.error, UnidentifiedImageError) as error:
        raise Unfit(DAMAGED) from error
    _check_seen(picture)
    out = io.BytesIO()
    picture.save(out, "png")
    return out.getvalue(), width, height


CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""How many values a pixel has in each kind of PNG."""

PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Which pixels come in each turn of an interlaced PNG: the first across and down, and every how many after it."""


def _check_whole(chunks: list[tuple[bytes, bytes]], width: int, height: int) -> None:
    """Raise Unfit where pixels are missing, or the table of their colours: what reads PNG files shows them black."""
    bits, kind, _, _, interlaced = chunks[0][1][8:13]
    if kind not in CHANNELS or (kind == 3 and b"PLTE" not in dict(chunks)):
        raise Unfit(DAMAGED)
    passes = PASSES if interlaced else ((0, 0, 1, 1),)
    sizes = [(len(range(x, width, dx)), len(range(y, height, dy))) for x, y, dx, dy in passes]
    needed = sum(rows * (1 + (across * bits * CHANNELS[kind] + 7) // 8) for across, rows in sizes if across)
    try:
        found = len(zlib.decompressobj().decompress(b"".join(body for each, body in chunks if each == b"IDAT"), needed))
    except zlib.error as error:
        raise Unfit(DAMAGED) from error
    if found < needed:
        raise Unfit(DAMAGED)


def _in_eight_bits(picture: Image) -> Image:
    """Return a picture in red, green and blue, each in eight bits, and how clear each pixel is where any is."""
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: Pillow would cut off what is brighter than the lowest eight.
        clear = picture.info.get("transparency")
        grey = picture.point(lambda level: level * (1 / 257)).convert("L")
        if isinstance(clear, int):
            from PIL import Image

            alpha = (
                picture.point(lambda level: level * 1)
                .convert("I")
                .point([0 if at == clear else 255 for at in range(65536)], "L")
            )
            return Image.merge("RGBA", (grey, grey, grey, alpha))
        return grey.convert("RGB")
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    return picture.convert("RGBA" if has_alpha else "RGB")


def _check_seen(picture: Image) -> None:
    """Raise Unfit for a picture of which nothing is seen on white paper."""
    from PIL import Image

    if picture.mode == "RGBA":
        if picture.getchannel("A").getextrema()[1] < CLEAR:  # type: ignore[operator]
            raise Unfit("Nothing of it is visible: all of its pixels are clear. Save it again.")
        paper = Image.new("RGBA", picture.size, (255, 255, 255, 255))
        picture = Image.alpha_composite(paper, picture).convert("RGB")
    if min(low for low, _ in picture.getextrema()) > FAINT:  # type: ignore[misc]
        raise Unfit("All of it is white or nearly so, and paper is white. Use the logo for white paper.")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and body of each chunk up to the end of the picture. Raises Unfit where the file is damaged."""
    at, kind = len(PNG), b""
    while kind != b"IEND":
        if at + 12 > len(data):
            raise Unfit(DAMAGED)
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body, check = data[at + 8 : at + 8 + length], data[at + 8 + length : at + 12 + length]
        if len(body) < length or check != struct.pack(">I", zlib.crc32(kind + body)):
            raise Unfit(DAMAGED)
        yield kind, body
        at += 12 + length


def _chunk(kind: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG: length, kind, body, sum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
