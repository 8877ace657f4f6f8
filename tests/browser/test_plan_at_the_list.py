"""What a plan adds to a scenario's list: notes, setting aside, cards, time, dates, the link, and one's own copy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from macros.reading import load
from tests.browser.checklist_page import ChecklistPage, Place, plan_text, store, stored_plan
from tests.browser.test_pages import violations_in_both
from tests.paper.structure import problems

LIBRARY = load(Path(__file__).resolve().parents[2])
PANEL_DAY = LIBRARY.checklist("panel-day")
AT = "2026-11-01T08:00:00.000Z"
NAUGHTY = 'Ines & <img src=x onerror=alert(1)> "(\\'


def open_line(checklist: ChecklistPage, item: str) -> Locator:
    """Open what there is more at an item, and return it."""
    checklist.row(item).locator("summary").click()
    panel = checklist.row(item).locator(".second-round__mine")
    expect(panel).to_be_visible()
    return panel


def tools(checklist: ChecklistPage) -> Locator:
    """Open the tools and return them."""
    checklist.button("Tools").click()
    dialog = checklist.page.get_by_role("dialog", name="Tools")
    expect(dialog).to_be_visible()
    return dialog


def plan_about(**about: str) -> dict[str, dict[str, str]]:
    """Return what a stored plan says about its interview."""
    return {name: {"value": value, "at": AT} for name, value in about.items()}


def shown(checklist: ChecklistPage) -> list[str]:
    """Return the ids of the items that can be seen."""
    rows = checklist.root.locator("[data-item]:visible")
    return [str(each) for each in rows.evaluate_all("all => all.map(one => one.dataset.item)")]


@pytest.mark.parametrize("scripts", [False, True])
def test_without_a_script_there_are_no_tools(
    open_context: Callable[..., BrowserContext], panel_day: Place, scripts: bool
) -> None:
    """Nothing is offered that would not work; with scripts, the bar has the tools."""
    checklist = panel_day.open(open_context(java_script_enabled=scripts).new_page())
    expect(checklist.button("Tools")).to_be_visible(visible=scripts)
    expect(checklist.page.locator("dialog.second-round__toolbox")).to_be_hidden()


def test_a_note_is_data_and_is_kept(page: Page, panel_day: Place) -> None:
    """It shows at its item as it was typed, after a reload too, and is gone once it is emptied."""
    checklist = panel_day.open(page)
    item = checklist.items[1]
    note = open_line(checklist, item).get_by_label("My note")
    note.fill(NAUGHTY)
    note.press("Tab")
    assert stored_plan(page)["notes"][item]["value"] == NAUGHTY
    page.reload()
    expect(checklist.row(item).locator(".second-round__mynote")).to_have_text(NAUGHTY)
    panel = open_line(checklist, item)
    expect(panel.get_by_label("My note")).to_have_value(NAUGHTY)
    panel.get_by_label("My note").fill("")
    page.reload()
    expect(checklist.row(item).locator(".second-round__mynote")).to_have_count(0)


def test_an_item_that_is_not_for_me(page: Page, panel_day: Place) -> None:
    """Set aside by keyboard, it says so and is no longer counted; Undo takes it back, and so does a tick."""
    checklist = panel_day.open(page)
    item, all_items = checklist.items[0], len(checklist.items)
    button = open_line(checklist, item).get_by_role("button", name="Not for me")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(checklist.box(item)).to_have_accessible_name(re.compile("not for me$"))
    expect(checklist.progress).to_have_text(f"0 of {all_items - 1} done")
    checklist.button("Undo").press("Enter")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(checklist.progress).to_have_text(f"0 of {all_items} done")
    button.press("Space")
    checklist.tick(item)
    expect(checklist.progress).to_have_text(f"1 of {all_items} done")
    assert stored_plan(page)["items"][item]["value"] == "done"


def test_a_tick_keeps_the_digest_of_the_words(page: Page, panel_day: Place) -> None:
    """So that a later edition can tell whether they have changed since."""
    checklist = panel_day.open(page)
    item = checklist.items[0]
    checklist.tick(item)
    assert stored_plan(page)["items"][item]["digest"] == LIBRARY.items[item].digest
    checklist.tick(item)
    assert "digest" not in stored_plan(page)["items"][item]


def test_a_card_joins_the_list_and_leaves_it(page: Page, panel_day: Place) -> None:
    """Chosen in the tools, it stands below its pause point, ticks, counts and stays; taken off, it is gone."""
    checklist = panel_day.open(page)
    own = len(checklist.items)
    meal = LIBRARY.card("meal")
    dialog = tools(checklist)
    dialog.get_by_text("Cards on my list").click()
    dialog.get_by_label("Meal").check()
    expect(page.locator('[data-block="meal"]')).to_have_count(1)
    dialog.get_by_role("button", name="Close").click()
    checklist.tick(meal.items[0].id)
    expect(checklist.progress).to_have_text(f"1 of {own + len(meal.items)} done")
    page.reload()
    expect(checklist.block("meal")).to_be_visible()
    blocks = list(checklist.blocks)
    assert blocks.index("meal") == blocks.index(str(meal.pause_point)) + 1
    expect(checklist.box(meal.items[0].id)).to_be_checked()
    link = checklist.row(meal.items[0].id).locator("a")
    assert link.evaluate("link => new URL(link.href).pathname") == "/prepare/meals-and-travel/"
    dialog = tools(checklist)
    expect(dialog.get_by_text("(1 chosen)")).to_have_count(1)
    dialog.get_by_text("Cards on my list").click()
    dialog.get_by_label("Meal").uncheck()
    expect(checklist.block("meal")).to_have_count(0)
    expect(checklist.progress).to_have_text(f"0 of {own} done")


def test_a_link_brings_cards_and_worksheets(page: Page, panel_day: Place) -> None:
    """It is shown before it is taken, unless it stood on this site; it can be undone, and a reload asks no more.

    What is not known is left out.
    """
    asked = f"{panel_day.url}#cards=meal,%3Cb%3E,travel&worksheets=people,nothing&ticks=ask-format"
    page.goto(asked)
    checklist = ChecklistPage(page, panel_day.selector)
    expect(checklist.say).to_have_text(
        "Chosen for you: Meal, Travel, Who I will meet. Nothing is changed yet. Add to my list Leave it"
    )
    checklist.button("Leave it").click()
    expect(checklist.say).to_have_text("Nothing was changed.")
    expect(checklist.root.locator("[data-action]").first).to_be_focused()
    assert stored_plan(page) is None
    page.goto("about:blank")
    page.goto(asked, referer=panel_day.url)
    expect(checklist.block("travel")).to_be_visible()
    expect(checklist.say).to_contain_text("Chosen for you: Meal, Travel")
    sheet = page.locator("[data-plan-sheets]").get_by_role("link", name="Who I will meet")
    assert sheet.evaluate("link => new URL(link.href).pathname") == "/worksheets/people/"
    assert page.url == panel_day.url
    plan = stored_plan(page)
    assert {section: sorted(entries) for section, entries in plan.items() if section not in {"schema", "site"}} == {
        "cards": ["meal", "travel"],
        "worksheets": ["people"],
    }
    checklist.button("Undo").click()
    expect(checklist.block("travel")).to_have_count(0)
    page.reload()
    expect(checklist.progress).to_be_visible()
    expect(checklist.block("travel")).to_have_count(0)


CHANGED_LINKS = (
    "cards%3Dmeal%2Ctravel%26worksheets%3Dpeople",
    "cards%253Dmeal%252Ctravel%2526worksheets%253Dpeople",
    "cards=meal,travel&amp;worksheets=people",
    "cards=meal,travel&worksheets=people&utm_source=mail&utm_medium=email",
    "utm_source=mail&cards=meal%2Ctravel&worksheets=people.",
    "cards=meal,travel&worksheets=people).",
)


def test_a_link_that_a_mail_program_changed_brings_the_same(page: Page, panel_day: Place) -> None:
    """All of it encoded, once or twice, words for those who count visitors, and the end of a sentence."""
    for fragment in CHANGED_LINKS:
        page.goto("about:blank")
        page.goto(f"{panel_day.url}#{fragment}")
        checklist = ChecklistPage(page, panel_day.selector)
        expect(checklist.say).to_contain_text("Chosen for you: Meal, Travel, Who I will meet")
        assert page.evaluate("localStorage.length") == 0


HOSTILE = (
    "cards=__proto__,constructor,toString",
    "cards=<img src=x onerror=alert(1)>",
    "cards=%E0%A4%A&worksheets=%",
    "__proto__[cards]=meal&constructor=meal",
    "cards=" + "a," * 20_000,
    "cards=meal%00,%22meal%22,MEAL, meal",
    "items=ask-format&ticks=ask-format&notes=mine",
    "cards=../meal&worksheets=javascript:alert(1)",
    "=&=&&=cards=meal",
)


def test_a_hostile_link_brings_nothing(page: Page, panel_day: Place) -> None:
    """Whatever stands behind the “#” is data: what is no card or worksheet here changes no plan and no word."""
    checklist = panel_day.open(page)
    checklist.tick("ask-names")
    kept, shown = page.evaluate("JSON.stringify(localStorage)"), checklist.root.inner_text()
    for fragment in HOSTILE:
        page.goto("about:blank")
        page.goto(f"{panel_day.url}#{fragment}")
        expect(checklist.progress).to_contain_text("1 of ")
        assert page.evaluate("JSON.stringify(localStorage)") == kept, fragment
        assert checklist.root.inner_text() == shown, fragment
        assert page.evaluate("[({}).cards, ({}).meal]") == [None, None], fragment
        assert checklist.root.locator("img").count() == 0, fragment


def test_the_link_to_a_list_carries_nothing_of_mine(page: Page, other_page: Page, panel_day: Place) -> None:
    """It holds the scenario, cards and worksheets, behind the #; opened elsewhere, it gives the same list."""
    page.goto(f"{panel_day.url}#cards=meal&worksheets=people")
    checklist = ChecklistPage(page, panel_day.selector)
    checklist.button("Add to my list").click()
    expect(checklist.block("meal")).to_be_visible()
    checklist.tick(checklist.items[0])
    link = tools(checklist).get_by_label(re.compile("A link to this list")).input_value()
    assert link == f"{panel_day.url}#cards=meal&worksheets=people"


@pytest.mark.parametrize("minutes", [60, 180, 600])
def test_the_time_i_have_is_filled_with_what_matters_most(page: Page, panel_day: Place, minutes: int) -> None:
    """Only what is open and comes before the day; what must not be missed comes first; no more than fits."""
    checklist = panel_day.open(page)
    done = checklist.items[0]
    checklist.tick(done)
    tools(checklist).locator(f'[data-time="{minutes}"]').click()
    picked = [LIBRARY.items[item] for item in shown(checklist)]
    before = [
        item
        for point in PANEL_DAY.pause_points
        if not point.due or "days before" in point.due or "day before" in point.due
        for item in point.items
        if item.id != done
    ]
    left, expected = minutes, set()
    for item in sorted(before, key=lambda item: not item.must):
        if item.minutes <= left:
            expected.add(item.id)
            left -= item.minutes
    assert {item.id for item in picked} == expected
    expect(checklist.say).to_contain_text(f"{minutes - left} min")
    checklist.button("Show everything").click()
    assert shown(checklist) == checklist.items
    expect(checklist.button("Tools")).to_be_focused()


def test_only_what_is_open(page: Page, panel_day: Place) -> None:
    """What is done or set aside goes; what is ticked meanwhile stays under the finger."""
    checklist = panel_day.open(page)
    first, second, third = checklist.items[:3]
    checklist.tick(first)
    open_line(checklist, second).get_by_role("button", name="Not for me").click()
    tools(checklist).get_by_role("button", name="Only what is open").click()
    assert shown(checklist) == checklist.items[2:]
    checklist.tick(third)
    assert shown(checklist) == checklist.items[2:]


def test_dates_come_from_the_interview(page: Page, panel_day: Place) -> None:
    """Each pause point with a time of its own shows it, in the interview's zone; the one that is due now says so."""
    page.clock.install(time="2026-12-03T04:00:00Z")
    panel_day.open(page)
    about = plan_about(employer="Acme <b>", role="Lead", day="2026-12-03", time="10:00", zone="America/New_York")
    store(page, plan_text(about=about))
    page.reload()
    checklist = ChecklistPage(page, panel_day.selector)
    expect(page.locator("[data-plan-words]")).to_have_text("Acme <b> · Lead · Thu 3 Dec, 10:00, New York time")
    dates = {block: checklist.block(block).locator(".second-round__date") for block in checklist.blocks}
    expect(dates["week-before"]).to_have_text("· Thu 26 Nov, 18:00, New York time")
    expect(dates["night-before"]).to_have_text("· Wed 2 Dec, 19:00, New York time")
    expect(dates["at-the-door"]).to_have_text("· Thu 3 Dec, 09:50, New York time")
    expect(dates["before-you-leave"]).to_have_text("· Thu 3 Dec, 10:55, New York time")
    expect(dates["next-day"]).to_have_text("· Fri 4 Dec, 09:00, New York time")
    expect(checklist.root.locator("[data-block] .second-round__now")).to_have_count(1)
    expect(checklist.block("night-before").locator(".second-round__now")).to_have_text("now")
    expect(checklist.links.filter(has=page.locator(".second-round__now"))).to_have_accessible_name(
        re.compile("^The night before now ")
    )


def test_my_copy_has_what_is_mine_and_no_more(page: Page, panel_day: Place) -> None:
    """The PDF from the browser has just my ticks and notes, and is accessible; tests/engines holds its bytes.

    A worksheet that has something in it is there without being chosen, and one with blanks alone is not.
    """
    checklist = panel_day.open(page)
    first, second = checklist.items[:2]
    note = "Ask “who decides”\nÞóra & Łukasz"
    store(
        page,
        plan_text(
            first,
            "meal-ask-who",
            about=plan_about(
                name="Zoë Łukasz", employer="Müller & Søn", day="2026-12-03", time="10:00", zone="America/New_York"
            ),
            cards={"meal": {"value": "chosen", "at": AT}},
            worksheets={"people": {"value": "chosen", "at": AT}},
            notes={second: {"value": note, "at": AT}},
            fields={
                "people.person-1.name": {"value": "Dana (the director)", "at": AT},
                "people.person-1.thanked": {"value": "done", "at": AT},
                "people.person-2.name": {"value": "", "at": AT},
                "story-bank.story-1.title": {"value": "Not chosen, but written", "at": AT},
                "concerns.doubt-1.doubt": {"value": " ", "at": AT},
            },
        ),
    )
    page.reload()
    expect(checklist.block("meal")).to_be_visible()
    dialog = tools(checklist)
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Download with my ticks and notes").click()
    expect(dialog.locator("[data-copied]")).to_have_text("Your PDF is in your downloads.")
    mine = Path(download.value.path())
    values = {"name": "Zoë Łukasz", "employer": "Müller & Søn"}
    values["date"] = "Thu 3 Dec, 10:00, New York time"
    values |= {"people.person-1.name": "Dana (the director)", "more": f"{LIBRARY.items[second].do}\n{note}"}
    values |= {"story-bank.story-1.title": "Not chosen, but written"}
    assert problems(mine) == []
    fields = pypdf.PdfReader(mine).get_fields() or {}
    filled = {name: str(each.value) for name, each in fields.items() if each.value not in (None, "", "/Off")}
    assert filled == values | dict.fromkeys([first, "meal-ask-who", "people.person-1.thanked"], "/on")


@pytest.mark.parametrize(
    ("locale", "first"),
    [("en-US", "letter"), ("es-MX", "letter"), ("en-GB", "a4"), ("zh-Hant-TW", "a4"), ("en", "letter")],
)
def test_paper_is_that_of_the_place_until_it_is_chosen(
    open_context: Callable[..., BrowserContext], panel_day: Place, site: str, locale: str, first: str
) -> None:
    """A phone offers one blank PDF in the bar, on the paper of its place; the tools begin with it, and keep a choice.

    Where the browser names a language alone, it is the brand's own.
    """
    page = open_context(locale=locale, viewport={"width": 390, "height": 844}).new_page()
    checklist = panel_day.open(page)
    blank = checklist.root.locator(".second-round__bar").get_by_role("link", name="Blank PDF").locator("visible=true")
    expect(blank).to_have_attribute("href", f"../../downloads/panel-day-{first}.pdf")
    assert blank.inner_text() == "Blank PDF"
    paper = tools(checklist).get_by_label("Paper")
    expect(paper).to_have_value(first)
    assert checklist.root.get_by_role("dialog").get_by_role("heading", level=3).first.inner_text() == "My copy"
    other = {"letter": "a4", "a4": "letter"}[first]
    paper.select_option(other)
    page.goto(f"{site}worksheets/people/")
    links = page.locator("second-round-worksheet a[href$='.pdf']")
    expect(links.first).to_have_attribute("href", f"../../downloads/people-{other}.pdf")
    expect(links.first).to_have_text(f"Blank PDF, {'A4' if other == 'a4' else 'Letter'}")
    with page.expect_request(f"**/downloads/pack-*-{other}.pdf"), page.expect_download():
        page.get_by_role("button", name="My copy (PDF)").click()


def test_the_copy_for_an_appointment(context: BrowserContext, page: Page, panel_day: Place) -> None:
    """On paper stands what is open and what has a note; afterwards the page shows everything again."""
    context.add_init_script(
        "window.print = () => { window.printed = [...document.querySelectorAll('[data-item]')]"
        ".filter(one => one.checkVisibility()).map(one => one.dataset.item); dispatchEvent(new Event('afterprint')); }"
    )
    checklist = panel_day.open(page)
    first, second = checklist.items[:2]
    open_line(checklist, second).get_by_label("My note").fill("A question for my counsellor")
    checklist.tick(first, second)
    tools(checklist).get_by_role("button", name="Print what is still open").click()
    page.wait_for_function("() => window.printed")
    assert page.evaluate("printed") == checklist.items[1:]
    assert shown(checklist) == checklist.items


def test_the_tools_need_no_mouse(page: Page, panel_day: Place) -> None:
    """The dialog opens by a key, takes the focus, closes by Escape and gives it back."""
    checklist = panel_day.open(page)
    checklist.button("Tools").press("Enter")
    dialog = page.get_by_role("dialog", name="Tools")
    expect(dialog).to_be_visible()
    assert page.evaluate("document.querySelector('dialog.second-round__toolbox').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(checklist.button("Tools")).to_be_focused()


def test_axe_finds_nothing(open_context: Callable[..., BrowserContext], panel_day: Place) -> None:
    """With a note and a line set aside, a card, dates, the tools open, and part of the list shown; at 320 pixels."""
    page = open_context(viewport={"width": 320, "height": 700}, reduced_motion="reduce").new_page()
    checklist = panel_day.open(page)
    item = checklist.items[0]
    about = plan_about(employer="Acme", role="Lead", day="2026-12-03", time="10:00")
    store(page, plan_text(about=about, cards={"meal": {"value": "chosen", "at": AT}}))
    page.reload()
    expect(checklist.block("meal")).to_be_visible()
    panel = open_line(checklist, item)
    panel.get_by_label("My note").fill("A note " * 20)
    panel.get_by_role("button", name="Not for me").click()
    for step in (lambda: None, lambda: tools(checklist), lambda: page.locator('[data-time="60"]').click()):
        step()
        assert violations_in_both(page, "second-round-checklist") == {}
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_part_that_does_not_load_says_so(page: Page, panel_day: Place, faults: list[str]) -> None:
    """Offline, a tool that was not there yet tells it in the status line, and the next try may work."""
    checklist = panel_day.open(page)
    page.route("**/list/checklist-tools.mjs", lambda route: route.abort())
    checklist.button("Tools").click()
    expect(checklist.say).to_contain_text("did not load")
    faults[:] = [fault for fault in faults if "ERR_FAILED" not in fault]


def test_a_broken_plan_of_strange_types_is_shown_as_far_as_it_goes(page: Page, panel_day: Place) -> None:
    """Sections and values of other types neither break the page nor get lost."""
    checklist = panel_day.open(page)
    item = checklist.items[0]
    text = json.dumps({"schema": 1, "items": {item: {"value": "done", "at": AT}}, "about": [], "notes": {item: 7}})
    store(page, text)
    page.reload()
    checklist.expect_ticked(item)
    expect(checklist.say).to_contain_text("set aside")
