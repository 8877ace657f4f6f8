"""Two questions in place on a list, when is it and is there anything special, which can be answered or passed over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.checklist_page import ChecklistPage, Place, store, stored

NOW = "2026-11-29T09:00:00Z"
MODULE = "**/list/two-questions.mjs"


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Page:
    page = open_context(
        viewport={"width": 390, "height": 844}, reduced_motion="reduce", timezone_id="Europe/London"
    ).new_page()
    page.clock.install(time=NOW)
    return page


def ask(page: Page, words: str) -> None:
    page.locator("summary", has_text=words).click()


def about(page: Page) -> dict[str, str]:
    """Return what the plan in use says of its interview."""
    found: dict[str, str] = page.evaluate(
        """() => {
          const id = localStorage.getItem("second-round:current");
          const { about } = JSON.parse(localStorage.getItem(`second-round:plan:${id}`));
          return Object.fromEntries(Object.entries(about).map(([name, { value }]) => [name, value]));
        }"""
    )
    return found


def test_when_is_it(phone: Page, panel_day: Place) -> None:
    """A day is enough, and is asked for; then every part shows when it is due, this list is the plan's, and what was
    ticked before is in it. Undo takes the day back, and a question that was answered is not asked again.
    """
    checklist = panel_day.open(phone)
    checklist.tick(checklist.items[0])
    with phone.expect_response(MODULE):
        ask(phone, "When is it?")
    form = phone.locator("[data-ask=when] form")
    form.get_by_role("button", name="Keep it").click()
    day = form.get_by_label("Day", exact=True)
    expect(day).to_be_focused()
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(day).to_have_accessible_description("Choose the day. The time can wait.")
    day.fill("2026-11-01")
    expect(form.get_by_role("status")).to_have_text("This day is over.")
    day.fill("2026-12-03")
    form.get_by_label("Begins at").fill("10:00")
    assert violations(phone, "second-round-checklist") == []
    form.get_by_role("button", name="Keep it").click()
    expect(checklist.say).to_contain_text("It is on Thu 3 Dec, 10:00")
    expect(checklist.root.get_by_role("button", name="Undo")).to_be_focused()
    expect(checklist.block("at-the-door").locator(".second-round__date")).to_contain_text("09:50")
    checklist.expect_ticked(checklist.items[0])
    kept = about(phone)
    assert {name: kept[name] for name in ("day", "time", "zone", "scenario")} == {
        "day": "2026-12-03",
        "time": "10:00",
        "zone": "Europe/London",
        "scenario": "panel-day",
    }
    expect(phone.locator("[data-ask=when]")).to_be_hidden()
    phone.reload()
    expect(phone.locator("[data-plan-words]")).to_contain_text("Thu 3 Dec, 10:00")
    expect(phone.locator("[data-ask=when]")).to_be_hidden()
    expect(phone.locator("[data-ask=special]")).to_be_visible()


def test_saying_more_keeps_the_day(phone: Page, panel_day: Place) -> None:
    """A day and a time that were typed go along to the form of the interview, and are kept without it as well."""
    panel_day.open(phone)
    ask(phone, "When is it?")
    phone.get_by_label("Day", exact=True).fill("2026-12-03")
    phone.get_by_label("Begins at").fill("10:00")
    phone.get_by_label("Ends at").fill("15:30")
    phone.get_by_role("link", name="Say more about it").click()
    form = phone.get_by_role("dialog", name="An interview")
    expect(form.locator('[name="employer"]')).to_be_focused()
    expect(form.locator('[name="day"]')).to_have_value("2026-12-03")
    expect(form.locator('[name="time"]')).to_have_value("10:00")
    expect(form.locator('[name="ends"]')).to_have_value("15:30")
    expect(form.locator('[name="scenario"]')).to_have_value("panel-day")
    phone.go_back()
    expect(phone.locator("[data-plan-words]")).to_contain_text("Thu 3 Dec, 10:00")


def test_the_day_can_be_taken_back(phone: Page, panel_day: Place) -> None:
    """Undo leaves an interview without a day, and asks again."""
    checklist = panel_day.open(phone)
    ask(phone, "When is it?")
    phone.get_by_label("Day", exact=True).fill("2026-12-03")
    phone.get_by_label("Day", exact=True).press("Enter")
    checklist.root.get_by_role("button", name="Undo").click()
    expect(phone.locator("[data-ask=when]")).to_be_visible()
    assert about(phone)["day"] == ""


def test_anything_special(phone: Page, panel_day: Place) -> None:
    """What many have is offered first, the rest on demand; each joins the list as its card, and leaves it again."""
    checklist = panel_day.open(phone)
    ask(phone, "Anything special?")
    question = phone.locator("[data-ask=special]")
    meal = question.get_by_role("button", name="Meal")
    for often in ("Video call", "Meal", "Travel", "Take-home task", "Presentation or case"):
        expect(question.get_by_role("button", name=often)).to_be_visible()
    expect(question.get_by_role("button", name="Internal candidate")).to_be_hidden()
    meal.press("Enter")
    expect(meal).to_have_attribute("aria-pressed", "true")
    expect(meal).to_be_focused()
    expect(checklist.block("meal")).to_be_visible()
    expect(question.get_by_text("Meal is on your list, after “When they call”.")).to_be_visible()
    question.get_by_role("button", name="Something else").click()
    expect(question.get_by_role("button", name="Internal candidate")).to_be_visible()
    assert violations(phone, "second-round-checklist") == []
    meal.click()
    expect(checklist.block("meal")).to_have_count(0)
    question.get_by_role("button", name="Travel", exact=True).click()
    question.get_by_role("button", name="That’s all").click()
    expect(question.locator("summary")).to_be_focused()
    phone.reload()
    expect(checklist.block("travel")).to_be_visible()
    expect(question).to_be_hidden()
    expect(phone.locator("[data-ask=when]")).to_be_visible()


def test_both_can_be_passed_over_for_good(phone: Page, panel_day: Place, site: str) -> None:
    """One press, and no list asks again; nothing but that is kept, so that no interview comes of it."""
    checklist = panel_day.open(phone)
    phone.get_by_role("button", name="Don’t ask").click()
    expect(phone.locator("[data-ask]")).to_have_count(0)
    expect(checklist.say).to_contain_text("Tools")
    expect(checklist.button("Tools")).to_be_focused()
    phone.goto(f"{site}scenarios/new-interviewer/")
    expect(phone.locator("[data-progress]").first).to_be_visible()
    expect(phone.locator("[data-ask]")).to_have_count(0)
    assert phone.evaluate("Object.keys(localStorage)") == ["second-round:unasked"]
    assert stored(phone) is None


def test_what_is_not_asked_for_costs_nothing(phone: Page, panel_day: Place) -> None:
    """Without a script nothing is asked, and with one what is behind a question comes when it is opened."""
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    panel_day.open(phone)
    expect(phone.locator("[data-ask=when]")).to_be_visible()
    assert not [each for each in asked if "two-questions" in each]


def test_without_a_script_nothing_is_asked(panel_day: Place, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(panel_day.url)
    expect(page.locator("[data-asks]")).to_be_hidden()


def test_a_plan_that_is_named_keeps_its_name(phone: Page, panel_day: Place) -> None:
    """Where the interview has a name and no day, the day joins it, and its own list stays its own."""
    panel_day.open(phone)
    at = "2026-11-01T08:00:00.000Z"
    named = {"employer": {"value": "Acme", "at": at}, "scenario": {"value": "new-interviewer", "at": at}}
    text = phone.evaluate("about => JSON.stringify({ schema: 1, about })", named)
    store(phone, text, "second-round:plan:acme")
    store(phone, "acme", "second-round:current")
    phone.reload()
    checklist = ChecklistPage(phone, panel_day.selector)
    ask(phone, "When is it?")
    phone.get_by_label("Day", exact=True).fill("2026-12-03")
    phone.get_by_role("button", name="Keep it").click()
    expect(checklist.say).to_contain_text("It is on Thu 3 Dec")
    assert about(phone) | {"zone": ""} == {
        "employer": "Acme",
        "scenario": "new-interviewer",
        "day": "2026-12-03",
        "time": "",
        "zone": "",
    }
