"""A checklist is complete before any script comes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.checklist_page import Place


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(java_script_enabled=False).new_page()


@pytest.fixture(params=["panel_day", "video_call"])
def place(request: pytest.FixtureRequest) -> Place:
    place: Place = request.getfixturevalue(request.param)
    return place


def test_every_label_ticks_its_own_box(page: Page, place: Place) -> None:
    """A click on an item's words ticks that item, and no other."""
    checklist = place.open(page)
    items = checklist.items
    assert items
    checklist.expect_ticked()
    for number, item in enumerate(items, start=1):
        checklist.tick(item)
        checklist.expect_ticked(*items[:number])


def test_a_keyboard_ticks_and_unticks(page: Page, place: Place) -> None:
    """Tab reaches a box, and what leads on from it; the space bar ticks it and unticks it."""
    checklist = place.open(page)
    box, row = checklist.box(checklist.items[0]), checklist.row(checklist.items[0])
    row.locator("summary").focus()
    for _ in range(row.get_by_role("link").count() + 1):
        page.keyboard.press("Shift+Tab")
    expect(box).to_be_focused()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.keyboard.press("Space")
    expect(box).not_to_be_checked()


def test_every_item_is_there_to_read(page: Page, place: Place) -> None:
    """Each item, its reason and each pause point's title can be seen; the reason opens at a click."""
    checklist = place.open(page)
    for item in checklist.items:
        expect(checklist.row(item).locator("label")).to_be_visible()
        expect(checklist.box(item)).to_have_accessible_name(checklist.row(item).locator("label").inner_text())
        checklist.row(item).locator("summary").click()
        expect(checklist.row(item).locator("details p")).to_be_visible()
    for block in checklist.blocks:
        expect(checklist.block(block).get_by_role("heading")).to_be_visible()


def test_a_pause_point_is_one_click_away(page: Page, panel_day: Place) -> None:
    """The links lead to the pause points and say how many items each has."""
    checklist = panel_day.open(page)
    for number, (block, items) in enumerate(checklist.blocks.items()):
        expect(checklist.count(block)).to_have_text(str(len(items)))
        checklist.links.nth(number).click()
        expect(page).to_have_url(f"{panel_day.url}#{block}")


def test_no_button_is_dead(page: Page, place: Place) -> None:
    """What needs a script is not shown; a link to the PDF is."""
    checklist = place.open(page)
    assert checklist.root.get_by_role("button").all() == []
    expect(checklist.progress).to_be_hidden()
    expect(checklist.root.locator('a[href$=".pdf"]').first).to_be_visible()


DEAD = """() => [...document.querySelectorAll("button:not([popovertarget]), select, progress, label[for],"
    + "input:not([type=checkbox]), a:not([href]), [tabindex], [role=button], form")]
    .filter(one => one.checkVisibility({ visibilityProperty: true }))
    .filter(one => !one.control?.checkVisibility() || !one.matches("label"))
    .map(one => one.outerHTML.slice(0, 90))"""
"""What is shown and does nothing: all that only a script answers, and labels of what is not shown."""


SHOW = """text => {
    const there = new DOMParser().parseFromString(text, "text/html");
    for (const each of there.querySelectorAll("script, img")) each.remove();
    document.body.replaceChildren(...there.body.childNodes);
}"""


def test_nothing_on_any_page_is_dead(site: str, site_folder: Path, page: Page) -> None:
    """No page shows a button, choice or field that needs a script: what is there can be read, ticked or typed into.

    One page is opened, and has what the others have put into it: they differ in that alone.
    """
    page.goto(f"{site}about/privacy/")
    found: dict[str, list[str]] = {}
    for path in sorted(site_folder.rglob("*.html")):
        page.evaluate(SHOW, path.read_text(encoding="utf-8"))
        if dead := page.evaluate(DEAD):
            found[path.relative_to(site_folder).as_posix()] = dead
    assert found == {}
