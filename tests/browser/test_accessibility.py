"""axe finds nothing wrong with a checklist, whatever was done to it before."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.checklist_page import Place, store


def expect_no_violations(page: Page) -> None:
    """Run every rule of axe on the checklists as they are now; whole pages have tests of their own."""
    found = Axe().run(page, context="second-round-checklist")
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", ["panel_day", "video_call"])
def test_axe_finds_nothing_after_each_step(page: Page, name: str, request: pytest.FixtureRequest) -> None:
    """At first, with ticks, with a reason open, with all done, after a reset, after its undo."""
    place: Place = request.getfixturevalue(name)
    checklist = place.open(page)
    expect(checklist.progress).to_be_visible()
    expect_no_violations(page)
    checklist.tick(checklist.items[0])
    expect_no_violations(page)
    checklist.row(checklist.items[0]).locator("summary").click()
    expect_no_violations(page)
    checklist.tick(*checklist.items[1:])
    expect_no_violations(page)
    checklist.button("Reset").click()
    expect(checklist.button("Undo")).to_be_visible()
    expect_no_violations(page)
    checklist.button("Undo").click()
    expect_no_violations(page)


def test_axe_finds_nothing_when_a_problem_is_told(page: Page, panel_day: Place) -> None:
    """With a damaged plan, and the status line telling two things at once."""
    panel_day.open(page)
    store(page, "damaged")
    checklist = panel_day.open(page)
    expect(checklist.say).to_contain_text("could not be read")
    expect_no_violations(page)
    checklist.tick(checklist.items[0])
    checklist.button("Reset").click()
    expect(checklist.say).to_contain_text("1 tick cleared.")
    expect_no_violations(page)
