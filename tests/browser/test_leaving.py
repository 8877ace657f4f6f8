"""A page that was left, and is shown again as it was."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.plans_page import PlansPage

AS_WEBKIT = """
addEventListener("pageshow", ({ persisted }) => {
  const parts = [...document.querySelectorAll(":is(form, input)[autocomplete=off]")];
  if (persisted) setTimeout(() => {
    for (const each of parts) {
      if (each.localName === "form") each.reset();
      else [each.checked, each.value] = [each.defaultChecked, each.defaultValue];
    }
    window.woke = true;
  });
});
"""
"""What WebKit does with a page that it shows again, in a task of its own. The engines' own walks see the real one."""


@pytest.fixture
def page(remembering: BrowserContext) -> Page:
    remembering.add_init_script(AS_WEBKIT)
    return remembering.new_page()


def away_and_back(page: Page, site: str) -> None:
    """Leave for another page, come back, and wait until the browser has done to this one what it does."""
    page.goto(f"{site}about/privacy/")
    page.go_back(wait_until="commit")
    page.wait_for_function("() => window.woke")


def test_nothing_is_reset_behind_a_person(page: Page, site: str) -> None:
    """Boxes of a list and a worksheet, the desk with its roster, and what was being typed about an interview.

    Until the page sleeps, the browser is told to remember none of it, and it is told so again when the page wakes.
    """
    page.goto(f"{site}scenarios/panel-day/")
    box = page.locator("[data-item=ask-names] input")
    box.check()
    away_and_back(page, site)
    expect(box).to_be_checked()
    expect(box).to_have_attribute("autocomplete", "off")
    page.goto(f"{site}worksheets/people/")
    box = page.get_by_label("Person 1: Thanked")
    box.check()
    away_and_back(page, site)
    expect(box).to_be_checked()
    page.goto(f"{site}handouts/")
    page.get_by_label("The class").fill("name\nAda\nBo")
    page.get_by_label("Large print, 18 pt").check()
    expect(page.get_by_role("button", name="Make 2 handouts")).to_be_visible()
    away_and_back(page, site)
    expect(page.get_by_label("The class")).to_have_value("name\nAda\nBo")
    expect(page.get_by_label("Large print, 18 pt")).to_be_checked()
    expect(page.get_by_role("button", name="Make 2 handouts")).to_be_visible()
    plan = PlansPage(page, site)
    plan.button("Add an interview").click()
    plan.fill(employer="Harbour")
    away_and_back(page, site)
    expect(plan.form.locator('[name="employer"]')).to_have_value("Harbour")
