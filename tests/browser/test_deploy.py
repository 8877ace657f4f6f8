"""A new build under a page that is open: nothing of it is taken for the page's own, and the page says what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from macros.web.build import fingerprint
from tests.browser.checklist_page import ChecklistPage, Place, plan_text, store
from tests.browser.plans_page import PlansPage

CHANGED = "The site has just changed. Reload this page, then try again."
OFFLINE = "This part did not load. Go online, then try again."
BROKEN = "This part did not load. Reload this page, then try again."
PARTS = re.compile("/assets/second-round-[0-9a-f]+/")
EXPECTED = ("status of 404", "status of 503", "net::ERR_FAILED", "integrity", "digest")
"""What the browser itself says of what these tests are about."""


def forgive(faults: list[str]) -> None:
    """Take out what the browser itself said of what was missing or of another build."""
    faults[:] = [fault for fault in faults if not any(words in fault for words in EXPECTED)]


def gone(route: Route) -> None:
    route.fulfill(status=404, content_type="text/html", body="<h1>This page is not here</h1>")


def no_network(route: Route) -> None:
    route.abort()


def ill(route: Route) -> None:
    route.fulfill(status=503, body="")


def of_another_build(route: Route) -> None:
    route.fulfill(response=route.fetch(), body=route.fetch().body() + b"\n")


WHY = {"the build is gone": (gone, CHANGED), "no network": (no_network, OFFLINE), "a server is ill": (ill, BROKEN)}


@pytest.mark.parametrize(("happens", "says"), WHY.values(), ids=WHY)
def test_a_part_that_is_gone_is_told_from_a_network_that_is(
    page: Page, panel_day: Place, faults: list[str], happens: Callable[[Route], None], says: str
) -> None:
    """Online, nobody is told to go online; where the site was built anew, one press brings it, with every tick."""
    checklist = panel_day.open(page)
    checklist.tick(checklist.items[0])
    page.route(PARTS, happens)
    checklist.button("Tools").click()
    expect(checklist.say).to_contain_text(says)
    expect(checklist.button("Reload")).to_have_count(int(says == CHANGED))
    page.unroute(PARTS)
    if says == CHANGED:
        with page.expect_navigation():
            checklist.button("Reload").click()
        checklist.expect_ticked(checklist.items[0])
        checklist.button("Tools").click()
        expect(page.get_by_role("dialog", name="Tools")).to_be_visible()
    forgive(faults)


ELEMENTS = {
    "scenarios/panel-day/": "second-round-checklist",
    "worksheets/people/": "second-round-worksheet",
    "plan/": "second-round-plans",
    "handouts/": "second-round-desk",
}


@pytest.mark.parametrize(("address", "tag"), ELEMENTS.items())
def test_an_element_that_cannot_begin_says_so(page: Page, site: str, faults: list[str], address: str, tag: str) -> None:
    """A page that a browser had kept, and scripts that are gone: nobody takes it for one that keeps what they do."""

    def without(route: Route) -> None:
        start = route.request.url.endswith("/second-round.mjs") and route.request.method == "GET"
        shared = re.search(r"/(page|search)/[a-z-]+\.mjs$|\.(css|woff2|svg)$", route.request.url)
        (Route.continue_ if start or shared else gone)(route)

    page.route(PARTS, without)
    page.goto(site + address)
    expect(page.locator(tag).first.get_by_role("status").first).to_have_text(CHANGED)
    forgive(faults)


def download(checklist: ChecklistPage) -> None:
    checklist.button("Tools").click()
    checklist.button("Download with my ticks and notes").click()


@pytest.mark.parametrize("part", ["pdf", "json"])
def test_no_copy_is_made_of_another_build(page: Page, panel_day: Place, faults: list[str], part: str) -> None:
    """A pack that came later has other items, so a copy would lack ticks: it says so, and nothing is downloaded."""
    checklist = panel_day.open(page)
    checklist.tick(checklist.items[0])
    page.on("download", lambda _: faults.append("something was downloaded"))
    page.route(f"**/downloads/pack-*.{part}", of_another_build)
    download(checklist)
    expect(page.locator("[data-copied]")).to_have_text(CHANGED)
    forgive(faults)


def test_what_was_kept_on_the_way_is_asked_for_again(page: Page, panel_day: Place, faults: list[str]) -> None:
    """Where the network between still has the pack of an earlier build, the right one is fetched past it."""
    checklist = panel_day.open(page)
    asked: list[str] = []

    def first_of_another(route: Route) -> None:
        asked.append(route.request.url)
        (of_another_build if len(asked) == 1 else Route.continue_)(route)

    page.route("**/downloads/pack-*.pdf", first_of_another)
    with page.expect_download():
        download(checklist)
    assert len(asked) == 2
    expect(page.locator("[data-copied]")).to_contain_text("is in your downloads")
    forgive(faults)


def test_no_handout_is_made_of_another_build(page: Page, site: str, faults: list[str]) -> None:
    """The desk says the same."""
    page.goto(f"{site}handouts/")
    page.route("**/downloads/pack-*.json", of_another_build)
    desk = page.locator("second-round-desk")
    desk.get_by_role("button", name="Make the handout").click()
    expect(desk.locator("[data-said]")).to_have_text(CHANGED)
    forgive(faults)


def test_no_card_comes_from_another_build(page: Page, panel_day: Place, faults: list[str]) -> None:
    """The page of cards as it is now may have other items than this list: none of it is put in."""

    def newer(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=PARTS.sub("/assets/second-round-0123456789ab/", answer.text()))

    checklist = panel_day.open(page)
    page.route("**/cards/", newer)
    checklist.button("Tools").click()
    page.get_by_text("Cards on my list").click()
    page.locator("#choose-cards-meal").check()
    expect(checklist.say).to_contain_text(CHANGED)
    expect(checklist.block("meal")).to_have_count(0)
    forgive(faults)


def test_what_is_next_is_not_reckoned_from_another_build(page: Page, site: str, faults: list[str]) -> None:
    """The page of all interviews shows them all the same, and says why it can't say what is next."""
    page.route("**/data/checklists.json", of_another_build)
    plans = PlansPage(page, site)
    expect(plans.say).to_have_text(CHANGED)
    plans.add(employer="Acme")
    expect(plans.card("Acme")).to_be_visible()
    forgive(faults)


def test_an_old_page_does_not_call_newer_words_old(page: Page, panel_day: Place, faults: list[str]) -> None:
    """Ticked in an edition that this page can't know: it says so. Where it can't look, it says why."""
    checklist = panel_day.open(page)
    text = json.loads(plan_text(checklist.items[0]))
    text["items"][checklist.items[0]]["digest"] = "ffffffff"
    store(page, json.dumps(text))
    page.reload()
    since = checklist.row(checklist.items[0]).locator(".second-round__since")
    since.locator("summary").click()
    expect(since).to_contain_text("Ticked in newer words")
    expect(since.locator("p")).to_have_text(
        "You ticked it in a newer edition, in other words. Open the newest edition to see them."
    )
    expect(since.get_by_role("button")).to_have_count(0)
    page.route("**/data/editions.json", of_another_build)
    page.reload()
    expect(since.locator("p")).to_have_text(CHANGED)
    forgive(faults)


def test_files_that_keep_their_names_are_known_by_what_is_in_them(site_folder: Path) -> None:
    """Every pack with its map, and all data, stand in the list beside the scripts, each with its digest."""
    (listed,) = site_folder.glob("assets/second-round-*/files.json")
    digests = json.loads(listed.read_text(encoding="utf-8"))
    packs = {f"downloads/{path.name}" for path in site_folder.glob("downloads/pack-*.*")}
    assert digests.keys() == packs | {"data/checklists.json", "data/editions.json"}
    assert all(fingerprint((site_folder / name).read_bytes()) == digest for name, digest in digests.items())
