"""Cards and worksheets under other ids than before: what people chose and typed goes on under today's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from macros.reading import load
from tests.browser.checklist_page import ChecklistPage, Place, store, stored_plan
from tests.browser.plans_page import PlansPage, plan_of
from tests.conftest import ROOT
from tests.paper.structure import text_values

LIBRARY = load(ROOT)
MEAL = len(LIBRARY.cards["meal"].items)
TYPED = plan_of(
    about={"scenario": "panel-day"},
    cards={"dinner": "chosen"},
    worksheets={"persons": "chosen"},
    fields={"persons.person-1.name": "Zoë"},
)
"""A plan that was kept when the card of meals and the worksheet of people had other ids."""


def renamed(route: Route) -> None:
    """Serve a page as it is built once both were renamed."""
    answer = route.fetch()
    text = answer.text().replace(
        'value="meal" data-choose="cards"', 'value="meal" data-choose="cards" data-formerly="dinner"'
    )
    text = re.sub(r'((value|worksheet)="people")(?= data-)', r'\1 data-formerly="persons"', text)
    route.fulfill(response=answer, body=text)


def renamed_data(route: Route) -> None:
    answer = route.fetch()
    data = answer.json()
    data["cards"]["meal"]["formerly"] = ["dinner"]
    route.fulfill(response=answer, body=json.dumps(data))


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """A browser that gets the site as it is once both were renamed."""
    context.route(re.compile("/(scenarios/panel-day|worksheets/people|plan)/$"), renamed)
    context.route("**/data/checklists.json", renamed_data)
    context.route("**/files.json", lambda route: route.fulfill(json={}))
    return context


@pytest.fixture
def page(page: Page, site: str) -> Page:
    """A page of somebody who has such a plan."""
    page.goto(f"{site}cards/")
    store(page, json.dumps(TYPED))
    return page


def open_tools(checklist: ChecklistPage, cards: str) -> None:
    checklist.button("Tools").click()
    checklist.page.get_by_role("dialog", name="Tools").get_by_text(cards).click()


def test_a_list_has_what_was_chosen(page: Page, panel_day: Place, tmp_path: Path) -> None:
    """The card is on the list and the worksheet in the copy, with what was typed; what is taken off stays off."""
    checklist = panel_day.open(page)
    expect(checklist.block("meal")).to_be_visible()
    expect(checklist.root.locator("[data-plan-sheets]")).to_have_text(LIBRARY.worksheets["people"].title)
    open_tools(checklist, "Cards on my list")
    with page.expect_download() as download:
        checklist.button("Download with my ticks and notes").click()
    download.value.save_as(tmp_path / "copy.pdf")
    assert text_values((tmp_path / "copy.pdf").read_bytes())["people.person-1.name"] == "Zoë"
    page.get_by_role("checkbox", name=LIBRARY.cards["meal"].title).uncheck()
    expect(checklist.block("meal")).to_have_count(0)
    page.reload()
    expect(checklist.root.locator("[data-plan-sheets]")).to_have_text(LIBRARY.worksheets["people"].title)
    expect(checklist.block("meal")).to_have_count(0)


def test_a_link_of_an_earlier_edition_still_adds_its_card(page: Page, panel_day: Place) -> None:
    """A counsellor's link names the card as it was called when the link was made."""
    store(page, json.dumps(plan_of()))
    page.goto(f"{panel_day.url}#cards=dinner")
    checklist = ChecklistPage(page, panel_day.selector)
    checklist.button("Add to my list").click()
    expect(checklist.block("meal")).to_be_visible()
    expect(checklist.say).to_contain_text(f"Chosen for you: {LIBRARY.cards['meal'].title}.")
    assert stored_plan(page)["cards"].keys() == {"meal"}


def test_a_worksheet_has_what_was_typed(page: Page, site: str) -> None:
    """It stands in the field; what is typed from now on is kept under today's name, and the old word is not taken."""
    page.goto(f"{site}worksheets/people/")
    field = page.locator('[name="people.person-1.name"]')
    expect(field).to_have_value("Zoë")
    field.fill("Zoë Anderson")
    page.reload()
    expect(field).to_have_value("Zoë Anderson")
    fields = stored_plan(page)["fields"]
    assert fields["people.person-1.name"]["value"] == "Zoë Anderson"
    assert fields["persons.person-1.name"]["value"] == "Zoë"


def test_all_interviews_count_the_card(page: Page, site: str, panel_day: Place) -> None:
    """Its items are among those to do, its box in the form is ticked, and taking it off takes them off."""
    own = len(LIBRARY.checklist("panel-day").items)
    plans = PlansPage(page, site)
    count = plans.root.locator("[data-count]")
    expect(count).to_have_text(f"0 of {own + MEAL} done")
    plans.root.get_by_role("button", name="Name it").click()
    plans.fill(employer="Acme")
    plans.form.get_by_text("Cards for this interview").click()
    meal = plans.form.get_by_label(LIBRARY.cards["meal"].title)
    expect(meal).to_be_checked()
    meal.uncheck()
    plans.keep()
    expect(count).to_have_text(f"0 of {own} done")
