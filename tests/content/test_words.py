"""The guidance as words: short, whole, and made of the contract's own terms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.library import load
from macros.model import Item

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = load(ROOT)

PAUSE_POINTS = [
    "when-they-call",
    "week-before",
    "night-before",
    "at-the-door",
    "between-conversations",
    "before-you-leave",
    "within-the-hour",
    "next-day",
]
PAGES = sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))


def items() -> list[Item]:
    return list(LIBRARY.items.values())


def test_the_three_scenarios_are_there_in_their_order() -> None:
    """The answers to “Who will be in the room?” go from the one you know to many."""
    assert list(LIBRARY.scenarios) == ["same-interviewer", "new-interviewer", "panel-day"]


@pytest.mark.parametrize("scenario", LIBRARY.scenarios)
def test_a_scenario_has_every_pause_point_in_the_order_of_the_day(scenario: str) -> None:
    """Only a day of many has gaps between conversations; the rest is in all three."""
    expected = [each for each in PAUSE_POINTS if scenario == "panel-day" or each != "between-conversations"]
    assert [pause_point.id for pause_point in LIBRARY.checklist(scenario).pause_points] == expected


@pytest.mark.parametrize("scenario", LIBRARY.scenarios)
def test_few_items_must_not_be_missed_and_all_of_those_are_marked(scenario: str) -> None:
    """What no candidate can do without is marked in every scenario, and little else is."""
    must = {item.id for item in LIBRARY.checklist(scenario).items if item.must}
    killers = {"ask-format", "ask-names", "ask-adjustments", "two-in-depth", "facts-match", "ask-next-step-and-date"}
    assert killers <= must
    assert len(must) <= 9


@pytest.mark.parametrize("item", items(), ids=lambda item: item.id)
def test_an_item_is_one_short_sentence_and_one_reason(item: Item) -> None:
    """What to do takes at most 15 words; both it and the reason are whole sentences."""
    assert len(item.do.split()) <= 15
    assert item.do[-1] in ".?"
    assert item.why.rstrip("”")[-1] in ".?"
    assert "'" not in item.do + item.why, "apostrophes and quotes are typographic"


@pytest.mark.parametrize("card", LIBRARY.cards)
def test_a_card_has_enough_items_to_be_worth_its_side(card: str) -> None:
    """Five to nine items: fewer belong on the checklist itself."""
    assert 5 <= len(LIBRARY.card(card).items) <= 9


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_in_front_what_it_is(page: str) -> None:
    """Every page has a title, a description that fits a search result, and speaks of nothing but its subject."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    description = re.search(r"^description: (.+)$", text, re.MULTILINE)
    assert re.search(r"^title: .+$", text, re.MULTILINE)
    assert description
    assert 60 <= len(description[1]) <= 160
    assert not re.search(r"(?<!“)as I (already )?said", text, re.IGNORECASE)
    if page.split("/")[0] in ("prepare", "understand", "scenarios"):
        assert re.search(r"^reviewed: \d{4}-\d{2}$", text, re.MULTILINE)
        assert re.search(r"^sources: \[.+\]$", text, re.MULTILINE)
