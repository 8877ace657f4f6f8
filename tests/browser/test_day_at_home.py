"""The day as a person meets it: at home, on the page of all interviews, at the list; with the clock set forward."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable

import pytest
from icalendar import Calendar
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.checklist_page import ChecklistPage, Place
from tests.browser.plans_page import PlansPage, plan_of

ACME = {"employer": "Acme <b>", "role": "Nurse", "day": "2026-12-03", "time": "10:00", "scenario": "panel-day"}
LIST = "scenarios/panel-day/"


@pytest.fixture
def context(open_context: Callable[..., BrowserContext]) -> BrowserContext:
    """A phone in Berlin."""
    return open_context(timezone_id="Europe/Berlin", viewport={"width": 390, "height": 844})


def keep(page: Page, about: dict[str, str], chosen: str = "") -> None:
    """Put a plan, with a card if one is chosen, where the browser keeps it, as the one in use."""
    page.evaluate(
        "text => { localStorage.setItem('second-round:plan:acme', text); "
        "localStorage.setItem('second-round:current', 'acme'); }",
        json.dumps(plan_of(about=about, cards={chosen: "chosen"} if chosen else {})),
    )


def set_clock(page: Page, now: str) -> None:
    """Let it be a moment, as clocks in Berlin show it."""
    page.clock.set_fixed_time(datetime.datetime.fromisoformat(f"{now}+01:00"))


def box(page: Page) -> Locator:
    return page.get_by_role("region", name="Your interview")


def test_home_brings_nothing_to_who_has_no_plan(page: Page, site: str) -> None:
    """No script but what every page has; a quiet link asks for the day, and leads to the form."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith(".mjs") else None)
    page.goto(site, wait_until="networkidle")
    assert asked
    assert not [url for url in asked if re.search("/(plan|interviews|list)/", url)]
    expect(box(page)).to_have_count(0)
    page.get_by_role("link", name="Add the date of your interview").click()
    expect(page.get_by_role("dialog", name="An interview").locator('[name="day"]')).to_be_focused()


def test_who_has_begun_and_comes_back_can_carry_on(remembering: BrowserContext, site: str, panel_day: Place) -> None:
    """Also where the first page had slept meanwhile; what is hidden is hidden here, and what is erased is gone."""
    page = remembering.new_page()
    page.goto(site)
    checklist = panel_day.open(page)
    checklist.tick(checklist.items[0])
    expect(checklist.progress).to_contain_text("1 of ")
    page.go_back(wait_until="commit")
    expect(box(page)).to_contain_text("Several people")
    expect(page.get_by_role("link", name="Add the date of your interview")).to_be_visible()
    page.get_by_role("button", name="Hide what is mine").click()
    expect(box(page)).to_be_hidden()
    page.get_by_role("button", name="Show it again").click()
    box(page).get_by_role("link", name="Carry on").click()
    expect(page).to_have_url(panel_day.url)
    page.goto(site)
    expect(box(page)).to_be_visible()
    other = PlansPage(remembering.new_page(), site)
    other.button("Erase everything").click()
    other.root.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    expect(other.say).to_contain_text("Everything is erased.")
    expect(box(page)).to_have_count(0)


DAYS = [
    ("2026-11-01T09:00", "In 32 days: Thu 3 Dec, 10:00", "Carry on", ""),
    ("2026-11-30T09:00", "In 3 days", "Carry on", "#week-before"),
    ("2026-12-01T12:00", "In 2 days", "Two hours to prepare", "#week-before"),
    ("2026-12-02T20:00", "Tomorrow", "Two hours to prepare", "#night-before"),
    ("2026-12-03T08:00", "Today", "Two hours to prepare", "#night-before"),
    ("2026-12-03T08:01", "Today", "Carry on", "#night-before"),
    ("2026-12-03T09:51", "Today", "Carry on", "#at-the-door"),
    ("2026-12-03T10:30", "Now", "Carry on", "#between-conversations"),
    ("2026-12-03T11:20", "Over", "Carry on", "#within-the-hour"),
    ("2026-12-04T09:00", "Over", "Carry on", "#next-day"),
]
"""What the time is, what the first page says, what comes first there, and where one carries on."""


def test_the_first_page_knows_what_day_it_is(page: Page, site: str) -> None:
    """From a month before to the day after: who, when, how far away, and on to what is now."""
    set_clock(page, DAYS[0][0])
    page.goto(site)
    keep(page, ACME)
    for now, words, first, place in DAYS:
        set_clock(page, now)
        page.reload()
        expect(box(page)).to_contain_text(f"Acme <b> · Nurse · {words}")
        expect(box(page).get_by_role("link").first).to_have_text(first)
        expect(box(page).get_by_role("link", name="Carry on")).to_have_attribute("href", f"{LIST}{place}")
        expect(page.get_by_role("link", name="Add the date of your interview")).to_be_hidden()
    expect(box(page).get_by_role("link", name="Silence, or a no")).to_be_visible()
    assert violations(page, ".second-round__day") == []


def test_the_list_opens_at_what_is_now(page: Page, site: str) -> None:
    """Its block is in sight and its pill says so, on one line where there is room for it; what is not ticked leads to
    where it is ticked.
    """
    set_clock(page, "2026-12-03T09:51")
    page.goto(f"{site}plan/")
    keep(page, ACME)
    plans = PlansPage(page, site)
    expect(plans.cards.locator("[data-soon]")).not_to_contain_text("Two hours")
    plans.cards.get_by_role("link", name="Open the list").click()
    expect(page).to_have_url(f"{site}{LIST}#at-the-door")
    expect(page.get_by_role("link", name="Two hours to prepare")).to_be_hidden()
    checklist = ChecklistPage(page, "second-round-checklist[scenario]")
    expect(checklist.block("at-the-door")).to_be_in_viewport()
    expect(checklist.block("at-the-door").locator(".second-round__now")).to_have_text("now")
    pill = checklist.links.filter(has=page.locator(".second-round__now"))
    expect(pill).to_have_accessible_name(re.compile("^At the door now "))
    page.set_viewport_size({"width": 1280, "height": 844})
    middles = pill.evaluate("one => [...one.children].map((part) => part.offsetTop + part.offsetHeight / 2)")
    assert max(middles) - min(middles) < 4
    page.set_viewport_size({"width": 390, "height": 844})
    items = checklist.blocks["at-the-door"]
    assert items[-1] == "silence-devices", "the phone goes away last: the names are on it"
    checklist.row("read-names-again").get_by_role("link", name="Read it here: Who I will meet").click()
    expect(page).to_have_url(f"{site}worksheets/people/#sheet")
    plans = PlansPage(page, site)
    item = plans.cards.locator("[data-musts] a").first
    href = str(item.get_attribute("href"))
    item.click()
    expect(page.locator(f"#{href.partition('#')[2]}")).to_be_in_viewport()


def test_what_is_past_is_settled_in_one_tap(page: Page, site: str, panel_day: Place) -> None:
    """Two days before, two hours to prepare come first; what was left behind is set aside at once, and comes back.

    Within the last day nothing is called late.
    """
    set_clock(page, "2026-12-01T12:00")
    page.goto(f"{site}plan/")
    keep(page, ACME)
    plans = PlansPage(page, site)
    soon = plans.cards.locator("[data-soon]")
    expect(soon.get_by_role("link").first).to_have_text("Two hours to prepare")
    expect(plans.cards.locator("[data-next]")).to_contain_text("The week before, this evening, 18:00")
    expect(plans.cards.locator("[data-late] summary")).to_have_text("8 items late")
    soon.get_by_role("button", name="8 earlier items: already settled").click()
    expect(plans.say).to_contain_text("8 items set aside as already settled.")
    expect(plans.cards.locator("[data-late]")).to_be_hidden()
    checklist = panel_day.open(page)
    expect(checklist.box("ask-names")).to_have_accessible_name(re.compile("already settled$"))
    expect(checklist.count("when-they-call")).to_have_text("done")
    plans = PlansPage(page, site)
    expect(soon).to_contain_text("8 items set aside as already settled.")
    soon.get_by_role("button", name="Put back").click()
    expect(plans.cards.locator("[data-late] summary")).to_have_text("8 items late")
    set_clock(page, "2026-12-02T20:00")
    page.reload()
    expect(plans.cards.locator("[data-late] summary")).to_have_text("Left from earlier, if there is time")
    expect(plans.cards.locator("[data-late]")).not_to_have_attribute("open", "")
    assert violations(page, "second-round-plans") == []


def test_a_card_that_is_chosen_late_is_not_late(page: Page, site: str) -> None:
    """The evening before, its items are for now: they are no rest of last week, and are not settled with it."""
    set_clock(page, "2026-12-02T20:00")
    page.goto(f"{site}plan/")
    keep(page, ACME, "video-call")
    plans = PlansPage(page, site)
    soon = plans.cards.locator("[data-soon]")
    soon.get_by_role("button", name="17 earlier items: already settled").click()
    kept = plans.kept()["second-round:plan:acme"]
    settled = [name for name, each in json.loads(kept)["items"].items() if each["value"] == "settled"]
    assert [name for name in settled if name.startswith("video-")] == []


def test_the_week_before_is_this_evening_in_the_calendar_too(page: Page, site: str) -> None:
    """An interview that is named three days ahead rings this evening, not five days ago."""
    set_clock(page, "2026-11-30T12:00")
    page.goto(f"{site}plan/")
    keep(page, ACME)
    plans = PlansPage(page, site)
    with page.expect_download() as download:
        plans.cards.get_by_role("button", name="Calendar file").click()
    events = {
        str(event["SUMMARY"]).partition(":")[0]: event
        for event in Calendar.from_ical(download.value.path().read_bytes()).events
    }
    assert events["The week before"].start == datetime.datetime(2026, 11, 30, 17, tzinfo=datetime.UTC)
    assert events["The week before"].alarms.times


def test_after_it_comes_the_answer(page: Page, site: str) -> None:
    """The day by which they will answer can be added; it stands at home and in the calendar, and then one asks."""
    set_clock(page, "2026-12-04T08:00")
    page.goto(f"{site}plan/")
    keep(page, ACME)
    plans = PlansPage(page, site)
    after = plans.cards.locator("[data-after]")
    expect(after.get_by_role("link", name="Silence, or a no")).to_have_attribute(
        "href", "../cards/#card-silence-or-a-no"
    )
    after.get_by_role("button", name="Add the day").click()
    expect(plans.form.locator('[name="answer"]')).to_be_focused()
    plans.fill(answer="2026-12-11")
    plans.keep()
    expect(after).to_contain_text("They will answer by Fri 11 Dec. If you hear nothing, ask on Tue 15 Dec.")
    with page.expect_download() as download:
        plans.cards.get_by_role("button", name="Calendar file").click()
    days = {
        str(event["SUMMARY"]).partition(":")[0]: event.start
        for event in Calendar.from_ical(download.value.path().read_bytes()).events
    }
    assert days["They will answer by today"] == datetime.date(2026, 12, 11)
    assert days["No word yet? Ask once"] == datetime.date(2026, 12, 15)
    page.goto(site)
    expect(box(page)).to_contain_text("They will answer by Fri 11 Dec.")
    set_clock(page, "2026-12-15T08:00")
    page.reload()
    expect(box(page)).to_contain_text("They wanted to answer by Fri 11 Dec. No word? Ask once.")
