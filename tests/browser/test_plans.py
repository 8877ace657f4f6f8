"""The page of all interviews: named late or early, what is next, hidden, erased; nothing lost on the way."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.checklist_page import PLAN, ChecklistPage, Place, store, stored
from tests.browser.plans_page import PlansPage, plan_of
from tests.browser.test_pages import violations_in_both
from tests.browser.test_storage import BLOCK_STORAGE, FILL_STORAGE
from tests.browser.test_tabs import press

NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)


@pytest.fixture
def context(open_context: Callable[..., BrowserContext]) -> BrowserContext:
    """A browser in Berlin, on the 25th of November 2026."""
    context = open_context(timezone_id="Europe/Berlin")
    context.clock.set_fixed_time(NOW)
    return context


@pytest.fixture
def plans(page: Page, site: str) -> PlansPage:
    return PlansPage(page, site)


@pytest.fixture
def guidance(page: Page, site: str) -> dict[str, Any]:
    """What the site says of every item."""
    guidance: dict[str, Any] = page.request.get(f"{site}data/checklists.json").json()
    return guidance


def keep_plans(plans: PlansPage, kept: dict[str, Any]) -> None:
    """Put plans where the browser keeps them, and show them."""
    texts = {f"second-round:plan:{id}": json.dumps(plan) for id, plan in kept.items()}
    plans.page.evaluate("texts => Object.entries(texts).forEach(each => localStorage.setItem(...each))", texts)
    plans.page.reload()


def test_without_a_script_it_says_what_it_is(open_context: Callable[..., BrowserContext], site: str) -> None:
    """Nothing that needs a script is shown; links lead to what works on paper."""
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{site}plan/")
    element = page.locator("second-round-plans")
    expect(element.get_by_text("This page needs JavaScript")).to_be_visible()
    expect(element.get_by_role("link", name="Several people")).to_have_attribute("href", "../scenarios/panel-day/")
    expect(element.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("button", name="Hide what is mine")).to_have_count(0)


# ---------------------------------------------------------------- naming, adding, choosing, removing


def test_who_ticks_first_and_names_later_loses_nothing(page: Page, site: str, panel_day: Place) -> None:
    """The ticks stand in the named plan, which is in use; the unnamed one is gone, and the id tells nothing."""
    checklist = panel_day.open(page)
    ticked = checklist.items[:3]
    checklist.tick(*ticked)
    plans = PlansPage(page, site)
    expect(plans.cards).to_have_count(1)
    expect(plans.root.locator("[data-count]")).to_contain_text("3 of ")
    plans.root.get_by_role("button", name="Name it").click()
    expect(plans.form.locator('[name="employer"]')).to_be_focused()
    expect(plans.form.locator('[name="zone"]')).to_have_value("Europe/Berlin")
    expect(plans.form.locator('[name="scenario"]')).to_have_value("panel-day")
    plans.fill(employer="Acme", role="Engineer", day="2026-12-03", name="Dana")
    plans.keep()
    expect(plans.card("Acme · Engineer").locator("[data-title]")).to_be_focused()
    kept = plans.kept()
    [key] = [key for key in kept if key.startswith("second-round:plan:")]
    assert re.fullmatch("second-round:plan:[0-9a-f]{32}", key)
    assert kept["second-round:current"] == key.removeprefix("second-round:plan:")
    about = {name: entry["value"] for name, entry in json.loads(kept[key])["about"].items()}
    assert about == {
        **{"employer": "Acme", "role": "Engineer", "day": "2026-12-03", "name": "Dana"},
        **{"zone": "Europe/Berlin", "scenario": "panel-day", "was": "unnamed"},
    }
    panel_day.open(page).expect_ticked(*ticked)


def test_an_open_list_goes_along_when_it_is_named(page: Page, other_page: Page, site: str, panel_day: Place) -> None:
    """What is ticked in another tab, before and after, stands in the named plan."""
    checklist = panel_day.open(other_page)
    first, second = checklist.items[:2]
    checklist.tick(first)
    plans = PlansPage(page, site)
    page.bring_to_front()
    plans.root.get_by_role("button", name="Name it").click()
    plans.fill(employer="Acme")
    plans.keep()
    expect(plans.card("Acme")).to_be_visible()
    press(checklist.box(second))
    expect(plans.card("Acme").locator("[data-count]")).to_contain_text("2 of ")
    other_page.reload()
    checklist.expect_ticked(first, second)
    assert stored(page) is None


def test_no_room_to_name_it_loses_nothing(page: Page, site: str, panel_day: Place) -> None:
    """In a full browser the plan stays the unnamed one, and says so; with room again, it can be named."""
    checklist = panel_day.open(page)
    checklist.tick(checklist.items[0])
    plans = PlansPage(page, site)
    before = stored(page)
    page.evaluate(FILL_STORAGE)
    plans.root.get_by_role("button", name="Name it").click()
    plans.fill(employer="Acme")
    plans.keep()
    expect(plans.card("Acme")).to_contain_text("storage is full")
    assert stored(page) == before
    page.evaluate("for (const key of Object.keys(localStorage)) if (/^filling/.test(key)) localStorage.removeItem(key)")
    plans.card("Acme").get_by_role("button", name="Edit").click()
    plans.fill(role="Engineer")
    plans.keep()
    expect(plans.card("Acme · Engineer")).not_to_contain_text("storage is full")
    assert stored(page) is None
    panel_day.open(page).expect_ticked(checklist.items[0])


def test_several_interviews(page: Page, other_page: Page, site: str, panel_day: Place) -> None:
    """Add, use, edit, remove, each with the way back; the soonest stands first, and other tabs follow."""
    plans = PlansPage(page, site)
    plans.add(employer="Late", day="2026-12-20", scenario="panel-day")
    plans.add(employer="Soon", day="2026-12-01", scenario="same-interviewer")
    plans.add(role="No day")
    titles = plans.cards.locator("[data-title]")
    expect(titles).to_have_text(["Soon", "Late", "No day"])
    other = PlansPage(other_page, site)
    expect(other.cards.locator("[data-title]")).to_have_text(["Soon", "Late", "No day"])
    page.bring_to_front()
    expect(other.card("No day").get_by_text("on your lists now")).to_be_visible()
    plans.card("Soon").get_by_role("button", name="Show it on my lists").click()
    expect(plans.card("Soon").locator("[data-title]")).to_be_focused()
    expect(other.card("Soon").get_by_text("on your lists now")).to_be_visible()
    plans.button("Undo").click()
    expect(other.card("No day").get_by_text("on your lists now")).to_be_visible()
    plans.card("Late").get_by_role("button", name="Edit").click()
    plans.fill(employer="Later", ends="")
    plans.keep()
    expect(plans.say).to_contain_text("Later is kept.")
    expect(other.card("Later")).to_be_visible()
    plans.button("Undo").click()
    expect(plans.card("Late").locator("[data-title]")).to_be_focused()
    plans.card("No day").get_by_role("button", name="Remove").click()
    expect(plans.button("Undo")).to_be_focused()
    expect(other.cards).to_have_count(2)
    plans.button("Undo").click()
    expect(plans.card("No day").locator("[data-title]")).to_be_focused()
    expect(other.card("No day").get_by_text("on your lists now")).to_be_visible()
    plans.card("Late").get_by_role("link", name="Open the list").click()
    expect(page).to_have_url(panel_day.url)
    expect(ChecklistPage(page, panel_day.selector).root.locator("[data-plan]")).to_contain_text("Late")


def test_the_form_says_what_is_strange(plans: PlansPage) -> None:
    """Nothing said, a zone that nobody knows, a day that is over, an end before the begin, a time without a day."""
    plans.button("Add an interview").click()
    plans.keep()
    expect(plans.form).to_contain_text("so that you can tell your interviews apart")
    expect(plans.form.locator('[name="employer"]')).to_be_focused()
    plans.fill(time="10:00", ends="09:00")
    expect(plans.form.locator('[data-hint="time"]')).to_have_text("It counts once there is a day.")
    expect(plans.form.locator('[data-hint="ends"]')).to_have_text(
        "That is on the next day, 23 hours later. Did you mean 21:00?"
    )
    plans.fill(day="2026-11-20", time="", zone="Mars/Olympus")
    expect(plans.form.locator('[data-hint="day"]')).to_have_text("This day is over.")
    expect(plans.form.locator('[data-hint="ends"]')).to_have_text("It counts once there is a start.")
    plans.keep()
    expect(plans.form.locator('[name="zone"]')).to_be_focused()
    expect(plans.form.locator('[data-hint="zone"]')).to_contain_text("no time zone of this name")
    plans.page.keyboard.press("Escape")
    expect(plans.button("Add an interview")).to_be_focused()
    expect(plans.cards).to_have_count(0)


# ---------------------------------------------------------------- what is next

PANEL = {"employer": "Acme", "scenario": "panel-day", "zone": "Europe/Berlin"}
"""What a plan says of its interview, its day aside."""

WHEN: dict[str, tuple[dict[str, str], list[str], str, str, int]] = {
    "no day": ({}, [], "No day yet", "When they call, 8 items", 0),
    "far": ({"day": "2026-12-20"}, [], "In 25 days: Sun 20 Dec", "When they call, 8 items", 0),
    "near": (
        {"day": "2026-11-27", "time": "10:00"},
        *([], "In 2 days: Fri 27 Nov, 10:00 to 11:00", "The week before, this evening, 18:00", 8),
    ),
    "done": (
        {"day": "2026-11-27"},
        *(["week-before"], "In 2 days: Fri 27 Nov", "The night before, Thu 26 Nov, 19:00", 8),
    ),
    "at the door": (
        {"day": "2026-11-25", "time": "13:05"},
        *([], "Today: Wed 25 Nov, 13:05 to 14:05", "At the door, since Wed 25 Nov, 12:55", 0),
    ),
    "over": ({"day": "2026-11-24", "time": "13:05"}, [], "Over: Tue 24 Nov", "Next day, since Wed 25 Nov, 09:00", 6),
    "until night": (
        {"day": "2026-11-25", "time": "23:00", "ends": "01:00"},
        *([], "Today: Wed 25 Nov, 23:00 to 01:00", "The night before, since Tue 24 Nov, 19:00", 0),
    ),
    "far away": (
        {"day": "2026-11-26", "time": "09:00", "zone": "Asia/Tokyo"},
        *(
            [],
            "09:00 to 10:00, Tokyo time. Where you are, it begins Thu 26 Nov, 01:00.",
            "since Wed 25 Nov, 19:00, Tokyo time",
            0,
        ),
    ),
    "no such day": ({"day": "2026-02-31", "time": "09:00"}, [], "No day yet", "When they call, 8 items", 0),
    "no such zone": (
        {"day": "2026-12-20", "time": "25:00", "zone": "<b>"},
        [],
        "In 25 days: Sun 20 Dec",
        "When they",
        0,
    ),
}
"""When it is, what is done, what is said of it, what is next, how many items are late."""


def test_what_is_next_and_late(plans: PlansPage, guidance: dict[str, Any]) -> None:
    """By dates where there are any, else the first that is open; late is what can still be made up for.

    Within the last day nothing is called late: there is no time left to be told so.
    """
    stops = {
        stop["id"]: [each["item"] for each in stop["items"]]
        for stop in guidance["scenarios"]["panel-day"]["pause_points"]
    }
    keep_plans(
        plans,
        {
            f"p{number}": plan_of(
                about=PANEL | {"employer": name} | when, items={item: "done" for stop in done for item in stops[stop]}
            )
            for number, (name, (when, done, *_)) in enumerate(WHEN.items())
        },
    )
    for name, (_, done, shown, following, late) in WHEN.items():
        card = plans.card(name)
        expect(card.locator("[data-when]")).to_contain_text(shown)
        expect(card.locator("[data-next]")).to_contain_text(following)
        count = f"{sum(len(stops[stop]) for stop in done)} of {sum(map(len, stops.values()))} done"
        expect(card.locator("[data-count]")).to_have_text(count)
        told = card.locator("[data-late]:visible summary").filter(has_text="late")
        expect(told).to_have_text([f"{late} items late"] if late else [])
    expect(plans.root.locator("[data-trouble]:visible")).to_have_text([re.compile("no time zone “<b>”")])


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-19T08:00:00.000Z", "8 items late"),
        ("2026-11-21T08:00:00.000Z", "Left from earlier, if there is time"),
    ],
)
def test_nobody_is_late_with_what_was_due_before_they_knew(plans: PlansPage, at: str, words: str) -> None:
    """An interview that is added two days before it has nothing late; one that was added in time has.

    The day before which “When they call” is to be done is 20 November.
    """
    day = {"day": "2026-11-27", "time": "18:00"}
    keep_plans(plans, {"p": plan_of(at, about=PANEL | day)})
    late = plans.card("Acme").locator("[data-late]")
    expect(late.locator("summary")).to_have_text(words)
    expect(late).to_have_js_property("open", "late" in words)


def test_cards_count_and_what_is_set_aside_does_not(plans: PlansPage, guidance: dict[str, Any]) -> None:
    """A chosen card's items belong to the pause point at which it is opened; earlier ids of an item count for it."""
    item = guidance["scenarios"]["panel-day"]["pause_points"][0]["items"][0]["item"]
    plan = plan_of(about=PANEL, items={item: "not-for-me"}, cards={"meal": "chosen", "travel": "", "gone": "chosen"})
    keep_plans(plans, {"acme": plan})
    stops = guidance["scenarios"]["panel-day"]["pause_points"]
    meal = len(guidance["cards"]["meal"]["items"])
    total = sum(len(stop["items"]) for stop in stops) + meal - 1
    expect(plans.card("Acme").locator("[data-count]")).to_have_text(f"0 of {total} done")
    expect(plans.card("Acme").locator("[data-next]")).to_contain_text(f"{len(stops[0]['items']) - 1 + meal} items open")


def test_musts_are_named(plans: PlansPage, guidance: dict[str, Any]) -> None:
    """What must not be missed is listed as long as it is open."""
    musts = {
        entry["item"]: item["do"]
        for stop in guidance["scenarios"]["panel-day"]["pause_points"]
        for entry in stop["items"]
        for item in guidance["pause_points"][stop["id"]]["items"]
        if item["id"] == entry["item"] and item.get("must")
    }
    first, *rest = musts
    keep_plans(plans, {"acme": plan_of(about=PANEL, items={first: "done"})})
    expect(plans.card("Acme").locator("[data-musts] li")).to_have_text([musts[each] for each in rest])


def test_fifty_interviews_of_two_hundred_items(plans: PlansPage, guidance: dict[str, Any]) -> None:
    """All are shown, and a change in one leaves the others as they are."""
    items = {f"other-{number}": "done" for number in range(150)} | dict.fromkeys(list(guidance["digests"])[:50], "done")
    about = [PANEL | {"employer": f"E{number}", "day": f"2026-12-{number % 28 + 1:02}"} for number in range(50)]
    keep_plans(plans, {f"p{number}": plan_of(about=each, items=items) for number, each in enumerate(about)})
    expect(plans.cards).to_have_count(50)
    expect(plans.card("E7").locator("[data-next]")).to_contain_text("Next: ")
    plans.cards.evaluate_all("cards => cards.forEach(card => { card.isOld = true; })")
    plans.card("E7").get_by_role("button", name="Edit").click()
    plans.fill(employer="Changed")
    plans.keep()
    expect(plans.card("Changed").locator("[data-title]")).to_be_focused()
    assert plans.cards.evaluate_all("cards => cards.filter(card => card.isOld).length") == 49


def test_the_calendar_file_of_a_plan(plans: PlansPage) -> None:
    """It is named by its day alone, and the page says who will see what is in it."""
    plans.add(employer="Acme", day="2026-12-03", time="10:00", scenario="panel-day")
    with plans.page.expect_download() as download:
        plans.card("Acme").get_by_role("button", name="Calendar file").click()
    assert download.value.suggested_filename == "second-round-2026-12-03.ics"
    text = download.value.path().read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == 8
    assert "DTSTART:20261203T090000Z" in text
    expect(plans.say).to_contain_text("whoever sees your calendar sees them too")


# ---------------------------------------------------------------- never lost, never leaked


def test_blocked_storage(context: BrowserContext, page: Page, site: str) -> None:
    """It is said, and everything works for as long as the page is open."""
    context.add_init_script(BLOCK_STORAGE)
    plans = PlansPage(page, site)
    plans.add(employer="Acme")
    expect(plans.card("Acme")).to_contain_text("store nothing")
    plans.card("Acme").get_by_role("button", name="Remove").click()
    plans.button("Undo").click()
    expect(plans.card("Acme")).to_be_visible()
    plans.root.get_by_role("button", name="Hide what is mine").click()
    expect(plans.card("Acme")).to_be_hidden()
    page.get_by_role("button", name="Show it again").click()
    expect(plans.card("Acme")).to_be_visible()


@pytest.mark.parametrize(
    ("text", "told"),
    [("garbage", "could not be read"), ('{"schema": 9, "about": {}}', "Open the newest edition")],
)
def test_a_strange_plan_is_told_and_kept(plans: PlansPage, text: str, told: str) -> None:
    """A damaged plan is set aside before it is written over, even by being named; a newer one is left alone."""
    store(plans.page, text)
    plans.page.reload()
    expect(plans.cards).to_contain_text(told)
    if "newer" not in told and "newest" not in told:
        plans.root.get_by_role("button", name="Name it").click()
        plans.fill(employer="Acme")
        plans.keep()
        expect(plans.card("Acme")).to_be_visible()
        assert stored(plans.page, "second-round:damaged:unnamed") == text
    else:
        expect(plans.cards.get_by_role("button", name="Name it")).to_have_count(0)
        assert stored(plans.page) == text


def test_what_another_tab_wrote_once_more_is_tidied(plans: PlansPage) -> None:
    """An unnamed plan that adds nothing to the plan it became is taken away; one that adds something stays."""
    old = plan_of(items={"ask-names": "done"})
    named = plan_of(about={"employer": "Acme", "was": "unnamed"}, items={"ask-names": "done"})
    store(plans.page, json.dumps(named), "second-round:plan:acme")
    store(plans.page, json.dumps(old | plan_of(notes={"ask-names": "more"})))
    plans.page.reload()
    expect(plans.cards).to_have_count(2)
    store(plans.page, json.dumps(old))
    plans.page.reload()
    expect(plans.cards).to_have_count(1)
    assert stored(plans.page) is None


PERSONAL = ["scenarios/panel-day/", "cards/", "plan/", "worksheets/people/", "conversations/callback/", "handouts/"]


def test_hiding_covers_every_page_until_shown_again(page: Page, other_page: Page, site: str, panel_day: Place) -> None:
    """By keyboard, over a reload and in other tabs; nothing that was ticked or typed is on any page, none is lost."""
    other = panel_day.open(other_page)
    other.tick(other.items[0])
    plans = PlansPage(page, site)
    page.bring_to_front()
    plans.root.get_by_role("button", name="Hide what is mine").focus()
    page.keyboard.press("Enter")
    show = page.get_by_role("button", name="Show it again")
    expect(show).to_be_focused()
    expect(other.box(other.items[0])).to_be_hidden()
    for path in PERSONAL:
        page.goto(site + path)
        expect(show).to_be_visible()
        personal = page.locator("[data-personal]").all()
        assert personal
        assert {element.inner_text() for element in personal} == {""}
    page.goto(f"{site}reference/question-bank/")
    expect(page.locator("second-round-questions").first).to_be_visible()
    expect(page.locator("second-round-questions li").first).to_be_visible()
    assert violations(page, ".second-round-cover") == []
    show.focus()
    page.keyboard.press("Enter")
    expect(show).to_have_count(0)
    expect(other.box(other.items[0])).to_be_visible()
    other.expect_ticked(other.items[0])


def test_hiding_closes_what_is_open_above_the_page(page: Page, panel_day: Place) -> None:
    """A dialog shows above every cover, so it goes; told in another tab, it goes as well."""
    panel_day.open(page)
    page.locator('[data-action="tools"]').click()
    expect(page.locator("dialog[open]")).to_be_visible()
    page.evaluate("document.querySelector('footer [data-hide]').click()")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.get_by_role("button", name="Show it again")).to_be_focused()


def test_erasing_takes_everything(page: Page, other_page: Page, site: str, panel_day: Place) -> None:
    """A back-up is offered first; then nothing of ours is kept, other tabs are empty and bring nothing back."""
    other = panel_day.open(other_page)
    other.tick(other.items[0])
    plans = PlansPage(page, site)
    page.bring_to_front()
    plans.add(employer="Acme")
    page.evaluate("localStorage.setItem('second-round:anything', '1'); localStorage.setItem('other', '1')")
    page.evaluate("Promise.all([caches.open('second-round/x'), caches.open('theirs')])")
    plans.button("Erase everything").click()
    dialog = plans.root.get_by_role("dialog", name="Erase everything?")
    expect(dialog).to_contain_text("2 interviews")
    with page.expect_download():
        dialog.get_by_role("button", name="Save a back-up first").click()
    expect(dialog.locator("[data-saved]")).to_contain_text("is in your downloads")
    dialog.get_by_role("button", name="Keep everything").click()
    expect(plans.button("Erase everything")).to_be_focused()
    expect(plans.cards).to_have_count(2)
    plans.button("Erase everything").click()
    dialog.get_by_role("button", name="Erase everything").click()
    expect(plans.say).to_contain_text("Everything is erased.")
    expect(plans.say).to_be_focused()
    expect(plans.cards).to_have_count(0)
    assert plans.kept() == {}
    assert stored(page, "other") == "1"
    assert page.evaluate("caches.keys()") == ["theirs"]
    other.expect_ticked()
    press(other.box(other.items[1]))
    other_page.reload()
    other.expect_ticked(other.items[1])
    expect(plans.cards).to_have_count(1)


def test_what_a_full_browser_could_not_keep_is_erased_too(
    page: Page, other_page: Page, site: str, panel_day: Place
) -> None:
    """A tab that holds ticks in memory alone lets go of them when everything is erased elsewhere."""
    checklist = panel_day.open(page)
    checklist.tick(checklist.items[0])
    page.evaluate(FILL_STORAGE)
    checklist.tick(checklist.items[1])
    plans = PlansPage(other_page, site)
    other_page.bring_to_front()
    plans.button("Erase everything").click()
    plans.root.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    checklist.expect_ticked()
    page.evaluate("for (const key of Object.keys(localStorage)) if (/^filling/.test(key)) localStorage.removeItem(key)")
    press(checklist.box(checklist.items[2]))
    assert list(json.loads(stored(page) or "{}")["items"]) == [checklist.items[2]]


@pytest.mark.parametrize(("persists", "reminds"), [("true", False), ("false", True)])
def test_a_browser_that_forgets_is_asked_to_keep_and_a_back_up_is_advised(
    context: BrowserContext, page: Page, site: str, persists: str, reminds: bool
) -> None:
    """Where seven days without a visit erase everything, and the browser does not agree to keep it."""
    context.add_init_script(
        f"""
        Object.defineProperty(navigator, "vendor", {{get: () => "Apple Computer, Inc."}});
        navigator.storage.persisted = async () => Boolean(window.isAsked && {persists});
        navigator.storage.persist = async () => window.isAsked = {persists};
        """
    )
    plans = PlansPage(page, site)
    reminder = plans.root.locator("[data-reminder]")
    expect(reminder).to_be_hidden()
    plans.add(employer="Acme")
    if not reminds:
        expect(reminder).to_be_hidden()
        return
    expect(reminder).to_contain_text("There is no back-up yet.")
    with page.expect_download():
        plans.button("Save a back-up").click()
    expect(reminder).to_be_hidden()


# ---------------------------------------------------------------- for everyone


def test_axe_finds_nothing_after_each_step(page: Page, site: str) -> None:
    """Empty, with a form, with errors in it, with interviews, late and in use, with each dialog open, when erased."""

    def look() -> None:
        assert violations_in_both(page, "second-round-plans") == {}

    page.emulate_media(reduced_motion="reduce")
    plans = PlansPage(page, site)
    look()
    plans.button("Add an interview").click()
    plans.fill(zone="Mars")
    plans.keep()
    look()
    plans.fill(employer="Acme", day="2026-11-27", time="10:00", scenario="panel-day", zone="Asia/Tokyo")
    plans.keep()
    plans.add(employer="Beta")
    expect(plans.cards).to_have_count(2)
    look()
    for action in ("back-up", "erase"):
        plans.root.locator(f'[data-action="{action}"]').first.click()
        look()
    page.keyboard.press("Escape")
    plans.bring_in("{}")
    look()
    page.keyboard.press("Escape")
    plans.cards.first.get_by_role("button", name="Remove").click()
    look()


def test_by_keyboard_alone(plans: PlansPage) -> None:
    """Add, open the lists, edit, cancel, remove and undo, never with the focus nowhere."""
    page = plans.page

    def press(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)
        assert page.evaluate("document.activeElement !== document.body")

    plans.button("Add an interview").focus()
    press("Enter")
    page.keyboard.type("Acme")
    press("Enter")
    expect(plans.card("Acme").locator("[data-title]")).to_be_focused()
    plans.card("Acme").get_by_role("button", name="Edit").focus()
    press("Enter", "Escape")
    expect(plans.card("Acme").get_by_role("button", name="Edit")).to_be_focused()
    press("Tab", "Enter")
    expect(plans.button("Undo")).to_be_focused()
    press("Enter")
    expect(plans.card("Acme").locator("[data-title]")).to_be_focused()


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_wider_than_a_phone(page: Page, site: str, width: int) -> None:
    """With a long name and a form open, nothing scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 700})
    plans = PlansPage(page, site)
    plans.add(employer="Donaudampfschifffahrtsgesellschaft" * 3, day="2026-11-27", time="10:00", scenario="panel-day")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    plans.cards.get_by_role("button", name="Edit").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    dialog = plans.form.evaluate("dialog => dialog.scrollWidth - dialog.clientWidth")
    assert dialog <= 0


def test_it_comes_back_to_life(page: Page, site: str, panel_day: Place) -> None:
    """After going to a list and back, the page shows what was ticked meanwhile."""
    plans = PlansPage(page, site)
    plans.add(employer="Acme", scenario="panel-day")
    plans.card("Acme").get_by_role("link", name="Open the list").click()
    checklist = ChecklistPage(page, panel_day.selector)
    expect(checklist.progress).to_be_visible()
    checklist.tick(checklist.items[0])
    page.go_back()
    expect(plans.card("Acme").locator("[data-count]")).to_contain_text("1 of ")
    assert PLAN not in plans.kept()
