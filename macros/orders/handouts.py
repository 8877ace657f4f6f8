"""Owns a career centre's order: its sheets, a copy for each person, files that are whole; refuses to make a sheet."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from macros import paper
from macros.brand import Brand
from macros.errors import DataError, SecondRoundError, UnsupportedText, nearest
from macros.guidance import Card, Checklist, Conversation, Cover, Library, NotesPage, Worksheet
from macros.orders import tables
from macros.orders.roster import Roster, RosterRow, file_name, read
from macros.paper import (
    Copy,
    Download,
    Pack,
    PackName,
    Progress,
    bind,
    east_asian,
    pack_sheets,
    sheets_of,
)
from macros.reading import files_in, read_brand
from macros.values import Paper

ALL = "all"
"""What stands for every scenario."""

BRAND_FILES = (".yml", ".yaml")

OnCopy = Callable[[], None]
"""Called after each copy."""


@dataclass(frozen=True)
class Handout:
    """A PDF to be: which parts of which pack, and the name that links expect, without its ending."""

    pack: PackName
    parts: tuple[str, ...]
    stem: str


@dataclass(frozen=True)
class Order:
    """What was asked for: the checklists of these scenarios, each with these sheets."""

    scenarios: tuple[str, ...]
    cards: tuple[str, ...] = ()
    worksheets: tuple[str, ...] = ()
    conversations: tuple[str, ...] = ()
    cover: bool = False
    notes: bool = False
    papers: tuple[Paper, ...] = ()
    """The paper of the brand, where there are none."""
    large: bool = False

    def of(self, library: Library) -> tuple[Handout, ...]:
        """Return the handouts of a brand, which is the library's. Raises SecondRoundError with every unknown id."""
        self._check(library)
        scenarios = tuple(library.scenarios) if ALL in self.scenarios else tuple(dict.fromkeys(self.scenarios))
        papers = tuple(dict.fromkeys(self.papers)) or (library.brand.paper,)
        return tuple(self._handout(library, scenario, on) for scenario in scenarios for on in papers)

    def _handout(self, library: Library, scenario: str, on: Paper) -> Handout:
        name = PackName(scenario, on, self.large)
        sheets = [sheet for sheet in pack_sheets(library, scenario, on, self.large) if self._has(sheet)]
        stem = sheets[0].name.removesuffix(".pdf") if len(sheets) == 1 else str(name)
        return Handout(name, tuple(sheet.kind.part for sheet in sheets), stem)

    def _has(self, sheet: Download) -> bool:
        match sheet.subject:
            case Checklist():
                return True
            case Cover():
                return self.cover
            case NotesPage():
                return self.notes
            case Card(id=wanted):
                return wanted in self.cards
            case Worksheet(id=wanted):
                return wanted in self.worksheets
            case Conversation(id=wanted):
                return wanted in self.conversations

    def _check(self, library: Library) -> None:
        cards = [card.id for card in library.cards.values() if card.pause_point]
        lists: list[tuple[str, tuple[str, ...], Iterable[str]]] = [
            ("scenario", self.scenarios, [*library.scenarios, ALL]),
            ("card", self.cards, cards),
            ("worksheet", self.worksheets, library.worksheets),
            ("conversation", self.conversations, library.conversations),
        ]
        wrong = [_unknown(what, each, known) for what, asked, known in lists for each in asked if each not in known]
        if wrong:
            raise SecondRoundError("\n".join(wrong))


def _unknown(what: str, wanted: str, known: Iterable[str]) -> str:
    hint = nearest(wanted, known) or f" There are: {', '.join(sorted(known))}."
    return f'There is no {what} "{wanted}" to hand out.{hint}'


def sheets_for(library: Library, handouts: Iterable[Handout], whole: bool) -> dict[str, tuple[Download, ...]]:
    """Return the sheets to bind for handouts, by the names of their packs: their parts, and the page of notes.

    With `whole` it is all sheets of each pack, as a site has them: a copy is then the same bytes as one that a visitor
    of the site makes. A network of centres has no such site, and a hundred brands need not press what nobody asked for.
    """
    return {str(each.pack): sheets_of(library, each.pack, None if whole else each.parts) for each in handouts}


def open_packs(
    library: Library,
    handouts: Iterable[Handout],
    whole: bool,
    cache: Path,
    executor: Executor | None,
    progress: Progress,
) -> dict[Handout, Pack]:
    """Return the packs of handouts, with the sheets that `sheets_for` tells. Raises as `bind` does."""
    handouts = tuple(handouts)
    packs = bind(sheets_for(library, handouts, whole), cache, executor, progress)
    return {each: packs[str(each.pack)] for each in handouts}


# ------------------------------------------------------------------------------------------------------------- brands


def brands_of(path: Path) -> tuple[dict[str, Brand], list[str]]:
    """Return the brands of a folder by the names of their files without their endings, and what is wrong in the others.

    Of a file, it is one brand, by the name "". Raises DataError for a file that is wrong, and SecondRoundError for a
    folder without any.
    """
    if not path.is_dir():
        return {"": read_brand(path)}, []
    brands: dict[str, Brand] = {}
    wrong: list[str] = []
    files = files_in(path, *BRAND_FILES)
    if not files:
        raise SecondRoundError(f"{path} has no brand in it: a copy of brand.yml for each centre, each named after it.")
    for each in files:
        if each.stem in brands:
            wrong.append(f"{each}:1  {each.name}  Another file has this name with another ending. Rename one of them.")
            continue
        try:
            brands[each.stem] = read_brand(each)
        except DataError as error:
            wrong += [str(replace(problem, file=str(each))) for problem in error.problems]
    return brands, wrong


# ------------------------------------------------------------------------------------------------------------- people


@dataclass(frozen=True)
class Known:
    """What can be filled in and ticked on some handouts: name to what a person calls it."""

    fields: Mapping[str, str]
    ticks: Mapping[str, str]

    @classmethod
    def on(cls, packs: Mapping[Handout, Pack]) -> Known:
        fields: dict[str, str] = {}
        ticks: dict[str, str] = {}
        for handout, pack in packs.items():
            fields |= pack.fields_of(handout.parts)
            ticks |= pack.fields_of(handout.parts, ticks=True)
        return cls(fields, ticks)


@dataclass(frozen=True)
class Given:
    """What every copy says: texts and ticks by the names of the fields."""

    values: Mapping[str, str] = field(default_factory=dict)
    ticks: tuple[str, ...] = ()

    def to(self, row: RosterRow) -> tuple[dict[str, str], tuple[str, ...]]:
        """Return what one person's copy says; what their row says goes first."""
        return {**self.values, **row.values}, (*self.ticks, *row.ticks)


def read_given(settings: Iterable[tuple[str, str]], known: Known) -> Given:
    """Read names and what to fill in. Raises SecondRoundError with everything that is wrong in them."""
    values: dict[str, str] = {}
    ticks: list[str] = []
    wrong = []
    for name, text in settings:
        if name in known.fields:
            values[name] = text
        elif name not in known.ticks:
            hint = nearest(name, [*known.fields, *known.ticks])
            wrong.append(f'The handout has no field "{name}".{hint}')
        elif text.lower() in tables.TICKED:
            ticks.append(name)
        elif text.lower() not in tables.UNTICKED:
            wrong.append(f'"{name}" is a box to tick: {name}=x ticks it.')
    if wrong:
        raise SecondRoundError("\n".join(wrong))
    return Given(values, tuple(ticks))


def read_roster(path: Path, known: Known) -> Roster:
    """Read a roster. Raises SecondRoundError with all that is wrong in it where it is wrong as a whole.

    A heading that no handout has is wrong as a whole: left out in silence, it would be missed in print.
    """
    try:
        with path.open("rb") as file:
            roster = read(file.read(tables.MOST_BYTES + 1), known.fields, known.ticks)
    except OSError as error:
        raise SecondRoundError(f"{path} can't be read: {error.strerror}.") from error
    if any(problem.row is None for problem in roster.problems):
        advice = (
            "Nothing was written, so that no column is missed in print: mend the headings, or take the columns out."
        )
        raise SecondRoundError("\n".join([*map(str, roster.problems), advice]))
    return roster


# ------------------------------------------------------------------------------------------------------------- copies


class Folder:
    """A folder that files are put into. Each is whole from the moment at which it has its name.

    What is there already and is another file is left alone unless `replace` says otherwise: somebody may have filled it
    in.
    """

    def __init__(self, path: Path, replace: bool = False) -> None:
        self.path = path
        self._replace = replace
        self._aside = path / f".second-round-{os.getpid()}.part"
        self._ready = False

    def put(self, name: str, data: bytes) -> Literal["written", "there", "taken"]:
        """Write a file, unless the same is there, or another file has the name. Raises OSError."""
        path = self.path / name
        if os.path.lexists(path):
            if path.is_file() and path.read_bytes() == data:
                return "there"
            if path.is_dir() or not self._replace:
                return "taken"
        if not self._ready:
            self.path.mkdir(parents=True, exist_ok=True)
            self._sweep()
            self._ready = True
        try:
            self._aside.write_bytes(data)
            self._aside.replace(path)
        finally:
            self._aside.unlink(missing_ok=True)
        return "written"

    def _sweep(self) -> None:
        """Remove what a run that was ended in the middle of a file has left: nothing else has such a name."""
        for path in self.path.glob(".second-round-*.part"):
            process = re.fullmatch(r"\.second-round-(\d+)\.part", path.name)
            if process and not _runs(int(process[1])):
                path.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@dataclass
class Tally:
    """What became of an order: how many files, and what to say of them."""

    written: int = 0
    there: int = 0
    taken: int = 0
    failed: list[str] = field(default_factory=list)
    """What was not made, and why."""
    noticed: list[str] = field(default_factory=list)
    """What was made, and should be looked at."""

    def put(self, folder: Folder, name: str, data: bytes, whose: str = "") -> None:
        """Put a file into a folder, and count it. Raises OSError."""
        outcome = folder.put(name, data)
        setattr(self, outcome, getattr(self, outcome) + 1)
        if outcome == "taken":
            self.failed.append(f"{whose}{folder.path / name} is another file already, and was left as it is.")


def make_blank(pack: Pack, handout: Handout, given: Given, folder: Folder, tally: Tally) -> None:
    """Make one copy that says what is given and is blank otherwise. Raises UnsupportedText or OSError."""
    copy = paper.fill(pack, handout.parts, given.values, given.ticks, east_asian)
    _notice(tally, pack, copy, given.values, "")
    name = file_name(1, given.values.get("name", ""), 1).removeprefix("001").removesuffix(".pdf")
    tally.put(folder, f"{handout.stem}{name}.pdf", copy.pdf)


def make_copies(
    pack: Pack, handout: Handout, roster: Roster, given: Given, folder: Folder, tally: Tally, made_one: OnCopy
) -> list[RosterRow]:
    """Make a copy for each row, and return the rows that could be made. Raises OSError.

    A row that fails is noted with its number and the reason, and the other rows are still made.
    """
    last = max([row.number for row in roster.rows] + [problem.row or 0 for problem in roster.problems])
    fields, made = pack.fields_of(handout.parts), []
    for row in roster.rows:
        values, ticks = given.to(row)
        person = values.get("name", "")
        whose = f"Row {row.number}{f', {person}' if person else ''}: ".replace("\n", " ")
        try:
            copy = paper.fill(pack, handout.parts, values, ticks, east_asian)
        except UnsupportedText as error:
            tally.failed.append(f"{whose}{error}")
        else:
            _notice(tally, pack, copy, values, whose)
            lost = [name for name in row.values if name not in fields]
            tally.noticed += [f"{whose}“{name}” has no room on {handout.stem}, and is left out." for name in lost]
            tally.put(folder, file_name(row.number, person, last), copy.pdf, whose)
            made.append(row)
        made_one()
    return made


def make_merged(
    pack: Pack,
    handout: Handout,
    rows: Sequence[RosterRow],
    given: Given,
    folder: Folder,
    tally: Tally,
    made_one: OnCopy,
) -> None:
    """Make one PDF of the rows' copies for the printer, or several where one would be too long. Raises OSError."""

    def people(rows: Iterable[RosterRow]) -> Iterator[tuple[Mapping[str, str], tuple[str, ...]]]:
        for row in rows:
            yield given.to(row)
            made_one()

    pages = sum(part["pages"] for part in pack.chosen(handout.parts))
    many = max(1, tables.MOST_PAGES // (pages + pages % 2))
    volumes = [rows[start : start + many] for start in range(0, len(rows), many)]
    for number, volume in enumerate(volumes, 1):
        which = f"-{number:0{len(str(len(volumes)))}}" if len(volumes) > 1 else ""
        merged = paper.merge(pack, people(volume), handout.parts, east_asian)
        tally.put(folder, f"{handout.stem}-all{which}.pdf", merged.pdf)


def _notice(tally: Tally, pack: Pack, copy: Copy, values: Mapping[str, str], whose: str) -> None:
    """Note which of the texts do not show whole where they belong."""
    for name in values:
        if name in copy.cut:
            message = "is cut short on paper. On a screen, the field holds all of it."
        elif name in copy.moved:
            message = "does not fit, and stands whole on a page of notes at the back."
        else:
            continue
        tally.noticed.append(f"{whose}“{pack.words[name]}” {message}")
