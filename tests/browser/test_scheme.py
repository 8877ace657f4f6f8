"""Light or dark: as the system is, until a person chooses, and settled before anything is drawn."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.test_pages import SCHEMES, OpenContext, Scheme
from tests.browser.test_storage import BLOCK_STORAGE


def expect_scheme(page: Page, scheme: Scheme) -> None:
    """The page has the scheme, and so has what the browser draws around it."""
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    expect(page.locator("html")).to_have_css("color-scheme", scheme)
    # Firefox draws the bar of a dialogue by the system's scheme, unless it is told.
    bars = "auto" if scheme == "light" else "rgb(134, 150, 152) rgba(0, 0, 0, 0)"
    expect(page.locator("body")).to_have_css("scrollbar-color", bars)
    header = page.locator(".second-round-header").evaluate("one => getComputedStyle(one).backgroundColor")
    expect(page.locator("meta[name=theme-color]")).to_have_attribute("content", header)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_page_opens_as_the_system_is(site: str, open_context: OpenContext, scheme: Scheme) -> None:
    """Who has set dark gets dark without touching a switch, and before any script that is fetched."""
    page = open_context(color_scheme=scheme).new_page()

    def empty(route: Route) -> None:
        route.fulfill(content_type="text/javascript", body="")

    page.route("**/*.mjs", empty)
    page.goto(f"{site}scenarios/panel-day/")
    expect_scheme(page, scheme)
    page.emulate_media(color_scheme="light" if scheme == "dark" else "dark")
    expect_scheme(page, "light" if scheme == "dark" else "dark")


BOXES = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([red, green, blue]) => [red, green, blue].map((each) => each / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
    .reduce((sum, share, at) => sum + share * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (one) => {
    const found = channels(getComputedStyle(one).backgroundColor);
    return (found[3] ?? 1) ? found : behind(one.parentElement);
  };
  const wrong = [...document.querySelectorAll("input[type=checkbox], input[type=radio]")].filter((box) => {
    if (box.checked || box.disabled || !box.checkVisibility()) return false;
    const { appearance, backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(box);
    const both = [light(channels(borderTopColor)), light(behind(box.parentElement))].sort((one, other) => one - other);
    const isFilled = appearance !== "none" || channels(backgroundColor)[3] !== 0;
    return isFilled || (both[1] + 0.05) / (both[0] + 0.05) < 3 || parseFloat(borderTopWidth) < 2;
  });
  return wrong.map(({ id, name }) => id || name);
}"""

BOXED = ("scenarios/panel-day/", "handouts/", "worksheets/people/", "rehearse/", "plan/")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_box_that_is_not_ticked_is_empty(site: str, open_context: OpenContext, scheme: Scheme) -> None:
    """In the dark too: nothing fills it, and what is drawn around it has 3 to 1 against what is behind it."""
    page = open_context(color_scheme=scheme).new_page()
    wrong = {}
    for address in BOXED:
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert page.locator("input[type=checkbox], input[type=radio]").count(), address
        wrong[address] = page.evaluate(BOXES)
    assert wrong == {address: [] for address in BOXED}


def test_what_is_chosen_is_kept(site: str, page: Page) -> None:
    """By keyboard; on other pages, after a reload, whatever the system does; by the name that other editions know."""
    page.emulate_media(color_scheme="light")
    page.goto(site)
    page.get_by_role("button", name="Change to dark").focus()
    page.keyboard.press("Enter")
    expect_scheme(page, "dark")
    expect(page.get_by_role("button", name="Change to light")).to_be_focused()
    page.locator(".second-round-tabs a", has_text="Prepare").click()
    expect(page.locator("h1")).to_have_text("Reply to the invitation")
    expect_scheme(page, "dark")
    page.reload()
    expect_scheme(page, "dark")
    for system in ("dark", "light"):
        page.emulate_media(color_scheme=system)
        expect_scheme(page, "dark")
    kept = page.evaluate("Object.entries(localStorage).find(([key]) => key.endsWith('.__palette'))[1]")
    assert json.loads(kept) == {"index": 1, "color": {"scheme": "slate"}}
    page.get_by_role("button", name="Change to light").click()
    page.reload()
    expect_scheme(page, "light")


def test_a_page_that_one_comes_back_to_is_as_was_chosen_since(site: str, remembering: BrowserContext) -> None:
    """What is chosen on the next page goes for the one before too, which the browser has kept as it was."""
    page = remembering.new_page()
    page.emulate_media(color_scheme="light")
    page.goto(f"{site}about/privacy/")
    page.evaluate("addEventListener('pageshow', event => { window.slept = event.persisted; })")
    page.goto(f"{site}about/accessibility/")
    page.get_by_role("button", name="Change to dark").click()
    page.go_back(wait_until="commit")
    expect(page.locator("h1")).to_have_text("Privacy")
    expect_scheme(page, "dark")
    assert page.evaluate("window.slept") is True


@pytest.mark.parametrize("kept", ["", "{", "null", "{}", '{"color": {"scheme": "toString"}}', '{"color": [1]}'])
def test_what_is_kept_and_cannot_be_is_as_nothing(site: str, open_context: OpenContext, kept: str) -> None:
    """Whatever stands in the storage, the page is as the system is, and its switch works."""
    page = open_context(color_scheme="dark").new_page()
    page.goto(f"{site}about/privacy/")
    page.evaluate("kept => localStorage.setItem('/.__palette', kept)", kept)
    page.reload()
    expect_scheme(page, "dark")
    page.get_by_role("button", name="Change to light").click()
    expect_scheme(page, "light")


def test_without_storage_it_lasts_as_long_as_the_page(open_context: OpenContext, site: str) -> None:
    """A browser that keeps nothing still has a switch that works, and no word in its console."""
    context = open_context(color_scheme="light")
    context.add_init_script(BLOCK_STORAGE)
    page = context.new_page()
    page.goto(f"{site}about/privacy/")
    page.get_by_role("button", name="Change to dark").click()
    expect_scheme(page, "dark")


def test_without_scripts_there_is_no_switch(open_context: OpenContext, site: str) -> None:
    """Without JavaScript no button stands there that does nothing."""
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{site}about/privacy/")
    expect(page.locator(".second-round-scheme")).to_be_hidden()
