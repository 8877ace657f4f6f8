"""Owns the Library: everything that is asked of a person, as one frozen value; does not read or judge a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from macros.brand import Brand
from macros.errors import DataError, Problem, nearest
from macros.guidance.conformance import Conformance
from macros.guidance.edition import Edition, Frozen, Retired
from macros.guidance.model import (
    Card,
    Checklist,
    Conversation,
    Item,
    PausePoint,
    QuestionBank,
    Scenario,
    Sector,
    Source,
    Worksheet,
)
from macros.guidance.names import Pocket, Practice
from macros.guidance.search_words import SearchWords
from macros.values import Value

V = TypeVar("V", bound=Value)

ON_THE_DAY = ("at-the-door", "between-conversations", "before-you-leave")
"""The pause points of the interview itself, which stand on the card for a pocket."""


@dataclass(frozen=True)
class Library:
    """Everything in checklists/, by id, scenarios in their order; whole and consistent, or it would not exist.

    A sector is a card too, and stands among the cards after all others. `editions` are those that were released, the
    oldest first.
    """

    pause_points: dict[str, PausePoint]
    scenarios: dict[str, Scenario]
    cards: dict[str, Card]
    worksheets: dict[str, Worksheet]
    conversations: dict[str, Conversation]
    questions: dict[str, QuestionBank]
    sources: dict[str, Source]
    brand: Brand
    edition: Edition
    editions: tuple[Frozen, ...] = ()
    retired: tuple[Retired, ...] = ()
    search: SearchWords = field(default_factory=SearchWords)
    conformance: Conformance | None = None

    @property
    def items(self) -> dict[str, Item]:
        """Every item by id, those of the cards last."""
        blocks = (*self.pause_points.values(), *self.cards.values())
        return {item.id: item for block in blocks for item in block.items}

    @property
    def sectors(self) -> dict[str, Sector]:
        """Those cards that are a line of work, in their order."""
        return {identity: card for identity, card in self.cards.items() if isinstance(card, Sector)}

    @property
    def shown(self) -> Library:
        """What a site shows: everything but the cards that the brand hides, which no scenario hands out either."""
        hidden = set(self.brand.hide.cards)
        if not hidden:
            return self

        def without(scenario: Scenario) -> Scenario:
            cards = tuple(card for card in scenario.ready_set.cards if card not in hidden)
            return scenario.model_copy(update={"ready_set": scenario.ready_set.model_copy(update={"cards": cards})})

        return replace(
            self,
            cards={identity: card for identity, card in self.cards.items() if identity not in hidden},
            scenarios={identity: without(scenario) for identity, scenario in self.scenarios.items()},
        )

    def checklist(self, scenario_id: str, card_ids: Iterable[str] = ()) -> Checklist:
        """Return the scenario's pause points, each with just the items it lists, and the chosen cards.

        Raises DataError with the nearest id where there is no such scenario or card.
        """
        scenario = _known(self.scenarios, scenario_id, "scenario")
        pause_points = []
        for stop in scenario.pause_points:
            pause_point = self.pause_points[stop.id]
            items = {item.id: item for item in pause_point.items}
            listed = tuple(items[entry.item] for entry in stop.items)
            pause_points.append(pause_point.model_copy(update={"items": listed}))
        return Checklist(
            scenario=scenario,
            pause_points=tuple(pause_points),
            cards=tuple(self.card(card_id) for card_id in card_ids),
            because={
                entry.item: entry.because for stop in scenario.pause_points for entry in stop.items if entry.because
            },
        )

    def card(self, card_id: str) -> Card:
        """Return the card. Raises DataError with the nearest id where there is none."""
        return _known(self.cards, card_id, "card")

    def sector(self, sector_id: str) -> Sector:
        """Return the line of work. Raises DataError with the nearest id where there is none."""
        return _known(self.sectors, sector_id, "sector")

    def explained(self) -> dict[str, dict[str, str]]:
        """Return what each page explains: by its path under docs/, the items' words by where to see each item.

        An item of several scenarios is seen in the first of them.
        """
        seen: dict[str, str] = {}
        for scenario in self.scenarios.values():
            for stop in scenario.pause_points:
                for entry in stop.items:
                    seen.setdefault(entry.item, f"scenarios/{scenario.id}.md#item-{entry.item}")
        for card in self.cards.values():
            page = f"sectors/{card.id}.md" if isinstance(card, Sector) else "cards/index.md"
            seen |= {item.id: f"{page}#item-{item.id}" for item in card.items if card.pause_point}
        pages: dict[str, dict[str, str]] = {}
        for item in self.items.values():
            page = item.guide.partition("#")[0]
            if item.id in seen and not seen[item.id].startswith(f"{page}#"):  # a line of work shows its own
                pages.setdefault(page, {})[seen[item.id]] = item.do
        return pages

    def worksheet(self, worksheet_id: str) -> Worksheet:
        """Return the worksheet. Raises DataError with the nearest id where there is none."""
        return _known(self.worksheets, worksheet_id, "worksheet")

    def conversation(self, conversation_id: str) -> Conversation:
        """Return the conversation. Raises DataError with the nearest id where there is none."""
        return _known(self.conversations, conversation_id, "conversation")

    def question_bank(self, bank_id: str) -> QuestionBank:
        """Return the bank of questions. Raises DataError with the nearest id where there is none."""
        return _known(self.questions, bank_id, "question bank")

    def practice(self, scenario_id: str) -> Practice | None:
        """Return the cards to practise a scenario's questions with; None where no question of it can be rehearsed.

        Raises DataError with the nearest id where there is no such scenario.
        """
        scenario = _known(self.scenarios, scenario_id, "scenario")
        every = (question for bank in self.questions.values() for question in bank.questions)
        questions = tuple(each for each in every if each.good and scenario_id in each.scenarios)
        return Practice(scenario=scenario, questions=questions) if questions else None

    def pocket(self, scenario_id: str) -> Pocket:
        """Return the moments of the day itself. Raises DataError as `checklist` does."""
        checklist = self.checklist(scenario_id)
        there = tuple(each for each in checklist.pause_points if each.id in ON_THE_DAY)
        return Pocket(scenario=checklist.scenario, pause_points=there)

    def opens_at(self, sheet: Card | Worksheet | Conversation) -> str:
        """Return in words when to open a sheet first."""
        if isinstance(sheet, Card) and sheet.when:
            return sheet.when
        return self.pause_points[str(sheet.pause_point)].title


def _known(known: dict[str, V], wanted: str, what: str) -> V:
    if wanted in known:
        return known[wanted]
    raise DataError([Problem("", 1, f'"{wanted}"', f"There is no {what} with this id.{nearest(wanted, known)}")])
