"""Presses every sheet that is not kept yet, on all cores, and binds sheets into packs, by `press` and `pack`."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from macros.brand import fonts
from macros.cache import Cache, digest, writable
from macros.errors import PressError, SecondRoundError
from macros.guidance import Library, pack_name
from macros.paper.fill import branded, closed, fill
from macros.paper.imprints import imprint_of
from macros.paper.keys import brand_key, key, pack_key, pressing, prune, words_key
from macros.paper.pack import NOTES, Pack
from macros.paper.press import Chunk, press
from macros.paper.sheets import HEADING_TOOLTIPS, Download, downloads, pack_sheets
from macros.paper.thumbnails import thumbnail
from macros.paper.workers import Pool, cores
from macros.values import PAPERS, Paper

FEW = 2
"""Up to so many sheets are pressed here: starting processes would take longer than it saves."""

MANY, FEW_KEYS = 100, 20
"""Of more sheets than this the keys are worked out by all cores, so many at a time."""

FEW_COPIES = 10
"""So many sheets are copied out of a pack at a time."""

TRIES = 3
"""How often a sheet is given to a worker before it is said that workers die of it."""

MOST_WAITING = 256
"""How many jobs are with an executor at a time: enough for many machines, and few enough to hold."""

Progress = Callable[[int, int], None]
"""Called with how many of how many sheets are pressed, after each."""


@dataclass(frozen=True)
class PackName:
    """Which pack: of a scenario, on a paper, in ordinary or large print."""

    scenario: str
    paper: Paper
    large: bool = False

    def __str__(self) -> str:
        return pack_name(self.scenario, self.paper, self.large)


def names(library: Library) -> tuple[str, ...]:
    """Return the name of every file for the site's downloads/: each sheet, each pack and its map. Presses nothing."""
    packs = [str(PackName(*each)) for each in _every(library)]
    return (
        *(each.name for each in downloads(library)),
        *(f"{pack}{end}" for pack in packs for end in (".pdf", ".json")),
    )


def render(
    library: Library,
    cache: Path,
    progress: Progress | None = None,
    only: Collection[str] | None = None,
    workers: Workers | None = None,
) -> dict[str, bytes]:
    """Return every file for the site's downloads/ by its name, or `only` some: packs, their maps, sheets by themselves.

    A sheet by itself is a copy out of the first pack that has it. `cache` is as in `bind`; `workers` may have begun.
    """
    packs = [PackName(*each) for each in _every(library)]
    contents = {str(name): sheets_of(library, name) for name in packs}
    homes: dict[str, tuple[str, str]] = {}
    for pack, sheets in contents.items():
        for sheet in sheets:
            homes.setdefault(sheet.name, (pack, sheet.kind.part))
    single = [sheet for sheet in downloads(library) if only is None or sheet.name in only]
    packs = [name for name in packs if only is None or not {f"{name}.pdf", f"{name}.json"}.isdisjoint(only)]
    wanted = {sheet.name: (sheet,) for sheet in single if sheet.name not in homes}
    needed = dict.fromkeys([*map(str, packs), *(homes[sheet.name][0] for sheet in single if sheet.name in homes)])
    with workers or Workers(cache) as workers:
        bound = _bind(workers, {**{pack: contents[pack] for pack in needed}, **wanted}, cache, progress)
        places = {sheet.name: homes.get(sheet.name, (sheet.name, sheet.kind.part)) for sheet in single}
        copies = {name: (bound[home], part) for name, (home, part) in places.items()}
        on = library.brand.paper
        shown = [(bound[str(name)], "", True) for name in packs if name.paper == on]
        workers.copy([*shown, *((*copies[sheet.name], sheet.paper == on) for sheet in single)])
    files = {name: _alone(pack, part, cache) for name, (pack, part) in copies.items()}
    _copies(cache).prune()
    for name in packs:
        files |= {f"{name}.pdf": bound[str(name)].pdf, f"{name}.json": bound[str(name)].map}
    return files


def open_pack(
    library: Library, name: PackName, cache: Path, executor: Executor | None = None, progress: Progress | None = None
) -> Pack:
    """Return a pack, ready to be filled. Raises DataError for a scenario that is not there, and as `bind` does."""
    return bind({str(name): sheets_of(library, name)}, cache, executor, progress)[str(name)]


def sheets_of(library: Library, name: PackName, parts: Iterable[str] | None = None) -> tuple[Download, ...]:
    """Return the sheets of a pack: all of them, or those of `parts` and the page of notes, where long texts go on."""
    sheets = pack_sheets(library, name.scenario, name.paper, name.large)
    wanted = None if parts is None else {*parts, NOTES}
    return tuple(sheet for sheet in sheets if wanted is None or sheet.kind.part in wanted)


def prepare(
    sheets: Iterable[Download], cache: Path, executor: Executor | None = None, progress: Progress | None = None
) -> None:
    """Press what is not in `cache` yet, so that `bind` finds it there. Holds a few sheets at a time, however many.

    A sheet that can't be pressed costs no other one theirs: it is left out, and `bind` says why. Raises
    MissingSystemPart.
    """
    kept_chunks = Cache(cache / "sheets", ".json")
    missing = {key(sheet, cache): sheet for sheet in sheets}
    missing = {each: sheet for each, sheet in missing.items() if kept_chunks.find(each) is None}
    with Workers(cache, executor) as workers:
        for each, made in _pressed(missing, cache, workers.to_press(len(missing)), progress):
            if isinstance(made, bytes):
                kept_chunks.keep(each, made)


def bind(
    wanted: Mapping[str, tuple[Download, ...]],
    cache: Path,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> dict[str, Pack]:
    """Return a pack of each of `wanted`'s sheets, by its name.

    `cache` is a folder to keep packs and sheets in (made where there is none). What is not in it is pressed in
    `executor`, by default a pool of as many processes as there are cores, and kept as soon as it is there. Raises
    PressError with all that keeps sheets from being pressed, or MissingSystemPart.
    """
    with Workers(cache, executor) as workers:
        return {name: pack.opened for name, pack in _bind(workers, wanted, cache, progress).items()}


def proof(library: Library, cache: Path, name: str) -> bytes:
    """Return the sheet with a file name for whoever edits it: bound with no others, so that they need not be pressed.

    It looks as `render` has it; the bytes are others, since no pack surrounds it.
    """
    sheet = next(sheet for sheet in downloads(library) if sheet.name == name)
    homes = (PackName(*each) for each in _every(library) if each[1:] == (sheet.paper, sheet.large))
    found = (sheets_of(library, home, [sheet.kind.part]) for home in homes)
    sheets = next((each for each in found if name in {sheet.name for sheet in each}), (sheet,))
    return fill(bind({name: sheets}, cache)[name], [sheet.kind.part]).pdf


def _alone(pack: _Kept, part: str, cache: Path) -> bytes:
    """Return a sheet by itself, and keep it."""
    return _copies(cache).find_or_make(digest([pack.key, part]), lambda: fill(pack.opened, [part]).pdf)


def _copies(cache: Path) -> Cache:
    """Return where sheets by themselves are kept."""
    return Cache(cache / "copies", ".pdf")


class _Kept:
    """A pack as it is kept under its key: its map as JSON, and the PDF; opened when somebody asks for that."""

    def __init__(self, key: str, data: bytes) -> None:
        self.key = key
        self.map, _, self.pdf = data.partition(b"\n")

    @cached_property
    def opened(self) -> Pack:
        return Pack(self.pdf, json.loads(self.map))


def _bind(
    workers: Workers, wanted: Mapping[str, tuple[Download, ...]], cache: Path, progress: Progress | None
) -> dict[str, _Kept]:
    """Return as `bind` does, each pack as it is kept.

    Packs are kept twice: as they are bound, and with the brand of whoever asks.
    """
    kept_packs, kept_chunks = Cache(cache / "packs", ".pack"), Cache(cache / "sheets", ".json")
    workers.know(sheet for sheets in wanted.values() for sheet in sheets)
    parts = {name: {key(sheet, cache): sheet for sheet in each} for name, each in wanted.items()}
    keys = {name: pack_key(name, wanted[name][0].paper, each) for name, each in parts.items()}
    own = {name: brand_key(keys[name], each[0]) for name, each in wanted.items()}
    bound = {name: _Kept(each, data) for name, each in own.items() if (data := kept_packs.find(each)) is not None}
    open_ = {keys[name]: kept_packs.find(keys[name]) for name in wanted if name not in bound}
    rest = {name: each for name, each in parts.items() if name not in bound and open_[keys[name]] is None}
    needed = {each: sheet for sheets in rest.values() for each, sheet in sheets.items()}
    missing = dict(sorted(needed.items(), key=lambda pair: (pair[1].large, pair[1].name)))
    chunks = _chunks(missing, kept_chunks, cache, workers, progress)
    # Packs of a paper have streams in common, which are compressed once where one process binds them all.
    jobs: dict[tuple[Paper, bool, bool], list[str]] = {}
    for name, sheets in wanted.items():
        if name not in bound:
            jobs.setdefault((sheets[0].paper, sheets[0].large, len(sheets) == 1), []).append(name)
    work: list[tuple[list[str], list[Bindable]]] = [
        (group, [(wanted[name], open_[keys[name]] or [chunks[each] for each in parts[name]]) for name in group])
        for group in jobs.values()
    ]
    for group, made in _bound_packs(work, cache, workers.pool):
        for name, (data, with_brand) in zip(group, made, strict=True):
            if open_[keys[name]] is None:
                kept_packs.keep(keys[name], data)
            kept_packs.keep(own[name], with_brand)
            bound[name] = _Kept(own[name], with_brand)
    kept_packs.prune()
    kept_chunks.prune()
    prune(cache)
    return {name: bound[name] for name in wanted}


Bindable = tuple[tuple[Download, ...], bytes | list[bytes]]
"""A pack to be: its sheets, and with them itself, where it was bound before, or the chunk of each."""


def _bound_packs(
    work: list[tuple[list[str], list[Bindable]]], cache: Path, executor: Executor | None
) -> Iterator[tuple[list[str], list[tuple[bytes, bytes]]]]:
    """Yield each group of names with what `bind_job` makes of it: here, or in `executor`, and here if that fails."""
    running = [executor.submit(bind_job, packs, cache) if executor else None for _, packs in work]
    for (group, packs), future in zip(work, running, strict=True):
        try:
            made = future.result() if future else bind_job(packs, cache)
        except BrokenExecutor:
            made = bind_job(packs, cache)
        yield group, made


def bind_job(packs: list[Bindable], cache: Path) -> list[tuple[bytes, bytes]]:
    """Return each pack as it is kept, without a brand and with that of its sheets. May run in a worker."""
    made = []
    for sheets, data in packs:
        if not isinstance(data, bytes):
            data = _closed(_bound(sheets, [Chunk.model_validate_json(each) for each in data], cache))
        imprint = imprint_of(sheets[0].brand, sheets[0].edition, cache)
        made.append((data, _closed(closed(branded(_Kept("", data).opened, imprint)))))
    return made


class Workers:
    """What presses: an executor that was handed in, or a pool of our own, which does all else as well.

    The pool begins when there is enough to do, since that takes a second; until then, all is done here.
    """

    def __init__(self, cache: Path, executor: Executor | None = None) -> None:
        self.pool: Pool | None = None
        self._given, self._cache = executor, cache
        self._begun: list[Future[Any]] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self.pool:
            self.pool.shutdown()

    def expect(self) -> None:
        """Begin now where no sheet is kept yet: to begin takes as long as to read what is to be pressed."""
        with suppress(FileNotFoundError):
            if any((self._cache / "sheets").iterdir()):
                return
        self._own(MANY, FEW)

    def know(self, sheets: Iterable[Download]) -> None:
        """Have the keys of all sheets worked out and kept, where none is yet."""
        with suppress(FileNotFoundError):
            if any((self._cache / "keys").iterdir()):
                return
        each = list({words_key(sheet): sheet for sheet in sheets}.values())
        if pool := self._own(len(each), MANY):
            wait([pool.submit(keys_job, each[at : at + FEW_KEYS], self._cache) for at in range(0, len(each), FEW_KEYS)])

    def to_press(self, sheets: int) -> Executor | None:
        """Return what is to press so many sheets; nothing where that is to be done here."""
        pool = self._own(sheets, FEW)
        wait(self._begun)
        return self._given or pool

    def copy(self, copies: Iterable[tuple[_Kept, str, bool]]) -> None:
        """Where a pool has begun, have it do `copies_job` with parts of packs, each with whether it is shown."""
        if self.pool:
            jobs: dict[tuple[str, bool], tuple[_Kept, list[str]]] = {}
            for pack, part, shown in copies:
                jobs.setdefault((pack.key, shown), (pack, []))[1].append(part)
            few = [
                self.pool.submit(copies_job, pack, parts[at : at + FEW_COPIES], shown, self._cache)
                for (_, shown), (pack, parts) in jobs.items()
                for at in range(0, len(parts), FEW_COPIES)
            ]
            wait(few)

    def _own(self, jobs: int, least: int) -> Pool | None:
        """Return our own pool, if any; it begins where there are more than `least` jobs, with the fonts for all."""
        if self._given is None and self.pool is None and jobs > least:
            self.pool = Pool(min(jobs, cores()))
            cuts = fonts.anchor_font, fonts.field_font, fonts.more_field_fonts
            self._begun = [self.pool.submit(cut, self._cache) for cut in cuts]
        return self.pool


def copies_job(pack: _Kept, parts: list[str], shown: bool, cache: Path) -> None:
    """Copy sheets out of a pack, draw those that are shown small, and keep all. Runs in a worker of this machine.

    The part of no name is the whole pack.
    """
    for part in parts:
        pdf = _alone(pack, part, cache) if part else pack.pdf
        if shown:
            thumbnail(pdf, cache)


def keys_job(sheets: list[Download], cache: Path) -> None:
    """Work out the keys of sheets, and keep them. Runs in a worker of this machine."""
    for sheet in sheets:
        key(sheet, cache)


def _closed(pack: Pack) -> bytes:
    """Return a pack as it is kept."""
    return json.dumps(pack.map, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + pack.pdf


def _every(library: Library) -> Iterator[tuple[str, Paper, bool]]:
    for large in (False, True):
        for scenario in library.scenarios:
            for paper in PAPERS:
                yield scenario, paper, large


def _bound(parts: tuple[Download, ...], chunks: list[Chunk], cache: Path) -> Pack:
    from macros.paper.pack import bind

    first = parts[0]
    titles = [f"{each.title} · {each.kind.word}" for each in parts]
    sheets = [
        bind.FinishedSheet(
            id=each.kind.part, label=each.kind.label, title=title, check=each.check, cut=each.cut, chunk=chunk
        )
        for each, title, chunk in zip(parts, titles, chunks, strict=True)
    ]
    facts = bind.Facts(
        title=sheets[0].title if len(parts) == 1 else f"{first.title} · Pack",
        subject=f"Second Round, for second and later job interviews. Edition {first.edition.edition}.",
        language="en",
        day=first.edition.released.isoformat(),
    )
    shared = {name: words for name, words in HEADING_TOOLTIPS.items() if any(name in each.blanks for each in chunks)}
    ours = {"body": fonts.body_font(False), "body-bold": fonts.body_font(True), "field": fonts.field_font(cache)}
    ours["more"] = fonts.anchor_font(cache)
    more = [bind.FieldFont(name, ttf) for name, ttf in fonts.more_field_fonts(cache).items()]
    return bind.bind(sheets, facts, shared, ours, more, ours["more"], first.large)


def press_job(sheet: Download, cache: Path, pressed_by: str) -> bytes | PressError:
    """Return a sheet's chunk as JSON, or why it can't be pressed. Runs in a worker, which may be another machine.

    `pressed_by` is a digest of what decides the bytes where the job comes from. Raises PressError where that is another
    one here.
    """
    if pressed_by != pressing():
        message = "A worker has another version of Second Round, or of the packages that it needs."
        raise PressError(f"{message} Install the same everywhere, and change nothing meanwhile.")
    try:
        return press(sheet, writable(cache)).model_dump_json().encode()
    except PressError as error:
        return error


def _chunks(
    missing: Mapping[str, Download], kept: Cache, cache: Path, workers: Workers, progress: Progress | None
) -> dict[str, bytes]:
    """Return the chunk of each sheet as JSON, by its key. Each is kept as soon as it is there, whatever comes after."""
    found = {each: kept.find(each) for each in missing}
    rest = {each: sheet for each, sheet in missing.items() if found[each] is None}
    wrong = []
    for each, made in _pressed(rest, cache, workers.to_press(len(rest)), progress):
        if isinstance(made, bytes):
            kept.keep(each, made)
            found[each] = made
        else:
            wrong.append(str(made))
    if wrong:
        raise PressError("\n".join(sorted(set(wrong))))
    return {each: data for each, data in found.items() if data is not None}


def _pressed(
    missing: Mapping[str, Download], cache: Path, executor: Executor | None, progress: Progress | None
) -> Iterator[tuple[str, bytes | PressError]]:
    """Yield each sheet's key with what `press_job` makes of it, in the order in which they are ready."""
    for done, pair in enumerate(_done(missing, cache, executor), 1):
        if progress:
            progress(done, len(missing))
        yield pair


def _done(
    missing: Mapping[str, Download], cache: Path, executor: Executor | None
) -> Iterator[tuple[str, bytes | PressError]]:
    """Yield each sheet's key with what `press_job` makes of it: here, or in `executor`.

    A sheet whose worker dies is given to another. Raises MissingSystemPart, and PressError where a job can't be done.
    """
    waiting, tries = list(missing)[::-1], dict.fromkeys(missing, 0)
    running: dict[Future[bytes | PressError], str] = {}
    while waiting or running:
        while waiting and len(running) < MOST_WAITING:
            each = waiting.pop()
            job = missing[each], cache, pressing()
            if executor is None:
                yield each, press_job(*job)
            else:
                running[executor.submit(press_job, *job)] = each
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            each = running.pop(future)
            try:
                made = future.result()
            except SecondRoundError:
                raise
            except Exception as error:  # each kind of executor has its own for a worker that died
                tries[each] += 1
                if tries[each] == TRIES:
                    message = f"Could not render {missing[each].name}; a worker was lost {TRIES} times."
                    why = f"{type(error).__name__}: {str(error).partition('.')[0]}."
                    raise PressError(f"{message} Is there enough memory? {why}") from error
                waiting.append(each)
            else:
                yield each, made
