"""Nothing goes by one tap: what is cleared, removed or typed is kept until a person says otherwise, and is told of."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.checklist_page import ChecklistPage, Place, plan_text, store, stored_plan
from tests.browser.plans_page import PlansPage, plan_of
from tests.browser.test_storage import FILL_STORAGE

STORIES = {"story-bank.story-1.title": "The move", "story-bank.story-2.title": "The night shift “B”"}


def kept_line(page: Page) -> Locator:
    """What a page tells of what was cleared on it."""
    return page.locator(".second-round__cleared")


def title(page: Page, story: int) -> Locator:
    return page.locator(f'[name="story-bank.story-{story}.title"]')


@pytest.fixture
def story_bank(page: Page, site: str) -> str:
    """The address of a worksheet on which two boxes are filled in."""
    address = f"{site}worksheets/story-bank/"
    page.goto(address)
    store(page, json.dumps(plan_of(fields=STORIES)))
    page.reload()
    expect(title(page, 1)).to_have_value("The move")
    return address


def test_a_cleared_sheet_is_kept_over_pages_and_reloads(
    page: Page, other_page: Page, site: str, story_bank: str
) -> None:
    """Another page, Back and a reload later it can be put back, in either tab; what was written since is kept too."""
    page.get_by_role("button", name="Clear sheet").click()
    expect(title(page, 1)).to_have_value("")
    page.goto(f"{site}about/privacy/")
    page.go_back()
    expect(kept_line(page)).to_contain_text("and kept: 2 boxes.")
    title(page, 1).fill("Another story")
    page.reload()
    other_page.goto(story_bank)
    kept_line(other_page).get_by_role("button", name="Put back").click()
    expect(title(other_page, 1)).to_have_value("The move")
    expect(title(page, 1)).to_have_value("The move")
    expect(title(page, 2)).to_have_value(STORIES["story-bank.story-2.title"])
    expect(kept_line(page)).to_contain_text("and kept: 1 box.")
    page.bring_to_front()
    kept_line(page).get_by_role("button", name="Put back").click()
    expect(title(page, 1)).to_have_value("Another story")


def test_what_was_cleared_is_deleted_by_two_taps(page: Page, story_bank: str) -> None:
    """The first one asks; then nothing of it is in the browser."""
    page.get_by_role("button", name="Clear sheet").click()
    kept_line(page).get_by_role("button", name="Delete for good").click()
    keep = kept_line(page).get_by_role("button", name="Keep it")
    expect(keep).to_be_focused()
    keep.press("Enter")
    assert "The move" in page.evaluate("JSON.stringify(localStorage)")
    assert violations(page, "second-round-worksheet") == []
    kept_line(page).get_by_role("button", name="Delete for good").click()
    kept_line(page).get_by_role("button", name="Yes, delete").click()
    expect(kept_line(page)).to_have_count(0)
    assert "The move" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_second_clearing_leaves_the_first_one_whole(page: Page, story_bank: str) -> None:
    """Each is kept by itself, the last one told of first."""
    clear = page.get_by_role("button", name="Clear sheet")
    clear.click()
    expect(kept_line(page)).to_contain_text("2 boxes")
    title(page, 1).fill("Second")
    clear.click()
    expect(kept_line(page)).to_contain_text("1 box.")
    kept_line(page).get_by_role("button", name="Put back").click()
    expect(title(page, 1)).to_have_value("Second")
    expect(kept_line(page)).to_contain_text("2 boxes")


def test_reset_is_kept_over_pages(page: Page, site: str, panel_day: Place) -> None:
    """Ticks come back with the words that they were given for; a hidden list tells nothing of it."""
    checklist = panel_day.open(page)
    ticked = checklist.items[:3]
    checklist.tick(*ticked)
    before = stored_plan(page)["items"]
    checklist.button("Reset").click()
    checklist.expect_ticked()
    page.goto(f"{site}about/privacy/")
    page.go_back()
    expect(kept_line(page)).to_contain_text("and kept: 3 ticks.")
    page.evaluate("document.querySelector('footer [data-hide]').click()")
    expect(kept_line(page)).to_be_hidden()
    page.get_by_role("button", name="Show it again").click()
    kept_line(page).get_by_role("button", name="Put back").click()
    checklist.expect_ticked(*ticked)
    after = stored_plan(page)["items"]
    assert {item: (after[item]["value"], after[item]["digest"]) for item in ticked} == {
        item: (before[item]["value"], before[item]["digest"]) for item in ticked
    }


HOSTILE = [
    "",
    "7",
    "{}",
    "[[1, 2]]",
    '[["a"]]',
    '[["__proto__", "x"]]',
    "[",
    '[["<b>", "<img src=x onerror=alert(1)>"]]',
]


def test_what_is_kept_is_data_whoever_wrote_it(page: Page, story_bank: str) -> None:
    """A clearing that could not be read is none; one that names strange boxes changes none of the page's."""
    names = {f"fields.story-bank.{number}": text for number, text in enumerate(HOSTILE)}
    store(page, json.dumps(plan_of(fields=STORIES, cleared=names)))
    page.reload()
    expect(kept_line(page)).to_contain_text("1 box.")
    kept_line(page).get_by_role("button", name="Put back").click()
    expect(title(page, 1)).to_have_value("The move")
    assert page.evaluate("({}).x") is None
    expect(page.locator("second-round-worksheet img")).to_have_count(0)


# ---------------------------------------------------------------- interviews


def test_a_removed_interview_is_kept_until_it_is_deleted(page: Page, other_page: Page, site: str) -> None:
    """After a reload it comes back with all that it had; deleted in one tab it is gone in both."""
    plans = PlansPage(page, site)
    plans.add(employer="Acme", day="2031-12-03")
    plans.card("Acme").get_by_role("button", name="Remove").click()
    expect(plans.cards).to_have_count(0)
    plans = PlansPage(page, site)
    removed = plans.root.locator("[data-removed] li")
    expect(removed).to_contain_text("Acme, Wed 3 Dec")
    assert violations(page, "second-round-plans") == []
    other = PlansPage(other_page, site)
    page.bring_to_front()
    removed.get_by_role("button", name="Bring it back").click()
    expect(plans.card("Acme").locator("[data-title]")).to_be_focused()
    expect(plans.card("Acme")).to_contain_text("Wed 3 Dec")
    expect(other.card("Acme")).to_be_visible()
    plans.card("Acme").get_by_role("button", name="Remove").click()
    expect(other.root.locator("[data-removed] li")).to_have_count(1)
    removed.get_by_role("button", name="Delete for good").click()
    removed.get_by_role("button", name="Yes, delete it").click()
    expect(plans.root.locator("[data-removed]")).to_be_hidden()
    expect(other.root.locator("[data-removed]")).to_be_hidden()
    assert "Acme" not in json.dumps(plans.kept())


def test_erasing_takes_what_was_removed_cleared_and_typed(page: Page, site: str, story_bank: str) -> None:
    """All of it, and nothing of ours is left."""
    page.get_by_role("button", name="Clear sheet").click()
    expect(kept_line(page)).to_be_visible()
    plans = PlansPage(page, site)
    plans.button("Add an interview").click()
    plans.fill(employer="Half")
    page.keyboard.press("Escape")
    plans.cards.get_by_role("button", name="Remove").click()
    expect(plans.root.locator("[data-removed] li")).to_have_count(1)
    plans.button("Erase everything").click()
    plans.root.get_by_role("dialog", name="Erase everything?").get_by_role("button", name="Erase everything").click()
    expect(plans.say).to_contain_text("Everything is erased.")
    expect(plans.root.locator("[data-removed]")).to_be_hidden()
    assert plans.kept() == {}
    plans.button("Add an interview").click()
    expect(plans.form.locator('[name="employer"]')).to_have_value("")


def test_a_full_browser_has_room_for_what_is_removed(page: Page, site: str) -> None:
    """It takes the room of the plan that it was, and comes back into it."""
    plans = PlansPage(page, site)
    plans.add(employer="Acme")
    page.evaluate(FILL_STORAGE)
    plans.card("Acme").get_by_role("button", name="Remove").click()
    plans = PlansPage(page, site)
    plans.root.get_by_role("button", name="Bring it back").click()
    expect(plans.card("Acme")).to_be_visible()
    assert PlansPage(page, site).card("Acme").count() == 1


def test_a_back_up_carries_what_was_removed_and_cleared(
    page: Page, open_context: Callable[..., BrowserContext], site: str, story_bank: str
) -> None:
    """In another browser the one can be brought back and the other put back; brought in twice, nothing changes."""
    page.get_by_role("button", name="Clear sheet").click()
    expect(kept_line(page)).to_be_visible()
    plans = PlansPage(page, site)
    plans.add(employer="Acme")
    plans.card("Acme").get_by_role("button", name="Remove").click()
    with page.expect_download() as download:
        plans.button("Save a back-up").click()
    back_up = download.value.path().read_bytes()

    other = PlansPage(open_context().new_page(), site)
    dialog = other.bring_in(back_up)
    expect(dialog).to_contain_text("1 interview in it had been removed")
    dialog.get_by_role("button", name="Bring it in").click()
    other.root.get_by_role("button", name="Bring it back").click()
    expect(other.card("Acme")).to_be_visible()
    expect(other.bring_in(back_up)).to_contain_text("nothing that is newer")
    other.page.goto(story_bank)
    kept_line(other.page).get_by_role("button", name="Put back").click()
    expect(title(other.page, 1)).to_have_value("The move")


def test_the_form_keeps_what_is_typed(page: Page, site: str) -> None:
    """Closed by a key, a button or a reload, it has it when it is opened again; kept or begun anew, no longer."""
    plans = PlansPage(page, site)
    plans.add(employer="Acme", role="Lead")
    plans.button("Add an interview").click()
    plans.fill(employer="Bolt", day="2031-12-03")
    plans.form.get_by_role("button", name="Cancel").click()
    expect(plans.say).to_contain_text("What you typed is not lost")
    plans = PlansPage(page, site)
    plans.card("Acme · Lead").get_by_role("button", name="Edit").click()
    expect(plans.form.locator('[name="employer"]')).to_have_value("Acme")
    plans.fill(role="Manager")
    page.keyboard.press("Escape")
    plans.button("Add an interview").click()
    expect(plans.form.locator('[name="employer"]')).to_have_value("Bolt")
    expect(plans.form.locator('[name="day"]')).to_have_value("2031-12-03")
    plans.form.get_by_role("button", name="Start again").click()
    expect(plans.form.locator('[name="employer"]')).to_have_value("")
    page.keyboard.press("Escape")
    plans.card("Acme · Lead").get_by_role("button", name="Edit").click()
    expect(plans.form.locator('[name="role"]')).to_have_value("Manager")
    plans.keep()
    expect(plans.card("Acme · Manager")).to_be_visible()
    assert not [key for key in plans.kept() if "draft" in key]


# ---------------------------------------------------------------- whose list it is


def test_adding_after_ticking_names_what_was_begun(page: Page, site: str, panel_day: Place) -> None:
    """It is offered; the ticks go along, on the list that was ticked."""
    checklist = panel_day.open(page)
    ticked = checklist.items[0]
    checklist.tick(ticked)
    plans = PlansPage(page, site)
    plans.button("Add an interview").click()
    expect(plans.form.locator('[name="scenario"]')).to_have_value("panel-day")
    plans.fill(employer="Acme")
    plans.keep()
    expect(plans.cards).to_have_count(1)
    expect(plans.card("Acme").locator("[data-count]")).to_contain_text("1 of ")
    panel_day.open(page).expect_ticked(ticked)


def test_another_list_says_which_is_mine(page: Page, site: str, panel_day: Place) -> None:
    """What nobody has named is the list that was ticked, though another shares the tick; one button changes that."""
    checklist = panel_day.open(page)
    checklist.tick("ask-names")
    page.goto(f"{site}scenarios/same-interviewer/")
    other = ChecklistPage(page, "second-round-checklist[scenario]")
    line = other.root.locator("[data-plan]")
    expect(line).to_contain_text("Your list is Several people; shared ticks are shown.", use_inner_text=True)
    expect(other.progress).to_be_hidden()
    plans = PlansPage(page, site)
    expect(plans.cards.get_by_role("link", name="Open the list")).to_have_attribute(
        "href", "../scenarios/panel-day/#when-they-call"
    )
    page.goto(f"{site}scenarios/same-interviewer/")
    line.get_by_role("button", name="Make this my list").click()
    expect(other.progress).to_contain_text("1 of ")
    expect(line).to_be_hidden()


def test_the_day_can_be_said_under_the_title(page: Page, site: str, panel_day: Place) -> None:
    """The form has the list that one came from; once there is a day, nothing asks for it, and a reload asks no more."""
    panel_day.open(page)
    page.locator("summary", has_text="When is it?").click()
    page.get_by_role("link", name="Say more about it").click()
    form = page.get_by_role("dialog", name="An interview")
    expect(form.locator('[name="day"]')).to_be_focused()
    expect(form.locator('[name="scenario"]')).to_have_value("panel-day")
    assert page.url == f"{site}plan/"
    form.locator('[name="day"]').fill("2031-12-03")
    form.get_by_role("button", name="Keep it").click()
    checklist = panel_day.open(page)
    expect(checklist.root.locator("[data-plan-words]")).to_have_text("Wed 3 Dec")
    expect(checklist.root.locator("[data-ask=when]")).to_be_hidden()


def test_a_plan_of_an_older_page_keeps_what_is_new(page: Page, panel_day: Place) -> None:
    """What a page of an edition doesn't know stays in the plan that it writes: sections, values and details."""
    new = {"a": {"value": "x", "at": "2026-11-01T08:00:00.000Z"}}
    checklist = panel_day.open(page)
    store(page, plan_text("ask-names", someday=new))
    page.reload()
    checklist.tick("ask-format")
    assert stored_plan(page)["someday"] == new
