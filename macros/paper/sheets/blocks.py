"""Owns what stays together on a side of a sheet, and what room it may take; it leaves which has what to `kinds`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from macros.guidance import Answer, Block, Column, Part, PausePoint, Question, Row, Stage, Step
from macros.paper.sheets.fit import TORN, Spacing


@dataclass(frozen=True)
class Lines:
    """A titled list of things to know, with nothing to fill in."""

    title: str
    lines: tuple[str, ...]
    boxed: bool = False


@dataclass(frozen=True)
class PausePoints:
    """A titled list of pause points with their numbers, and nothing to tick."""

    title: str
    lines: tuple[str, ...]
    pause_points: tuple[tuple[int, PausePoint], ...]


@dataclass(frozen=True)
class Panels:
    """Lists of things to know that have a side of their own."""

    panels: tuple[Lines, ...]


@dataclass(frozen=True)
class WhereToTurn:
    """Whom to turn to: all that the brand says of itself."""


@dataclass(frozen=True)
class BlankLines:
    """So many lines to write on."""

    lines: int


@dataclass(frozen=True)
class Cell:
    """One place to write in a table whose rows stand one below the other; the first of a row stands below its head."""

    row: Row
    column: Column
    lines: int
    is_first: bool


@dataclass(frozen=True)
class Beat:
    """One step of a conversation, or up to three that are alternatives; the first stands below the stage's head."""

    steps: tuple[Step, ...]
    stage: Stage
    is_first: bool

    @property
    def exits(self) -> tuple[Answer, ...]:
        """The answers that most steps of the stage share and that lead out of it: they stand once, at its head."""
        home = {step.id for step in self.stage.steps}
        counts = Counter(answer for step in self.stage.steps for answer in step.answers if answer.go not in home)
        return tuple(answer for answer, times in counts.items() if 2 * times > len(home) > 1)

    def answers(self, step: Step) -> tuple[Answer, ...]:
        """Return the answers that stand at the step itself."""
        return tuple(answer for answer in step.answers if answer not in self.exits)


@dataclass(frozen=True)
class CardFaces:
    """One face of as many cards as a side has, each with its number: what is asked, or what a good answer has."""

    cards: tuple[tuple[int, Question], ...]
    is_back: bool


@dataclass(frozen=True)
class Quarters:
    """The four quarters of a side that is folded twice: a moment each, and in the rest lines for notes."""

    pause_points: tuple[PausePoint, ...]
    notes: tuple[str, ...]
    """The names of the fields for notes."""


@dataclass(frozen=True)
class Particulars:
    """Things to know, each with what it is called."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Criteria:
    """Criteria of one chapter of a report, and what is said of all of them."""

    notes: str


@dataclass(frozen=True)
class SheetBlock:
    """What stays together on one side of a sheet."""

    shows: (
        Block
        | Part
        | Lines
        | PausePoints
        | Beat
        | Panels
        | WhereToTurn
        | BlankLines
        | CardFaces
        | Quarters
        | Particulars
        | Criteria
    )
    title: str = ""
    """What stands at its head; a block without a title goes on where the one before it ended."""
    rows: float = 0
    """How many rows in it share the spare room: it grows with them by so much, or by less where what is beside them is
    higher."""
    entries: tuple[Any, ...] = ()
    """Which items, fields or cells of what it shows stand in it, where what it shows is a list of them."""
    again: str = ""
    """What a page says at its top that begins with it: what goes on there."""
    joint: float = TORN
    """What it is worth in blank millimetres not to begin a page with it, where it has no title."""


@dataclass(frozen=True)
class LayoutRules:
    """How a kind of sheet may be laid out."""

    sizes: tuple[float, ...]
    """Type sizes in points, the one to prefer first."""
    sides: tuple[int, ...]
    """How many sides it may take, what to try first: with more sides comes larger type. Empty: as many as it needs."""
    spacing: Spacing
