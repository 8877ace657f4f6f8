"""Finding one's way without a script of the theme: the menu, the headings, what is folded or wide, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

OpenContext = Callable[..., BrowserContext]

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}


@pytest.mark.parametrize("runs", [True, False], ids=["with scripts", "without scripts"])
def test_the_menu_opens_and_closes_by_keyboard(site: str, open_context: OpenContext, runs: bool) -> None:
    """On a phone the menu is a button away; the focus goes into it, Escape closes it and leads back to the button."""
    page = open_context(**PHONE, java_script_enabled=runs).new_page()
    page.goto(f"{site}prepare/raise-pay/")
    button, menu = page.get_by_role("button", name="Menu"), page.get_by_role("navigation", name="Menu")
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
    menu = page.get_by_role("navigation", name="Menu")
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
    tabs = page.get_by_role("navigation", name="Parts of the site")
    expect(tabs.get_by_role("link", name="Worksheets")).to_be_visible()


def test_what_an_address_names_is_unfolded(site: str, page: Page) -> None:
    """An address that leads to what is folded away unfolds it, however deep it lies.

    This browser does so by itself, so it is folded again before ours has its turn, as if it had not.
    """
    page.goto(f"{site}prepare/raise-pay/")
    page.evaluate(
        """() => document.querySelector("article").insertAdjacentHTML("beforeend",
            "<details><summary>A</summary><details><summary>B</summary><p id=deep>There</p></details></details>")"""
    )
    expect(page.locator("#deep")).to_be_hidden()
    page.evaluate("location.hash = 'deep'")
    page.evaluate("document.querySelectorAll('details[open]').forEach(each => { each.open = false; })")
    expect(page.locator("#deep")).to_be_hidden()
    page.evaluate("dispatchEvent(new HashChangeEvent('hashchange'))")
    expect(page.locator("#deep")).to_be_in_viewport()


def test_what_is_wider_than_a_phone_is_scrolled_by_keyboard(site: str, open_context: OpenContext) -> None:
    """Code or a table that scrolls sideways takes the focus for as long as it does; one that fits does not."""
    page = open_context(**PHONE).new_page()
    long = "W" * 40

    def widen(route: Route) -> None:
        answer = route.fetch()
        made = f"<pre><code>{long}</code></pre><pre><code>W</code></pre><table><tr><td>{long}</table>"
        route.fulfill(response=answer, body=answer.text().replace("<table", f"{made}<table", 1))

    page.route("**/raise-pay/", widen)
    page.goto(f"{site}prepare/raise-pay/")
    asked = "[...document.querySelectorAll('article :is(pre > code, table)')].map(one => one.tabIndex).join()"
    page.wait_for_function(f"() => {asked} === '0,-1,0,-1'")
    page.set_viewport_size(WIDE["viewport"])
    page.wait_for_function(f"() => {asked} === '-1,-1,-1,-1'")


def test_back_leads_to_where_one_was(site: str, open_context: OpenContext) -> None:
    """Back from another page, the list is where it was scrolled to, and what was ticked is ticked; forward as well."""
    page = open_context(**PHONE).new_page()
    page.goto(f"{site}scenarios/panel-day/")
    page.locator("[data-item=ask-names] label").click(position={"x": 4, "y": 8})
    page.evaluate("scrollTo(0, 1500)")
    page.goto(f"{site}prepare/raise-pay/")
    page.go_back()
    expect(page.locator("[data-item=ask-names] input")).to_be_checked()
    page.wait_for_function("() => Math.abs(scrollY - 1500) < 5")
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Raise pay")


def test_a_menu_that_one_left_by_is_closed_when_one_comes_back(site: str, remembering: BrowserContext) -> None:
    """The browser keeps a page as it was left, and it was left through its menu; behind that is what one came for."""
    page = remembering.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}prepare/raise-pay/")
    page.evaluate("addEventListener('pageshow', event => { window.slept = event.persisted; })")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Ask for adjustments").click()
    expect(page.locator("h1")).to_have_text("Ask for adjustments")
    page.go_back(wait_until="commit")
    expect(page.locator("h1")).to_have_text("Raise pay")
    page.wait_for_function("() => window.slept")
    expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()


def test_where_a_browser_knows_no_popover_the_menu_is_a_list(site: str, open_context: OpenContext) -> None:
    """It stands below the words, every part of it opens, it covers nothing, and no button is there that does nothing.

    A browser that knows none passes over the word `popover`, and over what holds only where there are some.
    """
    page = open_context(**PHONE).new_page()

    def older(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        assert " popover>" in text or "not selector(:popover-open)" in text
        text = text.replace(" popover>", ">").replace("not selector(:popover-open)", "selector(:popover-open)")
        route.fulfill(response=answer, body=text)

    page.route(f"{site}prepare/raise-pay/", older)
    page.route("**/second-round.css", older)
    page.goto(f"{site}prepare/raise-pay/")
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu).to_be_visible()
    for name in ("Menu", "Close the menu"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    below, end = (part.bounding_box() for part in (menu, page.locator("article")))
    assert below
    assert end
    assert below["y"] >= end["y"] + end["height"]
    assert page.evaluate("document.scrollingElement.scrollWidth") == 390
    menu.locator("summary", has_text="Worksheets").click()
    menu.get_by_role("link", name="Pay and what I need").click()
    expect(page).to_have_url(f"{site}worksheets/pay-and-needs/")


@pytest.mark.parametrize(("motion", "fades"), [("no-preference", True), ("reduce", False)])
def test_one_page_fades_into_the_next_unless_somebody_wants_no_motion(
    site: str, open_context: OpenContext, motion: str, fades: bool
) -> None:
    """The browser shows the change from one page to another, and not to those who have asked for less motion."""
    context = open_context(reduced_motion=motion)
    context.add_init_script(
        "addEventListener('pagereveal', event => { window.fades = Boolean(event.viewTransition); })"
    )
    page = context.new_page()
    seen = set()
    for _ in range(4):  # a browser that is busy goes without, now and then
        page.goto(f"{site}prepare/raise-pay/")
        page.get_by_role("article").get_by_role("link", name="Pay and what I need").first.click()
        expect(page).to_have_url(f"{site}worksheets/pay-and-needs/")
        page.wait_for_function("() => window.fades !== undefined")
        seen.add(page.evaluate("window.fades"))
    assert (True in seen) is fades


def test_with_the_systems_own_colours_the_menu_is_told_from_the_page(site: str, open_context: OpenContext) -> None:
    """In forced colours a line parts the menu from the page behind it, and its signs are drawn in the text's colour."""
    page = open_context(**PHONE, forced_colors="active").new_page()
    page.goto(f"{site}prepare/raise-pay/")
    page.get_by_role("button", name="Menu").click()
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu).to_have_css("border-right-style", "solid")
    close = page.get_by_role("button", name="Close the menu")
    drawn = close.locator("svg").evaluate("one => [getComputedStyle(one).fill, getComputedStyle(one).color]")
    assert drawn[0] == drawn[1]


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
