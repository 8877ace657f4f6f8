"""Every worksheet as a form that works before any script comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from macros.reading import load
from tests.browser.axe import violations
from tests.browser.checklist_page import plan_text, store, stored_plan
from tests.browser.test_pages import violations_in_both
from tests.paper.structure import problems

LIBRARY = load(Path(__file__).resolve().parents[2])
every_worksheet = pytest.mark.parametrize("worksheet", LIBRARY.worksheets)


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()


@every_worksheet
def test_every_field_is_there_and_has_a_name(site: str, page: Page, worksheet: str) -> None:
    """Each field of the data, in its order, under the contract's name, called what a person would call it.

    What a part says more of a row of another stands with that row, and is called after it: no “Same story 1”.
    """
    page.goto(f"{site}worksheets/{worksheet}/")
    sheet = LIBRARY.worksheet(worksheet)
    expected: dict[str, str] = {}
    for part in sheet.parts:
        if not part.goes_on:
            expected |= {f"{worksheet}.{line.id}": line.label for line in part.fields}
            for place, row in enumerate(part.rows):
                for each in (part, *sheet.going_on(part)):
                    name = f"{worksheet}.{each.rows[place].id}"
                    expected |= {f"{name}.{column.id}": f"{row.label}: {column.label}" for column in each.columns}
    boxes = page.locator("#sheet :is(input, textarea)")
    assert boxes.evaluate_all("all => all.map(one => one.name)") == list(expected)
    assert expected.keys() == sheet.fields.keys()
    for details in page.locator("#sheet fieldset details").all():
        details.evaluate("one => { one.open = true; }")
    for box, label in zip(boxes.all(), expected.values(), strict=True):
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
def test_axe_finds_nothing_with_the_example_open(
    site: str, open_context: Callable[..., BrowserContext], worksheet: str
) -> None:
    """A table with ticks and a sheet of fields, each with words in it; as they open, all sheets are tested as pages."""
    page = open_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce").new_page()
    page.goto(f"{site}worksheets/{worksheet}/")
    page.locator("#sheet textarea").first.fill("Something")
    page.get_by_text("See an example, filled in").click()
    assert violations_in_both(page, "#sheet") == {}


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
        scripted.get_by_role("button", name="My copy (PDF)").click()
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
    scripted.get_by_text("Who has heard which story", exact=True).click()  # on the first screen, above the people
    missing = told.locator("[data-missing]")
    expect(missing).to_have_text(
        "A grid comes here as soon as there is a name or a role in Who I will meet, "
        "and your own name for a story in My story bank."
    )
    open_sheet(scripted, site, "story-bank")
    fill_in(scripted, {"story-bank.story-1.title": STORY, "story-bank.story-3.title": "Two Saturdays"})
    open_sheet(scripted, site, "people")
    scripted.get_by_text("Who has heard which story", exact=True).click()
    fill_in(scripted, PEOPLE | {"people.person-1.question": "What is hardest?"})
    expect(missing).to_be_hidden()
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
    scripted.goto(f"{site}worksheets/people/#who-heard-what")  # as from a list
    scripted.reload()
    expect(told.get_by_label("Ines has heard Two Saturdays")).to_be_checked()
    assert scripted.evaluate("document.documentElement.scrollWidth") == 390
    assert violations(scripted, "second-round-told, second-round-worksheet") == []


def test_told_to_whom_and_the_grid_are_one_thing(site: str, scripted: Page) -> None:
    """A story has the same boxes as the grid, beside a field for whoever has no row; each shows what was noted there.

    On paper, where there is no grid, both stand in that field.
    """
    open_sheet(scripted, site, "people")
    fill_in(scripted, PEOPLE)
    open_sheet(scripted, site, "story-bank")
    fill_in(scripted, {"story-bank.story-1.title": "Late vans"})
    story = scripted.get_by_role("group", name="Story 1", exact=True)
    told = story.get_by_label("Told to whom")
    expect(told).to_be_hidden()
    story.get_by_text("Behind each headline").click()
    told.fill("Asha, round one")
    box = story.get_by_role("checkbox", name="Ines has heard Late vans")
    box.press("Space")
    expect(box).to_be_focused()
    scripted.get_by_text("Who has heard which story", exact=True).click()
    grid = scripted.locator("[data-grid]")
    expect(grid.get_by_role("checkbox", name="Ines has heard Late vans")).to_be_checked()
    expect(grid.get_by_role("rowheader", name="Late vans")).to_contain_text("Also told: Asha, round one")
    grid.get_by_role("checkbox", name="Marek has heard Late vans").check()
    expect(story.get_by_role("checkbox", name="Marek has heard Late vans")).to_be_checked()
    with scripted.expect_download() as download:
        scripted.get_by_role("button", name="My copy (PDF)").click()
    fields = pypdf.PdfReader(Path(download.value.path())).get_fields() or {}
    assert fields["story-bank.same-story-1.told"].value == "Ines, Marek; Asha, round one"
    assert violations(scripted, "#sheet, #who-heard-what") == []


def test_a_story_is_in_one_piece_and_short_enough_for_a_phone(site: str, scripted: Page) -> None:
    """What is behind a headline is folded below it; a hint stands at each field that has one; the sheet is shorter.

    The six stories took 10,900 pixels of a phone, each half of a story a long way from the other.
    """
    open_sheet(scripted, site, "story-bank")
    assert scripted.evaluate("document.querySelector('second-round-worksheet').scrollHeight") < 6000
    story = scripted.get_by_role("group", name="Story 6", exact=True)
    expect(story.get_by_label("Challenge")).to_have_accessible_description("What was wrong, or wanted?")
    story.get_by_text("Behind each headline").click()
    expect(story.get_by_label("Figures")).to_be_visible()
    expect(scripted.get_by_text("Same story")).to_have_count(0)


def test_a_worksheet_leads_back_to_the_list_and_a_list_to_the_worksheet(site: str, scripted: Page) -> None:
    """An item says where to write it; the sheet leads back to one's own list, or to each that it belongs to."""
    scripted.goto(f"{site}scenarios/panel-day/")
    row = scripted.locator("[data-item=two-in-depth]")
    row.get_by_role("link", name="Write it here: One story in depth").click()
    scripted.wait_for_url(f"{site}worksheets/deep-dive/#sheet")
    facts = scripted.locator("[data-lists]")
    expect(facts).to_contain_text("on the lists The same person again, Someone new, Several people")
    expect(scripted.get_by_role("link", name="My list")).to_have_count(0)
    about = {"scenario": {"value": "panel-day", "at": "2026-11-01T08:00:00.000Z"}}
    store(scripted, plan_text(about=about))
    scripted.reload()
    expect(facts).to_be_hidden()
    scripted.get_by_role("group", name="This worksheet").get_by_role("link", name="My list").click()
    scripted.wait_for_url(f"{site}scenarios/panel-day/#week-before")
    told = scripted.locator("[data-item=tick-story-told]").get_by_role("link", name="Write it here")
    told.click()
    expect(scripted.locator("second-round-told")).to_be_visible()
    scripted.go_back()
    names = scripted.locator("[data-item=read-names-again]").get_by_role("link", name="Read it here: Who I will meet")
    expect(names).to_be_visible()


def test_the_index_says_what_is_begun(site: str, scripted: Page) -> None:
    """“Fill in here” comes before the blank PDFs; a sheet that has something in it says so, and no other."""
    open_sheet(scripted, site, "people")
    fill_in(scripted, {"people.person-1.name": "Marek", "people.person-2.name": " "})
    scripted.goto(f"{site}worksheets/")
    rows = scripted.locator("[data-sheet]")
    begun = rows.filter(has=scripted.get_by_text("begun", exact=True))
    expect(begun).to_have_count(1)
    expect(begun.get_by_role("link").first).to_have_text("Who I will meet")
    assert begun.locator(".second-round__button").first.inner_text().startswith("Fill in here")
    assert violations(scripted, "second-round-sheets") == []


def test_without_a_script_the_log_has_a_place_for_it(site: str, page: Page) -> None:
    """The page says where to note who heard what."""
    page.goto(f"{site}worksheets/people/")
    page.get_by_text("Who has heard which story", exact=True).click()
    expect(page.locator("second-round-told")).to_contain_text("log of the day")


def test_a_worksheet_prints_without_what_paper_cannot_use(site: str, page: Page) -> None:
    """Printed from the browser, the boxes stay with what was typed; buttons, the example and notices go."""
    page.goto(f"{site}worksheets/people/")
    page.locator("#sheet textarea").first.fill("Typed")
    page.emulate_media(media="print")
    expect(page.locator("#sheet textarea").first).to_be_visible()
    for gone in (".second-round__tools", ".second-round__fold", ".second-round__keeps", ".second-round-header"):
        expect(page.locator(gone).first).to_be_hidden()
