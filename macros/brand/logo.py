"""Owns a logo that is safe to print, made of an SVG or PNG file; rejects whatever could run, fetch, or need a font.

A drawing is read (`drawing`), understood as a browser does (`look`, `outlines`, `gradients`, `paint`) and kept as few
kinds of layers (`layers`); of a picture (`picture`) the pixels are kept. So a printer is given nothing that it could
misread, and whatever would look different on paper is rejected, in words for whoever chose the file.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

from macros.brand.brand import Logo
from macros.brand.drawing import read_drawing
from macros.brand.paint import painted
from macros.brand.picture import on_white, read_picture
from macros.brand.tables import LARGEST_LOGO, LOGO_TOO_LARGE, NO_LOGO, NO_NUMBERS, PNG_SIGN
from macros.brand.unfit import Unfit
from macros.errors import nearest

__all__ = ["Unfit", "on_white", "read"]


def read(name: str, folder: Path) -> Logo:
    """Make a logo of the file `name` in `folder` or below it. Raises Unfit, with what would be right."""
    path = folder / name
    found = [each.relative_to(folder).as_posix() for each in folder.glob("*") if each.suffix in (".svg", ".png")]
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise Unfit("The logo must lie beside the brand file, or in a folder there.")
        if not path.is_file():
            raise Unfit(f'There is no file "{name}" beside the brand file.{nearest(name, found)}')
        if path.stat().st_size > LARGEST_LOGO:
            raise Unfit(LOGO_TOO_LARGE.format(most=LARGEST_LOGO // 1000))
        data = path.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:  # the last is a link that leads back to itself
        raise Unfit("The file cannot be read.") from error
    if data.startswith(PNG_SIGN):
        picture, width, height = read_picture(data)
        return Logo(kind="png", data=base64.b64encode(picture).decode(), wide=width / height)
    if path.suffix.lower() == ".svg":
        try:
            drawing, wide, high = painted(*read_drawing(data))
        except ArithmeticError as error:
            raise Unfit(NO_NUMBERS) from error
        return Logo(kind="svg", data=json.dumps(drawing, separators=(",", ":")), wide=wide / high)
    raise Unfit(NO_LOGO)
