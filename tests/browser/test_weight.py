"""What a person waits for: a first visit to a list brings little script, and is worked out about once."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Response, Route, expect

from tests.browser.checklist_page import Place
from tests.conftest import ROOT

LIMIT = 12_000
"""Bytes of our own scripts, as a server sends them. The worker is none of a page's: it comes once the page is done."""

WHOLE = 75_000
"""Bytes of all that a first visit brings, as a server sends it."""

FIRST_VISITS = {"list": "scenarios/panel-day/", "home": "", "worksheet": "worksheets/story-bank/"}


@pytest.mark.parametrize("address", FIRST_VISITS.values(), ids=FIRST_VISITS)
def test_a_first_visit_is_small(site: str, open_context: Callable[..., BrowserContext], address: str) -> None:
    """The page with its style, scripts, fonts and pictures weighs at most 75 kB, and there is one style sheet."""
    page = open_context().new_page()
    came: list[Response] = []
    page.on("response", lambda response: came.append(response))
    page.goto(site + address, wait_until="networkidle")
    sent = {each.url.removeprefix(site): len(gzip.compress(each.body(), 9)) for each in came}
    kinds = {name.rpartition(".")[2] for name in sent}
    assert {"css", "mjs", "woff2", "svg"} <= kinds
    assert len([name for name in sent if name.endswith(".css")]) == 1
    assert sum(sent.values()) <= WHOLE, sent


def test_a_first_visit_brings_little_script(panel_day: Place, open_context: Callable[..., BrowserContext]) -> None:
    """A list works with at most 12 kB of our scripts; its tools come when they are opened."""
    page = open_context().new_page()
    scripts: list[Response] = []
    page.on("response", lambda response: scripts.append(response) if response.url.endswith(".mjs") else None)
    page.goto(panel_day.url, wait_until="networkidle")
    expect(page.locator("[data-progress]").first).to_be_visible()
    at_first = {
        each.url.partition("/assets/")[2].partition("/")[2]: len(gzip.compress(each.body(), 9)) for each in scripts
    }
    assert {"second-round.mjs", "list/checklist-element.mjs", "plan/store.mjs"} <= at_first.keys()
    assert sum(at_first.values()) <= LIMIT, at_first

    with page.expect_response("**/list/checklist-tools.mjs"):
        page.locator("[data-action=tools]").first.click()
    assert "list/checklist-tools.mjs" not in at_first


PLACES = {
    "second-round-check": "check/",
    "second-round-checklist": "scenarios/panel-day/",
    "second-round-conversation": "conversations/callback/",
    "second-round-desk": "handouts/",
    "second-round-lost": "404.html",
    "second-round-plans": "plan/",
    "second-round-questions": "reference/question-bank/",
    "second-round-rehearsal": "rehearse/",
    "second-round-sheets": "worksheets/",
    "second-round-told": "worksheets/people/",
    "second-round-worksheet": "worksheets/story-bank/",
}
"""A page for each element of ours."""

LINK = re.compile(r'<link rel="modulepreload" href="([^"]+)">')
OWN = re.compile(r'<script\b[^>]*\bsrc="([^"]+\.mjs)"')


def scripts_of(page: Page, address: str, tag: str) -> set[str]:
    """Return which of our scripts a first visit asks for, until the element works."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url) if request.url.endswith(".mjs") else None)
    page.goto(address, wait_until="networkidle")
    assert page.locator(tag).count()
    return {urlsplit(url).path for url in asked}


@pytest.mark.parametrize(("tag", "address"), PLACES.items())
def test_no_script_of_a_page_waits_for_another(
    tag: str, address: str, site: str, open_context: Callable[..., BrowserContext]
) -> None:
    """The page itself names every script that its elements begin with, and none that they don't: one hop from HTML.

    A script that another one imports would be asked for only once that one is read. Without the links the very same
    scripts come, one after the other.
    """
    page = open_context().new_page()
    asked = scripts_of(page, site + address, tag)
    html = page.request.get(site + address).text()
    own = OWN.findall(html)
    assert len(own) == 1
    assert {urlsplit(urljoin(site + address, path)).path for path in [*own, *LINK.findall(html)]} == asked

    def without_links(route: Route) -> None:
        route.fulfill(body=LINK.sub("", html), content_type="text/html")

    alone = open_context().new_page()
    alone.route(site + address, without_links)
    assert scripts_of(alone, site + address, tag) == asked


def test_each_element_of_ours_has_its_page() -> None:
    """No element is left out above, but the one that only a released edition has: it is looked at in test_editions."""
    script = (ROOT / "docs/assets/second-round/second-round.mjs").read_text(encoding="utf-8")
    elements = set(re.findall(r'^  "(second-round-[a-z]+)":', script, re.MULTILINE))
    assert elements == {*PLACES, "second-round-editions"}


STYLED = "UpdateLayoutTree"
"""What Chromium calls it when it works out the look of elements; it tells of how many."""


def looks_found(page: Page, address: str) -> int:
    """Return how often the browser works out the look of an element while a page opens, over all elements."""
    tracing = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    ended: list[bool] = []
    tracing.on("Tracing.dataCollected", lambda found: events.extend(found["value"]))
    tracing.on("Tracing.tracingComplete", lambda _: ended.append(True))
    tracing.send(
        "Tracing.start", {"transferMode": "ReportEvents", "traceConfig": {"includedCategories": ["devtools.timeline"]}}
    )
    page.goto(address, wait_until="networkidle")
    tracing.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(50)
    return sum(each["args"].get("elementCount", 0) for each in events if each["name"] == STYLED)


def test_the_whole_page_is_worked_out_once_not_again_and_again(panel_day: Place, page: Page) -> None:
    """While a list opens on a phone, the look of each element is found once, or little more.

    One rule of style that reaches everything, such as `:has()` on the root, or a mark that a script sets on the root,
    would have it found again and again, and meanwhile a phone takes no tick.
    """
    page.set_viewport_size({"width": 390, "height": 844})
    found = looks_found(page, panel_day.url)
    elements = page.evaluate("document.querySelectorAll('*').length")
    assert 0 < found < 1.3 * elements
