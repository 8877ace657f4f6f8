"""Owns the way from checklists/ to a Library; refuses to show or to guess anything.

A file is read (`loading`) in four steps, and each step tells all that it finds: YAML that is safe to hold (`written`),
the shape of each file (`shapes`), what the files say of each other (`checks`), and what editions promised (`released`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from macros import checks, released
from macros.brand import Brand
from macros.editions import Frozen
from macros.errors import DataError, Problem, nearest
from macros.loading import Loading
from macros.model import (
    Card,
    Checklist,
    Conversation,
    Edition,
    Item,
    PausePoint,
    QuestionBank,
    Retired,
    Scenario,
    Source,
    Value,
    Worksheet,
)
from macros.written import Written, read_yaml

V = TypeVar("V", bound=Value)
Ordered = TypeVar("Ordered", Scenario, Worksheet)


@dataclass(frozen=True)
class Library:
    """Everything in checklists/, by id, scenarios in their order; whole and consistent, or it would not exist.

    `editions` are those that were released, the oldest first.
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

    @property
    def items(self) -> dict[str, Item]:
        """Every item by id, those of the cards last."""
        blocks = (*self.pause_points.values(), *self.cards.values())
        return {item.id: item for block in blocks for item in block.items}

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
            seen |= {item.id: f"cards/index.md#item-{item.id}" for item in card.items if card.pause_point}
        pages: dict[str, dict[str, str]] = {}
        for item in self.items.values():
            if item.id in seen:
                pages.setdefault(item.guide.partition("#")[0], {})[seen[item.id]] = item.do
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

    def opens_at(self, sheet: Card | Worksheet | Conversation) -> str:
        """Return in words when to open a sheet first."""
        if isinstance(sheet, Card) and sheet.when:
            return sheet.when
        return self.pause_points[str(sheet.pause_point)].title


def _known(known: dict[str, V], wanted: str, what: str) -> V:
    if wanted in known:
        return known[wanted]
    raise DataError(
        [Problem("checklists", 1, f'"{wanted}"', f"There is no {what} with this id.{nearest(wanted, known)}")]
    )


def load(root: Path) -> Library:
    """Read `root`/checklists into a Library.

    Raises DataError with every problem in every file; one that is told never hides another.
    """
    loading = Loading(root)
    pause_points = loading.folder("items", PausePoint, "pause point", entries="item")
    scenarios = loading.folder("scenarios", Scenario, "scenario")
    cards = loading.folder("cards", Card, "card", entries="item")
    worksheets = loading.folder("worksheets", Worksheet, "worksheet", needed=False)
    conversations = loading.folder("conversations", Conversation, "conversation", needed=False)
    questions = loading.folder("questions", QuestionBank, "question bank", needed=False)
    sources = checks.read_sources(loading)
    brand = _brand(loading, loading.file("brand.yml"), root / "checklists")
    written_edition = loading.file("edition.yml")
    edition = loading.shape(Edition, written_edition) if written_edition else None

    for written in (*pause_points.written, *cards.written):
        checks.check_items(loading, written)
    for written in cards.written:
        checks.check_card(loading, written)
    for written in scenarios.written:
        checks.check_page(loading, written, "scenario", "scenarios", "checklist")
    used = {item for written in scenarios.written for item in checks.check_scenario(loading, written)}
    checks.check_used(loading, used)
    for written in (*worksheets.written, *conversations.written):
        checks.check_references(loading, written)
        checks.check_pause_point(loading, written)
    for written in worksheets.written:
        checks.check_page(loading, written, "worksheet", "worksheets", "worksheet")
        checks.check_worksheet(loading, written)
    for written in conversations.written:
        checks.check_page(loading, written, "conversation", "conversations", "conversation")
        checks.check_conversation(loading, written)
    for written in questions.written:
        checks.check_questions(loading, written)
    checks.check_front_matter(loading)
    editions, retired = released.read_editions(loading), released.read_retired(loading)
    released.check(loading, editions, retired, edition)
    if loading.problems or not brand or not edition:
        raise DataError(set(loading.problems))
    return Library(
        pause_points.values,
        _in_order(scenarios.values),
        cards.values,
        _in_order(worksheets.values),
        conversations.values,
        questions.values,
        sources,
        brand,
        edition,
        editions,
        retired,
    )


def read_brand(path: Path) -> Brand:
    """Read a brand from a file anywhere, its logo from beside it. Raises DataError with every problem in it."""
    loading = Loading(path.parent)
    written, problems = read_yaml(path)
    loading.problems += problems
    brand = _brand(loading, written, path.parent)
    if loading.problems or not brand:
        raise DataError(set(loading.problems))
    return brand


def _brand(loading: Loading, written: Written | None, folder: Path) -> Brand | None:
    return loading.shape(Brand, checks.check_brand(loading, written, folder)) if written else None


def _in_order(values: dict[str, Ordered]) -> dict[str, Ordered]:
    return dict(sorted(values.items(), key=lambda pair: (pair[1].order, pair[0])))
