"""Owns what each kind of sheet has of its own: its blocks, its fields, its room; does not know how they look.

SheetKind
├── Covers          the front of a pack: when to open what, and how to use it
├── Checklists      pause points, one below the other, on both sides of a sheet
├── Cards           the items of one card, each with its reason, on one side
│   └── Sectors     the same for a line of work, below what happens there, who decides and the trap
├── Worksheets      lines to write on and tables to fill in
├── Conversations   steps to say, each with the answers and where they lead
├── NotesPages      lines to write on, at the end of a pack
├── PracticeCards   questions to cut out, with what a good answer has on their backs: in `practice`
└── PocketCards     the moments of the day, on one side that folds to a quarter: in `pocket`

In large print a sheet takes as many sides as it needs. Its blocks are small then, so that what is longer than a page
can go on with the next; what stands side by side on an ordinary sheet stands one below the other.
"""

from __future__ import annotations

import textwrap
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain, count, pairwise
from math import ceil
from typing import Any, ClassVar, Generic, TypeVar

from macros.guidance import (
    CALL_WORDS,
    CARD_NOTES,
    PACK_PREFIX,
    SECTOR_WORDS,
    Blank,
    Block,
    Card,
    Checklist,
    Conformance,
    Conversation,
    Cover,
    Item,
    NotesPage,
    Orientation,
    Part,
    Pocket,
    Point,
    Practice,
    Scenario,
    Sector,
    Sheet,
    Stage,
    Step,
    Worksheet,
    sheet_name,
)
from macros.paper.sheets.blocks import (
    Beat,
    BlankLines,
    Cell,
    LayoutRules,
    Lines,
    PausePoints,
    SheetBlock,
)
from macros.paper.sheets.cover_words import (
    ON_PAPER,
    ON_SCREEN,
    WHAT_FOR,
    WHEN_TO_LOOK,
)
from macros.paper.sheets.fit import Band, Ruled, Spacing

Subject = Cover | Checklist | Card | Sector | Worksheet | Conversation | NotesPage | Practice | Pocket | Conformance

S = TypeVar("S", Cover, Checklist, Card, Sector, Worksheet, Conversation, NotesPage, Practice, Pocket, Conformance)

E = TypeVar("E")

LARGE = 18.0
"""The type of large print in points: what the American Printing House for the Blind asks for."""

LARGE_TORN, LARGE_TORN_ROW = 80.0, 120.0
"""In large print, what it is worth in blank millimetres not to tear apart a list, and one row of a table."""

LARGE_NOTES = Ruled(rule=12.5, head=20)

LONGEST_AGAIN = 44
"""How long, in characters, what a page of large print goes on with may be called: it stands on one line."""

LONGEST_TOOLTIP = 56

WIDEST_FORK = 3
"""How many alternatives of a conversation stand side by side."""


class SheetKind(ABC, Generic[S]):
    """One kind of sheet, and what is on the one about `subject`, in ordinary or in large print."""

    word: ClassVar[str]
    """What it is called in a corner of each page."""
    template: ClassVar[str]
    ordinary: ClassVar[LayoutRules]
    roomy: ClassVar[Spacing]
    """The spacing of large print."""
    ends_with_code: ClassVar[bool] = True
    """Whether its QR code stands at the end of its last side; else one of its blocks has it."""
    display: ClassVar[float] = 32.0
    """The type of its title and of the numbers in its rail, in points."""
    heading: ClassVar[tuple[str, ...]] = ()
    """The names of the fields above the first block."""
    too_long: ClassVar[str] = "Shorten its longest items, or move the least needed to a card."
    """What to do where it does not fit."""

    def __init__(self, subject: S, large: bool = False) -> None:
        self.subject: S = subject
        self.large = large

    @property
    def label(self) -> str:
        """What its pages are called in a pack, and its entry among the bookmarks."""
        return self.listed.title

    @property
    @abstractmethod
    def listed(self) -> Sheet:
        """What the library calls it."""

    @property
    @abstractmethod
    def blocks(self) -> tuple[SheetBlock, ...]:
        """What stands on it, in reading order."""

    @property
    @abstractmethod
    def fields(self) -> dict[str, str]:
        """The form's fields between heading and notes, in reading order: name to tooltip."""

    @property
    def part(self) -> str:
        """The id of the part of a PDF that this sheet makes; no other sheet of a pack has it."""
        return sheet_name(self.listed)

    @property
    def layout(self) -> LayoutRules:
        """How it may be laid out."""
        return LayoutRules((LARGE,), (), self.roomy) if self.large else self.ordinary

    @property
    def orientation(self) -> Orientation:
        """Which way the paper is turned."""
        return "portrait"

    @property
    def notes(self) -> str:
        """The name of the field for notes, where there is room for it: no other sheet of a pack has it."""
        return CARD_NOTES + self.listed.id

    @property
    def current(self) -> str:
        """What its QR code asks about: the name of what is downloaded, whatever its paper and size."""
        return sheet_name(self.listed)

    def _listed(self, shows: Block, title: str) -> list[SheetBlock]:
        """Return a list of items as one block; in large print as several, each short enough for any page."""
        return [
            SheetBlock(shows, "" if number else title, len(items), items, _continued(title), LARGE_TORN)
            for number, items in enumerate(_pieces(shows.items) if self.large else [shows.items])
        ]


class Covers(SheetKind[Cover]):
    word = "Pack"
    label = "Cover"
    template = "cover.html.jinja"
    ordinary = LayoutRules((11.5, 10.5), (1, 2), Spacing(gap=Band(1.6, 3, 7), row=Band(0.3, 1.2, 2.6)))
    roomy = Spacing(gap=Band(9, 12, 22), row=Band(2.5, 4, 8), notes=None)
    heading = ("name", "date", "employer", "centre")
    too_long = "Shorten the longest titles of its pause points, or what the brand adds to it."

    @property
    def listed(self) -> Cover:
        return self.subject

    @property
    def blocks(self) -> tuple[SheetBlock, ...]:
        """When to open what and what for; how to fill it in and print it. It holds for every choice of sheets."""
        numbered = tuple(enumerate(self.subject.checklist.pause_points, 1))
        points = PausePoints("When to stop and look", WHEN_TO_LOOK, numbered)
        panels = (Lines("What each sheet is for", WHAT_FOR), Lines("On screen", ON_SCREEN), Lines("On paper", ON_PAPER))
        listed = [
            SheetBlock(
                points,
                "" if number else points.title,
                rows=len(part) + (0 if number else len(points.lines)),
                entries=part,
                again=_continued(points.title),
                joint=LARGE_TORN,
            )
            for number, part in enumerate(_pieces(numbered) if self.large else [numbered])
        ]
        return (*listed, *(SheetBlock(panel, panel.title, rows=len(panel.lines)) for panel in panels))

    @property
    def fields(self) -> dict[str, str]:
        return {}

    @property
    def part(self) -> str:
        return "cover"

    @property
    def current(self) -> str:
        return PACK_PREFIX + self.subject.id


class Checklists(SheetKind[Checklist]):
    word = "Checklist"
    template = "checklist.html.jinja"
    ordinary = LayoutRules((11.5, 11), (2,), Spacing(gap=Band(1.6, 2.6, 6), row=Band(0.55, 1, 2)))
    roomy = Spacing(gap=Band(9, 14, 24), row=Band(2.6, 4, 8), notes=LARGE_NOTES)
    heading = ("name", "date", "employer", "centre")

    @property
    def listed(self) -> Scenario:
        return self.subject.scenario

    @property
    def blocks(self) -> tuple[SheetBlock, ...]:
        return tuple(chain.from_iterable(self._listed(each, each.title) for each in self.subject.pause_points))

    @property
    def fields(self) -> dict[str, str]:
        return boxes(self.subject.items)

    @property
    def part(self) -> str:
        return "checklist"

    @property
    def notes(self) -> str:
        return "notes"


class Cards(SheetKind[Card]):
    word = "Card"
    template = "card.html.jinja"
    ordinary = LayoutRules((14, 11.5), (1,), Spacing(gap=Band(1, 2, 4), row=Band(0.6, 2.6, 5)))
    roomy = Checklists.roomy

    @property
    def listed(self) -> Card:
        return self.subject

    @property
    def blocks(self) -> tuple[SheetBlock, ...]:
        return tuple(self._listed(self.subject, self.subject.title))

    @property
    def fields(self) -> dict[str, str]:
        return boxes(self.subject.items)


class Sectors(Cards):
    subject: Sector
    template = "sector.html.jinja"
    ordinary = LayoutRules((14, 11.5, 11), (2,), Spacing(gap=Band(1, 3, 8), row=Band(0.6, 2.6, 5)))
    too_long = "Shorten its points or its items, or take out the least needed."

    @property
    def blocks(self) -> tuple[SheetBlock, ...]:
        """What to read, on the front as a rule; then what to ask and bring, on the back."""
        return (
            *self._points("happens", self.subject.happens),
            *self._points("decides", self.subject.decides),
            *self._points("trap", self.subject.trap),
            *self._listed(self.subject, SECTOR_WORDS["items"]),
        )

    def _points(self, part: str, points: tuple[Point, ...]) -> list[SheetBlock]:
        """Return points as one block; in large print each is one, so that any page has room for it."""
        title = SECTOR_WORDS[part]
        shows = Lines(title, tuple(point.say for point in points))
        pieces = [(line,) for line in shows.lines] if self.large else [shows.lines]
        return [
            SheetBlock(shows, "" if number else title, len(lines), lines, _continued(title), LARGE_TORN)
            for number, lines in enumerate(pieces)
        ]


class Worksheets(SheetKind[Worksheet]):
    word = "Worksheet"
    template = "worksheet.html.jinja"
    # A row is a line of handwriting: 7 mm is narrow, 8.5 mm what school paper has.
    ordinary = LayoutRules((10.5,), (1, 2), Spacing(gap=Band(1.6, 3, 6), row=Band(7, 8.5, 10.5)))
    display = 24.0
    roomy = Spacing(gap=Band(8, 14, 20), row=Band(10.6, 12.5, 15.5), notes=LARGE_NOTES)
    heading = ("name", "date", "employer")
    too_long = "Give its fields fewer lines, or its tables fewer rows; a line of writing takes at least 7 mm."

    @property
    def listed(self) -> Worksheet:
        return self.subject

    @property
    def orientation(self) -> Orientation:
        return "portrait" if self.large else self.subject.orientation

    @property
    def blocks(self) -> tuple[SheetBlock, ...]:
        if self.large:
            return tuple(chain.from_iterable(map(self._one_by_one, self.subject.parts)))
        return tuple(SheetBlock(part, part.title, _lines(part)) for part in self.subject.parts)

    @property
    def fields(self) -> dict[str, str]:
        return self.subject.fields

    @property
    def notes(self) -> str:
        lines = {line.id for part in self.subject.parts for line in part.fields}
        rows = {row.id for part in self.subject.parts for row in part.rows}
        return f"{self.subject.id}.{_notes(lines | rows)}"

    def _one_by_one(self, part: Part) -> Iterable[SheetBlock]:
        """Yield a block for each field of a part, and for each cell of its table, row by row."""
        shares = sum(column.width for column in part.columns)
        entries: Sequence[Any] = part.fields or [
            # A line across the sheet holds what several in a narrow column do, though a large hand fills it sooner.
            Cell(row, column, ceil(min(column.lines, 1.5 * column.lines * column.width / shares)), number == 0)
            for row in part.rows
            for number, column in enumerate(part.columns)
        ]
        for number, entry in enumerate(entries):
            in_row = isinstance(entry, Cell) and not entry.is_first
            yield SheetBlock(
                part,
                "" if number else part.title,
                rows=_written(entry.column if isinstance(entry, Cell) else entry, entry.lines),
                entries=(entry,),
                again=_continued(entry.row.label if in_row else part.title),
                joint=LARGE_TORN_ROW if in_row else LARGE_TORN,
            )


class Conversations(SheetKind[Conversation]):
    word = "Conversation"
    template = "conversation.html.jinja"
    ordinary = LayoutRules((11.5,), (2, 3), Spacing(gap=Band(1.6, 3, 6), row=Band(0.6, 2.4, 4.4)))
    display = 24.0
    roomy = Spacing(gap=Band(9, 14, 24), row=Band(4, 6, 10), notes=LARGE_NOTES)
    too_long = "Shorten what is said, or take out the steps that are needed least."

    @property
    def listed(self) -> Conversation:
        return self.subject

    @property
    def blocks(self) -> tuple[SheetBlock, ...]:
        """What to do first, and each step; what to beware of stands before the first rung of the ladder.

        The same as an e-mail is left to the page, where it can be copied.
        """
        words = CALL_WORDS
        stop = self._known(Lines(words["stop"], self.subject.stop, boxed=True))
        rung = next((stage for stage in self.subject.parts if stage.kind == "ladder"), None)
        blocks = [self._known(Lines(words["before"], self.subject.before))]
        for stage in self.subject.parts:
            blocks += [stop, *self._beats(stage)] if stage is rung else self._beats(stage)
        return (*blocks, *([] if rung else [stop]))

    @property
    def fields(self) -> dict[str, str]:
        numbers = self.subject.numbers
        steps = (step for stage in self.subject.parts if stage.kind == "core" for step in stage.steps)
        return {
            f"{self.subject.id}.{step.id}": textwrap.shorten(
                f"What you heard at step {numbers[step.id]}: {step.say}", LONGEST_TOOLTIP, placeholder=" …"
            )
            for step in steps
        }

    @property
    def notes(self) -> str:
        return f"{self.subject.id}.{_notes(set(self.subject.numbers))}"

    def _known(self, lines: Lines) -> SheetBlock:
        """Return what is to be known on the way; in large print its lines have room between them."""
        return SheetBlock(lines, lines.title, rows=len(lines.lines) if self.large else 0)

    def _beats(self, stage: Stage) -> list[SheetBlock]:
        """Return a block for each step of a stage, or for up to three alternatives, which stand side by side."""
        widest = 1 if self.large else WIDEST_FORK
        forks: list[list[Step]] = []
        for step in stage.steps:
            leads_here = any(step.id in self._ways[each.id] for each in (forks[-1] if forks else []))
            if forks and not leads_here and len(forks[-1]) < widest:
                forks[-1].append(step)
            else:
                forks.append([step])
        again = _continued(stage.title)
        return [
            SheetBlock(
                Beat(tuple(steps), stage, is_first=not number),
                "" if number else stage.title,
                # As sheet.css has it: the air above a step, and half as much in the line to write on.
                rows=0.6 if self.large else 1.5 if any(step.answers for step in steps) else 1,
                again=again,
            )
            for number, steps in enumerate(forks)
        ]

    @cached_property
    def _ways(self) -> dict[str, set[str]]:
        """Every step that can follow each step, at once or later."""
        ways: dict[str, set[str]] = {}
        for step in reversed([step for stage in self.subject.parts for step in stage.steps]):
            ways[step.id] = {each for answer in step.answers for each in (answer.go, *ways[answer.go])}
        return ways


class NotesPages(SheetKind[NotesPage]):
    word = "Notes"
    template = "notes.html.jinja"
    ordinary = LayoutRules((11,), (1,), Spacing(gap=Band(4, 5, 8), row=Band(7.5, 8.4, 10.6), notes=None))
    roomy = Spacing(gap=Band(5, 7, 10), row=Band(11, 12.5, 17), notes=None)

    @property
    def listed(self) -> NotesPage:
        return self.subject

    @property
    def blocks(self) -> tuple[SheetBlock, ...]:
        lines = BlankLines(10 if self.large else 22)
        return (SheetBlock(lines, rows=lines.lines),)

    @property
    def fields(self) -> dict[str, str]:
        return {"more": "Notes, and what has no place elsewhere"}

    @property
    def part(self) -> str:
        return "notes"

    @property
    def current(self) -> str:
        return PACK_PREFIX + self.subject.id


def _written(blank: Blank, lines: int) -> int:
    """Return how many lines there are to write on in a field."""
    return 0 if blank.kind == "tick" else lines


def _lines(part: Part) -> int:
    """Return how many lines there are to write on in a part, one below the other."""
    in_row = max((_written(column, column.lines) for column in part.columns), default=0)
    return sum(_written(line, line.lines) for line in part.fields) + in_row * len(part.rows)


def _pieces(entries: tuple[E, ...]) -> list[tuple[E, ...]]:
    """Return a list cut after each entry; the first two and the last two stay together, so that none stands alone."""
    return [entries[start:stop] for start, stop in pairwise([0, *range(2, len(entries) - 1), len(entries)])]


def _continued(title: str) -> str:
    """Return what a page says at its top where it goes on with what has this title."""
    return textwrap.shorten(title, LONGEST_AGAIN, placeholder=" …") + ", continued"


def boxes(items: tuple[Item, ...]) -> dict[str, str]:
    """Return the fields of items to tick: name to tooltip."""
    return {item.id: item.do + (" (must)" if item.must else "") for item in items}


def _notes(taken: set[str]) -> str:
    """Return what the field for notes is called: `notes`, with a number where something else is called so."""
    numbered = (f"notes-{number}" for number in count(2))
    return next(each for each in chain(["notes"], numbered) if each not in taken)
