"""Two tabs are one plan: what was done last, in whichever, is what holds."""

from __future__ import annotations

import json
import random

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.checklist_page import PLAN, ChecklistPage, Place, plan_text, store, stored, stored_plan


def press(element: Locator) -> None:
    """Click by script, in a tab that may be in the background: there Playwright's own click takes a second."""
    element.evaluate("element => element.click()")


def test_a_second_tab_stays_in_step(page: Page, other_page: Page, panel_day: Place) -> None:
    """Ticks, counts, a reset and its undo show in the other tab without a reload, and silently."""
    one, other = panel_day.open(page), panel_day.open(other_page)
    first, second = one.items[:2]
    one.tick(first, second)
    other.expect_ticked(first, second)
    expect(other.progress).to_have_text(f"2 of {len(one.items)} done")
    other.tick(second)
    one.expect_ticked(first)
    one.button("Reset").click()
    other.expect_ticked()
    one.button("Undo").click()
    other.expect_ticked(first)
    expect(other.say).to_have_text("")


def test_undo_is_not_lost_to_another_tab(page: Page, other_page: Page, panel_day: Place) -> None:
    """News from elsewhere takes no button from under a finger; Undo gives back what was cleared and no less."""
    one, other = panel_day.open(page), panel_day.open(other_page)
    first, second = one.items[:2]
    one.tick(first)
    one.button("Reset").click()
    other.expect_ticked()
    other.tick(second)
    one.expect_ticked(second)
    one.button("Undo").click()
    one.expect_ticked(first, second)
    other.expect_ticked(first, second)


def test_a_tab_that_heard_nothing_does_not_clobber_the_other(page: Page, other_page: Page, panel_day: Place) -> None:
    """A tab that missed the news reads what is stored before it writes."""
    other_page.add_init_script("addEventListener('storage', event => event.stopImmediatePropagation(), true)")
    one, deaf = panel_day.open(page), panel_day.open(other_page)
    first, second = one.items[:2]
    one.tick(first)
    page.wait_for_timeout(200)
    deaf.expect_ticked()
    deaf.tick(second)
    deaf.expect_ticked(first, second)
    one.expect_ticked(first, second)


def test_a_tick_that_was_written_over_is_mended(page: Page, other_page: Page, panel_day: Place) -> None:
    """Where another tab wrote without having seen a tick, the tab that knows of it writes it again."""
    one = panel_day.open(page)
    first, second = one.items[:2]
    one.tick(first)
    other_page.goto(panel_day.url)
    store(other_page, plan_text(second))
    one.expect_ticked(first, second)
    assert {item: entry["value"] for item, entry in stored_plan(page)["items"].items()} == {
        first: "done",
        second: "done",
    }


@pytest.mark.parametrize("attempt", range(5))
def test_ticks_of_one_moment_survive_both(page: Page, other_page: Page, panel_day: Place, attempt: int) -> None:
    """Both tabs tick all at the same time, each its own half: all of it is kept."""
    one, other = panel_day.open(page), panel_day.open(other_page)
    items = one.items
    moment = page.evaluate("Date.now()") + 400
    for tab, half in ((one, items[attempt % 2 :: 2]), (other, items[(attempt + 1) % 2 :: 2])):
        tab.page.evaluate(
            """([selector, half, moment]) => {
              const root = document.querySelector(selector);
              setTimeout(() => {
                while (Date.now() < moment);
                for (const item of half) root.querySelector(`[data-item="${item}"] input`).click();
              }, moment - Date.now() - 20);
            }""",
            [panel_day.selector, half, moment],
        )
    one.expect_ticked(*items)
    other.expect_ticked(*items)
    page.reload()
    other_page.reload()
    one.expect_ticked(*items)
    other.expect_ticked(*items)


@pytest.mark.parametrize("how", ["localStorage.clear()", f"localStorage.removeItem('{PLAN}')"])
def test_what_is_erased_elsewhere_is_erased_here(page: Page, other_page: Page, panel_day: Place, how: str) -> None:
    """A tab that is open does not bring back what a person has erased, not even with its next tick."""
    one, other = panel_day.open(page), panel_day.open(other_page)
    first, second = one.items[:2]
    one.tick(first)
    other.expect_ticked(first)
    other_page.evaluate(how)
    one.expect_ticked()
    assert stored(page) is None
    one.tick(second)
    assert list(stored_plan(page)["items"]) == [second]


def test_a_plan_that_is_erased_and_begun_again_elsewhere(page: Page, other_page: Page, panel_day: Place) -> None:
    """By the time a tab hears of it there is a plan again: it shows that one, and mixes nothing into it."""
    one = panel_day.open(page)
    first, second = one.items[:2]
    one.tick(first)
    other_page.goto(panel_day.url)
    other_page.evaluate(
        "([key, text]) => { localStorage.removeItem(key); localStorage.setItem(key, text); }", [PLAN, plan_text(second)]
    )
    one.expect_ticked(second)
    assert list(stored_plan(page)["items"]) == [second]


def test_a_newer_plan_from_another_tab_is_told_and_left(page: Page, other_page: Page, panel_day: Place) -> None:
    """A tab of an old edition learns that a newer one has taken over, and writes no more."""
    one = panel_day.open(page)
    first, second = one.items[:2]
    one.tick(first)
    other_page.goto(panel_day.url)
    text = json.dumps({**json.loads(plan_text(second)), "schema": 2})
    store(other_page, text)
    expect(one.say).to_contain_text("a newer version of this site keeps your ticks")
    one.tick(one.items[2])
    one.expect_ticked(*one.items[:3])
    assert stored(page) == text


def test_garbage_from_elsewhere_costs_no_tick(page: Page, other_page: Page, panel_day: Place) -> None:
    """Ticks that are on the screen are kept; the garbage is set aside."""
    one = panel_day.open(page)
    one.tick(one.items[0])
    page.reload()
    one.expect_ticked(one.items[0])
    other_page.goto(panel_day.url)
    store(other_page, "garbage")
    expect(one.say).to_contain_text("could not be read")
    one.expect_ticked(one.items[0])
    assert stored(page, "second-round:damaged:unnamed") == "garbage"
    page.reload()
    one.expect_ticked(one.items[0])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_random_walk_ends_where_it_went(page: Page, other_page: Page, panel_day: Place, seed: int) -> None:
    """Ticks, resets, undos and reloads in two tabs, at random: at the end each item is as it was left last."""
    chance = random.Random(seed)
    tabs = [panel_day.open(page), panel_day.open(other_page)]
    items = tabs[0].items
    walk = chance.sample(items, k=min(6, len(items)))
    expected = dict.fromkeys(items, False)
    steps: list[str] = []

    def in_step() -> None:
        for tab in tabs:
            tab.expect_shown({item: expected[item] for item in walk})

    for _ in range(60):
        number = chance.randrange(2)
        tab: ChecklistPage = tabs[number]
        step = chance.choices(["tick", "reload", "reset", "undo"], weights=[12, 3, 1, 2])[0]
        steps.append(f"{step} in {number}")
        if step == "tick":
            item = chance.choice(walk)
            press(tab.box(item))
            # A tab that has not heard yet ticks what the other has ticked already: what it shows now is meant.
            expected[item] = tab.box(item).is_checked()
        elif step == "reload":
            tab.page.reload()
        elif step == "reset":
            in_step()
            press(tab.button("Reset"))
            expected = dict.fromkeys(items, False)
        elif tab.button("Undo").count():
            in_step()
            press(tab.button("Undo"))
            expected |= {item: True for item in tab.items if tab.box(item).is_checked()}
    try:
        in_step()
        for tab in tabs:
            tab.page.reload()
        in_step()
    except AssertionError as error:
        raise AssertionError(f"seed {seed}: {', '.join(steps)}") from error
