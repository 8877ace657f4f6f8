"""Owns what each kind of sheet has of its own: its blocks, its fields, its room; refuses to know how they look.

Kind
├── Checklists      pause points, one below the other, on both sides of a sheet
├── Cards           the items of one card, each with its reason, on one side
├── Worksheets      lines to write on and tables to fill in
└── Conversations   steps to say, each with the answers and where they lead
"""

from __future__ import annotations

import textwrap
from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count
from typing import Any, ClassVar, Generic, TypeVar

from macros import model
from macros.model import (
    Answer,
    Card,
    Checklist,
    Conversation,
    Item,
    Orientation,
    Part,
    Stage,
    Step,
    Worksheet,
)
from macros.paper.fit import Band, Spacing

Subject = Checklist | Card | Worksheet | Conversation

S = TypeVar("S", Checklist, Card, Worksheet, Conversation)

LONGEST_TOOLTIP = 72

WIDEST_FORK = 3
"""How many alternatives of a conversation stand side by side."""


@dataclass(frozen=True)
class Lines:
    """A titled list of things to know, with nothing to fill in."""

    title: str
    lines: tuple[str, ...]
    boxed: bool


@dataclass(frozen=True)
class Beat:
    """One step of a conversation, or up to three that are alternatives; the first stands below the stage's head."""

    steps: tuple[Step, ...]
    stage: Stage
    is_first: bool

    @property
    def exits(self) -> tuple[Answer, ...]:
        """The answers that most steps of the stage share and that lead out of it: they are told once, at its head."""
        home = {step.id for step in self.stage.steps}
        counts = Counter(answer for step in self.stage.steps for answer in step.answers if answer.go not in home)
        return tuple(answer for answer, times in counts.items() if 2 * times > len(home) > 1)

    def answers(self, step: Step) -> tuple[Answer, ...]:
        """Return the answers that are told at the step itself."""
        return tuple(answer for answer in step.answers if answer not in self.exits)


@dataclass(frozen=True)
class Block:
    """What stays together on one side of a sheet."""

    shows: model.Block | Part | Lines | Beat
    title: str = ""
    """What stands at its head; a block without a title goes on where the one before it ended."""
    rows: int | None = None
    """How many rows in it share the spare room; None where only measuring tells."""


class Kind(ABC, Generic[S]):
    """One kind of sheet, and what is on the one about `subject`."""

    word: ClassVar[str]
    """What it is called in a corner of each page."""
    template: ClassVar[str]
    sizes: ClassVar[tuple[float, ...]]
    """Type sizes in points, the one to prefer first."""
    sides: ClassVar[tuple[int, ...]]
    """How many sides it may take, what to try first: with more sides comes larger type."""
    spacing: ClassVar[Spacing]
    heading: ClassVar[tuple[str, ...]] = ()
    """The names of the fields above the first block."""
    too_long: ClassVar[str] = "Shorten its longest items, or move the least needed to a card."
    """What to do where it does not fit."""

    def __init__(self, subject: S) -> None:
        self.subject: S = subject

    @property
    @abstractmethod
    def listed(self) -> model.Sheet:
        """What the library calls it."""

    @property
    @abstractmethod
    def blocks(self) -> tuple[Block, ...]:
        """What stands on it, in reading order."""

    @property
    @abstractmethod
    def fields(self) -> dict[str, str]:
        """The form's fields between heading and notes, in reading order: name to tooltip."""

    @property
    def orientation(self) -> Orientation:
        """Which way the paper is turned."""
        return "portrait"

    @property
    def part(self) -> str:
        """The id of the part of a PDF that this sheet makes."""
        return self.listed.id

    @property
    def notes(self) -> str:
        """The name of the field for notes, which is its own, because a card joins any checklist."""
        return f"notes-{self.part}"


class Checklists(Kind[Checklist]):
    word = "Checklist"
    template = "checklist.html.jinja"
    sizes = (12, 11.75, 11.5, 11.25, 11)
    sides = (2,)
    spacing = Spacing(gap=Band(2.6, 4.6, 8), row=Band(0.55, 1.1, 2.4))
    heading = ("name", "date", "employer", "centre")

    @property
    def listed(self) -> model.Scenario:
        return self.subject.scenario

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(Block(each, each.title, len(each.items)) for each in self.subject.pause_points)

    @property
    def fields(self) -> dict[str, str]:
        return _boxes(self.subject.items)

    @property
    def part(self) -> str:
        return "checklist"

    @property
    def notes(self) -> str:
        return "notes"


class Cards(Kind[Card]):
    word = "Card"
    template = "card.html.jinja"
    sizes = (13, 12.5, 12, 11.5)
    sides = (1,)
    spacing = Checklists.spacing

    @property
    def listed(self) -> Card:
        return self.subject

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (Block(self.subject, self.subject.title, len(self.subject.items)),)

    @property
    def fields(self) -> dict[str, str]:
        return _boxes(self.subject.items)


class Worksheets(Kind[Worksheet]):
    word = "Worksheet"
    template = "worksheet.html.jinja"
    sizes = (11, 10.5)
    sides = (1, 2)
    # A row is a line of handwriting: 6.2 mm is narrow, 8.4 mm what school paper has.
    spacing = Spacing(gap=Band(3.4, 5, 8), row=Band(6.2, 8.4, 9.5))
    heading = ("name", "date", "employer")
    too_long = "Give its fields fewer lines, or its tables fewer rows; a line of writing takes at least 6 mm."

    @property
    def listed(self) -> Worksheet:
        return self.subject

    @property
    def orientation(self) -> Orientation:
        return self.subject.orientation

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(Block(part, part.title) for part in self.subject.parts)

    @property
    def fields(self) -> dict[str, str]:
        return self.subject.fields

    @property
    def notes(self) -> str:
        lines = {line.id for part in self.subject.parts for line in part.fields}
        rows = {row.id for part in self.subject.parts for row in part.rows}
        return f"{self.subject.id}.{_free('notes', lines | rows)}"


class Conversations(Kind[Conversation]):
    word = "Conversation"
    template = "conversation.html.jinja"
    sizes = (11.5, 11, 10.5)
    sides = (2,)
    spacing = Spacing(gap=Band(2.4, 5, 9), row=Band(0.5, 1.8, 3.2))
    too_long = "Shorten what is said, or take out the steps that are needed least."

    @property
    def listed(self) -> Conversation:
        return self.subject

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What to do first, and each step; what to beware of stands before the first rung of the ladder.

        The same as an e-mail is left to the page, where it can be copied.
        """
        before = Block(Lines("Before you call", self.subject.before, boxed=False), "Before you call")
        stop = Block(Lines("When not to climb", self.subject.stop, boxed=True), "When not to climb")
        stages = {stage.id: self._beats(stage) for stage in self.subject.parts}
        rungs = [stage.id for stage in self.subject.parts if stage.kind == "ladder"]
        blocks = [before]
        for stage, beats in stages.items():
            blocks += [stop, *beats] if [stage] == rungs[:1] else beats
        return (*blocks, *([] if rungs else [stop]))

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
        return f"{self.subject.id}.{_free('notes', set(self.subject.numbers))}"

    def _beats(self, stage: Stage) -> list[Block]:
        """Return a block for each step of a stage, or for up to three alternatives, which stand side by side."""
        forks: list[list[Step]] = []
        for step in stage.steps:
            leads_here = any(step.id in self._ways[each.id] for each in (forks[-1] if forks else []))
            if forks and not leads_here and len(forks[-1]) < WIDEST_FORK:
                forks[-1].append(step)
            else:
                forks.append([step])
        return [
            Block(Beat(tuple(steps), stage, is_first=number == 0), "" if number else stage.title)
            for number, steps in enumerate(forks)
        ]

    @cached_property
    def _ways(self) -> dict[str, set[str]]:
        """Every step that can follow each step, at once or later."""
        ways: dict[str, set[str]] = {}
        for step in reversed([step for stage in self.subject.parts for step in stage.steps]):
            ways[step.id] = {each for answer in step.answers for each in (answer.go, *ways[answer.go])}
        return ways


KINDS: dict[type[Subject], type[Kind[Any]]] = {
    Checklist: Checklists,
    Card: Cards,
    Worksheet: Worksheets,
    Conversation: Conversations,
}


def kind_of(subject: Subject) -> Kind[Any]:
    """Return the sheet about `subject`, as its kind has it."""
    return KINDS[type(subject)](subject)


def _boxes(items: tuple[Item, ...]) -> dict[str, str]:
    return {item.id: item.do + (" (must)" if item.must else "") for item in items}


def _free(name: str, taken: set[str]) -> str:
    """Return `name`, with a number where something else is called so."""
    numbered = (f"{name}-{number}" for number in count(2))
    return next(each for each in chain([name], numbered) if each not in taken)
