"""Owns how a text is a table: its rows and cells, where its headings are, and what each column holds.

The same stands in docs/assets/second-round/desk/headings.mjs, with the same names. Change both.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from macros.orders import tables
from macros.orders.decoding import UnfitRoster

_BETWEEN_WORDS = re.compile(tables.BETWEEN_WORDS)

_HIDDEN = re.compile(tables.HIDDEN)

_LAST_FIRST = re.compile(tables.LAST_FIRST)

_NO_WORDS = re.compile(tables.NO_WORDS)

_SET_SOLID = re.compile(tables.SET_SOLID)

_UNSHOWN = re.compile(tables.UNSHOWN)


@dataclass(frozen=True)
class Table:
    """A text without a line 'sep=;', the sign between its cells, and the row in which its headings are."""

    text: str
    separator: str
    row: int
    """As a spreadsheet counts, from 1."""
    headings: list[str] | None
    """None where a quotation mark begins one of them and none ends it."""
    above: list[int]
    """The rows above it that are not empty."""


@dataclass(frozen=True)
class Columns:
    """What each column holds, and what to say of those that are left out: the heading, if it is of one, and why."""

    names: list[str | None]
    parts: Mapping[int, int]
    """The columns in which programs keep the parts of a name, and which part each is."""
    problems: list[tuple[str | None, str]]
    """Of columns that are nearly a field."""
    notices: list[tuple[str | None, str]]

    @property
    def used(self) -> set[str]:
        """The fields and ticks for which there is a column."""
        return {name for name in self.names if name}


class Headings:
    """What the columns of a roster may be called: the fields and ticks of a handout, by name or in a person's words.

    `choices` are the columns that say which sheets somebody gets. Words of two fields stand for neither, and so do
    words that are too general.
    """

    def __init__(self, fields: Mapping[str, str], ticks: Mapping[str, str], choices: Iterable[str] = ()) -> None:
        self._names = [*fields, *ticks]
        self._fields = fields
        self._known = {_key_of(name): name for name in self._names}
        self._candidates = {_key_of(name): (name, name) for name in self._names}
        words = [(_key_of(said), said, name) for name, said in (*fields.items(), *ticks.items())]
        counts = Counter([*(key for key, _, _ in words), *tables.TOO_GENERAL, *tables.TOO_GENERAL])
        words += [
            (_key_of(said), said, name) for name in tables.SYNONYMS if name in fields for said in tables.SYNONYMS[name]
        ]
        for name in choices:
            words += [(_key_of(said), said, name) for said in (name, *tables.CHOICE_SYNONYMS[name])]
        for key, said, name in words:
            self._candidates.setdefault(key, (said if counts[key] < 2 else name, name))
            if counts[key] < 2:
                self._known.setdefault(key, name)
        self._known.pop("", None)
        self._candidates.pop("", None)
        self._parts: dict[str, int] = {}
        for part, said_of_part in enumerate(tables.NAME_PARTS if "name" in fields else ()):
            for said in said_of_part:
                if (key := _key_of(said)) not in self._known:
                    self._parts[key] = part
                    self._candidates.setdefault(key, (said, _part_named(part)))

    def find(self, text: str) -> Table:
        """Return a text as a table. Raises UnfitRoster where it is empty.

        The headings are the row with the most of them that are known, among the first; the sign between cells is the
        one that makes the most known headings, or else the most cells.
        """
        said = re.match(r"sep=([,;\t])(?:\n|$)", text, re.ASCII | re.IGNORECASE)
        text = text[said.end() :] if said else text
        best, most = None, (-1, -1)
        for separator in said[1] if said else tables.SEPARATORS:
            filled = ((row, cells) for row, cells in enumerate(records(text, separator), 1) if not is_empty(cells))
            top = list(islice(filled, tables.MOST_ABOVE))
            if not top:
                raise UnfitRoster(tables.EMPTY)
            ranks = [self._rank(cells or []) for _, cells in top]
            at = ranks.index(max(ranks))
            row, cells = top[at]
            rank = ranks[at], len(cells or [])
            if rank > most:
                best, most = Table(text, separator, row, cells, [row for row, _ in top[:at]]), rank
        assert best
        return best

    def bare(self, text: str) -> tuple[Table, Columns] | None:
        """Return a text without headings as a table of names, if it looks like nothing else: in one column, or two.

        Two are "Gonzalez, Maria" in each row.
        """
        cells = [cell for _, cell in _lines(text) if cell.strip(tables.WHITE)]
        is_other = any(_NO_WORDS.search(cell) or _key_of(cell) in self._known for cell in cells)
        is_other = is_other or not cells or _key_of(cells[0]) in _headings_of_others()
        if "name" not in self._fields or is_other or not _are_names(cells):
            return None
        return Table(text, "\n", 0, ["name"], []), Columns(["name"], {}, [], [])

    def of_one_column(self, table: Table, columns: Columns) -> Table:
        """Return a table of names alone so that a comma in a row belongs to the name, as in "Gonzalez, Maria"."""
        cells = [cell for number, cell in _lines(table.text) if number > table.row]
        is_one = columns.names == ["name"] and not columns.parts and table.separator == "," and _are_names(cells)
        return replace(table, separator="\n") if is_one else table

    def columns(self, headings: Sequence[str]) -> Columns:
        """Return what each column holds. Raises UnfitRoster where there are too many."""
        if len(headings) > tables.MOST_COLUMNS:
            raise UnfitRoster(tables.TOO_MANY_COLUMNS.format(most=tables.MOST_COLUMNS))
        keys = [_key_of(heading) for heading in headings]
        names: list[str | None] = []
        notices: list[tuple[str | None, str]] = []
        for key, heading in zip(keys, headings, strict=True):
            name = self._known.get(key)
            if name and name in names:
                message = tables.SAME_COLUMN.format(first=shown(headings[names.index(name)]))
                notices.append((shown(heading), message))
                name = None
            names.append(name)
        parts: dict[int, int] = {}
        if "name" not in names:
            for at, key in enumerate(keys):
                if key in self._parts and self._parts[key] not in parts.values():
                    parts[at], names[at] = self._parts[key], "name"
        taken = [*names, *map(_part_named, parts.values() if parts or "name" not in names else (0, 1))]
        problems: list[tuple[str | None, str]] = []
        rest = []
        for at, (key, heading) in enumerate(zip(keys, headings, strict=True)):
            if names[at] or key in self._known or not heading.strip(tables.WHITE):
                continue
            if words := self._nearest(key, taken):
                # The words of two fields are not misspelled, and many programs have a column "Notes".
                if key in self._candidates:
                    notices.append((shown(heading), tables.MEANT.format(message=tables.NO_FIELD, words=words)))
                else:
                    problems.append((shown(heading), tables.NEARLY.format(words=words)))
            else:
                rest.append(_quoted(heading))
        used = [_quoted(heading) for name, heading in zip(names, headings, strict=True) if name]
        if rest and used:
            notices.append((None, tables.LEFT_OUT.format(used=listed(used), names=listed(rest))))
        return Columns(names, parts, problems, notices)

    def expected(self, headings: Sequence[str]) -> str:
        """Return what to say where no heading is known."""
        found = [_quoted(heading) for heading in headings if heading.strip(tables.WHITE)]
        return tables.NO_HEADING.format(found=listed(found), names=listed(self._names))

    def _rank(self, headings: Sequence[str]) -> int:
        """Return how many headings are known; one of a name counts twice, because a title may be a field by chance."""
        keys = [_key_of(heading) for heading in headings]
        return sum((key in self._known) + (key in self._parts or self._known.get(key) == "name") for key in keys)

    def _nearest(self, heading: str, taken: Sequence[str | None]) -> str:
        """Return the words of the field without a column of which at most a fifth of the letters is wrong, or ''."""
        wrong = heading[: tables.LONGEST_KEY]
        best, least = "", max(1, len(wrong) // 5) + 1
        for key, (said, name) in self._candidates.items():
            right = key[: tables.LONGEST_KEY]
            if name in taken or abs(len(right) - len(wrong)) >= least:
                continue
            distance = _distance_of(wrong, right)
            if distance < least:
                best, least = said, distance
        return best


def _part_named(part: int) -> str:
    """Return what a part of a name is called among the names of fields, of which none has a space."""
    return f"part {part}"


def records(text: str, separator: str) -> Iterator[list[str] | None]:
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


def is_empty(cells: list[str] | None) -> bool:
    """Return whether a row shows nothing."""
    return cells is not None and not any(cell.strip(tables.WHITE) for cell in cells)


def _headings_of_others() -> set[str]:
    """Return what heads columns of which a handout may have none: it is nobody's name."""
    groups = (*tables.SYNONYMS.values(), *tables.CHOICE_SYNONYMS.values(), *tables.NAME_PARTS)
    return {_key_of(said) for said in chain(tables.SYNONYMS, tables.CHOICE_SYNONYMS, *groups)}


def _lines(text: str) -> list[tuple[int, str]]:
    """Return each row as one cell, with its number; '' where a quotation mark never ends."""
    return [(number, cells[0] if cells else "") for number, cells in enumerate(records(text, "\n"), 1)]


def _are_names(cells: Sequence[str]) -> bool:
    """Return whether each cell can be one name: nothing in it parts two cells, but for a family name and a comma."""
    return all(
        not any(separator in cell for separator in tables.SEPARATORS)
        or (_LAST_FIRST.search(cell.strip(tables.WHITE)) and ", " in cell)
        for cell in cells
    )


def turned(name: str) -> str:
    """Return "Gonzalez, Maria" as "Maria Gonzalez"; any other name as it is."""
    found = _LAST_FIRST.search(name.strip(tables.WHITE))
    if not found:
        return name
    last, first = (part.strip(tables.WHITE) for part in found.groups())
    if not last or not first or first.lower() in tables.TITLES:
        return name
    return last + first if _SET_SOLID.search(last) and _SET_SOLID.search(first) else f"{first} {last}"


def choice_of(name: str, cell: str, answers: Mapping[str, str]) -> str:
    """Return the answer that a cell gives, by its id or by its words; for large print also by a tick. '' for none."""
    if name == "large" and cell.lower() in (*tables.TICKED, *tables.LARGE):
        return "yes"
    if name == "large" and cell.lower() in tables.UNTICKED:
        return "no"
    keys = {_key_of(said): answer for answer, words in answers.items() for said in (words, answer)}
    return keys.get(_key_of(cell), "")


def _key_of(words: str) -> str:
    """Return what makes two headings one: the letters, whatever their case, and what is between and unseen in them."""
    return _BETWEEN_WORDS.sub("", _HIDDEN.sub("", unicodedata.normalize("NFC", words).lower()))


def shown(text: str) -> str:
    """Return text fit to be quoted in a sentence: on one line, not too long, and with codes for what nobody sees."""
    text = _HIDDEN.sub(lambda sign: tables.CODE.format(code=f"{ord(sign[0]):04X}"), _UNSHOWN.sub(" ", text).strip(" "))
    return text if len(text) <= tables.LONGEST_QUOTE else f"{text[: tables.LONGEST_QUOTE]}…"


def _quoted(text: str) -> str:
    return f'"{shown(text)}"'


def listed(words: Sequence[str]) -> str:
    """Return the first of some words in a row, and how many there are more."""
    most = tables.MOST_EXPECTED
    names = ", ".join(words[:most])
    return names if len(words) <= most else tables.AND_MORE.format(names=names, more=len(words) - most)


def said_of(sentences: tuple[str, str], rows: Sequence[int]) -> list[str]:
    """Return what is said of one row, or of several; nothing of none."""
    return [sentences[len(rows) > 1].format(rows=listed([str(row) for row in rows]))] if rows else []


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
