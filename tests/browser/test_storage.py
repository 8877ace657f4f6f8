"""What becomes of a plan when the browser stores nothing, no more, or something strange: no loss and no silence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.checklist_page import (
    DAMAGED,
    PLAN,
    ChecklistPage,
    Place,
    plan_text,
    store,
    store_address,
    stored,
    stored_plan,
)

BLOCK_STORAGE = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});
"""
FILL_STORAGE = """
for (let size = 2 ** 22, count = 0; size >= 1; ) {
  try { localStorage.setItem(`filling-${count += 1}`, "x".repeat(size)); } catch { size = Math.floor(size / 2); }
}
"""
KEPT = {"value": "done", "at": "2026-11-01T08:00:00.000Z"}


def open_with(page: Page, place: Place, text: str) -> ChecklistPage:
    """Open a checklist in a browser that has this text where the plan belongs."""
    place.open(page)
    store(page, text)
    page.reload()
    return ChecklistPage(page, place.selector)


def expect_to_go_on(checklist: ChecklistPage) -> None:
    """Tick, count, clear and undo as ever."""
    items = checklist.items
    checklist.tick(items[0], items[1])
    checklist.expect_ticked(items[0], items[1])
    expect(checklist.progress).to_have_text(f"2 of {len(items)} done")
    checklist.button("Reset").click()
    checklist.expect_ticked()
    expect(checklist.say).to_contain_text("2 ticks cleared.")
    checklist.button("Undo").click()
    checklist.expect_ticked(items[0], items[1])


def test_blocked_storage(context: BrowserContext, page: Page, panel_day: Place) -> None:
    """The page says at once that nothing is kept, and goes on."""
    context.add_init_script(BLOCK_STORAGE)
    checklist = panel_day.open(page)
    expect(checklist.say).to_contain_text("This browser does not keep your ticks")
    expect(checklist.say).to_contain_text("Print this page before you close it.")
    expect_to_go_on(checklist)
    expect(checklist.say).to_contain_text("it lets this site store nothing")


def test_blocked_storage_is_told_once(context: BrowserContext, page: Page, video_call: Place) -> None:
    """Of many checklists on a page the first tells it, and another where a person ticks."""
    context.add_init_script(BLOCK_STORAGE)
    video_call.open(page)
    told = page.locator("[data-say]").filter(has_text="does not keep")
    first, last = (ChecklistPage(page, f"second-round-checklist >> nth={number}") for number in (0, -1))
    expect(first.say).to_contain_text("does not keep")
    expect(told).to_have_count(1)
    last.tick(last.items[0])
    expect(last.say).to_contain_text("does not keep")
    first.tick(first.items[0])
    expect(told).to_have_count(2)


def test_blocked_storage_shares_an_item_all_the_same(context: BrowserContext, page: Page, handmade: str) -> None:
    """Two checklists of one page are in step without any storage."""
    context.add_init_script(BLOCK_STORAGE)
    morning = Place(f"{handmade}shared-item/", '[card="morning"]').open(page)
    ChecklistPage(page, '[card="noon"]').tick("drink-water")
    morning.expect_ticked("drink-water")


def test_full_storage(page: Page, panel_day: Place) -> None:
    """The first tick that finds no room says so; what was kept before stays; with room again, all is kept."""
    checklist = panel_day.open(page)
    first, second, third = checklist.items[:3]
    checklist.tick(first)
    page.evaluate(FILL_STORAGE)
    before = stored(page)
    expect(checklist.say).to_have_text("")
    checklist.tick(second)
    expect(checklist.say).to_contain_text("This browser does not keep your ticks: its storage is full.")
    checklist.expect_ticked(first, second)
    assert stored(page) == before
    page.evaluate("for (const key of Object.keys(localStorage)) if (/^filling/.test(key)) localStorage.removeItem(key)")
    checklist.tick(third)
    expect(checklist.say).to_have_text("")
    page.reload()
    checklist.expect_ticked(first, second, third)


def test_full_storage_is_told_where_the_tick_was(page: Page, video_call: Place) -> None:
    """Of many checklists on a page only the one at hand tells it; once there is room, none does, wherever one ticks."""
    video_call.open(page)
    first, last = (ChecklistPage(page, f"second-round-checklist >> nth={number}") for number in (0, -1))
    told = page.locator("[data-say]").filter(has_text="its storage is full")
    page.evaluate(FILL_STORAGE)
    last.tick(last.items[0])
    expect(last.say).to_contain_text("its storage is full")
    expect(told).to_have_count(1)
    page.evaluate("for (const key of Object.keys(localStorage)) if (/^filling/.test(key)) localStorage.removeItem(key)")
    first.tick(first.items[0])
    expect(told).to_have_count(0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"schema":1,"items":{"ask-format":{"value":"do',
        "null",
        "12",
        '"done"',
        "[]",
        "{}",
        '{"schema":"1","items":{}}',
        '{"schema":1,"items":[]}',
        '{"schema":1,"items":null}',
        '{"schema":1,"items":{"12":12}}',
        '{"schema":1,"items":{"ask-format":{"value":true}}}',
        '{"schema":1,"items":{"ask-format":{"value":"done","at":1}}}',
        "[" * 200_000,
        "\N{NO-BREAK SPACE}\ud83d" + "x" * 1_000_000,
    ],
    ids=lambda text: ascii(text[:30]),
)
def test_damaged_text_is_set_aside(page: Page, panel_day: Place, text: str) -> None:
    """Nothing is touched before it must be; then the text is kept as it was, and ticks are kept from there on."""
    checklist = open_with(page, panel_day, text)
    expect(checklist.say).to_contain_text("kept earlier could not be read")
    checklist.expect_ticked()
    assert page.evaluate("([key, text]) => localStorage.getItem(key) === text", [PLAN, text])
    first = checklist.items[0]
    checklist.tick(first)
    assert page.evaluate("([key, text]) => localStorage.getItem(key) === text", [DAMAGED, text])
    assert list(stored_plan(page)["items"]) == [first]
    page.reload()
    checklist.expect_ticked(first)
    expect(checklist.say).to_have_text("")


def test_damage_in_one_item_costs_only_that_item(page: Page, panel_day: Place) -> None:
    """What can be read of a damaged plan is read."""
    first, second = panel_day.open(page).items[:2]
    text = json.dumps({"schema": 1, "items": {first: KEPT, second: 5}})
    checklist = open_with(page, panel_day, text)
    checklist.expect_ticked(first)
    checklist.tick(second)
    assert stored(page, DAMAGED) == text
    page.reload()
    checklist.expect_ticked(first, second)


def test_damage_upon_damage_keeps_both(page: Page, panel_day: Place) -> None:
    """A text that was set aside earlier is not replaced; the same text is not kept twice."""
    for text in ("{one", "{two", "{one"):
        checklist = open_with(page, panel_day, text)
        checklist.tick(checklist.items[0])
    assert [stored(page, key) for key in (DAMAGED, f"{DAMAGED}:2", f"{DAMAGED}:3")] == ["{one", "{two", None]


def test_damaged_text_that_cannot_be_set_aside_is_left_where_it_is(page: Page, panel_day: Place) -> None:
    """Without room to keep it elsewhere, nothing is written over it."""
    text = "{" + "x" * 1000
    checklist = open_with(page, panel_day, text)
    page.evaluate(FILL_STORAGE)
    expect_to_go_on(checklist)
    expect(checklist.say).to_contain_text("its storage is full")
    assert stored(page) == text


def test_a_newer_plan_is_read_and_never_written(page: Page, panel_day: Place) -> None:
    """A later version's plan shows its ticks here, in memory only, and the page says so."""
    first, second, third = panel_day.open(page).items[:3]
    text = json.dumps(
        {"schema": 2, "items": {first: KEPT, second: {"value": {"of": "a new kind"}}}, "people": [{"name": "Ada"}]}
    )
    checklist = open_with(page, panel_day, text)
    expect(checklist.say).to_contain_text("a newer version of this site keeps your ticks")
    checklist.expect_ticked(first)
    checklist.tick(third)
    checklist.expect_ticked(first, third)
    checklist.button("Reset").click()
    checklist.expect_ticked()
    assert stored(page) == text
    assert stored(page, DAMAGED) is None


def test_what_is_unknown_is_carried_along(page: Page, panel_day: Place) -> None:
    """Keys of a later step stay where they were: in the plan, in an item, and an item's value that is new."""
    first, second, third = panel_day.open(page).items[:3]
    text = json.dumps(
        {
            "schema": 1,
            "items": {
                first: {**KEPT, "note": "with Ada"},
                second: {"value": "not-for-me", "at": KEPT["at"]},
                third: {"note": "no word yet"},
            },
            "day": "2026-12-01",
        }
    )
    checklist = open_with(page, panel_day, text)
    checklist.expect_ticked(first)
    expect(checklist.say).to_have_text("")
    checklist.tick(first, third)
    plan = stored_plan(page)
    assert plan["day"] == "2026-12-01"
    assert {
        item: {key: value for key, value in fields.items() if key not in ("at", "digest")}
        for item, fields in plan["items"].items()
    } == {
        first: {"value": "to-do", "note": "with Ada"},
        second: {"value": "not-for-me"},
        third: {"value": "done", "note": "no word yet"},
    }
    assert plan["items"][second]["at"] == KEPT["at"]


def test_the_names_of_an_objects_own_parts_are_items_like_others(page: Page, panel_day: Place) -> None:
    """`__proto__`, `constructor` and numbers as ids neither tick anything nor get lost."""
    names = ["__proto__", "constructor", "toString", "hasOwnProperty", "7"]
    entry = {**KEPT, "__proto__": {"value": "done"}}
    text = json.dumps({"schema": 1, "__proto__": {"items": {}}, "items": dict.fromkeys(names, entry)})
    checklist = open_with(page, panel_day, text)
    checklist.expect_ticked()
    checklist.tick(checklist.items[0])
    plan = stored_plan(page)
    assert set(plan["items"]) == {*names, checklist.items[0]}
    assert "__proto__" in plan
    assert all(plan["items"][name]["value"] == "done" for name in names)
    assert page.evaluate("({}).value === undefined && Object.prototype.items === undefined")


def test_an_item_may_be_called_constructor(page: Page, panel_day: Place) -> None:
    """It has no word before it is ticked, and one afterwards."""
    panel_day.open(page)
    values: list[Any] = page.evaluate(
        """async address => {
          const plan = (await import(address)).plans.current;
          const names = ["constructor", "__proto__"];
          const before = names.map(name => plan.value("items", name) ?? null);
          plan.set(names.map(name => ({section: "items", name, value: "done"})));
          return [before, names.map(name => plan.value("items", name))];
        }""",
        store_address(page),
    )
    assert values == [[None, None], ["done", "done"]]
    page.reload()
    assert (
        page.evaluate(
            "async address => (await import(address)).plans.current.value('items', '__proto__')", store_address(page)
        )
        == "done"
    )


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59.999Z", "+275760-09-13T00:00:00.000Z", "soon", "-1", ""])
def test_a_wrong_clock_does_not_hold_a_tick_fast(page: Page, panel_day: Place, at: str) -> None:
    """What a person does now counts, whatever time was written before."""
    first = panel_day.open(page).items[0]
    checklist = open_with(page, panel_day, plan_text(first, at=at))
    checklist.expect_ticked(first)
    for expected in ([], [first], []):
        checklist.tick(first)
        page.reload()
        checklist.expect_ticked(*expected)


def test_a_huge_plan_is_read(page: Page, panel_day: Place) -> None:
    """Ten thousand items of other editions do not stand in the way."""
    first = panel_day.open(page).items[0]
    checklist = open_with(page, panel_day, plan_text(first, *(f"other-{number}" for number in range(10_000))))
    checklist.expect_ticked(first)
    checklist.tick(first)
    assert len(stored_plan(page)["items"]) == 10_001


def test_plans_are_kept_apart(page: Page, panel_day: Place) -> None:
    """A plan that is opened by another id has its own ticks, under its own key."""
    checklist = panel_day.open(page)
    first = checklist.items[0]
    page.evaluate(
        """async ([address, name]) => {
          const {plans} = await import(address);
          plans.open("acme").set([{section: "items", name, value: "done"}]);
        }""",
        [store_address(page), first],
    )
    checklist.expect_ticked()
    assert stored(page) is None
    assert json.loads(stored(page, "second-round:plan:acme") or "")["items"][first]["value"] == "done"
