"""Owns the picture in a PNG file: its pixels, in eight bits a colour; it leaves drawings to `drawing`.

What is taken and what is refused is the same in the browser, by `docs/assets/second-round/desk/logo.mjs`.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from macros.brand.tables import (
    ALL_CLEAR,
    ALL_WHITE,
    CHANNELS,
    CLEAR_BELOW,
    DAMAGED,
    DEPTHS,
    MOST_PIXELS,
    PASSES,
    PNG_SIGN,
    SEEN_BELOW,
    TOO_MANY_PIXELS,
)
from macros.brand.unfit import Unfit, check_shape

if TYPE_CHECKING:
    from PIL.Image import Image

ORDER = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
"""What the picture is made of, in order. The rest of a PNG is about who made it, when and with what."""


def read_picture(data: bytes) -> tuple[bytes, int, int]:
    """Return the picture of a PNG file as another PNG file, its width and its height. Raises Unfit."""
    from PIL import Image, UnidentifiedImageError

    chunks = [(kind, body) for kind, body in _chunks(data) if kind in ORDER]
    kinds = [ORDER.index(kind) for kind, _ in chunks]
    found = dict(chunks)
    if kinds != sorted(kinds) or any(kinds.count(ORDER.index(kind)) > 1 for kind in (b"PLTE", b"tRNS")):
        raise Unfit(DAMAGED)
    if kinds.count(0) != 1 or len(found[b"IHDR"]) != 13 or b"IDAT" not in found:
        raise Unfit(DAMAGED)
    width, height = struct.unpack(">II", found[b"IHDR"][:8])
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise Unfit(TOO_MANY_PIXELS.format(width=width, height=height, most=MOST_PIXELS))
    check_shape(width, height)
    _check_whole(found, b"".join(body for kind, body in chunks if kind == b"IDAT"))
    plain = PNG_SIGN + b"".join(_chunk(kind, body) for kind, body in chunks)
    try:
        with _strict(), Image.open(io.BytesIO(plain), formats=["PNG"]) as opened:
            picture = _in_eight_bits(opened, found)
    except (OSError, SyntaxError, ValueError, IndexError, struct.error, zlib.error, UnidentifiedImageError) as error:
        raise Unfit(DAMAGED) from error
    _check_seen(picture)
    out = io.BytesIO()
    picture.save(out, "png")
    return out.getvalue(), width, height


@contextmanager
def _strict() -> Iterator[None]:
    """Let Pillow refuse what is damaged: whoever loads WeasyPrint makes it draw whatever is left of a picture."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def on_white(picture: Image) -> Image:
    """Return a picture in eight bits, in red, green and blue alone, as it looks on white paper."""
    from PIL import Image

    if picture.mode != "RGBA":
        return picture
    return Image.alpha_composite(Image.new("RGBA", picture.size, (255, 255, 255, 255)), picture).convert("RGB")


def _check_whole(found: dict[bytes, bytes], packed: bytes) -> None:
    """Raise Unfit where the head says what no PNG has, where pixels are missing or too many, or colours are."""
    width, height, bits, kind, *ways, interlaced = struct.unpack(">II5B", found[b"IHDR"])
    table, clear = found.get(b"PLTE", b""), found.get(b"tRNS")
    right = {0: (2,), 2: (6,), 3: range(1, len(table) // 3 + 1)}
    if (
        bits not in DEPTHS.get(kind, ())
        or any(ways)
        or interlaced > 1
        or len(table) % 3
        or len(table) > 768
        or (kind == 3 and not table)
        or (clear is not None and kind in right and len(clear) not in right[kind])
    ):
        raise Unfit(DAMAGED)
    passes = PASSES if interlaced else ((0, 0, 1, 1),)
    sizes = [(len(range(x, width, dx)), len(range(y, height, dy))) for x, y, dx, dy in passes]
    needed = sum(rows * (1 + (across * bits * CHANNELS[kind] + 7) // 8) for across, rows in sizes if across)
    reader = zlib.decompressobj()
    try:
        count = len(reader.decompress(packed, needed + 1))
    except zlib.error as error:
        raise Unfit(DAMAGED) from error
    if count != needed or not reader.eof or reader.unused_data:
        raise Unfit(DAMAGED)


def _in_eight_bits(picture: Image, found: dict[bytes, bytes]) -> Image:
    """Return a picture in red, green and blue, each in eight bits, and how clear each pixel is where any is."""
    bits, kind = found[b"IHDR"][8:10]
    if kind in (0, 2) and b"tRNS" in found:
        # Pillow takes the one clear shade as it is, whatever the bits that it has.
        shades = struct.unpack(f">{CHANNELS[kind]}H", found[b"tRNS"])
        if bits == 16:
            picture.info["transparency"] = shades[0] if kind == 0 else tuple(shade >> 8 for shade in shades)
        else:
            most = 2**bits - 1
            scaled = tuple((shade & most) * 255 // most for shade in shades)
            picture.info["transparency"] = scaled[0] if kind == 0 else scaled
    if kind == 3 and picture.getextrema()[1] * 3 >= len(found[b"PLTE"]):  # type: ignore[operator]
        raise Unfit(DAMAGED)
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
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema()[1] < CLEAR_BELOW:  # type: ignore[operator]
        raise Unfit(ALL_CLEAR)
    if min(low for low, _ in on_white(picture).getextrema()) > SEEN_BELOW:  # type: ignore[misc]
        raise Unfit(ALL_WHITE)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and body of each chunk up to the end of the picture. Raises Unfit where the file is damaged."""
    at, kind = len(PNG_SIGN), b""
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
