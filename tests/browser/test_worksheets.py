"""Every worksheet as a form that works before any script comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from macros.reading import load
from tests.browser.axe import violations
from tests.browser.checklist_page import stored_plan
from tests.paper.structure import problems

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
    assert violations(page, "#sheet") == []


STORY = "The migration <b>"
PEOPLE = {"people.person-1.name": "Marek", "people.person-2.role": "The director", "people.person-3.name": "Ines"}


@pytest.fixture
def scripted(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce").new_page()


def open_sheet(page: Page, site: str, worksheet: str) -> None:
    """Open a worksheet and wait until it keeps what is typed."""
    page.goto(f"{site}worksheets/{worksheet}/")
    expect(page.get_by_role("button", name="Clear sheet")).to_be_visible()


def fill_in(page: Page, values: Mapping[str, str]) -> None:
    """Type texts into fields."""
    for name, value in values.items():
        page.locator(f'[name="{name}"]').fill(value)


def test_what_is_typed_is_kept(site: str, scripted: Page) -> None:
    """Each key is kept as it comes, ticks too; a reload brings all back as it was typed; the page says where it is."""
    open_sheet(scripted, site, "people")
    fill_in(scripted, {"people.person-1.name": "Zoë <b>&\nline"})
    scripted.get_by_label("Person 1: Thanked").check()
    scripted.reload()
    expect(scripted.locator('[name="people.person-1.name"]')).to_have_value("Zoë <b>&\nline")
    expect(scripted.get_by_label("Person 1: Thanked")).to_be_checked()
    expect(scripted.locator("[data-keeps]")).to_have_text("What you type is kept in this browser and nowhere else.")
    fields = stored_plan(scripted)["fields"]
    assert {name: each["value"] for name, each in fields.items()} == {
        "people.person-1.name": "Zoë <b>&\nline",
        "people.person-1.thanked": "done",
    }


def test_a_worksheet_is_in_step_with_another_tab(site: str, scripted: Page) -> None:
    """What is typed in one shows in the other, but moves nothing under the fingers of the one who types there."""
    other = scripted.context.new_page()
    for tab in (scripted, other):
        open_sheet(tab, site, "people")
    other.locator('[name="people.person-2.name"]').focus()
    fill_in(scripted, {"people.person-1.name": "Dana", "people.person-2.name": "Ines"})
    expect(other.locator('[name="people.person-1.name"]')).to_have_value("Dana")
    expect(other.locator('[name="people.person-2.name"]')).to_have_value("")
    other.locator('[name="people.person-3.name"]').focus()
    expect(other.locator('[name="people.person-2.name"]')).to_have_value("Ines")


def test_nothing_old_is_typed_over_what_is_newer(site: str, scripted: Page) -> None:
    """Whoever comes back to a window has the focus where it was: before a key falls, it shows what is kept by then.

    A box is nothing to type in, and shows it at once.
    """
    other = scripted.context.new_page()
    for tab in (scripted, other):
        open_sheet(tab, site, "people")
    name = other.locator('[name="people.person-2.name"]')
    name.focus()
    fill_in(scripted, {"people.person-1.name": "Dana", "people.person-2.name": "Ines"})
    expect(other.locator('[name="people.person-1.name"]')).to_have_value("Dana")
    name.dispatch_event("focusin")  # a window that is in front again says so
    expect(name).to_have_value("Ines")
    thanked = other.get_by_label("Person 1: Thanked")
    thanked.focus()
    scripted.get_by_label("Person 1: Thanked").check()
    expect(thanked).to_be_checked()


def test_a_cleared_worksheet_can_be_had_back(site: str, scripted: Page) -> None:
    """Clear empties this worksheet alone, by keyboard, and leads to Undo, which gives all of it back."""
    open_sheet(scripted, site, "story-bank")
    fill_in(scripted, {"story-bank.story-1.title": STORY})
    open_sheet(scripted, site, "people")
    fill_in(scripted, PEOPLE)
    scripted.get_by_role("button", name="Clear sheet").press("Enter")
    expect(scripted.locator('[name="people.person-1.name"]')).to_have_value("")
    expect(scripted.get_by_role("button", name="Undo")).to_be_focused()
    scripted.keyboard.press("Enter")
    expect(scripted.locator('[name="people.person-1.name"]')).to_have_value("Marek")
    expect(scripted.get_by_role("button", name="Clear sheet")).to_be_focused()
    open_sheet(scripted, site, "story-bank")
    expect(scripted.locator('[name="story-bank.story-1.title"]')).to_have_value(STORY)


def test_the_pdf_of_a_worksheet_has_what_was_typed(site: str, scripted: Page) -> None:
    """One sheet, made in the browser, with just these values."""
    open_sheet(scripted, site, "people")
    fill_in(scripted, PEOPLE)
    scripted.get_by_label("Person 3: Thanked").check()
    with scripted.expect_download() as download:
        scripted.get_by_role("button", name="PDF with what I typed").click()
    assert download.value.suggested_filename == "people-my-copy.pdf"
    made = Path(download.value.path())
    assert problems(made) == []
    fields = pypdf.PdfReader(made).get_fields() or {}
    filled = {name: each.value for name, each in fields.items() if each.value not in (None, "", "/Off")}
    assert filled == PEOPLE | {"people.person-3.thanked": "/on"}


def test_who_has_not_heard_what(site: str, scripted: Page) -> None:
    """People and stories meet in a grid; it says who has not heard which, and for whom there is no question yet."""
    open_sheet(scripted, site, "people")
    told = scripted.locator("second-round-told")
    expect(told).to_contain_text("A grid comes here as soon as there is a name or a role")
    open_sheet(scripted, site, "story-bank")
    fill_in(scripted, {"story-bank.story-1.title": STORY, "story-bank.story-3.title": "Two Saturdays"})
    open_sheet(scripted, site, "people")
    fill_in(scripted, PEOPLE | {"people.person-1.question": "What is hardest?"})
    box = told.get_by_label(f"Marek has heard {STORY}")
    box.press("Space")
    expect(box).to_be_focused()
    told.get_by_label("Ines has heard Two Saturdays").check()
    expect(told.get_by_role("listitem")).to_have_text(
        [
            "Marek has not heard “Two Saturdays”.",
            f"The director has not heard “{STORY}” or “Two Saturdays”.",
            "No question yet for The director.",
            f"Ines has not heard “{STORY}”.",
            "No question yet for Ines.",
        ]
    )
    scripted.reload()
    expect(told.get_by_label("Ines has heard Two Saturdays")).to_be_checked()
    assert scripted.evaluate("document.documentElement.scrollWidth") == 390
    assert violations(scripted, "second-round-told, second-round-worksheet") == []


def test_without_a_script_the_log_has_a_place_for_it(site: str, page: Page) -> None:
    """The page says where to note who heard what."""
    page.goto(f"{site}worksheets/people/")
    expect(page.locator("second-round-told")).to_contain_text("log of the day")


def test_a_worksheet_prints_without_what_paper_cannot_use(site: str, page: Page) -> None:
    """Printed from the browser, the boxes stay with what was typed; buttons, the example and notices go."""
    page.goto(f"{site}worksheets/people/")
    page.locator("#sheet textarea").first.fill("Typed")
    page.emulate_media(media="print")
    expect(page.locator("#sheet textarea").first).to_be_visible()
    for gone in (".second-round__tools", ".second-round__fold", ".second-round__keeps", ".second-round-header"):
        expect(page.locator(gone).first).to_be_hidden()
