"""Owns the copies of an order, for each person or for the printer, as files that are whole; it makes no sheet."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from macros import paper
from macros.cache import sweep, write_whole
from macros.errors import UnsupportedText
from macros.orders import tables
from macros.orders.order import Handout
from macros.orders.people import Given
from macros.orders.roster import RosterRow, file_name
from macros.paper import (
    Copy,
    Pack,
)

OnCopy = Callable[[], None]
"""Called after each copy."""


class Folder:
    """A folder that files are put into. Each is whole from the moment at which it has its name.

    What is there already and is another file is left alone unless `replace` says otherwise: somebody may have filled it
    in.
    """

    def __init__(self, path: Path, replace: bool = False) -> None:
        self.path = path
        self._replace = replace
        self._ready = False

    def put(self, name: str, *pieces: bytes) -> Literal["written", "there", "taken"]:
        """Write a file of `pieces`, unless the same is there, or another has its name. Raises OSError."""
        path = f"{self.path}{os.sep}{name}"
        if os.path.lexists(path):
            there = Path(path)
            if there.is_file() and there.read_bytes() == b"".join(pieces):
                return "there"
            if there.is_dir() or not self._replace:
                return "taken"
        if not self._ready:
            self.path.mkdir(parents=True, exist_ok=True)
            sweep(self.path)
            self._ready = True
        write_whole(path, *pieces)
        return "written"


@dataclass
class Tally:
    """The result of an order: how many files, and what to say of them."""

    written: int = 0
    there: int = 0
    taken: int = 0
    failed: list[str] = field(default_factory=list)
    """What was not made, and why."""
    noticed: list[str] = field(default_factory=list)
    """What was made, and should be looked at."""

    def add(self, other: Tally) -> None:
        """Count what became of another order, or of a part of this one."""
        self.written, self.there, self.taken = (
            self.written + other.written,
            self.there + other.there,
            self.taken + other.taken,
        )
        self.failed += other.failed
        self.noticed += other.noticed

    def put(self, folder: Folder, name: str, pieces: Sequence[bytes], whose: str = "") -> None:
        """Put a file into a folder, and count it. Raises OSError."""
        outcome = folder.put(name, *pieces)
        setattr(self, outcome, getattr(self, outcome) + 1)
        if outcome == "taken":
            self.failed.append(f"{whose}{folder.path / name} is another file already, and was left as it is.")


@dataclass(frozen=True)
class Print:
    """What holds for all copies of a run: how they are printed, and when they are made."""

    made: str
    """The edition and the day, which stand in the names of files."""
    both_sides: bool = True


def make_blank(pack: Pack, handout: Handout, given: Given, how: Print, folder: Folder, tally: Tally) -> None:
    """Make one copy that says what is given and is blank otherwise. Raises UnsupportedText or OSError."""
    copy = paper.fill(pack, handout.parts, given.values, given.ticks, shape=True, both_sides=how.both_sides)
    _notice(tally, pack, copy, given.values, "")
    name = file_name(1, given.values.get("name", ""), 1).removeprefix("001").removesuffix(".pdf")
    tally.put(folder, f"{handout.stem}{name}.pdf", copy.pieces)


def make_copies(
    pack: Pack,
    handout: Handout,
    rows: Sequence[RosterRow],
    last: int,
    given: Given,
    how: Print,
    folder: Folder,
    tally: Tally,
    made_one: OnCopy,
) -> list[RosterRow]:
    """Make a copy for each row, and return the rows that could be made. Raises OSError.

    A row that fails is noted with its number and the reason, and the other rows are still made. `last` is the number of
    the roster's last row.
    """
    fields, made = pack.fields_of(handout.parts), []
    for row in rows:
        values, ticks = given.to(row)
        person = values.get("name", "")
        whose = f"Row {row.number}{f', {person}' if person else ''}: ".replace("\n", " ")
        try:
            copy = paper.fill(pack, handout.parts, values, ticks, shape=True, both_sides=how.both_sides)
        except UnsupportedText as error:
            tally.failed.append(f"{whose}{error}")
        else:
            if copy.moved or copy.cut:
                _notice(tally, pack, copy, values, whose)
            lost = [name for name in row.values if name not in fields]
            tally.noticed += [f"{whose}“{name}” has no room on {handout.stem}, and is left out." for name in lost]
            tally.put(folder, file_name(row.number, person, last, how.made), copy.pieces, whose)
            made.append(row)
        made_one()
    return made


def make_merged(
    pack: Pack,
    handout: Handout,
    rows: Sequence[RosterRow],
    given: Given,
    how: Print,
    folder: Folder,
    tally: Tally,
    made_one: OnCopy,
) -> None:
    """Make one PDF of the rows' copies for the printer, or several where one would be too long. Raises OSError."""

    def people(rows: Iterable[RosterRow]) -> Iterator[tuple[Mapping[str, str], tuple[str, ...]]]:
        for row in rows:
            yield given.to(row)
            made_one()

    sides = [part["pages"] for part in pack.chosen(handout.parts)]
    many = max(1, tables.MOST_PAGES // sum(each + each % 2 * how.both_sides for each in sides))
    volumes = [rows[start : start + many] for start in range(0, len(rows), many)]
    for number, volume in enumerate(volumes, 1):
        which = f"-{number:0{len(str(len(volumes)))}}" if len(volumes) > 1 else ""
        merged = paper.merge(pack, people(volume), handout.parts, shape=True, both_sides=how.both_sides)
        tally.put(folder, f"{handout.stem}-all{which}-{how.made}.pdf", merged.pieces)


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
