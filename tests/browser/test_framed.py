"""A page in a frame of another site: it works, says what is kept there, and leads to a tab of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from scripts.browser import serve
from tests.browser.checklist_page import Place
from tests.browser.test_storage import BLOCK_STORAGE

ASKED = "#cards=meal"


@pytest.mark.parametrize(
    ("lets", "said"), [(True, "apart from what you do on the site itself"), (False, "your browser keeps nothing")]
)
def test_a_framed_page_says_what_is_kept_and_offers_its_own_tab(
    open_context: Callable[..., BrowserContext],
    panel_day: Place,
    own: set[str],
    tmp_path: Path,
    lets: bool,
    said: str,
) -> None:
    """It ticks all the same. The tab has what the link asks for, to be looked at before it is taken."""
    frame_of = f'<iframe src="{panel_day.url}{ASKED}" width="600" height="700"></iframe>'
    (tmp_path / "index.html").write_text(f"<!doctype html><title>A course</title>{frame_of}")
    context = open_context()
    if not lets:
        context.add_init_script(BLOCK_STORAGE)
    page = context.new_page()
    with serve({"/": tmp_path}) as address:
        own.add(urlsplit(address).netloc)
        page.goto(address)
        frame = page.frame_locator("iframe")
        note = frame.locator("h1 + .second-round__keeps")
        expect(note).to_contain_text(said)
        expect(frame.locator("[data-say]").first).to_contain_text("Chosen for you: Meal.")
        box = frame.locator("[data-item] input").first
        box.check()
        expect(frame.locator("[data-progress]").first).to_contain_text("1 of ")
        with page.expect_popup() as opened:
            note.get_by_role("link", name="Open this page in a tab of its own").click()
    tab = opened.value
    assert tab.evaluate("document.referrer") == ""
    expect(tab.locator("[data-say]").first).to_contain_text("Nothing is changed yet.")
    expect(tab.locator("h1 + .second-round__keeps")).to_have_count(0)
    loaded = tab.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    assert [name for name in loaded if "framed" in name] == []
