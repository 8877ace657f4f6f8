"""Owns a brand's logo as objects of a PDF, made once and put on any sheet by the linker.

Of a picture they are its pixels, as many as a printer prints; of a drawing they are its lines. How they are written is
for `fill`, in which the browser writes them too.
"""

from __future__ import annotations

import io
import json

from macros.brand import Logo, tables
from macros.brand import logo as logos
from macros.paper.fill import drawn_lines, drawn_pixels


def drawn_logo(logo: Logo) -> tuple[bytes, ...]:
    """Return the objects of a logo, the first of them one wide and one high; `{m2}` is the number of the third."""
    if logo.kind == "svg":
        return drawn_lines(json.loads(logo.data))
    from PIL import Image

    with Image.open(io.BytesIO(logo.file), formats=["PNG"]) as opened:
        picture = logos.on_white(opened)
        smaller = max(-(-picture.width // tables.MOST_WIDE), -(-picture.height // tables.MOST_HIGH))
        picture = picture.reduce(smaller) if smaller > 1 else picture
        return (drawn_pixels(*picture.size, picture.tobytes()),)
