"""A list, as somebody lives with it for a week: ticks, notes and choices stay, wherever one goes meanwhile."""

from __future__ import annotations

import base64
import io

import pypdf
import pytest
from selenium.webdriver.common.keys import Keys

from macros import reading
from tests.conftest import ROOT
from tests.engines.visitor import Visitor

LIBRARY = reading.load(ROOT)
LIST = "scenarios/panel-day/"
ITEMS = [item.id for item in LIBRARY.checklist("panel-day").items]
FIRST, SECOND, THIRD, FOURTH, FIFTH = ITEMS[:5]

STATES = """
const rows = [...document.querySelectorAll("[data-item]")];
const those = (are) => rows.filter(are).map((row) => row.dataset.item).join();
const boxes = those((row) => row.querySelector("input").checked);
const words = those((row) => row.matches(".second-round__item--done"));
const counted = document.querySelector("[data-progress]").textContent;
return boxes === arguments[0].join() && words === boxes && counted.startsWith(`${arguments[0].length} of `);
"""


LINES = "\n".join(["One", *"23456789", "Ten"])

GROWN = """const { clientHeight, scrollHeight } = document.querySelector(arguments[0]);
  return clientHeight > 150 && scrollHeight <= clientHeight;"""


def tick(visitor: Visitor, *items: str) -> None:
    """Touch the words of items."""
    for item in items:
        visitor.press(f'[data-item="{item}"] label')


def shows(visitor: Visitor, *items: str) -> None:
    """These items are ticked and no others: their boxes, their words and the count say the same, and go on to."""
    visitor.stays(STATES, list(items))


def test_what_is_ticked_stays_ticked(visitor: Visitor, elsewhere: str) -> None:
    """By finger and by key; over a reload, another page, another site, a PDF and back, and a list that was scrolled.

    A page that wakes from the browser's memory is where an engine has a last word: each tick is looked at until then.
    """
    visitor.open(LIST)
    tick(visitor, FIRST, SECOND)
    visitor.focus(f'[data-item="{THIRD}"] input')
    visitor.keys(Keys.SPACE)
    shows(visitor, FIRST, SECOND, THIRD)
    tick(visitor, SECOND)
    visitor.reload()
    shows(visitor, FIRST, THIRD)

    tick(visitor, SECOND)
    visitor.press(".second-round-footer a", "Accessibility")
    visitor.at("about/accessibility/")
    visitor.back()
    visitor.at(LIST)
    shows(visitor, FIRST, SECOND, THIRD)

    tick(visitor, FOURTH)  # the keyboard is at this box when one leaves
    visitor.press(".second-round__bar a[href$='.pdf']")
    visitor.until("return location.pathname.endsWith('.pdf')")
    visitor.back()
    visitor.at(LIST)
    shows(visitor, FIRST, SECOND, THIRD, FOURTH)

    visitor.run(
        "document.querySelector('.second-round__opening').innerHTML = `<a id=away href='${arguments[0]}'>Away</a>`",
        elsewhere,
    )
    visitor.press("#away")
    visitor.until("return document.title === 'Elsewhere'")
    visitor.back()
    visitor.at(LIST)
    shows(visitor, FIRST, SECOND, THIRD, FOURTH)
    tick(visitor, FIRST, FIFTH)
    shows(visitor, SECOND, THIRD, FOURTH, FIFTH)

    visitor.run("scrollTo(0, 1500)")
    visitor.open("prepare/raise-pay/")
    visitor.back()
    visitor.at(LIST)
    visitor.stays("return Math.abs(scrollY - 1500) < 5")
    visitor.forward()
    visitor.at("prepare/raise-pay/")
    visitor.back()
    shows(visitor, SECOND, THIRD, FOURTH, FIFTH)
    visitor.press("[data-action=reset]")
    visitor.reads("[data-say]", "4 ticks cleared. Undo")
    visitor.keys(Keys.ENTER)
    visitor.reads("[data-say]", "4 ticks put back.")
    shows(visitor, SECOND, THIRD, FOURTH, FIFTH)


UNBROKEN = """
return [...document.querySelectorAll(".second-round__stop")].every((stop) => {
  const text = stop.firstChild;
  return [...text.data.matchAll(/\\S+/g)].every(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return range.getClientRects().length === 1;
  });
});
"""


def test_no_word_of_the_pause_points_is_broken(visitor: Visitor) -> None:
    """Their names wrap between words, on the smallest phone too, and no engine puts in a hyphen."""
    visitor.open(LIST)
    try:
        for width in (320, 360, 375, 390):
            visitor.engine.widen(width)
            visitor.stays(UNBROKEN)
    finally:
        visitor.engine.widen(390)


def test_two_tabs_are_in_step(visitor: Visitor) -> None:
    """What is ticked or noted in one shows in the other, at once; what slept meanwhile shows it when it wakes."""
    visitor.open(LIST)
    other = visitor.new_tab()
    other.open(LIST)
    tick(other, FIRST)
    shows(visitor, FIRST)
    tick(visitor, SECOND)
    shows(other, FIRST, SECOND)
    other.open("about/privacy/")
    tick(visitor, FIRST, THIRD)
    other.back()
    other.at(LIST)
    shows(other, SECOND, THIRD)
    other.press("[data-action=reset]")
    shows(visitor)


def note(visitor: Visitor, item: str, words: str) -> None:
    """Open what there is more at an item, and note something."""
    visitor.press(f'[data-item="{item}"] summary')
    visitor.type(f"#note-{item}", words)


def test_a_list_becomes_somebodys_own(visitor: Visitor) -> None:
    """A note, an item that is not for me, a card, the time one has, only what is open, and the link to it all."""
    visitor.open(LIST)
    note(visitor, SECOND, 'Ines & <b> "(')
    visitor.reads(f'[data-item="{SECOND}"] .second-round__mynote', 'Ines & <b> "(')
    visitor.press(f'[data-item="{FIRST}"] summary')
    visitor.put(f"#note-{FIRST}", LINES)
    visitor.until(GROWN, f"#note-{FIRST}")
    visitor.put(f"#note-{FIRST}", "")
    visitor.press(f'[data-item="{FIRST}"] .second-round__mine button', "Not for me")
    visitor.reads("[data-progress]", f"0 of {len(ITEMS) - 1} done")
    visitor.reload()
    visitor.reads(f'[data-item="{SECOND}"] .second-round__mynote', 'Ines & <b> "(')
    visitor.reads(f'[data-item="{FIRST}"] .second-round__tag', "not for me")

    meal = LIBRARY.card("meal")
    visitor.press("[data-action=tools]")
    visitor.press("dialog[open] summary", "Cards on my list")
    visitor.press("label[for=choose-cards-meal]")
    visitor.reads('[data-chosen="cards"]', "(1 chosen)")
    visitor.until(
        "return document.querySelector('[data-link]').value === arguments[0]",
        f"{visitor.host.address}{LIST}#cards=meal",
    )
    visitor.press("dialog[open] button", "Close")
    tick(visitor, meal.items[0].id)
    visitor.reads("[data-progress]", f"1 of {len(ITEMS) - 1 + len(meal.items)} done")

    visitor.press("[data-action=tools]")
    visitor.press("[data-time='60']")
    visitor.sees("[data-say]", "Showing what fits in an hour")
    shown = "return [...document.querySelectorAll('[data-item]')].filter((one) => one.checkVisibility()).length"
    assert 0 < visitor.run(shown) < len(ITEMS)
    visitor.press("[data-say] button", "Show everything")
    visitor.has_focus("[data-action=tools]")
    visitor.press("[data-action=tools]")
    visitor.press("dialog[open] button", "Only what is open")
    visitor.sees_no(f'[data-item="{FIRST}"]')
    visitor.press("[data-say] button", "Show everything")
    assert visitor.run(shown) == len(ITEMS) + len(meal.items)


def test_what_a_link_asks_for_joins_the_list(visitor: Visitor) -> None:
    """Cards and worksheets behind the “#” are shown, then taken; it can be undone, and a reload asks no more."""
    visitor.open(f"{LIST}#cards=meal,%3Cb%3E,travel&worksheets=people,nothing")
    visitor.sees("[data-say]", "Chosen for you: Meal, Travel")
    visitor.press("[data-say] button", "Add to my list")
    visitor.sees('[data-block="travel"]')
    visitor.sees("[data-plan-sheets] a", "Who I will meet")
    visitor.at(LIST)
    visitor.press("[data-say] button", "Undo")
    visitor.sees_no('[data-block="travel"]')
    visitor.reload()
    visitor.sees("[data-progress]")
    visitor.sees_no('[data-block="travel"]')


def test_the_bar_lies_clear_of_the_header_in_a_wide_window(visitor: Visitor) -> None:
    """What the bar says, and its way back, can be seen and pressed: nothing lies over it."""
    visitor.engine.widen(1280)
    try:
        visitor.open(LIST)
        visitor.press("[data-action=tools]")
        visitor.press("[data-time='60']")
        visitor.sees("[data-say]", "Showing what fits in an hour")
        for place in (0, -1):  # at the first pause point, and at the last that is shown
            visitor.run(
                "[...document.querySelectorAll('[data-block]:not([hidden])')].at(arguments[0]).scrollIntoView()", place
            )
            visitor.stays(
                """const one = [...document.querySelectorAll("[data-say] button")].at(-1);
                const { x, y, width, height } = one.getBoundingClientRect();
                return document.elementFromPoint(x + width / 2, y + height / 2) === one;"""
            )
    finally:
        visitor.engine.widen(390)


@pytest.mark.parametrize("engine", ["chromium", "firefox"], indirect=True)  # the driver of WebKit cannot print
def test_notes_are_printed(visitor: Visitor) -> None:
    """A real print has what was noted, at an item that is open and at one that is closed, and whatever is ticked."""
    visitor.open(LIST)
    for item, words in ((SECOND, "Ask Ines who decides"), (THIRD, "The long table")):
        note(visitor, item, words)
    visitor.press(f'[data-item="{THIRD}"] summary')
    tick(visitor, FIRST)
    printed = pypdf.PdfReader(io.BytesIO(base64.b64decode(visitor.driver.print_page())))
    words = " ".join(" ".join(page.extract_text() for page in printed.pages).split())
    assert "Ask Ines who decides" in words
    assert "The long table" in words
    shows(visitor, FIRST)
