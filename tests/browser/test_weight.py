"""What a person waits for: the first visit to a list brings little script, and the rest comes when it is used."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Response, expect

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
    at_first = {each.url.rpartition("/")[2]: len(gzip.compress(each.body(), 9)) for each in scripts}
    assert {"second-round.mjs", "checklist-element.mjs", "plan-store.mjs"} <= at_first.keys()
    assert sum(at_first.values()) <= LIMIT, at_first

    with page.expect_response("**/checklist-tools.mjs"):
        page.locator("[data-action=tools]").first.click()
    assert "checklist-tools.mjs" not in at_first
