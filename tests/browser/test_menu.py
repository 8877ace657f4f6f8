"""Finding one's way without a script of the theme: the menu, the headings, what is folded or wide, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

OpenContext = Callable[..., BrowserContext]

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}


@pytest.mark.parametrize("runs", [True, False], ids=["with scripts", "without scripts"])
def test_the_menu_opens_and_closes_by_keyboard(site: str, open_context: OpenContext, runs: bool) -> None:
    """On a phone the menu is a button away; the focus goes into it, Escape closes it and leads back to the button."""
    page = open_context(**PHONE, java_script_enabled=runs).new_page()
    page.goto(f"{site}prepare/raise-pay/")
    button, menu = page.get_by_role("button", name="Menu"), page.get_by_role("navigation", name="Navigation")
    expect(menu).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close the menu")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


def test_the_menu_leads_everywhere_and_says_where_one_is(site: str, open_context: OpenContext) -> None:
    """The part one is in is open and the page is marked; another part opens with one tap, and its pages lead there."""
    page = open_context(**PHONE).new_page()
    page.goto(f"{site}prepare/raise-pay/")
    page.get_by_role("button", name="Menu").click()
    menu = page.get_by_role("navigation", name="Navigation")
    expect(menu.locator("[aria-current=page]")).to_have_text("Raise pay")
    expect(menu.get_by_role("link", name="Pay and what I need")).to_be_hidden()
    menu.locator("summary", has_text="Worksheets").click()
    menu.get_by_role("link", name="Pay and what I need").click()
    expect(page).to_have_url(f"{site}worksheets/pay-and-needs/")


def test_a_wide_window_has_the_menu_beside_the_page(site: str, open_context: OpenContext) -> None:
    """From 1220 px the part one is in stands beside the page, with the headings on the other side and no button."""
    page = open_context(**WIDE).new_page()
    page.goto(f"{site}prepare/raise-pay/")
    expect(page.get_by_role("link", name="Ask for adjustments")).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Words").click()
    expect(page).to_have_url(f"{site}prepare/raise-pay/#words")
    expect(page.get_by_role("heading", name="Words")).to_be_in_viewport()
    expect(page.get_by_role("navigation", name="Tabs").get_by_role("link", name="Worksheets")).to_be_visible()


def test_what_an_address_names_is_unfolded(site: str, page: Page) -> None:
    """An address that leads to what is folded away unfolds it, at once and when it is followed later."""
    page.goto(f"{site}prepare/raise-pay/")
    page.evaluate(
        """() => document.querySelector("article").insertAdjacentHTML("beforeend",
            "<details><summary>A</summary><details><summary>B</summary><p id=deep>There</p></details></details>")"""
    )
    expect(page.locator("#deep")).to_be_hidden()
    page.evaluate("location.hash = 'deep'")
    expect(page.locator("#deep")).to_be_in_viewport()


def test_what_is_wider_than_a_phone_is_scrolled_by_keyboard(site: str, open_context: OpenContext) -> None:
    """A block of code that scrolls sideways takes the focus, and one that does not stays out of the way."""
    page = open_context(**PHONE).new_page()
    page.goto(f"{site}career-centers/publish/")
    reached = page.locator("pre > code").evaluate_all(
        "all => all.map(one => [one.scrollWidth > one.clientWidth, one.tabIndex === 0])"
    )
    assert (True, True) in map(tuple, reached)
    assert all(wide == reachable for wide, reachable in reached)


def test_back_leads_to_where_one_was(site: str, open_context: OpenContext) -> None:
    """Back from another page, the list is where it was scrolled to, and what was ticked is ticked; forward as well."""
    page = open_context(**PHONE).new_page()
    page.goto(f"{site}scenarios/panel-day/")
    page.locator("[data-item=ask-names] label").click(position={"x": 4, "y": 8})
    page.evaluate("scrollTo(0, 1500)")
    page.goto(f"{site}prepare/raise-pay/")
    page.go_back()
    expect(page.locator("[data-item=ask-names] input")).to_be_checked()
    page.wait_for_function("Math.abs(scrollY - 1500) < 5")
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Raise pay")


def test_a_link_is_fetched_before_it_is_followed_unless_it_leads_elsewhere(
    site: str, handmade: str, page: Page
) -> None:
    """Where somebody points at a link of this site, its page is fetched; no other host hears of what is pointed at."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}prepare/raise-pay/")
    page.evaluate(
        """address => document.querySelector("article p").insertAdjacentHTML(
            "beforeend", `<a href="${address}">Elsewhere</a> <a href="../../downloads/people-a4.pdf">A sheet</a>`)""",
        f"{handmade}elsewhere/",
    )
    asked.clear()
    for name in ("Elsewhere", "A sheet"):
        page.get_by_role("link", name=name).hover()
        page.wait_for_timeout(500)
    with page.expect_request(f"{site}worksheets/pay-and-needs/"):
        page.get_by_role("article").get_by_role("link", name="Pay and what I need").first.hover()
    assert asked == [f"{site}worksheets/pay-and-needs/"]


def test_no_page_runs_a_script_of_the_theme(site: str, page: Page) -> None:
    """What a page asks for is ours, and nothing of it is the theme's: no script and no style sheet but the one."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site)))
    page.goto(f"{site}scenarios/panel-day/", wait_until="networkidle")
    assert [each for each in asked if each.endswith((".js", ".css")) and "/second-round" not in each] == []
    assert sum(each.endswith(".css") for each in asked) == 1
