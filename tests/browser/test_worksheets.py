"""Every worksheet as a form that works before any script comes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from macros.library import load

LIBRARY = load(Path(__file__).resolve().parents[2])
every_worksheet = pytest.mark.parametrize("worksheet", LIBRARY.worksheets)


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()


@every_worksheet
def test_every_field_is_there_and_has_a_name(site: str, page: Page, worksheet: str) -> None:
    """Each field of the data, in its order, under the contract's name, called what a person would call it."""
    page.goto(f"{site}worksheets/{worksheet}/")
    fields = LIBRARY.worksheet(worksheet).fields
    boxes = page.locator("#sheet :is(input, textarea)")
    assert boxes.evaluate_all("all => all.map(one => one.name)") == list(fields)
    for box, label in zip(boxes.all(), fields.values(), strict=True):
        expect(box).to_have_accessible_name(label)


@every_worksheet
def test_what_is_typed_stays_while_the_page_is_open(site: str, page: Page, worksheet: str) -> None:
    """Typing, the Enter key included, sends nothing and loses nothing; the page tells that it keeps nothing."""
    page.goto(f"{site}worksheets/{worksheet}/")
    area = page.locator("#sheet textarea").first
    area.fill("Zoë <b>&")
    area.press("Enter")
    area.press("x")
    expect(area).to_have_value("Zoë <b>&\nx")
    expect(page.get_by_text("This page does not keep what you type.")).to_be_visible()


@every_worksheet
def test_the_example_is_labelled_as_one(site: str, page: Page, worksheet: str) -> None:
    """Folded away at first; open, it begins by saying that it is made up, and shows what the data says."""
    page.goto(f"{site}worksheets/{worksheet}/")
    example = page.locator(".second-round__example")
    expect(example).to_be_hidden()
    page.get_by_text("See an example, filled in").click()
    expect(example.locator("p").first).to_contain_text("A made-up example.")
    sheet = LIBRARY.worksheet(worksheet)
    for told in [line.example for part in sheet.parts for line in part.fields if line.example]:
        expect(example.get_by_text(told, exact=True).first).to_be_visible()


@pytest.mark.parametrize("worksheet", ["people", "deep-dive"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_example_open(
    site: str, open_context: Callable[..., BrowserContext], worksheet: str, scheme: str
) -> None:
    """A table with ticks and a sheet of fields, each with words in it; as they open, all sheets are tested as pages."""
    page = open_context(viewport={"width": 390, "height": 844}, color_scheme=scheme, reduced_motion="reduce").new_page()
    page.goto(f"{site}worksheets/{worksheet}/")
    page.locator("#sheet textarea").first.fill("Something")
    page.get_by_text("See an example, filled in").click()
    found = Axe().run(page, context="#sheet")
    assert found.violations_count == 0, found.generate_report()


def test_a_worksheet_prints_without_what_paper_cannot_use(site: str, page: Page) -> None:
    """Printed from the browser, the boxes stay with what was typed; buttons, the example and notices go."""
    page.goto(f"{site}worksheets/people/")
    page.locator("#sheet textarea").first.fill("Typed")
    page.emulate_media(media="print")
    expect(page.locator("#sheet textarea").first).to_be_visible()
    for gone in (".second-round__tools", ".second-round__fold", ".second-round__keeps", ".md-header"):
        expect(page.locator(gone).first).to_be_hidden()
