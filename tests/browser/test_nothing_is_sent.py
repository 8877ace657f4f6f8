"""What is typed is not sent: a secret goes into every field of the site, and nobody but the browser learns of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.plans_page import PlansPage
from tests.browser.test_search import Search

SECRET = "visa zqxjvk"
"""A word that the search finds, and one that stands nowhere."""
DAY, TIME = "2037-11-23", "04:57"
HIDDEN = ("zqxjvk", DAY, TIME)
"""What nobody but the browser may learn."""

FIELD = re.compile(r"<(?:textarea|input)\b(?![^>]*(?:type=\"(?:checkbox|radio|file|number)\"|readonly))[^>]*>")
SEARCH_FIELD = "second-round-search-words"

TYPE = """([secret, day, time]) => {
  const kinds = { date: day, time };
  const fields = [...document.querySelectorAll(
    "textarea, input:not([type=checkbox], [type=radio], [type=file], [type=number], [readonly])")];
  for (const field of fields) {
    field.value = kinds[field.type] ?? secret;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  return fields.map((field) => field.value).filter((value) => [secret, day, time].includes(value)).length;
}"""

OPEN_LINES = "() => document.querySelectorAll('.second-round__why').forEach((line) => { line.open = true; })"


class Seen:
    """What a page's addresses, titles and history tell to whoever looks over a shoulder."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.words: set[str] = set()
        page.on("framenavigated", lambda frame: self.words.add(frame.url))

    def look(self) -> None:
        """Note what the page that is open tells now."""
        told = self.page.evaluate(
            """async () => JSON.stringify([document.title, location.href, history.state, document.cookie, window.name,
                document.referrer, { ...sessionStorage }, await indexedDB.databases(), await caches.keys(),
                performance.getEntries().map((each) => each.name)])"""
        )
        self.words.add(told)

    def tells(self) -> list[str]:
        """Return what holds any of the secret, the browser's own list of pages that were opened included."""
        session = self.page.context.new_cdp_session(self.page)
        entries = session.send("Page.getNavigationHistory")["entries"]
        told = self.words | {f"{entry['url']} {entry['title']}" for entry in entries}
        return [words for words in told if any(hidden in unquote_plus(words).lower() for hidden in HIDDEN)]


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(accept_downloads=True, reduced_motion="reduce").new_page()


def pages_with_fields(site_folder: Path) -> dict[str, int]:
    """The address of every page that has a field to type in beside the search, and how many."""
    found = {}
    for path in sorted(site_folder.rglob("*.html")):
        fields = [tag for tag in FIELD.findall(path.read_text(encoding="utf-8")) if SEARCH_FIELD not in tag]
        if fields:
            found[path.relative_to(site_folder).as_posix().removesuffix("index.html")] = len(fields)
    return found


def test_a_secret_in_every_field_is_told_to_nobody(page: Page, site: str, site_folder: Path, log: list[str]) -> None:
    """It is in no request, address, title, history or cookie, wherever one goes from there.

    Every page with a field is opened, each note of each list too; copies, handouts, a calendar and a back-up are made.
    """
    seen = Seen(page)
    wanted = pages_with_fields(site_folder)
    assert {"plan/", "handouts/", "worksheets/story-bank/"} <= wanted.keys()
    for address, count in wanted.items():
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(TYPE, [SECRET, DAY, TIME]) >= count, address
        if address.startswith("worksheets/"):
            with page.expect_download():
                page.locator("[data-action=my-copy]").click()
        seen.look()

    for address in ("scenarios/panel-day/", "scenarios/same-interviewer/", "scenarios/new-interviewer/", "cards/"):
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
        page.evaluate(OPEN_LINES)
        lines = page.locator(".second-round__why").count()
        expect(page.locator(".second-round__mine textarea")).to_have_count(lines)
        assert page.evaluate(TYPE, [SECRET, DAY, TIME]) >= lines > 8, address
        seen.look()

    plans = PlansPage(page, site)
    plans.add(employer=SECRET, role=SECRET, day=DAY, time=TIME, ends="05:58", scenario="panel-day", name=SECRET)
    for name in ("Calendar file", "Save a back-up"):
        with page.expect_download():
            plans.root.get_by_role("button", name=name).first.click()
    plans.root.get_by_role("link", name=re.compile("Open the list")).first.click()
    expect(page.locator("[data-plan-words]")).to_contain_text(SECRET)
    page.locator("[data-action=tools]").click()
    assert "zqxjvk" not in page.locator("[data-link]").input_value()
    with page.expect_download():
        page.locator("[data-action=my-copy]").click()
    seen.look()

    page.goto(f"{site}handouts/")
    desk = page.locator("second-round-desk")
    desk.locator("textarea").fill(f"name,employer,date\n{SECRET},{SECRET},{DAY}\n")
    expect(desk.locator("[data-read]")).to_contain_text("1 person")
    desk.locator("[data-action=make]").click()
    with page.expect_download():
        desk.locator("[data-made] a").click()
    seen.look()
    assert any("/search/" not in line and "get /downloads/pack-" in line for line in log)
    assert [line for line in log if any(hidden in line for hidden in HIDDEN)] == []
    assert seen.tells() == []


def test_the_search_tells_nobody_wherever_a_result_leads(page: Page, site: str, log: list[str]) -> None:
    """Each result is followed in turn: by a press of a key, or a pointer, and on to the next page from there."""
    seen = Seen(page)
    search = Search(page)
    page.goto(f"{site}about/privacy/")
    search.open()
    search.look_for(SECRET)
    leads = search.options.evaluate_all("all => all.map((one) => one.href)")
    assert len(leads) > 4
    for place in range(len(leads)):
        if place:
            search.open()
            search.look_for(SECRET)
        result = search.options.nth(place)
        if place % 2:
            result.click()
        else:
            for _ in range(place + 1):
                search.field.press("ArrowDown")
            search.field.press("Enter")
        expect(page).to_have_url(leads[place])
        page.wait_for_load_state("networkidle")
        seen.look()
    page.locator("footer").get_by_role("link", name="Handouts").click()
    page.wait_for_load_state("networkidle")
    seen.look()
    assert any("referer: " in line for line in log)
    assert [line for line in log if any(hidden in line for hidden in HIDDEN)] == []
    assert seen.tells() == []
