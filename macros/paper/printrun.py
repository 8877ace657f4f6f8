"""Owns that every sheet is pressed on all cores, once, and bound into packs; refuses to press what it has kept."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache as remembered
from itertools import repeat
from pathlib import Path

from macros import fonts, model
from macros.errors import PressError
from macros.fonts import Shelf
from macros.library import Library
from macros.model import PAPERS, Paper
from macros.paper.chunk import Chunk
from macros.paper.fill import Pack
from macros.paper.press import press
from macros.paper.sheet import HEADING_TOOLTIPS, Download, downloads, pack_sheets

BINDING = ("fallback.py", "fill.py", "marks.py", "pack.py", "printrun.py", "typeface.py")
"""Sources that have no say in how a sheet is pressed, so that a change of them presses none again."""

FEW = 2
"""Up to so many sheets are pressed here: starting processes would take longer than it saves."""

TRIES = 3
"""How often work is given to new processes when one has died."""

PACKAGES = (
    "cssselect2",
    "fontpkg-atkinson-hyperlegible",
    "fontpkg-noto-sans",
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


Told = Callable[[int, int], None]
"""Is told how many of how many sheets are pressed."""


@dataclass(frozen=True)
class PackName:
    """Which pack: of a scenario, on a paper, in ordinary or large print."""

    scenario: str
    paper: Paper
    large: bool = False

    def __str__(self) -> str:
        return f"pack-{self.scenario}-{self.paper}{'-large' if self.large else ''}"


def render(library: Library, cache: Path, executor: Executor | None = None) -> dict[str, bytes]:
    """Return every file for the site's downloads/ by its name: the packs, their maps, and each sheet by itself.

    A sheet by itself is a copy out of the first pack that has it. `cache` and `executor` are as in `bind`.
    """
    names = [PackName(*each) for each in _every(library)]
    wanted = {str(name): pack_sheets(library, name.scenario, name.paper, name.large) for name in names}
    homes: dict[str, tuple[str, str]] = {}
    for pack, sheets in wanted.items():
        for sheet in sheets:
            homes.setdefault(sheet.name, (pack, sheet.kind.part))
    alone = {sheet.name: (sheet,) for sheet in downloads(library) if sheet.name not in homes}
    packs = bind({**wanted, **alone}, cache, executor)
    files = {}
    for sheet in downloads(library):
        pack, part = homes.get(sheet.name, (sheet.name, sheet.kind.part))
        files[sheet.name] = packs[pack].fill([part]).pdf
    for name in wanted:
        files[f"{name}.pdf"] = packs[name].pdf
        files[f"{name}.json"] = _json(packs[name].map)
    return files


def open_pack(
    library: Library, name: PackName, cache: Path, executor: Executor | None = None, told: Told | None = None
) -> Pack:
    """Return a pack, ready to be filled. Raises DataError for a scenario that is not there, and as `bind` does."""
    sheets = pack_sheets(library, name.scenario, name.paper, name.large)
    return bind({str(name): sheets}, cache, executor, told)[str(name)]


def bind(
    wanted: Mapping[str, tuple[Download, ...]], cache: Path, executor: Executor | None = None, told: Told | None = None
) -> dict[str, Pack]:
    """Return a pack of each of `wanted`'s sheets, by its name.

    `cache` is a folder to keep packs and sheets in (made where there is none). What is not in it is pressed in
    `executor`, by default a pool of as many processes as there are cores, and kept as soon as it is there. Raises
    PressError or MissingSystemPart.
    """
    shelf, sheets = Shelf(cache / "packs", ".pack"), Shelf(cache / "sheets", ".json")
    keys = {name: fonts.digest([_digest(binding=True), name, *map(key, parts)]) for name, parts in wanted.items()}
    kept = {name: shelf.find(each) for name, each in keys.items()}
    needed = [sheet for name, parts in wanted.items() if kept[name] is None for sheet in parts]
    missing = {key(sheet): sheet for sheet in sorted(needed, key=lambda sheet: (sheet.large, sheet.name))}
    chunks = _chunks(missing, sheets, cache, executor, told)
    packs = {}
    for name, parts in wanted.items():
        data = kept[name]
        if data is None:
            pack = _bound(parts, [chunks[key(sheet)] for sheet in parts], cache)
            shelf.keep(keys[name], _json(pack.map) + b"\n" + pack.pdf)
        else:
            map_, _, pdf = data.partition(b"\n")
            pack = Pack(pdf, json.loads(map_))
        packs[name] = pack
    shelf.prune()
    sheets.prune()
    return packs


def _every(library: Library) -> Iterator[tuple[str, Paper, bool]]:
    for large in (False, True):
        for scenario in library.scenarios:
            for paper in PAPERS:
                yield scenario, paper, large


def _bound(parts: tuple[Download, ...], chunks: list[Chunk], cache: Path) -> Pack:
    from macros.paper.pack import Facts, FieldFont, Sheet, pack

    first = parts[0]
    sheets = [
        Sheet(id=each.kind.part, label=each.title, title=f"{each.title} · {each.kind.word}", chunk=chunk)
        for each, chunk in zip(parts, chunks, strict=True)
    ]
    facts = Facts(
        title=sheets[0].title if len(parts) == 1 else f"{first.title} · Pack",
        author=first.brand.name,
        subject=f"Second Round, for second and later job interviews. Edition {first.edition.edition}.",
        language="en",
        day=first.edition.released.isoformat(),
    )
    shared = {name: words for name, words in HEADING_TOOLTIPS.items() if any(name in each.blanks for each in chunks)}
    ours = {"body": fonts.body_font(False), "body-bold": fonts.body_font(True), "field": fonts.field_font(cache)}
    more = [FieldFont(name, ttf) for name, ttf in fonts.more_field_fonts(cache).items()]
    return pack(sheets, facts, shared, ours, more, fonts.anchor_font(cache))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def key(download: Download) -> str:
    """Return a digest of everything that decides the chunk of `download`."""
    values = (download.subject, download.brand, download.edition)
    return fonts.digest([_digest(), download.name, download.opens_at, *(each.model_dump_json() for each in values)])


@remembered
def _digest(binding: bool = False) -> str:
    """Return a digest of what presses a sheet, or with `binding` of what makes a pack of sheets."""
    here = Path(__file__).parent
    ours = [path for path in sorted(here.rglob("*")) if path.suffix in (".py", ".css", ".jinja")]
    sources = [path for path in ours if (path.name in BINDING) == binding]
    if not binding:
        sources += [Path(fonts.__file__), Path(model.__file__)]
    return fonts.digest([*fonts.versions(*PACKAGES), *(path.read_bytes() for path in sources)])


def _chunks(
    missing: Mapping[str, Download], shelf: Shelf, cache: Path, executor: Executor | None, told: Told | None
) -> dict[str, Chunk]:
    """Return the chunk of each sheet by its key. Each is kept as soon as it is there, whatever happens to the rest."""
    chunks = {}
    for each in missing:
        if data := shelf.find(each):
            chunks[each] = Chunk.model_validate_json(data)
    for _ in range(TRIES):
        rest = {each: sheet for each, sheet in missing.items() if each not in chunks}
        try:
            for each, chunk in zip(rest, _pressed(list(rest.values()), cache, executor), strict=True):
                chunks[each] = chunk
                shelf.keep(each, chunk.model_dump_json().encode())
                if told:
                    told(len(chunks), len(missing))
        except BrokenProcessPool:
            continue  # a worker died: what is missing is given to new ones
        return {each: chunks[each] for each in missing}
    raise PressError(f"The processes that press the sheets died {TRIES} times. Is there enough memory?")


def _pressed(sheets: list[Download], cache: Path, executor: Executor | None) -> Iterator[Chunk]:
    """Yield the chunks in order, each as soon as it is there."""
    if executor is not None:
        yield from executor.map(press, sheets, repeat(cache))
    elif len(sheets) <= FEW:
        yield from map(press, sheets, repeat(cache))
    else:
        fonts.field_font(cache)  # cut once, not in every worker
        # A fork is not safe below a live preview, which runs threads.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(min(len(sheets), _cores()), mp_context=context) as pool:
            # The two papers of a sheet are measured together where they stand side by side.
            yield from pool.map(press, sheets, repeat(cache), chunksize=len(PAPERS))


def _cores() -> int:
    """Return how many cores this process may use, which in a container are fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
