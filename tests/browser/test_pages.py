"""Every page of the real site, as people meet it: accessible in both schemes and widths, never wider than a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path.relative_to(ROOT / "docs").as_posix().removesuffix(".md").removesuffix("index")
    for path in (ROOT / "docs").rglob("*.md")
)
ADDRESSES = [page if page.endswith("/") or not page else f"{page}/" for page in PAGES]

OpenContext = Callable[..., BrowserContext]


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is now: the rule, and the first element that breaks it."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_any_page(site: str, open_context: OpenContext, width: int, scheme: str) -> None:
    """Every page, and what no page links to, has no violation of any rule of axe."""
    page = open_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
    ).new_page()
    found = {}
    for address in [*ADDRESSES, "404.html"]:
        page.goto(site + address)
        if told := violations(page):
            found[address] = told
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_everything_open(site: str, open_context: OpenContext, scheme: str) -> None:
    """The menu, the search, the reasons of items, and a status line with its button are accessible too."""
    page = open_context(viewport={"width": 390, "height": 844}, color_scheme=scheme, reduced_motion="reduce").new_page()
    page.goto(f"{site}scenarios/panel-day/")
    page.locator("summary").first.click()
    page.locator("[data-item] label").first.click(position={"x": 4, "y": 8})
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_role("button", name="Undo")).to_be_in_viewport()
    assert violations(page) == []
    page.locator("label[for=__search]").first.click()
    page.locator("[data-md-component=search-query]").press_sequentially("timetable")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator(".md-header label[for=__drawer]").click()
    expect(page.locator(".md-nav--primary")).to_be_visible()
    assert violations(page) == []


def test_no_page_scrolls_sideways_on_the_narrowest_phone(site: str, open_context: OpenContext) -> None:
    """At 320 px nothing sticks out of any page."""
    page = open_context(viewport={"width": 320, "height": 640}).new_page()
    wide = {}
    for address in ADDRESSES:
        page.goto(site + address)
        width = page.evaluate("document.scrollingElement.scrollWidth")
        if width > 320:
            wide[address] = width
    assert wide == {}


def test_the_checklist_begins_on_the_first_screen_of_a_phone(site: str, open_context: OpenContext) -> None:
    """On a small phone the first item can be ticked without scrolling."""
    page = open_context(viewport={"width": 375, "height": 667}).new_page()
    page.goto(f"{site}scenarios/panel-day/")
    box = page.locator("[data-item] input").first
    assert box.is_visible()
    assert (box.bounding_box() or {"y": 9999})["y"] < 600


def test_what_is_touched_is_large_enough(site: str, open_context: OpenContext) -> None:
    """On a phone every item, reason and button of a checklist is at least 44 px high."""
    page = open_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{site}scenarios/panel-day/")
    for selector in (".second-round__item label", "summary", ".second-round__button", ".second-round__stops a"):
        heights = page.locator(selector).evaluate_all(
            "all => all.filter(one => one.offsetParent).map(one => one.getBoundingClientRect().height)"
        )
        assert heights
        assert min(heights) >= 43, selector


def test_ticks_survive_instant_navigation_and_the_way_back(site: str, page: Page) -> None:
    """A tick, another page without a reload, and back: the tick is there, and ticking still works."""
    page.goto(f"{site}scenarios/panel-day/")
    page.locator("[data-item=ask-names] label").click(position={"x": 4, "y": 8})
    page.evaluate("window.sameWindow = true")
    page.locator(".md-tabs__link", has_text="Prepare").click()
    expect(page.locator("h1")).to_have_text("Reply to the invitation")
    page.go_back()
    expect(page.locator("[data-item=ask-names] input")).to_be_checked()
    page.locator("[data-item=ask-format] label").click(position={"x": 4, "y": 8})
    expect(page.locator("[data-progress]")).to_have_text("2 of 49 done")
    page.goto(f"{site}scenarios/same-interviewer/")
    expect(page.locator("[data-item=ask-names] input")).to_be_checked()


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [
        ("they asked the same questions", "understand/why-questions-repeat/"),
        ("who will I meet", "understand/who-decides/"),
        ("second interview questions", "reference/question-bank/"),
        ("first round went badly", "understand/what-changes/"),
        ("thank you email", "prepare/follow-up/"),
        ("salary", "prepare/raise-pay/"),
        ("zoom", "prepare/video/"),
        ("dietary", "prepare/meals-and-travel/"),
        ("disability", "prepare/ask-for-adjustments/"),
    ],
)
def test_search_leads_to_the_page_that_answers(site: str, page: Page, wanted: str, answer: str) -> None:
    """What people type, in their own words, has the page that answers it on top."""
    page.goto(site)
    page.locator("[data-md-component=search-query]").press_sequentially(wanted)
    link = page.locator(".md-search-result__link").first
    expect(link).to_have_attribute("href", re.compile(re.escape(answer)))
    link.click()
    expect(page).to_have_url(re.compile(answer))


def test_a_checklist_prints_without_what_paper_cannot_use(site: str, page: Page) -> None:
    """Printed from the browser, the items stay and buttons, menus and reasons go."""
    page.goto(f"{site}scenarios/panel-day/")
    page.emulate_media(media="print")
    expect(page.locator("[data-item=ask-names] label")).to_be_visible()
    for gone in (".second-round__bar", ".md-header", ".md-tabs", ".second-round__stops", "summary >> nth=0"):
        expect(page.locator(gone)).to_be_hidden()


def test_forced_colours_keep_boxes_and_ways(site: str, open_context: OpenContext) -> None:
    """With the system's own colours a box is a box, and a ticked one shows it."""
    page = open_context(forced_colors="active").new_page()
    page.goto(f"{site}scenarios/panel-day/")
    page.locator("[data-item=ask-names] label").click(position={"x": 4, "y": 8})
    style = page.locator("[data-item=ask-names] input").evaluate("one => getComputedStyle(one).appearance")
    assert style == "auto"


def test_the_downloads_answer(site: str, page: Page) -> None:
    """Every PDF that the handouts page links to is served, and is a PDF."""
    page.goto(f"{site}handouts/")
    links = page.locator("a[href$='.pdf']").evaluate_all("all => all.map(one => one.href)")
    assert len(links) > 20
    for link in links:
        answer = page.request.get(link)
        assert answer.ok
        assert answer.body().startswith(b"%PDF-")


@pytest.mark.parametrize("width", [390, 1280])
def test_what_has_the_focus_is_never_covered(site: str, open_context: OpenContext, width: int) -> None:
    """Tabbing through a checklist, each control is wholly above the bar and below the header."""
    page = open_context(viewport={"width": width, "height": 844}).new_page()
    page.goto(f"{site}scenarios/panel-day/")
    page.locator("[data-item] input").first.focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
                const box = document.activeElement.getBoundingClientRect();
                const bar = document.querySelector(".second-round__bar").getBoundingClientRect();
                const header = document.querySelector(".md-header").getBoundingClientRect();
                const inBar = document.activeElement.closest(".second-round__bar");
                return !inBar && (box.bottom > bar.top + 1 || box.top < header.bottom - 1);
            }"""
        )
        assert not covered, page.evaluate("document.activeElement.outerHTML")
