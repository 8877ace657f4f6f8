"""Owns how a class's roster is read, and how each person's copy is named; refuses to know what a handout is.

The same reader stands in docs/assets/second-round/desk/roster.mjs, with the same names. Both have their limits and
sentences from `tables`, and are held to tests/unit/orders/rosters.yml, and to each other on random tables. Change both.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from macros.orders import tables

_BETWEEN_WORDS = re.compile(tables.BETWEEN_WORDS)

_CONTROL = re.compile(tables.CONTROL)

_UNSHOWN = re.compile(tables.UNSHOWN)


@dataclass(frozen=True)
class RosterRow:
    """One person: the row's number as a spreadsheet shows it, their texts and their ticks by field name.

    The header is row 1. Empty cells stand in neither; ticks are in the order of the columns.
    """

    number: int
    values: Mapping[str, str]
    ticks: tuple[str, ...]


@dataclass(frozen=True)
class RowProblem:
    """One thing to mend: in a row, in a column (as its heading has it), in a cell of both, or, with neither, in all."""

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


class _Unfit(Exception):
    """The file as a whole cannot be used; its text says why."""


def read(data: bytes, fields: Mapping[str, str], ticks: Mapping[str, str]) -> Roster:
    """Read a roster as a spreadsheet saves it; never raises, whatever the bytes are.

    `fields` has each text field's name and the words for it that a person would use, `ticks` each checkbox's. A column
    that is unknown, or given a second time, is a problem and left out; the rows are read all the same.
    """
    known, candidates = _known_headings(fields, ticks)
    rows: list[RosterRow] = []
    problems: list[RowProblem] = []
    try:
        text, separator = _separated(_decoded(data), known)
        records = ((number, cells) for number, cells in enumerate(_records(text, separator), 1) if not _is_empty(cells))
        first, headings = next(records)
        if headings is None:
            return Roster((), (RowProblem(first, None, tables.UNCLOSED),))
        columns = _named_columns(headings, known, candidates, problems)
        if not any(columns):
            raise _Unfit(_expected([*fields, *ticks]))
        for count, (number, cells) in enumerate(records, 1):
            if count > tables.MOST_ROWS:
                raise _Unfit(tables.TOO_MANY_ROWS.format(most=f"{tables.MOST_ROWS:,}"))
            row = _read_row(number, cells, headings, columns, ticks, separator)
            if isinstance(row, RosterRow):
                rows.append(row)
            else:
                problems += row
        if not rows and all(problem.row is None for problem in problems):
            raise _Unfit(tables.NO_ROWS)
    except _Unfit as unfit:
        kept = [problem for problem in problems if problem.row is None]
        return Roster((), (*kept, RowProblem(None, None, str(unfit))))
    return Roster(tuple(rows), tuple(problems))


def _decoded(data: bytes) -> str:
    """Decode, with every line's end as a line feed. Raises _Unfit."""
    if len(data) > tables.MOST_BYTES:
        raise _Unfit(tables.TOO_LARGE.format(most=tables.MOST_BYTES // 1_000_000))
    if data.startswith(tables.OTHER_FILES):
        raise _Unfit(tables.SPREADSHEET)
    bom, encoding = next((each for each in tables.BOMS if data.startswith(each[0])), (b"", ""))
    for each in (encoding,) if encoding else tables.ENCODINGS:
        try:
            text = data[len(bom) :].decode(each)
            break
        except UnicodeDecodeError:
            pass
    else:
        raise _Unfit(tables.UNREADABLE)
    if "\0" in text:
        raise _Unfit(tables.HAS_NUL)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _separated(text: str, known: Mapping[str, str]) -> tuple[str, str]:
    """Return the text without a line 'sep=;', and the sign between its cells. Raises _Unfit where there is no header.

    It is the sign that makes the most known headings of the first line, or else the most cells.
    """
    said = re.match(r"sep=([,;\t])(?:\n|$)", text, re.ASCII | re.IGNORECASE)
    text = text[said.end() :] if said else text
    separator, most = ",", (-1, -1)
    for each in said[1] if said else tables.SEPARATORS:
        cells = next((cells for cells in _records(text, each) if not _is_empty(cells)), ())
        rank = (sum(_key_of(cell) in known for cell in cells or ()), len(cells or ()))
        if cells == ():
            raise _Unfit(tables.EMPTY)
        if rank > most:
            separator, most = each, rank
    return text, separator


def _records(text: str, separator: str) -> Iterator[list[str] | None]:
    """Yield the cells of each row; None for a row in which a quotation mark begins a cell and none ends it.

    After such a row it goes on with the next line. A quotation mark inside a cell that none begins is an ordinary sign.
    """
    cells: list[str] = []
    cell, opened, begun, at = "", -1, False, 0
    while at < len(text):
        sign = text[at]
        at += 1
        if opened < 0 and (sign == separator or sign == "\n"):
            cells.append(cell)
            if sign == "\n":
                yield cells
                cells = []
            cell, begun = "", False
            continue
        if opened < 0 and sign == '"' and not begun:
            opened = at
        elif opened < 0 or sign != '"':
            cell += sign
        elif text[at : at + 1] == '"':
            cell += sign
            at += 1
        elif text[at : at + 1] in ("", separator, "\n"):
            opened = -1
        else:  # It ends in the middle of a cell, so it does not belong to the one that opened.
            at = len(text)
        begun = True
        if opened >= 0 and at == len(text):
            yield None
            at = text.find("\n", opened) + 1 or len(text)
            cells, cell, opened, begun = [], "", -1, False
    if cells or begun:
        yield [*cells, cell]


def _is_empty(cells: list[str] | None) -> bool:
    return cells is not None and not any(cell.strip(tables.WHITE) for cell in cells)


def _key_of(words: str) -> str:
    """Return what makes two headings one: the letters, whatever their case and what stands between the words."""
    return _BETWEEN_WORDS.sub("", unicodedata.normalize("NFC", words).lower())


def _known_headings(fields: Mapping[str, str], ticks: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return by key the name of each field and tick, and what to suggest; words of two fields stand for neither."""
    names = [*fields, *ticks]
    known = {_key_of(name): name for name in names}
    candidates = {_key_of(name): name for name in names}
    words = [(_key_of(said), said, name) for name, said in (*fields.items(), *ticks.items())]
    counts = Counter(key for key, _, _ in words)
    words += [
        (_key_of(said), said, name) for name in tables.SYNONYMS if name in fields for said in tables.SYNONYMS[name]
    ]
    for key, said, name in words:
        candidates.setdefault(key, said if counts[key] < 2 else name)
        if counts[key] < 2:
            known.setdefault(key, name)
    known.pop("", None)
    candidates.pop("", None)
    return known, candidates


def _named_columns(
    headings: list[str], known: Mapping[str, str], candidates: Mapping[str, str], problems: list[RowProblem]
) -> list[str | None]:
    """Return what each column holds: a name, or None where it is left out. Raises _Unfit."""
    if len(headings) > tables.MOST_COLUMNS:
        raise _Unfit(tables.TOO_MANY_COLUMNS.format(most=tables.MOST_COLUMNS))
    columns: list[str | None] = []
    for heading in headings:
        name = known.get(_key_of(heading))
        if name and name in columns:
            message = tables.SAME_COLUMN.format(first=_shown(headings[columns.index(name)]))
            problems.append(RowProblem(None, _shown(heading), message))
            name = None
        elif name is None and heading.strip(tables.WHITE):
            words = _nearest(_key_of(heading), candidates)
            message = tables.MEANT.format(message=tables.NO_FIELD, words=words) if words else tables.NO_FIELD
            problems.append(RowProblem(None, _shown(heading), message))
        columns.append(name)
    return columns


def _read_row(
    number: int,
    cells: list[str] | None,
    headings: list[str],
    columns: list[str | None],
    ticks: Mapping[str, str],
    separator: str,
) -> RosterRow | list[RowProblem]:
    """Return one person's row, or all that is wrong with it."""
    if cells is None:
        return [RowProblem(number, None, tables.UNCLOSED)]
    values: dict[str, str] = {}
    ticked: list[str] = []
    problems: list[RowProblem] = []
    for at, cell in enumerate(cells):
        bare = cell.strip(tables.WHITE)
        heading = headings[at] if at < len(headings) else ""
        name = columns[at] if at < len(columns) else None
        control = _CONTROL.search(cell)
        if not bare:
            continue
        if not heading.strip(tables.WHITE):
            called = tables.SEPARATORS[separator]
            message = tables.UNDER_NO_HEADING.format(cell=_shown(cell), separator=called)
            problems.append(RowProblem(number, None, message))
            break
        if name is None:
            continue
        if len(cell) > tables.MOST_LETTERS:
            message = tables.TOO_LONG.format(most=f"{tables.MOST_LETTERS:,}")
            problems.append(RowProblem(number, _shown(heading), message))
        elif control:
            message = tables.HAS_CONTROL.format(code=f"{ord(control[0]):04X}")
            problems.append(RowProblem(number, _shown(heading), message))
        elif name not in ticks:
            values[name] = cell
        elif bare.lower() in tables.TICKED:
            ticked.append(name)
        elif bare.lower() not in tables.UNTICKED:
            message = tables.NEITHER.format(cell=_shown(cell))
            problems.append(RowProblem(number, _shown(heading), message))
    return problems or RosterRow(number, values, tuple(ticked))


def _expected(names: list[str]) -> str:
    most = tables.MOST_EXPECTED
    listed = ", ".join(names[:most])
    if len(names) > most:
        listed = tables.AND_MORE.format(names=listed, more=len(names) - most)
    return tables.NO_HEADING.format(names=listed)


def _shown(text: str) -> str:
    """Return text fit to be quoted in a sentence: on one line, and not too long."""
    text, most = _UNSHOWN.sub(" ", text).strip(" "), tables.LONGEST_QUOTE
    return text if len(text) <= most else f"{text[:most]}…"


def _nearest(heading: str, candidates: Mapping[str, str]) -> str:
    """Return the words of the candidate of which at most a fifth of the letters is wrong, or ''."""
    wrong = heading[: tables.LONGEST_KEY]
    best, least = "", max(1, len(wrong) // 5) + 1
    for key, said in candidates.items():
        right = key[: tables.LONGEST_KEY]
        if abs(len(right) - len(wrong)) < least and (distance := _distance_of(wrong, right)) < least:
            best, least = said, distance
    return best


def _distance_of(wrong: str, right: str) -> int:
    """Return how many letters are wrong, missing, too many, or swapped with their neighbour."""
    earlier: list[int] = []
    before: list[int] = []
    row = list(range(len(right) + 1))
    for down, letter in enumerate(wrong, 1):
        earlier, before, row = before, row, [down]
        for across, other in enumerate(right, 1):
            least = min(before[across] + 1, row[across - 1] + 1, before[across - 1] + (letter != other))
            if down > 1 and across > 1 and letter == right[across - 2] and wrong[down - 2] == other:
                least = min(least, earlier[across - 2] + 1)
            row.append(least)
    return row[-1]


def file_name(number: int, name: str, last: int) -> str:
    """Return the file name of one person's copy, such as '007-Zoë-Łukasz.pdf': fit for every system, and for a ZIP.

    `number` is the row's, `last` that of the roster's last row: numbers are as long as it, and at least three digits,
    so that files sort as the roster does and no two have one name. Of the person's name the letters and digits of every
    script stay (as this Python's Unicode knows them); a hyphen takes the place of anything else.
    """
    start, end = str(number).zfill(max(3, len(str(last)))), ".pdf"
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
