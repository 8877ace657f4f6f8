"""What a person waits for: a first visit to a list brings little script, and is worked out about once."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, Response, expect

from tests.browser.checklist_page import Place

LIMIT = 12_000
"""Bytes of our own scripts, as a server sends them. The worker is none of a page's: it comes once the page is done."""


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
