"""What a person sees and does on a checklist with the scripts at work."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.checklist_page import ChecklistPage, Place, plan_text, store, stored_plan

LISTEN_TO_STATUS = """
line => {
  window.said = [];
  new MutationObserver(() => window.said.push(line.textContent))
    .observe(line, {childList: true, characterData: true, subtree: true});
}
"""


def test_ticks_are_there_after_a_reload(page: Page, panel_day: Place) -> None:
    """What is ticked, by mouse or keyboard, is ticked when the page comes again; what is unticked is not."""
    checklist = panel_day.open(page)
    first, second, third = checklist.items[:3]
    checklist.tick(first, second, third)
    checklist.box(second).press("Space")
    page.reload()
    checklist.expect_ticked(first, third)
    expect(checklist.row(first)).to_contain_class("second-round__item--done")
    expect(checklist.row(second)).not_to_contain_class("second-round__item--done")


def test_a_plan_knows_no_path_and_no_scenario(page: Page, panel_day: Place) -> None:
    """What is kept is the plan of the design: by item id, with a value and a time, under one key."""
    checklist = panel_day.open(page)
    first, second = checklist.items[:2]
    checklist.tick(first, second, second)
    plan = stored_plan(page)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('second-round:'))") == [
        "second-round:plan:unnamed"
    ]
    assert plan["schema"] == 1
    assert {item: entry["value"] for item, entry in plan["items"].items()} == {first: "done", second: "to-do"}
    assert all(page.evaluate("at => new Date(at).toISOString() === at", e["at"]) for e in plan["items"].values())


def test_a_click_before_the_script_comes_is_kept(page: Page, site: str, panel_day: Place) -> None:
    """On a slow line, what was ticked while the script was on its way stays ticked, and home leads back to its list."""
    held: list[Route] = []
    page.route("**/second-round.mjs*", lambda route: held.append(route))
    page.goto(panel_day.url, wait_until="commit")
    checklist = ChecklistPage(page, panel_day.selector)
    expect(checklist.root.locator("[data-item]").first).to_be_visible()
    first = checklist.items[0]
    checklist.tick(first)
    assert held
    expect(checklist.progress).to_be_hidden()
    held[0].continue_()
    expect(checklist.progress).to_have_text(f"1 of {len(checklist.items)} done")
    page.unroute_all()
    page.reload()
    checklist.expect_ticked(first)
    page.goto(site)
    expect(page.get_by_role("region", name="Your interview")).to_contain_text("Several people")


def test_a_box_that_was_ticked_by_the_page_does_not_overrule_the_plan(page: Page, handmade: str) -> None:
    """A box that comes ticked is news only where the plan has no word on its item."""
    page.goto(handmade)
    store(page, '{"schema":1,"items":{"order-light":{"value":"to-do","at":"2026-11-01T08:00:00.000Z"}}}')
    page.route("**/cards/", _with_ticked_boxes)
    checklist = Place(f"{handmade}cards/", 'second-round-checklist[card="meal"]').open(page)
    expect(checklist.box("order-light")).not_to_be_checked()
    expect(page.locator('[data-item="test-camera"] input')).to_be_checked()
    assert stored_plan(page)["items"]["test-camera"]["value"] == "done"


def _with_ticked_boxes(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('type="checkbox"', 'type="checkbox" checked'))


def test_each_pause_point_counts_its_own(page: Page, panel_day: Place) -> None:
    """The links say "1 of 3", "done" when all is done, and which pause point is next; so does the whole checklist."""
    checklist = panel_day.open(page)
    blocks = list(checklist.blocks.items())
    (first, its_items), (second, _) = blocks[:2]
    whole = len(checklist.items)

    def expect_next(number: int | None) -> None:
        for place, link in enumerate(checklist.links.all()):
            if place == number:
                expect(link).to_have_attribute("aria-current", "step")
            else:
                expect(link).not_to_have_attribute("aria-current", "step")

    expect(checklist.count(first)).to_have_text(f"0 of {len(its_items)} done")
    expect(checklist.progress).to_be_visible()
    expect(checklist.progress).to_have_text(f"0 of {whole} done")
    expect_next(0)

    checklist.tick(its_items[0])
    expect(checklist.count(first)).to_have_text(f"1 of {len(its_items)} done")
    title = checklist.block(first).get_by_role("heading").inner_text()
    expect(checklist.links.first).to_have_accessible_name(f"{title} 1 of {len(its_items)} done")
    expect(checklist.progress).to_have_text(f"1 of {whole} done")
    expect(checklist.block(first)).not_to_have_attribute("data-done", "")
    expect_next(0)

    checklist.tick(*its_items[1:])
    expect(checklist.count(first)).to_have_text("done")
    expect(checklist.links.first).to_have_accessible_name(f"{title} done")
    expect(checklist.block(first)).to_have_attribute("data-done", "")
    expect(checklist.count(second)).to_contain_text("0 of")
    expect_next(1)

    checklist.tick(*[item for _, items in blocks[1:] for item in items])
    expect(checklist.progress).to_have_text(f"All {whole} done")
    expect_next(None)

    checklist.tick(its_items[0])
    expect(checklist.block(first)).not_to_have_attribute("data-done", "")
    expect_next(0)


def test_a_tick_is_not_read_out(page: Page, panel_day: Place) -> None:
    """The status line keeps silent while somebody ticks, and speaks at a reset."""
    checklist = panel_day.open(page)
    checklist.say.evaluate(LISTEN_TO_STATUS)
    checklist.tick(*checklist.items)
    assert page.evaluate("window.said") == []
    assert page.locator("[aria-live]:not([aria-live=off])", has=checklist.root).count() == 0
    checklist.button("Reset").click()
    page.wait_for_function("() => window.said.length > 0")


def test_reset_and_undo_by_keyboard_alone(page: Page, panel_day: Place) -> None:
    """Reset says what it cleared and leads to Undo, which gives back just that and leads back to Reset."""
    checklist = panel_day.open(page)
    some = checklist.items[1:4]
    checklist.tick(*some)
    checklist.button("Reset").focus()
    page.keyboard.press("Enter")
    checklist.expect_ticked()
    expect(checklist.say).to_have_text("3 ticks cleared. Undo")
    expect(checklist.button("Undo")).to_be_focused()
    page.keyboard.press("Enter")
    checklist.expect_ticked(*some)
    expect(checklist.say).to_have_text("3 ticks put back.")
    expect(checklist.button("Undo")).to_have_count(0)
    expect(checklist.button("Reset")).to_be_focused()
    page.reload()
    checklist.expect_ticked(*some)


def test_a_reset_is_kept(page: Page, panel_day: Place) -> None:
    """What was cleared is still clear after a reload, and one tick is called one."""
    checklist = panel_day.open(page)
    checklist.tick(checklist.items[0])
    checklist.button("Reset").click()
    expect(checklist.say).to_have_text("1 tick cleared. Undo")
    page.reload()
    checklist.expect_ticked()


def test_reset_with_nothing_to_clear_says_so(page: Page, panel_day: Place) -> None:
    """It offers no Undo for nothing; pressed a second time by mistake, it still offers the first Undo."""
    checklist = panel_day.open(page)
    checklist.button("Reset").click()
    expect(checklist.say).to_have_text("Nothing is ticked here.")
    expect(checklist.button("Undo")).to_have_count(0)
    checklist.tick(checklist.items[0])
    checklist.button("Reset").dblclick()
    checklist.button("Undo").click()
    checklist.expect_ticked(checklist.items[0])


def test_undo_stays_until_the_next_change(page: Page, panel_day: Place) -> None:
    """A tick after a reset ends it: from then on, Undo would undo too much."""
    checklist = panel_day.open(page)
    first, second = checklist.items[:2]
    checklist.tick(first)
    checklist.button("Reset").click()
    expect(checklist.button("Undo")).to_be_visible()
    checklist.tick(second)
    expect(checklist.say).to_have_text("")
    checklist.expect_ticked(second)


def test_reset_clears_this_checklist_only(page: Page, panel_day: Place, video_call: Place) -> None:
    """Ticks of a scenario and of a card that does not belong to it don't touch each other."""
    card = video_call.open(page)
    card.tick(card.items[0])
    checklist = panel_day.open(page)
    checklist.tick(checklist.items[0])
    checklist.button("Reset").click()
    checklist.expect_ticked()
    card = video_call.open(page)
    card.expect_ticked(card.items[0])


def test_print_prints(context: BrowserContext, page: Page, panel_day: Place) -> None:
    """The button opens the browser's own print dialogue."""
    context.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    checklist = panel_day.open(page)
    checklist.button("Print").click()
    assert page.evaluate("window.printed") == 1


def test_an_item_in_two_checklists_is_one_item(page: Page, handmade: str) -> None:
    """Ticked in one, it is ticked and counted in the other; reset and undone in one, in the other too."""
    morning = Place(f"{handmade}shared-item/", '[card="morning"]').open(page)
    noon = ChecklistPage(page, '[card="noon"]')
    noon.tick("drink-water")
    morning.expect_ticked("drink-water")
    expect(morning.progress).to_have_text("1 of 2 done")
    expect(noon.progress).to_have_text("All 1 done")
    morning.button("Reset").click()
    noon.expect_ticked()
    morning.button("Undo").click()
    noon.expect_ticked("drink-water")
    morning.button("Reset").click()
    noon.tick("drink-water")
    expect(morning.button("Undo")).to_have_count(0)


def test_ticks_are_there_after_going_away_and_back(page: Page, panel_day: Place, site: str) -> None:
    """By a link and the browser's back button, without the back/forward cache."""
    checklist = panel_day.open(page)
    first, second = checklist.items[:2]
    checklist.tick(first, second, second)
    page.goto(site)
    page.go_back()
    checklist.expect_ticked(first)
    checklist.tick(second)
    checklist.expect_ticked(first, second)


def test_a_page_from_the_back_forward_cache_shows_what_was_ticked_meanwhile(
    remembering: BrowserContext, panel_day: Place, site: str
) -> None:
    """A page that slept heard nothing of the other tab: it looks when it wakes, and still works."""
    page, other_page = remembering.new_page(), remembering.new_page()
    checklist = panel_day.open(page)
    first, second, third = checklist.items[:3]
    checklist.tick(first)
    page.evaluate("addEventListener('pageshow', event => { window.slept = event.persisted; })")
    page.goto(site)
    elsewhere = panel_day.open(other_page)
    elsewhere.tick(first, second)
    page.go_back(wait_until="commit")
    expect(checklist.box(second)).to_be_checked()
    assert page.evaluate("window.slept") is True
    checklist.expect_ticked(second)
    checklist.tick(third)
    elsewhere.expect_ticked(second, third)


@pytest.mark.parametrize("is_begun_again", [False, True])
def test_an_erased_plan_is_not_brought_back_by_a_page_that_slept(
    page: Page, panel_day: Place, is_begun_again: bool
) -> None:
    """Waking, a page believes what is stored, not what it remembers."""
    checklist = panel_day.open(page)
    first, second, third = checklist.items[:3]
    checklist.tick(first)
    # This tab's own writing tells it nothing, as if it had slept meanwhile.
    page.evaluate("localStorage.clear()")
    if is_begun_again:
        store(page, plan_text(second))
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    still = [second] if is_begun_again else []
    checklist.expect_ticked(*still)
    checklist.tick(third)
    assert list(stored_plan(page)["items"]) == [*still, third]


def test_a_plan_that_was_erased_unheard_is_begun_anew(page: Page, panel_day: Place) -> None:
    """Browsers erase a site's data without telling its pages: the next tick shows what is kept, and no more."""
    checklist = panel_day.open(page)
    first, second = checklist.items[:2]
    checklist.tick(first)
    page.evaluate("localStorage.clear()")
    checklist.tick(second)
    checklist.expect_ticked(second)
    assert list(stored_plan(page)["items"]) == [second]


def test_a_checklist_survives_being_moved(page: Page, panel_day: Place) -> None:
    """Taken out, put elsewhere, put in twice: it shows the plan, and one click is one tick."""
    checklist = panel_day.open(page)
    first, second = checklist.items[:2]
    checklist.tick(first)
    checklist.button("Reset").click()
    page.evaluate(
        """selector => {
          const element = document.querySelector(selector);
          const place = document.createElement("section");
          document.querySelector("main, body").append(place);
          place.append(element);
          place.append(element);
          element.connectedCallback();
        }""",
        panel_day.selector,
    )
    checklist.button("Undo").click()
    expect(checklist.say).to_have_text("1 tick put back.")
    checklist.expect_ticked(first)
    checklist.tick(second)
    checklist.expect_ticked(first, second)
    checklist.button("Reset").click()
    expect(checklist.say).to_have_text("2 ticks cleared. Undo")


def test_one_broken_checklist_does_not_stop_the_others(page: Page, handmade: str, faults: list[str]) -> None:
    """An item without its checkbox is reported with its name; its neighbour and the next checklist tick and keep."""
    meal = Place(f"{handmade}broken/", '[card="meal"]').open(page)
    broken = ChecklistPage(page, '[card="broken"]')
    meal.tick("order-light")
    broken.tick("sound-neighbour")
    page.reload()
    meal.expect_ticked("order-light")
    broken.expect_ticked("sound-neighbour")
    assert faults
    assert all('<second-round-checklist>: the item "no-checkbox" has no checkbox' in fault for fault in faults)
    faults.clear()


def test_the_script_may_come_twice(page: Page, panel_day: Place) -> None:
    """A second copy at another address leaves the first one's elements alone."""
    checklist = panel_day.open(page)
    page.evaluate(
        "address => import(address)",
        page.evaluate("document.querySelector('script[type=module][src*=second-round]').src") + "?again",
    )
    checklist.tick(checklist.items[0])
    checklist.expect_ticked(checklist.items[0])


def test_a_plan_from_an_earlier_edition_is_shown(page: Page, panel_day: Place) -> None:
    """Items that left the site stay in the plan, and those that are still there are ticked."""
    checklist = panel_day.open(page)
    first = checklist.items[0]
    store(page, plan_text(first, "left-in-edition-two"))
    page.reload()
    checklist.expect_ticked(first)
    checklist.tick(first)
    assert stored_plan(page)["items"]["left-in-edition-two"]["value"] == "done"
