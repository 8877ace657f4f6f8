"""The question bank: whole without a script, filtered by role and scenario with one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from macros.reading import load
from tests.browser.test_pages import violations_in_both

LIBRARY = load(Path(__file__).resolve().parents[2])


@pytest.fixture
def address(site: str) -> str:
    return f"{site}reference/question-bank/"


def bank(page: Page, name: str = "to-ask") -> Locator:
    return page.locator(f'second-round-questions[bank="{name}"]')


def expected(name: str, role: str = "", scenario: str = "") -> list[str]:
    """The ids that fit both filters, in the order of the data."""
    questions = [each for group in LIBRARY.question_bank(name).groups for each in group.questions]
    return [q.id for q in questions if (not role or role in q.by) and (not scenario or scenario in q.scenarios)]


def of_sector(name: str, sector: str) -> list[str]:
    """The ids of the questions that name a line of work, in the order of the data."""
    questions = [each for group in LIBRARY.question_bank(name).groups for each in group.questions]
    return [question.id for question in questions if sector in question.sectors]


def shown(bank: Locator) -> list[str]:
    ids: list[str] = bank.locator("[data-question]").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.question)"
    )
    return ids


def test_without_a_script_every_question_is_there(address: str, open_context: Callable[..., BrowserContext]) -> None:
    """All of both banks, with what is behind each a click away, and no filter that would do nothing."""
    page = open_context(java_script_enabled=False).new_page()
    page.goto(address)
    for name in LIBRARY.questions:
        assert shown(bank(page, name)) == expected(name)
        expect(bank(page, name).locator("select").first).to_be_hidden()
    question = page.locator("[data-question]").first
    question.locator("summary").click()
    expect(question.locator("p").first).to_be_visible()


@pytest.mark.parametrize("role", ["", "hr", "manager", "executive"])
@pytest.mark.parametrize("scenario", ["", "same-interviewer", "panel-day"])
def test_a_filter_shows_what_fits(page: Page, address: str, role: str, scenario: str) -> None:
    """By role, by scenario and by both; how many are shown is said, and a title with nothing under it goes."""
    page.goto(address)
    to_ask = bank(page)
    to_ask.get_by_label("Whom to ask").select_option(role)
    to_ask.get_by_label("Scenario").select_option(scenario)
    fits = expected("to-ask", role, scenario)
    assert shown(to_ask) == fits
    expect(to_ask.locator("[data-count][aria-live=polite]")).to_have_text(
        f"{len(fits)} of {len(expected('to-ask'))} questions"
    )
    for group in to_ask.locator("[data-group]").all():
        assert group.is_visible() == bool(group.locator("[data-question]:not([hidden])").count())
    assert shown(bank(page, "asked-of-you")) == expected("asked-of-you"), "the other bank is as it was"


def test_a_line_of_work_shows_what_is_asked_there(page: Page, address: str) -> None:
    """Each line of work shows just the questions that name it, together with the other filters."""
    page.goto(address)
    asked = bank(page, "asked-of-you")
    for sector in LIBRARY.sectors:
        asked.get_by_label("Line of work", exact=True).select_option(sector)
        assert shown(asked) == of_sector("asked-of-you", sector) != []
    asked.get_by_label("Who asks").select_option("executive")
    asked.get_by_label("Line of work", exact=True).select_option("hospitality-and-retail")
    expect(asked.locator("[data-none]")).to_be_visible()


def test_everyone_brings_all_back(page: Page, address: str) -> None:
    """Taking the filters off shows every question again; a keyboard does it."""
    page.goto(address)
    select = bank(page).get_by_label("Whom to ask")
    select.focus()
    page.keyboard.press("ArrowDown")
    expect(bank(page).locator("[data-count][aria-live=polite]")).not_to_have_text(
        f"{len(expected('to-ask'))} of {len(expected('to-ask'))} questions"
    )
    page.keyboard.press("ArrowUp")
    assert shown(bank(page)) == expected("to-ask")


def test_axe_finds_nothing_filtered_and_open(address: str, open_context: Callable[..., BrowserContext]) -> None:
    """With a filter on and a question open."""
    page = open_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce").new_page()
    page.goto(address)
    bank(page).get_by_label("Whom to ask").select_option("peer")
    bank(page).locator("summary:visible").first.click()
    assert violations_in_both(page, "second-round-questions") == {}
