"""axe finds nothing wrong with a checklist, whatever was done to it before; whole pages have tests of their own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.checklist_page import Place, store


@pytest.mark.parametrize("name", ["panel_day", "video_call"])
def test_axe_finds_nothing_after_each_step(page: Page, name: str, request: pytest.FixtureRequest) -> None:
    """At first, with ticks, with a reason open, with all done, after a reset, after its undo."""
    place: Place = request.getfixturevalue(name)
    checklist = place.open(page)
    expect(checklist.progress).to_be_visible()
    assert violations(page, place.selector) == []
    checklist.tick(checklist.items[0])
    assert violations(page, place.selector) == []
    checklist.row(checklist.items[0]).locator("summary").click()
    assert violations(page, place.selector) == []
    checklist.tick(*checklist.items[1:])
    assert violations(page, place.selector) == []
    checklist.button("Reset").click()
    expect(checklist.button("Undo")).to_be_visible()
    assert violations(page, place.selector) == []
    checklist.button("Undo").click()
    assert violations(page, place.selector) == []


def test_axe_finds_nothing_when_a_problem_is_told(page: Page, panel_day: Place) -> None:
    """With a damaged plan, and the status line telling two things at once."""
    panel_day.open(page)
    store(page, "damaged")
    checklist = panel_day.open(page)
    expect(checklist.say).to_contain_text("could not be read")
    assert violations(page, panel_day.selector) == []
    checklist.tick(checklist.items[0])
    checklist.button("Reset").click()
    expect(checklist.say).to_contain_text("1 tick cleared.")
    assert violations(page, panel_day.selector) == []
