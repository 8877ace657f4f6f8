"""Owns the small picture of each sheet, from its real first side; leaves where it is shown to others."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from macros.cache import Cache, digest, versions
from macros.values import Paper

WIDTH = 192
"""How wide the picture of an upright sheet is, in pixels: two for each of the 96 that a page shows at most."""

FINER = 3
"""It is drawn so many times larger, and then made small: thin lines stay where they are."""

GREYS = 16


def thumbnails(prints: Mapping[str, bytes], paper: Paper, cache: Path) -> dict[str, bytes]:
    """Return a PNG of the first side of each sheet and pack on a paper, by its name without the paper.

    `prints` has PDFs by their file names: of 'panel-day-a4-large.pdf' comes 'panel-day-large.png'. A picture that
    `cache` knows is not drawn again.
    """
    found = {}
    for name, pdf in prints.items():
        stem, ending = name.rpartition(".")[::2]
        short = stem.replace(f"-{paper}-large", "-large").removesuffix(f"-{paper}")
        if ending == "pdf" and short != stem:
            found[f"{short}.png"] = thumbnail(pdf, cache)
    Cache(cache / "thumbnails", ".png").prune()
    return found


def thumbnail(pdf: bytes, cache: Path) -> bytes:
    """Return a PNG of the first side of a PDF, and keep it."""
    key = digest([*versions("pypdfium2", "pillow"), str((WIDTH, FINER, GREYS)), pdf])
    return Cache(cache / "thumbnails", ".png").find_or_make(key, partial(_drawn, pdf))


def _drawn(pdf: bytes) -> bytes:
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    width, height = page.get_size()
    scale = WIDTH / min(width, height)
    large = page.render(scale=scale * FINER, grayscale=True, may_draw_forms=False).to_pil()
    size = round(width * scale), round(height * scale)
    small = large.convert("L").resize(size, Image.Resampling.BOX).quantize(GREYS)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    document.close()
    return out.getvalue()
