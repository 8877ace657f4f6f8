"""Owns what the rows of a class's roster say, and how each person's copy is named; does not know what a handout is.

Which text a file is, `decoding` says, and which column is which, `headings`. The same three stand in
docs/assets/second-round/desk/, with the same names. Both sides have their limits and sentences from `tables`, and are
held to tests/unit/orders/rosters.yml, and to each other on random tables. Change both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from macros.orders import tables
from macros.orders.decoding import Decoded, UnfitRoster, decode
from macros.orders.headings import Columns, Headings, choice_of, is_empty, listed, records, said_of, shown, turned

_CONTROL = re.compile(tables.CONTROL)


@dataclass(frozen=True)
class RosterRow:
    """One person: the row's number as a spreadsheet shows it, their texts and their ticks by field name.

    The header is row 1. Empty cells stand in neither; ticks are in the order of the columns.
    """

    number: int
    values: Mapping[str, str]
    ticks: tuple[str, ...]
    choices: Mapping[str, str] = field(default_factory=dict)
    """Which sheets they get, where the row says so: the scenario's id, the paper, and "yes" or "no" for large print."""


@dataclass(frozen=True)
class RowProblem:
    """One thing to correct, or to know: in a row, in a column (as its heading has it), in a cell of both, or in all."""

    row: int | None
    column: str | None
    message: str

    def __str__(self) -> str:
        if self.row is None:
            where = tables.IN_COLUMN if self.column else tables.IN_ROSTER
        else:
            where = tables.IN_CELL if self.column else tables.IN_ROW
        return where.format(row=self.row, column=self.column, message=self.message)


@dataclass(frozen=True)
class Roster:
    """The rows that are right, in order, and everything that is wrong; the other rows of a wrong one are read."""

    rows: tuple[RosterRow, ...]
    problems: tuple[RowProblem, ...]
    notices: tuple[RowProblem, ...] = ()
    """What was made of the file that a careful person would look at: a guess, what is left out, who has no name."""


Choices = Mapping[str, Mapping[str, str]]
"""What a row may say of which sheets somebody gets: for each column its answers, and what a person calls each."""


def read(data: bytes, fields: Mapping[str, str], ticks: Mapping[str, str], choices: Choices | None = None) -> Roster:
    """Read a roster as a spreadsheet or another program saves it; never raises, whatever the bytes are.

    `fields` has each text field's name and the words for it that a person would use, `ticks` each checkbox's, `choices`
    the columns "scenario", "large" and "paper" with their answers. A column that is nearly a field is a problem; any
    other that no handout has, or that is given a second time, is left out with a word. The rows are read all the same.
    A list of names alone needs no heading.
    """
    choices = choices or {}
    known = Headings(fields, ticks, choices)
    rows: list[RosterRow] = []
    problems: list[RowProblem] = []
    notices: list[tuple[str | None, str]] = []
    try:
        found = decode(data)
        table = known.find(found.text)
        if found.damaged:
            raise UnfitRoster(_damage(table.text, table.separator))
        headings = table.headings
        if headings is None:
            return Roster((), (RowProblem(table.row, None, tables.UNCLOSED),))
        columns = known.columns(headings)
        problems += [RowProblem(None, heading, message) for heading, message in columns.problems]
        notices += [(None, message) for message in said_of(tables.ABOVE, table.above)]
        notices += columns.notices
        bare = None if columns.used else known.bare(table.text)
        if bare:
            (table, columns), problems, notices = bare, [], []
        elif not columns.used:
            raise UnfitRoster(known.expected(headings))
        table = known.of_one_column(table, columns)
        people = People(columns, table.headings or [], ticks, table.separator, choices)
        count = 0
        for number, cells in enumerate(records(table.text, table.separator), 1):
            if number <= table.row or is_empty(cells):
                continue
            count += 1
            if count > tables.MOST_ROWS:
                raise UnfitRoster(tables.TOO_MANY_ROWS.format(most=f"{tables.MOST_ROWS:,}"))
            row = people.row(number, cells)
            if isinstance(row, RosterRow):
                rows.append(row)
            elif row:
                problems += row
        if not rows and all(problem.row is None for problem in problems):
            raise UnfitRoster(tables.NO_ROWS)
        if bare:
            names = [shown(row.values["name"]) for row in rows if "name" in row.values]
            notices = [(None, tables.NO_HEADINGS.format(names=listed(names)))]
        elif "name" in fields and "name" not in columns.used:
            notices = [(None, tables.NO_NAMES), *notices]
        notices = [(None, message) for message in _guess(found, rows)] + notices
        notices += [(None, message) for message in people.notices]
    except UnfitRoster as unfit:
        rows, problems = [], [problem for problem in problems if problem.row is None]
        problems.append(RowProblem(None, None, str(unfit)))
    return Roster(tuple(rows), tuple(problems), tuple(RowProblem(None, *notice) for notice in notices))


def _damage(text: str, separator: str) -> str:
    """Return what is wrong with a text that was not all UTF-8, and in which rows."""
    numbers = [
        number for number, cells in enumerate(records(text, separator), 1) if tables.LOST in "".join(cells or ())
    ]
    return "".join(said_of(tables.NOT_ALL_UTF8, numbers)) or tables.UNREADABLE


def _guess(found: Decoded, rows: list[RosterRow]) -> list[str]:
    """Return what to say of a guess: which it was, and what came out of it that another would have read otherwise."""
    cells = [text for row in rows for text in row.values.values() if not text.isascii()]
    names = list(dict.fromkeys(shown(text) for text in cells)) if found.guess else []
    return [tables.GUESSED.format(page=found.guess, names=listed(names))] if names else []


class People:
    """Reads one row after the other, and remembers which of them are told about all at once."""

    def __init__(
        self, columns: Columns, headings: list[str], ticks: Mapping[str, str], separator: str, choices: Choices
    ) -> None:
        self._columns, self._headings, self._ticks, self._separator = columns, headings, ticks, separator
        self._choices = choices
        self._turned: list[str] = []
        self._nameless: list[int] = []
        self._unused: list[int] = []
        self._nobody: list[int] = []

    @property
    def notices(self) -> list[str]:
        """What to say of rows that were read, and of those that were not."""
        turned_round = [tables.TURNED.format(names=listed(self._turned))] if self._turned else []
        return [
            *turned_round,
            *said_of(tables.NO_NAME, self._nameless),
            *said_of(tables.NOTHING_USED, self._unused),
            *said_of(tables.NO_PERSON, self._nobody),
        ]

    def row(self, number: int, cells: list[str] | None) -> RosterRow | list[RowProblem]:
        """Return one person's row, or all that is wrong with it: nothing, where it is nobody's."""
        if cells is None:
            return [RowProblem(number, None, tables.UNCLOSED)]
        values: dict[str, str] = {}
        parts: dict[int, str] = {}
        chosen: dict[str, str] = {}
        ticked: list[str] = []
        problems: list[RowProblem] = []
        is_used = False
        for at, cell in enumerate(cells):
            bare = cell.strip(tables.WHITE)
            heading = self._headings[at] if at < len(self._headings) else ""
            name = self._columns.names[at] if at < len(self._columns.names) else None
            if not bare:
                continue
            if not heading.strip(tables.WHITE):
                message = tables.UNDER_NO_HEADING.format(cell=shown(cell), separator=tables.SEPARATORS[self._separator])
                problems.append(RowProblem(number, None, message))
                break
            if name is None:
                continue
            is_used = True
            if message := self._message(cell, bare, name):
                problems.append(RowProblem(number, shown(heading), message))
            elif name in self._choices:
                chosen[name] = choice_of(name, bare, self._choices[name])
            elif at in self._columns.parts:
                parts[self._columns.parts[at]] = bare
            elif name not in self._ticks:
                values[name] = cell
            elif bare.lower() in tables.TICKED:
                ticked.append(name)
        if parts:
            values["name"] = " ".join([parts[part] for part in sorted(parts)])
        if problems:
            return problems
        name = values.get("name", "")
        if not is_used:
            self._unused.append(number)
        elif name.strip(tables.WHITE).lower() in tables.NO_PEOPLE:
            self._nobody.append(number)
        else:
            if name and not parts and turned(name) != name:
                values["name"] = turned(name)
                self._turned.append(shown(values["name"]))
            if not name and "name" in self._columns.used:
                self._nameless.append(number)
            return RosterRow(number, values, tuple(ticked), chosen)
        return []

    def _message(self, cell: str, bare: str, name: str) -> str:
        """Return what is wrong with a cell that is not empty, or ''."""
        if len(cell) > tables.MOST_LETTERS:
            return tables.TOO_LONG.format(most=f"{tables.MOST_LETTERS:,}")
        if control := _CONTROL.search(cell):
            return tables.HAS_CONTROL.format(code=f"{ord(control[0]):04X}")
        if tables.LOST in cell:
            return tables.HAS_LOST
        if name in self._choices and not choice_of(name, bare, self._choices[name]):
            return tables.NO_CHOICE.format(cell=shown(cell), names=listed(list(self._choices[name])))
        if name in self._ticks and bare.lower() not in (*tables.TICKED, *tables.UNTICKED):
            return tables.NEITHER.format(cell=shown(cell))
        return ""


def file_name(number: int, name: str, last: int, made: str = "") -> str:
    """Return the file name of one person's copy, such as '007-Zoë-Łukasz-1.0-2026-11-29.pdf', fit for every system.

    `number` is the row's, `last` that of the roster's last row: numbers are as long as it, and at least three digits,
    so that files sort as the roster does and no two have one name. Of the person's name the letters and digits of every
    script stay (as this Python's Unicode knows them); a hyphen takes the place of anything else. `made` is the edition
    and the day on which it is made.
    """
    start, end = str(number).zfill(max(3, len(str(last)))), f"-{made}.pdf" if made else ".pdf"
    words = ""
    for sign in unicodedata.normalize("NFC", name):
        kind = unicodedata.category(sign)
        if kind[0] == "L" or kind == "Nd" or (kind[0] == "M" and words and words[-1] != "-"):
            words += sign
        elif words and words[-1] != "-":
            words += "-"
    most, most_bytes = (limit - len(f"{start}-{end}") for limit in tables.LONGEST_NAME)
    words = words[:most].encode()[:most_bytes].decode(errors="ignore").strip("-")
    return f"{start}-{words}{end}" if words else f"{start}{end}"
