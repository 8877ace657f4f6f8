"""Owns what a brand says on sheets, in the words and objects that a linker sets; it leaves setting them to `fill`."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from macros.brand import Brand, Logo
from macros.cache import Cache, digest, versions
from macros.guidance import Edition, month_words
from macros.paper.fill import Imprint, Mark, tables

MADE_BY = ("mark", "fill/lines", "fill/pixels", "fill/squeeze", "pack/syntax")
"""The modules by which the objects of a logo are made."""


def imprint_of(brand: Brand, edition: Edition, cache: Path) -> Imprint:
    """Return what `brand` says on the sheets of an edition; its logo is drawn once, and kept in `cache`."""
    return Imprint(
        name=brand.name,
        contact=brand.contact,
        colour=tables.BLACK if brand.name == tables.HOUSE else brand.colour,
        address=brand.address,
        edition=f"Edition {edition.edition} · {month_words(edition.released, brand.dates)}",
        appointment=brand.appointment or "",
        links=tuple((each.title, each.address) for each in brand.links),
        logo=mark_of(brand.logo, cache) if brand.logo else None,
    )


@lru_cache(maxsize=8)
def mark_of(logo: Logo, cache: Path) -> Mark:
    """Return a logo as objects for sheets, which are kept in `cache`."""
    kept = Cache(cache / "logos", ".mark")
    here = Path(__file__).parent
    ours = [(here / f"{each}.py").read_bytes() for each in MADE_BY]
    key = digest([*ours, logo.model_dump_json(), *versions("pillow")])
    data = kept.find(key)
    if data is None:
        from macros.paper import mark

        data = json.dumps([each.decode("latin-1") for each in mark.drawn_logo(logo)]).encode()
        kept.keep(key, data)
        kept.prune()
    # In whole thousandths, rounded down as the desk does, which knows a picture's pixels.
    return Mark(int(logo.wide * 1000 + 1e-6), tuple(each.encode("latin-1") for each in json.loads(data)))
