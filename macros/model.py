"""Owns what a checklist is made of, as frozen values; refuses to read files or to know how anything looks.

Each field's `description` says what is expected there: the library quotes it when it finds something else.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

GUIDE = r"^[a-z0-9/-]+\.md(#[a-z0-9-]+)?$"
"""The shape of a page under docs/, with or without an anchor."""

SHEET_FIELDS = ("name", "date", "employer", "centre", "notes")
"""Fields that every sheet has beside its items, so that no item can be called so."""

MOST_ITEMS = 9
"""How many items a pause point or a card may show: more are not gone through, they are skimmed."""

Way = Literal["read-do", "do-confirm"]

WAY_WORDS: dict[Way, str] = {"read-do": "Read, then do", "do-confirm": "Do, then confirm"}
"""What a way of use is called wherever a person reads it."""


Paper = Literal["letter", "a4"]

PAPERS: tuple[Paper, ...] = ("letter", "a4")

PAPER_WORDS: dict[Paper, str] = {"letter": "Letter", "a4": "A4"}


def month_words(day: datetime.date) -> str:
    """Return 'November 2026' for a day in it; never in the locale of the machine."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def duration(minutes: int) -> str:
    """Return minutes as a person would say them: '25 min', '1 hour', '3½ hours'."""
    if minutes < 60:
        return f"{minutes} min"
    hours, half = divmod((minutes + 15) // 30, 2)
    return f"{hours}{'½' if half else ''} hour{'s' if hours > 1 or half else ''}"


def text(most: int) -> StringConstraints:
    """Text on one line, with nothing blank at its ends and no character that cannot be seen."""
    return StringConstraints(min_length=1, max_length=most, pattern=r"^[^\s\p{C}]([^\p{C}]*[^\s\p{C}])?$")


Id = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60),
    Field(description="an id in small letters and hyphens, such as bring-two-stories"),
]


class Value(BaseModel):
    """A frozen value that takes its own keys and no others, each of exactly its type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


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
    sources: Annotated[tuple[Id, ...], Field(min_length=1, description="at least one id of checklists/sources.yml")]


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


class PausePoint(Block):
    """A moment at which a person stops and goes through its items. Its file may hold more than one scenario lists."""

    when: Annotated[str, text(40), Field(description="when it is, in at most 40 characters")]


class Card(Block):
    """A short extra list for a circumstance; it joins any scenario and shares no item with one."""

    lead: Annotated[str, text(160), Field(description="whom the card is for, in at most 160 characters")]
    pause_point: Annotated[str, Field(description="the pause point at which to open it first")]


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


class Scenario(Value):
    """Who will be in the room: pause points in order, each with its items."""

    id: Id
    order: Annotated[int, Field(ge=1, description="its place among the answers on the first page: 1, 2, 3 …")]
    title: Annotated[str, text(28), Field(description="a title of at most 28 characters")]
    answer: Annotated[str, text(44), Field(description="the answer to “Who will be in the room?”")]
    expect: Annotated[str, text(160), Field(description="what to expect, in at most 160 characters")]
    lead: Annotated[str, text(170), Field(description="the one sentence that matters, at most 170 characters")]
    pause_points: Annotated[tuple[Stop, ...], Field(min_length=1, description="a list of pause points")]


def download_name(subject: Scenario | Card, paper: Paper) -> str:
    """Return the file name of a download, as links and printed sheets rely on it: 'card-video-call-a4.pdf'."""
    return f"{'card-' if isinstance(subject, Card) else ''}{subject.id}-{paper}.pdf"


class Source(Value):
    """Where a piece of guidance comes from."""

    id: Id
    title: Annotated[str, text(160), Field(description="its title")]
    publisher: Annotated[Annotated[str, text(80)] | None, Field(description="who published it")] = None
    address: Annotated[
        Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")] | None,
        Field(description="an address that begins with http:// or https://"),
    ] = None
    kind: Annotated[
        Literal["article", "official", "research", "practice", "own"],
        Field(description="article, official, research, practice or own"),
    ]


class Edition(Value):
    """A released version of the guidance, and the day that every PDF of it carries."""

    edition: Annotated[
        str, StringConstraints(pattern=r"^\d+\.\d+$"), Field(description='a number in quotes, such as "1.0"')
    ]
    released: Annotated[datetime.date, Field(description="a day, such as 2026-11-23")]

    @property
    def month(self) -> str:
        """The month in words, such as 'November 2026'."""
        return month_words(self.released)


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
