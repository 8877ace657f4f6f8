"""Owns what an edition is and what it said, as frozen values; refuses to freeze, to compare or to read anything.

A frozen edition stands alone: its words, where each item stands, and which ids were renamed or retired by then.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from macros.guidance.model import Card, Conversation
from macros.guidance.names import PRACTICE, SHEET_PREFIXES, Practice
from macros.guidance.words import month_words
from macros.values import Id, Value, text

EDITION = r"^(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})$"

EditionNumber = Annotated[
    str,
    StringConstraints(pattern=EDITION),
    Field(description='a number in quotes, such as "1.0"'),
]


class Edition(Value):
    """A released version of the guidance, and the day that every PDF of it carries."""

    edition: EditionNumber
    released: Annotated[datetime.date, Field(description="a day, such as 2026-11-23")]

    @property
    def month(self) -> str:
        """The month in words, such as 'November 2026'."""
        return month_words(self.released)

    @property
    def epoch(self) -> int:
        """The first second of its day, in UTC, since 1970: the one moment that anything made of it carries."""
        return int(datetime.datetime.combine(self.released, datetime.time(), datetime.UTC).timestamp())


Kept = Literal["item", "card", "worksheet", "conversation", "scenario", "question"]
"""What has an id that an edition promises to keep."""


class Retired(Value):
    """An id that left: it is never used again, and whoever still has it is told why."""

    id: Id
    kind: Annotated[Kept, Field(description="item, card, worksheet, conversation, scenario or question")] = "item"
    left: Annotated[EditionNumber, Field(description='the first edition without it, in quotes, such as "1.1"')]
    because: Annotated[str, text(180), Field(description="why it left, one sentence in at most 180 characters")]
    instead: Annotated[Id | None, Field(description="the id of the same kind that took its place")] = None


class FrozenItem(Value):
    """An item as an edition said it. `at` is the pause point, or the sheet of the card, on which it stood."""

    do: str
    digest: str
    why: str
    must: bool
    at: str
    lists: tuple[str, ...]
    formerly: tuple[str, ...] = ()


class FrozenSheet(Value):
    """A card, worksheet or conversation as an edition said it: its title and lead, and each line of it by name.

    A name is the id of a field, a row, a column or a step, or it only counts, such as part-2.
    """

    title: str
    lead: str
    digest: str
    lines: dict[str, str]
    formerly: tuple[str, ...] = ()


class FrozenQuestion(Value):
    """A question that can be rehearsed, as an edition said it: all of its card, and for which scenarios."""

    ask: str
    good: tuple[str, ...]
    follow_ups: tuple[str, ...]
    scenarios: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.ask


class FrozenScenario(Value):
    """A scenario as an edition said it: its title, and the items of each pause point in order."""

    title: str
    pause_points: dict[str, tuple[str, ...]]


class Frozen(Value):
    """Everything that an edition said. Once released it is never edited."""

    layout: Literal[1]
    edition: EditionNumber
    released: datetime.date
    places: dict[str, str]
    scenarios: dict[str, FrozenScenario]
    items: dict[str, FrozenItem]
    cards: dict[str, FrozenSheet]
    worksheets: dict[str, FrozenSheet]
    conversations: dict[str, FrozenSheet]
    questions: Annotated[dict[str, FrozenQuestion] | None, Field(exclude_if=lambda each: each is None)] = None
    """None where an edition is from before any question could be rehearsed."""
    retired: tuple[Retired, ...]

    @property
    def month(self) -> str:
        """The month in words, such as 'November 2026'."""
        return month_words(self.released)

    @property
    def number(self) -> tuple[int, int]:
        """The edition to compare with others: 1.10 comes after 1.9."""
        return edition_number(self.edition)

    def ids(self, kind: Kept) -> Mapping[str, Any]:
        """Return what it holds of a kind, by id."""
        kinds: dict[Kept, Mapping[str, Any]] = {
            "item": self.items,
            "card": self.cards,
            "worksheet": self.worksheets,
            "conversation": self.conversations,
            "scenario": self.scenarios,
            "question": self.questions or {},
        }
        return kinds[kind]

    @property
    def lists(self) -> dict[str, str]:
        """Return the title of every list that a printed sheet may name, by the name that the sheet has for it."""
        return {
            **{identity: scenario.title for identity, scenario in self.scenarios.items()},
            **{SHEET_PREFIXES[Card] + identity: card.title for identity, card in self.cards.items()},
            **{identity: sheet.title for identity, sheet in self.worksheets.items()},
            **{SHEET_PREFIXES[Conversation] + identity: each.title for identity, each in self.conversations.items()},
            **{
                SHEET_PREFIXES[Practice] + identity: f"{PRACTICE}: {each.title}"
                for identity, each in self.scenarios.items()
                if any(identity in question.scenarios for question in (self.questions or {}).values())
            },
        }


def edition_number(edition: str) -> tuple[int, int]:
    """Return an edition to compare with others: 1.10 comes after 1.9."""
    major, _, minor = edition.partition(".")
    return int(major), int(minor)
