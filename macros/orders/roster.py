"""Owns how a class's roster is read, and how each person's copy is named; refuses to know what a handout is.

The same reader stands in docs/assets/second-round/desk/roster.mjs, with the same names, limits and sentences. Both are
held to tests/unit/orders/rosters.yml, and to each other on random tables. Change both.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MOST_BYTES = 10_000_000

MOST_ROWS = 10_000

MOST_COLUMNS = 500

MOST_LETTERS = 5_000
"""The longest cell, in characters."""

LONGEST_NAME = 60, 120
"""The longest file name, its ending included: in characters, and in bytes of UTF-8."""

SYNONYMS = {
    "name": ("full name", "student name", "candidate", "candidate name"),
    "date": ("date and time", "interview date", "date of interview", "date of the interview"),
    "employer": ("company", "company name", "organisation", "organization"),
    "centre": ("center", "career centre", "career center", "careers centre", "careers contact", "career contact"),
}
"""What else people call the fields of a handout's heading."""

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
"""The signs that may stand between cells, and what a person calls each."""

TICKED = ("x", "yes", "true", "1", "✓")

UNTICKED = ("", "no", "false", "0")

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

_OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx and .ods begin, and .xls."""

_WHITE = " \t\n\u00a0\u3000"

_BETWEEN_WORDS = re.compile("[ \t\n\u00a0\u3000_\u2010-\u2014-]+")

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_UNSHOWN = re.compile("[\x00-\x20\x7f-\xa0\u200e\u200f\u202a-\u202e\u2066-\u2069\u3000]+")

_LONGEST_KEY = 80

_MOST_EXPECTED = 8


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
            return f'Column "{self.column}": {self.message}' if self.column else f"The roster: {self.message}"
        return f'Row {self.row}, "{self.column}": {self.message}' if self.column else f"Row {self.row}: {self.message}"


@dataclass(frozen=True)
class Roster:
    """The rows that are right, in order, and everything that is wrong; a wrong row costs nobody else theirs."""

    rows: tuple[RosterRow, ...]
    problems: tuple[RowProblem, ...]


class _Unfit(Exception):
    """The file as a whole cannot be used; its text says why."""


def read(data: bytes, fields: Mapping[str, str], ticks: Mapping[str, str]) -> Roster:
    """Read a roster as a spreadsheet saves it; never raises, whatever the bytes are.

    `fields` has each text field's name and the words for it that a person would use, `ticks` each checkbox's. A column
    that is unknown, or given a second time, is told and left out; the rows are read all the same.
    """
    known, candidates = _known(fields, ticks)
    rows: list[RosterRow] = []
    problems: list[RowProblem] = []
    try:
        text, separator = _separated(_text(data), known)
        records = ((number, cells) for number, cells in enumerate(_records(text, separator), 1) if not _is_empty(cells))
        first, headings = next(records)
        if headings is None:
            return Roster((), (RowProblem(first, None, _UNCLOSED),))
        columns = _columns(headings, known, candidates, problems)
        if not any(columns):
            raise _Unfit(_expected([*fields, *ticks]))
        for count, (number, cells) in enumerate(records, 1):
            if count > MOST_ROWS:
                raise _Unfit(f"It has more than {MOST_ROWS:,} rows. Split it into several.")
            row = _row(number, cells, headings, columns, ticks, separator)
            if isinstance(row, RosterRow):
                rows.append(row)
            else:
                problems += row
        if not rows and all(problem.row is None for problem in problems):
            raise _Unfit("It has no rows below its headings. Write one for each person.")
    except _Unfit as unfit:
        kept = [problem for problem in problems if problem.row is None]
        return Roster((), (*kept, RowProblem(None, None, str(unfit))))
    return Roster(tuple(rows), tuple(problems))


_UNCLOSED = (
    "A quotation mark begins a cell and none ends it. "
    "Take it out, or write one at the end of the cell and two for each inside it."
)


def _text(data: bytes) -> str:
    """Decode, with every line's end as a line feed. Raises _Unfit."""
    if len(data) > MOST_BYTES:
        raise _Unfit(f"It is larger than {MOST_BYTES // 1_000_000} MB. Is it the right file?")
    if data.startswith(_OTHER_FILES):
        raise _Unfit("It is a spreadsheet, not CSV. Open it, choose Save as or Download, and there CSV.")
    bom, encoding = next((each for each in _BOMS if data.startswith(each[0])), (b"", ""))
    for each in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = data[len(bom) :].decode(each)
            break
        except UnicodeDecodeError:
            pass
    else:
        raise _Unfit("It is not text that can be read. Save it as CSV UTF-8.")
    if "\0" in text:
        raise _Unfit("It holds NUL characters, which no text has. Save it as CSV UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _separated(text: str, known: Mapping[str, str]) -> tuple[str, str]:
    """Return the text without a line 'sep=;', and the sign between its cells. Raises _Unfit where there is no header.

    It is the sign that makes the most known headings of the first line, or else the most cells.
    """
    told = re.match(r"sep=([,;\t])(?:\n|$)", text, re.ASCII | re.IGNORECASE)
    text = text[told.end() :] if told else text
    separator, most = ",", (-1, -1)
    for each in told[1] if told else SEPARATORS:
        cells = next((cells for cells in _records(text, each) if not _is_empty(cells)), ())
        rank = (sum(_key(cell) in known for cell in cells or ()), len(cells or ()))
        if cells == ():
            raise _Unfit("It is empty. Write a row of headings, and below it one for each person.")
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
    return cells is not None and not any(cell.strip(_WHITE) for cell in cells)


def _key(words: str) -> str:
    """Return what makes two headings one: the letters, whatever their case and what stands between the words."""
    return _BETWEEN_WORDS.sub("", unicodedata.normalize("NFC", words).lower())


def _known(fields: Mapping[str, str], ticks: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return by key the name of each field and tick, and what to suggest; words of two fields stand for neither."""
    names = [*fields, *ticks]
    known = {_key(name): name for name in names}
    candidates = {_key(name): name for name in names}
    words = [(_key(said), said, name) for name, said in (*fields.items(), *ticks.items())]
    counts = Counter(key for key, _, _ in words)
    words += [(_key(said), said, name) for name in SYNONYMS if name in fields for said in SYNONYMS[name]]
    for key, said, name in words:
        candidates.setdefault(key, said if counts[key] < 2 else name)
        if counts[key] < 2:
            known.setdefault(key, name)
    known.pop("", None)
    candidates.pop("", None)
    return known, candidates


def _columns(
    headings: list[str], known: Mapping[str, str], candidates: Mapping[str, str], problems: list[RowProblem]
) -> list[str | None]:
    """Return what each column holds: a name, or None where it is left out, which is told. Raises _Unfit."""
    if len(headings) > MOST_COLUMNS:
        raise _Unfit(f"It has more than {MOST_COLUMNS} columns. Take out those that no handout needs.")
    columns: list[str | None] = []
    for heading in headings:
        name = known.get(_key(heading))
        if name and name in columns:
            first = _shown(headings[columns.index(name)])
            told = f'It is the same as column "{first}" before it, which is taken. Keep one of them.'
            problems.append(RowProblem(None, _shown(heading), told))
            name = None
        elif name is None and heading.strip(_WHITE):
            told = f"The handout has no such field, so it is left out.{_nearest(_key(heading), candidates)}"
            problems.append(RowProblem(None, _shown(heading), told))
        columns.append(name)
    return columns


def _row(
    number: int,
    cells: list[str] | None,
    headings: list[str],
    columns: list[str | None],
    ticks: Mapping[str, str],
    separator: str,
) -> RosterRow | list[RowProblem]:
    """Return one person's row, or all that is wrong with it."""
    if cells is None:
        return [RowProblem(number, None, _UNCLOSED)]
    values: dict[str, str] = {}
    ticked: list[str] = []
    problems: list[RowProblem] = []
    for at, cell in enumerate(cells):
        bare = cell.strip(_WHITE)
        heading = headings[at] if at < len(headings) else ""
        name = columns[at] if at < len(columns) else None
        control = _CONTROL.search(cell)
        if not bare:
            continue
        if not heading.strip(_WHITE):
            told = f'"{_shown(cell)}" stands under no heading. '
            told += f"Where a {SEPARATORS[separator]} belongs to a text, put the text in quotation marks."
            problems.append(RowProblem(number, None, told))
            break
        if name is None:
            continue
        if len(cell) > MOST_LETTERS:
            problems.append(RowProblem(number, _shown(heading), f"It is longer than {MOST_LETTERS:,} characters."))
        elif control:
            told = f"It holds a control character (U+{ord(control[0]):04X}), which cannot be printed. Type it anew."
            problems.append(RowProblem(number, _shown(heading), told))
        elif name not in ticks:
            values[name] = cell
        elif bare.lower() in TICKED:
            ticked.append(name)
        elif bare.lower() not in UNTICKED:
            told = f'"{_shown(cell)}" says neither yes nor no. Write x for a tick, or leave it empty.'
            problems.append(RowProblem(number, _shown(heading), told))
    return problems or RosterRow(number, values, tuple(ticked))


def _expected(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_EXPECTED} more" if len(names) > _MOST_EXPECTED else ""
    listed = ", ".join(names[:_MOST_EXPECTED])
    return f"None of its headings is known. Expected a first row with at least one of: {listed}{more}."


def _shown(text: str) -> str:
    """Return text fit to be quoted in a sentence: on one line, at most 40 characters."""
    text = _UNSHOWN.sub(" ", text).strip(" ")
    return text if len(text) <= 40 else f"{text[:40]}…"


def _nearest(wrong: str, candidates: Mapping[str, str]) -> str:
    """Return ' Did you mean "x"?' for the candidate of which at most a fifth of the letters is wrong, or ''."""
    wrong = wrong[:_LONGEST_KEY]
    best, least = "", max(1, len(wrong) // 5) + 1
    for key, said in candidates.items():
        right = key[:_LONGEST_KEY]
        if abs(len(right) - len(wrong)) < least and (distance := _distance(wrong, right)) < least:
            best, least = said, distance
    return f' Did you mean "{best}"?' if best else ""


def _distance(wrong: str, right: str) -> int:
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
    most, most_bytes = (limit - len(f"{start}-{end}") for limit in LONGEST_NAME)
    words = words[:most].encode()[:most_bytes].decode(errors="ignore").strip("-")
    return f"{start}-{words}{end}" if words else f"{start}{end}"
