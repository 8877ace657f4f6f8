"""Finding one's way: menu, tabs, headings, search, editions, light and dark, the call and the question bank."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from tests.engines.host import Host
from tests.engines.test_list_walk import LIBRARY, LIST
from tests.engines.visitor import Visitor

CALL = LIBRARY.conversation("callback")
STEPS = {step.id: step for part in CALL.parts for step in part.steps}
MENU = "#second-round-menu"


def test_the_menu_leads_everywhere(visitor: Visitor) -> None:
    """On a phone by keyboard, in and out; a link of it leads on, and who comes back finds it closed; wide, tabs do."""
    visitor.open("prepare/raise-pay/")
    visitor.sees_no(MENU)
    visitor.focus(".second-round-menu-button")
    visitor.keys(Keys.ENTER)
    visitor.sees(MENU)
    visitor.keys(*[Keys.TAB] * (2 if visitor.engine.name == "firefox" else 1))  # it stops at what can be scrolled
    visitor.has_focus(".second-round-menu__close")
    visitor.keys(Keys.ESCAPE)
    visitor.sees_no(MENU)
    visitor.has_focus(".second-round-menu-button")
    visitor.press(".second-round-menu-button")
    assert visitor.text(f"{MENU} [aria-current=page]") == "Raise pay"
    visitor.press(f"{MENU} summary", "Worksheets")
    visitor.press(f"{MENU} a", "Pay and what I need")
    visitor.at("worksheets/pay-and-needs/")
    visitor.back()
    visitor.at("prepare/raise-pay/")
    visitor.sees_no(MENU)
    visitor.engine.widen(1280)
    try:
        visitor.sees(".second-round-contents a", "Words")
        visitor.press(".second-round-contents a", "Words")
        visitor.at("prepare/raise-pay/#words")
        visitor.sees_no(".second-round-menu-button")
        visitor.press(".second-round-tabs a", "Worksheets")
        visitor.sees("h1", "Worksheets")
        visitor.back()
        visitor.at("prepare/raise-pay/#words")
        visitor.back()
        visitor.at("prepare/raise-pay/")
    finally:
        visitor.engine.widen(390)


def test_the_search_finds_and_tells_nobody(visitor: Visitor) -> None:
    """By thumb and by keyboard; what is found is marked on its page, and what was typed stands in no address."""
    visitor.open("")
    visitor.press("[data-search-open]")
    visitor.has_focus("#second-round-search-words")
    visitor.keys("sallary")
    visitor.sees("[role=option]")
    visitor.keys(Keys.ARROW_DOWN)
    visitor.until(
        """return document.querySelector("[aria-selected=true]")?.id
             === document.activeElement.getAttribute("aria-activedescendant")"""
    )
    address = str(visitor.run("return document.querySelector('[aria-selected=true]').href"))
    visitor.keys(Keys.ENTER)
    visitor.until("return location.href === arguments[0]", address)
    visitor.until("return CSS.highlights.get('second-round-found')?.size > 0")
    assert not {"sallary", "salary"} & set(re.split(r"\W", address))
    visitor.back()
    visitor.at("")
    visitor.chord(Keys.CONTROL, "k")
    visitor.has_focus("#second-round-search-words")
    visitor.keys("xyzzyq")
    visitor.until("return document.querySelector('[data-search-said]').textContent.length > 0")
    visitor.sees_no("[role=option]")
    visitor.keys(Keys.ESCAPE)
    visitor.sees_no("dialog[open]")


def test_light_and_dark_are_chosen_once(visitor: Visitor) -> None:
    """The switch turns the page at once; other pages, a reload and one that slept meanwhile are as was chosen."""
    visitor.open("about/privacy/")
    scheme = "document.body.dataset.mdColorScheme"
    dark = f"return {scheme} === 'slate' && getComputedStyle(document.documentElement).colorScheme === 'dark'"
    light = f"return {scheme} === 'default' && getComputedStyle(document.documentElement).colorScheme === 'light'"
    visitor.stays(light)
    visitor.open(LIST)
    visitor.press(".second-round-scheme")
    visitor.stays(dark)
    visitor.reload()
    visitor.stays(dark)
    visitor.back()
    visitor.at("about/privacy/")
    visitor.stays(dark)
    visitor.focus(".second-round-scheme")
    visitor.keys(Keys.ENTER)
    visitor.stays(light)
    visitor.forward()
    visitor.at(LIST)
    visitor.stays(light)


def test_a_call_is_walked(visitor: Visitor) -> None:
    """By thumb and by keyboard to its end and back; another page or a reload in the middle loses no step.

    The browser's own Back and Forward take a step each.
    """
    visitor.open("conversations/callback/")
    first = next(iter(STEPS.values()))
    visitor.focus("[data-action=walk]")
    visitor.keys(Keys.ENTER)
    visitor.has_focus("[data-walk-words]")
    visitor.reads("[data-walk-words]", first.say)
    visitor.keys(Keys.TAB, Keys.ENTER)
    second = STEPS[first.answers[0].go]
    visitor.reads("[data-walk-words]", second.say)
    visitor.reload()
    visitor.reads("[data-walk-words]", second.say)
    visitor.press(".second-round-footer a", "Accessibility")
    visitor.at("about/accessibility/")
    visitor.back()
    visitor.reads("[data-walk-words]", second.say)
    step = second
    while step.answers:
        visitor.press("[data-walk-answers] button")
        step = STEPS[step.answers[0].go]
        visitor.reads("[data-walk-words]", step.say)
    visitor.sees("[data-walk-end]", "Here the call ends.")
    visitor.press("[data-walk] [data-action=back]")
    visitor.sees_no("[data-walk-end]")
    visitor.press("[data-walk] [data-action=restart]")
    visitor.reads("[data-walk-words]", first.say)
    visitor.press("[data-walk-answers] button")
    visitor.reads("[data-walk-words]", second.say)
    visitor.back()
    visitor.reads("[data-walk-words]", first.say)
    visitor.forward()
    visitor.reads("[data-walk-words]", second.say)
    visitor.press("[data-walk] [data-action=close]")
    visitor.sees("#step-" + first.id)


def test_a_question_bank_is_filtered(visitor: Visitor) -> None:
    """By who asks; what is chosen and what is shown agree, on another page and back as well."""
    visitor.open("reference/question-bank/")
    agree = """return [...document.querySelectorAll("second-round-questions")].every((bank) => {
        const by = bank.querySelector("[data-by]").value;
        const all = [...bank.querySelectorAll("[data-question]")];
        const wanted = all.filter((one) => !by || one.dataset.by.split(" ").includes(by));
        const shown = all.filter((one) => !one.hidden);
        return shown.length === wanted.length && wanted.every((one) => !one.hidden)
          && bank.querySelector("[data-count]").textContent === `${shown.length} of ${all.length} questions`;
      })"""
    visitor.stays(agree)
    Select(visitor.find("[data-by]")).select_by_index(1)
    visitor.stays(agree)
    visitor.until("return Boolean(document.querySelector('[data-question][hidden]'))")
    visitor.press(".second-round-footer a", "Accessibility")
    visitor.at("about/accessibility/")
    visitor.back()
    visitor.at("reference/question-bank/")
    visitor.stays(agree)


def test_another_edition_is_a_choice_away(
    visit: Callable[[Host], Visitor], make_host: Callable[..., Host], released: Path, tmp_path: Path
) -> None:
    """The choice of editions works by keyboard and keeps the page; an old edition says so, and leads to the latest."""
    here = LIBRARY.edition.edition
    newer = f"{here}.1"
    versions = [
        {"version": newer, "title": f"{newer} (March 2097)", "aliases": ["latest"]},
        {"version": here, "title": f"{here} (November 2026)", "aliases": []},
    ]
    (tmp_path / "versions.json").write_text(json.dumps(versions), encoding="utf-8")
    visitor = visit(make_host({"/": tmp_path, **{f"/{name}/": released for name in (here, newer, "latest")}}))
    visitor.open(f"{here}/{LIST}")
    visitor.sees(".second-round-outdated", "A newer one is out.")
    visitor.focus(".second-round-editions__opener")
    visitor.keys(Keys.ENTER)
    visitor.sees(".second-round-editions__list a", newer)
    visitor.keys(Keys.TAB, Keys.ENTER)
    visitor.at(f"{newer}/{LIST}")
    visitor.back()
    visitor.at(f"{here}/{LIST}")
    visitor.press(".second-round-outdated strong")
    visitor.at(f"latest/{LIST}")
