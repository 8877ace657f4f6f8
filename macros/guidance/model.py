"""Owns what a checklist is made of, as frozen values; does not read files or know how anything looks.

Each field's `description` says what is expected there: whoever reads the files quotes it when it finds something else.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from macros.brand import web_address
from macros.values import Id, Value, text

GUIDE = r"^[a-z0-9/-]+\.md(#[a-z0-9-]+)?$"
"""The shape of a page under docs/, with or without an anchor."""

SHEET_PLACE = r"^[a-z0-9-]+(#[a-z0-9-]+)?$"
"""The shape of a worksheet's id, with or without an anchor of its page."""

MOST_ITEMS = 9
"""How many items a pause point or a card may show: more are not gone through, they are skimmed."""

Way = Literal["read-do", "do-confirm"]


def words_digest(words: str) -> str:
    """Return eight hexadecimal digits that stand for these words: other words, other digits."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]


Formerly = Annotated[tuple[Id, ...], Field(description="a list of ids that it had in earlier editions")]
"""What was renamed still answers to its old ids, so that nobody's ticks, notes or printed sheets lose it."""


class Item(Value):
    """One thing to do, check or ask, written once, with an id that never changes meaning."""

    id: Id
    do: Annotated[str, text(90), Field(description="one action in at most 90 characters, on one line")]
    why: Annotated[str, text(180), Field(description="the reason, one sentence in at most 180 characters")]
    minutes: Annotated[int, Field(ge=1, le=240, description="how long it takes: whole minutes, 1 to 240")]
    must: Annotated[bool, Field(description="true for the few that must not be missed; leave it out for the rest")] = (
        False
    )
    guide: Annotated[
        str,
        StringConstraints(pattern=GUIDE),
        Field(description="the page in docs/ that explains it, such as prepare/story-bank.md#two-minutes"),
    ]
    worksheet: Annotated[
        Annotated[str, StringConstraints(pattern=SHEET_PLACE)] | None,
        Field(description="the id of the worksheet to write it on, such as people, or people#who-heard-what"),
    ] = None
    sources: Annotated[tuple[Id, ...], Field(min_length=1, description="at least one id of checklists/sources.yml")]
    formerly: Formerly = ()
    same_as: Annotated[
        Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")] | None,
        Field(description="the eight digits, in quotes, of earlier words that mean the same"),
    ] = None

    @property
    def digest(self) -> str:
        """What stands for the words of the item; a tick is kept with it, and holds while the words do."""
        return words_digest(self.do)


class Block(Value):
    """Items that a person goes through in one stop: what a pause point and a card have in common."""

    id: Id
    title: Annotated[str, text(40), Field(description="a title of at most 40 characters")]
    way: Annotated[Way, Field(description="read-do or do-confirm")]
    items: Annotated[tuple[Item, ...], Field(min_length=1, description="a list of items")]

    @property
    def minutes(self) -> int:
        """What all items take together, in minutes."""
        return sum(item.minutes for item in self.items)


DUE = (
    r"^(at the start|\d{1,3} minutes? (before|after)( the end)?"
    r"|\d{1,3} days? (before|after), ([01]\d|2[0-3]):[0-5]\d)$"
)
"""The shape of a time that is counted from an interview."""


class PausePoint(Block):
    """A moment at which a person stops and goes through its items. Its file may hold more than one scenario lists."""

    when: Annotated[str, text(40), Field(description="when it is, in at most 40 characters")]
    due: Annotated[
        Annotated[str, StringConstraints(pattern=DUE)] | None,
        Field(
            description="when to open it: “7 days before, 18:00”, “10 minutes before”, “5 minutes before the end” "
            "or “at the start”"
        ),
    ] = None


class Card(Block):
    """A short extra list for a circumstance; it joins any scenario and shares no item with one.

    A card names the pause point at which to open it first. One that says `when` in words instead is not for candidates,
    and stands only on the pages that call it.
    """

    lead: Annotated[str, text(160), Field(description="whom the card is for, in at most 160 characters")]
    pause_point: Annotated[str | None, Field(description="the pause point at which to open it first")] = None
    when: Annotated[Annotated[str, text(40)] | None, Field(description="when it is used, in at most 40 characters")] = (
        None
    )
    often: Annotated[
        bool, Field(description="true for what many interviews have, which a list asks about first; or leave it out")
    ] = False
    formerly: Formerly = ()


class Point(Value):
    """One thing that is so in a line of work, and who says so."""

    id: Id
    say: Annotated[str, text(220), Field(description="one or two sentences in at most 220 characters")]
    sources: Annotated[tuple[Id, ...], Field(min_length=1, description="at least one id of checklists/sources.yml")]


Points = Annotated[tuple[Point, ...], Field(min_length=1, max_length=5, description="a list of 1 to 5 points")]


class Sector(Card):
    """A line of work: a card whose items are what to ask and bring there, with what else is different about it.

    It has the same three parts for each: what happens, who decides, and the trap. It joins any scenario as a card does.
    """

    order: Annotated[int, Field(ge=1, description="its place in the list of sectors: 1, 2, 3 …")]
    happens: Points
    decides: Points
    trap: Points

    @property
    def points(self) -> tuple[Point, ...]:
        """Everything that it says beside its items, in the order in which it is read."""
        return (*self.happens, *self.decides, *self.trap)


class Entry(Value):
    """An item as a scenario lists it, with the scenario's own reason where it has one."""

    item: Annotated[str, Field(description="the id of an item")]
    because: Annotated[
        Annotated[str, text(160)] | None, Field(description="this scenario's reason, at most 160 characters")
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, written: Any) -> Any:
        return {"item": written} if isinstance(written, str) else written


class Stop(Value):
    """A pause point as a scenario lists it: which of its items, in which order."""

    id: Annotated[str, Field(description="the id of a pause point")]
    items: Annotated[tuple[Entry, ...], Field(min_length=1, description="a list of item ids")]


class ReadySet(Value):
    """What a counsellor hands out with a scenario's checklist, if nobody chooses anything else."""

    worksheets: Annotated[tuple[Id, ...], Field(description="a list of ids of worksheets")] = ()
    cards: Annotated[tuple[Id, ...], Field(description="a list of ids of cards")] = ()


class Scenario(Value):
    """Who will be in the room: pause points in order, each with its items."""

    id: Id
    order: Annotated[int, Field(ge=1, description="its place among the answers on the first page: 1, 2, 3 …")]
    title: Annotated[str, text(28), Field(description="a title of at most 28 characters")]
    answer: Annotated[str, text(44), Field(description="the answer to “Who will be in the room?”")]
    expect: Annotated[str, text(160), Field(description="what to expect, in at most 160 characters")]
    lead: Annotated[str, text(170), Field(description="the one sentence that matters, at most 170 characters")]
    pause_points: Annotated[tuple[Stop, ...], Field(min_length=1, description="a list of pause points")]
    ready_set: Annotated[ReadySet, Field(description="worksheets and cards that go with it")] = ReadySet()
    questions_of: Annotated[
        Id | None, Field(description="the id of a scenario whose questions are asked in this one too")
    ] = None

    def lists(self, pause_point: str) -> bool:
        """Whether it stops at this pause point."""
        return any(stop.id == pause_point for stop in self.pause_points)


Orientation = Literal["portrait", "landscape"]


class Blank(Value):
    """A place to write or tick: what a field of its own and a column of a table have in common."""

    id: Id
    label: Annotated[str, text(60), Field(description="what a person would call it, in at most 60 characters")]
    hint: Annotated[
        Annotated[str, text(120)] | None, Field(description="what to write there, in at most 120 characters")
    ] = None
    kind: Annotated[Literal["text", "tick"], Field(description="text or tick")] = "text"
    lines: Annotated[int, Field(ge=1, le=8, description="how many lines of handwriting it holds: 1 to 8")] = 1


class Line(Blank):
    """A field that stands on its own."""

    example: Annotated[
        Annotated[str, text(240)] | None, Field(description="what the example says there, at most 240 characters")
    ] = None


class Column(Blank):
    """What stands in each row of a table."""

    width: Annotated[int, Field(ge=1, le=9, description="how wide it is beside the others: 1 to 9")] = 1


class Row(Value):
    """A row of a table, by the name that a person reads."""

    id: Id
    label: Annotated[str, text(40), Field(description="the heading of the row, at most 40 characters")]


class Part(Value):
    """A titled part of a worksheet: fields one below the other, or a table with a row for each thing of a kind."""

    title: Annotated[str, text(60), Field(description="a title of at most 60 characters")]
    hint: Annotated[
        Annotated[str, text(160)] | None, Field(description="how to fill it in, in at most 160 characters")
    ] = None
    fields: Annotated[tuple[Line, ...], Field(description="a list of fields, each with id and label")] = ()
    row: Annotated[Id | None, Field(description="what one row is, in one word, such as person")] = None
    goes_on: Annotated[
        Id | None, Field(description="the row of the part before it, where each row here says more of the one there")
    ] = None
    rows: Annotated[
        tuple[Row, ...], Field(max_length=12, description="how many rows, 2 to 12, or a list of rows with id and label")
    ] = ()
    columns: Annotated[
        tuple[Column, ...], Field(max_length=8, description="a list of at most 8 columns, each with id and label")
    ] = ()
    examples: Annotated[
        tuple[dict[str, Annotated[str, text(240)] | bool], ...],
        Field(description="a list of filled rows, each with the ids of columns as its keys"),
    ] = ()

    @model_validator(mode="before")
    @classmethod
    def _count_of_rows(cls, written: Any) -> Any:
        """Rows that are only counted are named after what one row is: “Question 1”, with the id question-1."""
        if isinstance(written, dict) and type(written.get("rows")) is int and isinstance(written.get("row"), str):
            words = _noun(written["row"])
            ids = counted_rows(written["row"], written["rows"])
            named = tuple({"id": each, "label": f"{words} {number}"} for number, each in enumerate(ids, 1))
            return written | ({"rows": named} if named else {})
        return written

    @property
    def noun(self) -> str:
        """What one row is, as a heading: “Person”; nothing where it has no rows."""
        return _noun(self.row or "")

    @property
    def is_counted(self) -> bool:
        """Whether its rows are only counted, so that a number says all that the heading of a row must say."""
        return bool(self.rows) and all(row.label == f"{self.noun} {at}" for at, row in enumerate(self.rows, 1))


def _noun(row: str) -> str:
    return row.replace("-", " ").capitalize()


def counted_rows(row: str, count: int) -> list[str]:
    """Return the ids of rows that are only counted: person-1, person-2 …; none where the count is out of bounds."""
    return [f"{row}-{number}" for number in range(1, count + 1)] if 2 <= count <= 12 else []


class Worksheet(Value):
    """A form to fill in: on the page, in the PDF, or with a pen."""

    id: Id
    order: Annotated[int, Field(ge=1, description="its place in the list of worksheets: 1, 2, 3 …")]
    title: Annotated[str, text(40), Field(description="a title of at most 40 characters")]
    lead: Annotated[str, text(160), Field(description="what it is for, in at most 160 characters")]
    pause_point: Annotated[str, Field(description="the pause point at which to open it first")]
    minutes: Annotated[int, Field(ge=1, le=240, description="how long it takes: whole minutes, 1 to 240")]
    guide: Annotated[str, StringConstraints(pattern=GUIDE), Field(description="the page in docs/ that explains it")]
    orientation: Annotated[Orientation, Field(description="portrait or landscape")] = "portrait"
    sources: Annotated[tuple[Id, ...], Field(min_length=1, description="at least one id of checklists/sources.yml")]
    example: Annotated[str, text(120), Field(description="whose example it is and when, at most 120 characters")]
    parts: Annotated[tuple[Part, ...], Field(min_length=1, description="a list of parts")]
    formerly: Formerly = ()

    def going_on(self, part: Part) -> list[Part]:
        """Return the parts each of whose rows says more of the row of `part` in its place."""
        return [each for each in self.parts if each.goes_on and each.goes_on == part.row]

    @property
    def fields(self) -> dict[str, str]:
        """The name of each field, as PDFs and plans keep it, and what a person would call it; in reading order."""
        return {
            name: label for part in self.parts for name, label in (*self._own_fields(part), *self._table_fields(part))
        }

    def _own_fields(self, part: Part) -> list[tuple[str, str]]:
        return [(f"{self.id}.{line.id}", line.label) for line in part.fields]

    def _table_fields(self, part: Part) -> list[tuple[str, str]]:
        return [
            (f"{self.id}.{row.id}.{column.id}", f"{row.label}: {column.label}")
            for row in part.rows
            for column in part.columns
        ]


class Answer(Value):
    """What the other person may say, and the step that follows."""

    hear: Annotated[str, text(60), Field(description="what you hear, in at most 60 characters")]
    go: Annotated[str, Field(description="the id of the step that follows")]


class Step(Value):
    """One thing to say in a conversation, and where each answer leads; without answers, the conversation ends."""

    id: Id
    say: Annotated[str, text(220), Field(description="the words to say, at most 220 characters")]
    note: Annotated[
        Annotated[str, text(160)] | None, Field(description="why, or what to note, in at most 160 characters")
    ] = None
    answers: Annotated[tuple[Answer, ...], Field(max_length=5, description="a list of at most 5 answers")] = ()


StageKind = Literal["core", "optional", "ladder", "close"]


class Stage(Value):
    """Steps of a conversation that belong together."""

    id: Id
    title: Annotated[str, text(40), Field(description="a title of at most 40 characters")]
    about: Annotated[str, text(140), Field(description="what it is for, in at most 140 characters")]
    kind: Annotated[StageKind, Field(description="core, optional, ladder or close")]
    steps: Annotated[tuple[Step, ...], Field(min_length=1, description="a list of steps")]

    @property
    def way(self) -> Way:
        """How to use it: what everybody says is done and then confirmed, the rest is read out."""
        return "do-confirm" if self.kind == "core" else "read-do"


class Letter(Value):
    """The conversation as an e-mail."""

    subject: Annotated[str, text(80), Field(description="a subject of at most 80 characters")]
    paragraphs: Annotated[
        tuple[Annotated[str, text(300)], ...],
        Field(min_length=1, description="a list of paragraphs of at most 300 characters"),
    ]


class Conversation(Value):
    """A script that branches on the answer. It begins with the first step, and only ever goes forward."""

    id: Id
    title: Annotated[str, text(40), Field(description="a title of at most 40 characters")]
    lead: Annotated[str, text(160), Field(description="what it is for, in at most 160 characters")]
    pause_point: Annotated[str, Field(description="the pause point at which to open it first")]
    minutes: Annotated[int, Field(ge=1, le=240, description="how long it takes: whole minutes, 1 to 240")]
    guide: Annotated[str, StringConstraints(pattern=GUIDE), Field(description="the page in docs/ that explains it")]
    sources: Annotated[tuple[Id, ...], Field(min_length=1, description="at least one id of checklists/sources.yml")]
    before: Annotated[
        tuple[Annotated[str, text(120)], ...],
        Field(min_length=1, description="a list of lines of at most 120 characters"),
    ]
    stop: Annotated[
        tuple[Annotated[str, text(140)], ...],
        Field(min_length=1, description="a list of lines of at most 140 characters"),
    ]
    parts: Annotated[tuple[Stage, ...], Field(min_length=1, description="a list of parts, each with steps")]
    email: Annotated[Letter, Field(description="a subject and paragraphs")]
    formerly: Formerly = ()

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each step, from 1, by its id."""
        steps = (step for part in self.parts for step in part.steps)
        return {step.id: number for number, step in enumerate(steps, 1)}


Role = Literal["hr", "manager", "peer", "other-team", "executive", "sponsor"]


Shape = Literal["story", "point", "doubt", "opening", "months", "line"]
"""How an answer is built, which says how long it takes aloud: SHAPES has the parts of each."""


class Question(Value):
    """A question that is asked in a second interview, of you or by you.

    One that can be rehearsed has what a good answer has, and what they may ask next.
    """

    id: Id
    ask: Annotated[str, text(140), Field(description="the question, at most 140 characters")]
    why: Annotated[str, text(160), Field(description="what is behind it, in at most 160 characters")]
    note: Annotated[str, text(180), Field(description="how to answer it or what to listen for, at most 180 characters")]
    shape: Annotated[Shape, Field(description=f"how an answer is built: {', '.join(get_args(Shape))}")] = "point"
    follow_ups: Annotated[
        tuple[Annotated[str, text(60)], ...],
        Field(max_length=3, description="a list of at most 3 questions of at most 60 characters, asked one at a time"),
    ] = ()
    good: Annotated[
        tuple[Annotated[str, text(60)], ...],
        Field(max_length=4, description="what a good answer has: a list of at most 4 lines of at most 60 characters"),
    ] = ()
    by: Annotated[tuple[Role, ...], Field(min_length=1, description=f"a list of roles: {', '.join(get_args(Role))}")]
    scenarios: Annotated[tuple[Id, ...], Field(min_length=1, description="a list of scenarios")]
    sectors: Annotated[tuple[Id, ...], Field(description="a list of the sectors that ask it most")] = ()
    guide: Annotated[str, StringConstraints(pattern=GUIDE), Field(description="the page in docs/ that explains it")]
    sources: Annotated[tuple[Id, ...], Field(min_length=1, description="at least one id of checklists/sources.yml")]


class Group(Value):
    """Questions that are about one thing."""

    id: Id
    title: Annotated[str, text(40), Field(description="a title of at most 40 characters")]
    questions: Annotated[tuple[Question, ...], Field(min_length=1, description="a list of questions")]


class QuestionBank(Value):
    """Questions to get ready for, or to choose from, in groups."""

    id: Id
    title: Annotated[str, text(40), Field(description="a title of at most 40 characters")]
    lead: Annotated[str, text(160), Field(description="what it is for, in at most 160 characters")]
    whom: Annotated[
        str, text(24), Field(description="what the people of each question are called: Who asks, Whom to ask")
    ]
    note: Annotated[str, text(24), Field(description="what the note of each question is called")]
    groups: Annotated[tuple[Group, ...], Field(min_length=1, description="a list of groups, each with questions")]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of it, in order."""
        return tuple(question for group in self.groups for question in group.questions)


class Source(Value):
    """Where a piece of guidance comes from."""

    id: Id
    title: Annotated[str, text(160), Field(description="its title")]
    author: Annotated[Annotated[str, text(80)] | None, Field(description="who wrote it, by name, where known")] = None
    publisher: Annotated[Annotated[str, text(80)] | None, Field(description="who published it")] = None
    address: Annotated[
        Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$"), AfterValidator(web_address)] | None,
        Field(description="an address that begins with http:// or https://"),
    ] = None
    kind: Annotated[
        Literal["article", "official", "research", "practice", "own"],
        Field(description="article, official, research, practice or own"),
    ]


class Checklist(Value):
    """A scenario with the cards that were chosen: what is shown, ticked and printed."""

    scenario: Scenario
    pause_points: tuple[PausePoint, ...]
    cards: tuple[Card, ...] = ()
    because: dict[str, str]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in the order in which it is gone through."""
        return tuple(item for block in (*self.pause_points, *self.cards) for item in block.items)
