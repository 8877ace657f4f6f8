"""The day in each engine: home knows of a plan that was begun meanwhile, and nothing goes by one tap."""

from __future__ import annotations

from selenium.webdriver.common.keys import Keys

from tests.engines.test_list_walk import FIRST, LIST, tick
from tests.engines.visitor import Visitor

FORM = "dialog[data-dialog=form]"
TITLE = '[name="story-bank.story-1.title"]'


def test_home_knows_what_was_begun_meanwhile(visitor: Visitor) -> None:
    """The first page, which may have slept, says whose list was begun when one comes back to it; and carries on."""
    visitor.open()
    visitor.sees("[data-date] a", "Add the date of your interview")
    visitor.sees_no(".second-round__day")
    visitor.press(f"a[href='{LIST}']")
    visitor.at(LIST)
    tick(visitor, FIRST)
    visitor.back()
    visitor.at("")
    visitor.sees(".second-round__day", "Several people")
    visitor.press(".second-round__day a", "Carry on")
    visitor.at(LIST)
    visitor.open(f"{LIST}")
    visitor.press("[data-ask=when] summary")
    visitor.press("[data-ask=when] a")
    visitor.at("plan/")
    visitor.has_focus(f"{FORM} [name=day]")
    visitor.stays("return document.querySelector('[name=scenario]').value === 'panel-day'")


def test_two_questions_in_place(visitor: Visitor) -> None:
    """A day in each engine's own field for days, a card that joins the list, and both passed over for good."""
    visitor.open(LIST)
    visitor.press("[data-ask=when] summary")
    visitor.sees("[data-ask=when] [type=date]")
    visitor.put("[data-ask=when] [type=date]", "2031-12-03")
    visitor.press("[data-ask=when] button", "Keep it")
    visitor.sees("[data-plan-words]", "Wed 3 Dec")
    visitor.sees_no("[data-ask=when]")
    visitor.press("[data-ask=special] summary")
    visitor.press("[data-ask=special] button", "Meal")
    visitor.sees("[data-block=meal]")
    visitor.press("[data-ask=special] button", "That’s all")
    visitor.press("[data-action=pass]")
    visitor.has_focus("[data-action=tools]")
    visitor.reload()
    visitor.sees("[data-block=meal]")
    visitor.sees_no("[data-asks]")


def test_what_is_cleared_typed_or_removed_is_kept(visitor: Visitor) -> None:
    """Over a page and Back, a reload and a closed form, until it is put back."""
    visitor.open("worksheets/story-bank/")
    visitor.type(TITLE, "The move")
    visitor.press("[data-action=clear]")
    visitor.sees(".second-round__cleared", "and kept: 1 box.")
    visitor.open("plan/")
    visitor.back()
    visitor.at("worksheets/story-bank/")
    visitor.press(".second-round__cleared button", "Put back")
    visitor.stays("return document.querySelector(arguments[0]).value === 'The move'", TITLE)

    visitor.open("plan/")
    visitor.press("[data-action=add]")
    visitor.put(f"{FORM} [name=employer]", "Acme")
    visitor.put(f"{FORM} [name=day]", "2031-12-03")
    visitor.keys(Keys.ESCAPE)
    visitor.sees_no(FORM)
    visitor.reload()
    visitor.press("[data-action=add]")
    visitor.stays(
        "return [...document.querySelectorAll('[name=employer], [name=day]')].map(one => one.value).join() "
        "=== 'Acme,2031-12-03'"
    )
    visitor.press(f"{FORM} button", "Keep it")
    visitor.sees(".second-round__interview h2", "Acme")
    visitor.press(".second-round__interview [data-action=remove]")
    visitor.reload()
    visitor.press("[data-removed] button")
    visitor.sees(".second-round__interview h2", "Acme")
    visitor.sees_no("[data-removed]")
