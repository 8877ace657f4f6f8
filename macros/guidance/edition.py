"""Owns what an edition is and what it said, as frozen values; does not freeze, compare or read anything.

A frozen edition stands alone: its words, where each item stands, and which ids were renamed or retired by then.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from macros.guidance.model import Card, Conversation
from macros.guidance.names import PRACTICE, SHEET_PREFIXES, Practice
from macros.guidance.words import month_words
from macros.values import Id, Value, text

EDITION = r"^(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})(-[a-z][a-z0-9]{0,11}\.[1-9]\d{0,3})?$"
"""1.1 is an edition of the project; 1.1-leeds.2 is the second that a centre called leeds made of it."""

EditionNumber = Annotated[
    str,
    StringConstraints(pattern=EDITION),
    Field(description='a number in quotes, such as "1.0", or of a centre "1.0-leeds.1"'),
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
    def number(self) -> tuple[int, int, int]:
        """The edition to compare with others: 1.10 comes after 1.9, and 1.9-leeds.1 between the two."""
        return edition_number(self.edition)

    @property
    def order(self) -> tuple[datetime.date, tuple[int, int, int]]:
        """Its place among all editions: by their days, since a centre's own and the project's are two rows."""
        return self.released, self.number

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


def edition_number(edition: str) -> tuple[int, int, int]:
    """Return an edition to compare with others: 1.10 comes after 1.9, and 1.9-leeds.1 between the two."""
    base, _, own = edition.partition("-")
    major, _, minor = base.partition(".")
    return int(major), int(minor), int(own.rpartition(".")[2] or 0)


def edition_centre(edition: str) -> str:
    """Return the short name of the centre whose edition it is: 'leeds'; '' for the project's own."""
    return edition.partition("-")[2].rpartition(".")[0]


def predecessor(edition: str, released: Sequence[Frozen]) -> Frozen | None:
    """Return the edition that whoever made this one held before: what it is compared with everywhere.

    It is the last of the same centre; for the first of a centre, the project's edition that it was made of. What has
    the number of an edition and goes beyond it comes after that. `released` are in their order.
    """
    number, centre = edition_number(edition), edition_centre(edition)
    of = {name: [each for each in released if edition_centre(each.edition) == name] for name in (centre, "")}
    for name in (centre, ""):
        before = [each for each in of[name] if each.number < number]
        if before:
            return max(before, key=lambda each: each.number)
    return None


def next_edition(editions: Iterable[str]) -> str:
    """Return in words which editions may follow these."""
    known = sorted(editions, key=edition_number)
    major, minor, own = edition_number(known[-1]) if known else (1, -1, 0)
    centre = next((edition_centre(each) for each in reversed(known) if edition_centre(each)), "")
    if centre:
        return f"The next is {major}.{minor}-{centre}.{own + 1}."
    theirs = f"; for a centre’s own, {major}.{minor}-leeds.1, with its own short name" if known else ""
    return f"The next is {major}.{minor + 1}, or {major + 1}.0{theirs}."
