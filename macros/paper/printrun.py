"""Owns that every download is made, on all cores, and once: what was made before is taken from the cache."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cache as remembered
from itertools import repeat
from pathlib import Path

from macros import fonts, model
from macros.fonts import Shelf
from macros.paper.press import press
from macros.paper.sheet import Download

FEW = 2
"""Up to so many sheets are made here: starting processes would take longer than it saves."""

PACKAGES = (
    "cssselect2",
    "fontpkg-atkinson-hyperlegible",
    "fontpkg-source-sans-3",
    "fonttools",
    "jinja2",
    "markupsafe",
    "pikepdf",
    "pydyf",
    "segno",
    "tinycss2",
    "tinyhtml5",
    "uharfbuzz",
    "weasyprint",
)
"""What decides a PDF's bytes besides our own sources."""


def render(downloads: Iterable[Download], cache: Path, executor: Executor | None = None) -> dict[str, bytes]:
    """Return the PDF of each download by its name, in the order of `downloads`.

    `cache` is a folder to keep PDFs in (made where there is none). What is not in it is made in `executor`, by default
    a pool of as many processes as there are cores. Raises PressError or MissingSystemPart.
    """
    wanted = list(downloads)
    shelf = Shelf(cache / "pdf", ".pdf")
    keys = {download.name: key(download) for download in wanted}
    found = {name: shelf.find(each) for name, each in keys.items()}
    missing = [download for download in wanted if found[download.name] is None]
    for download, pdf in zip(missing, _pressed(missing, cache, executor), strict=True):
        shelf.keep(keys[download.name], pdf)
        found[download.name] = pdf
    shelf.prune()
    return {name: pdf for name, pdf in found.items() if pdf is not None}


def key(download: Download) -> str:
    """Return a digest of everything that decides the bytes of `download`."""
    values = (download.subject, download.brand, download.edition)
    return fonts.digest(
        [_press_digest(), download.name, download.opens_at, *(each.model_dump_json() for each in values)]
    )


@remembered
def _press_digest() -> str:
    here = Path(__file__).parent
    ours = sorted(path for path in here.rglob("*") if path.suffix in (".py", ".css", ".jinja"))
    sources = [path.read_bytes() for path in (*ours, Path(fonts.__file__), Path(model.__file__))]
    return fonts.digest([*fonts.versions(*PACKAGES), *sources])


def _pressed(downloads: list[Download], cache: Path, executor: Executor | None) -> Iterator[bytes]:
    """Yield the PDFs in order, each as soon as it is there, so that what was made is kept when a later one fails."""
    if executor is not None:
        yield from executor.map(press, downloads, repeat(cache))
    elif len(downloads) <= FEW:
        yield from map(press, downloads, repeat(cache))
    else:
        fonts.field_font(cache)  # cut once, not in every worker
        # A fork is not safe below a live preview, which runs threads.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(min(len(downloads), _cores()), mp_context=context) as pool:
            # The two papers of a list stand side by side, and are measured together.
            yield from pool.map(press, downloads, repeat(cache), chunksize=len(model.PAPERS))


def _cores() -> int:
    """Return how many cores this process may use, which in a container are fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
