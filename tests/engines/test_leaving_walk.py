"""A page that is shown again is as it was left; WebKit resets what it is told not to remember, some time after that."""

from __future__ import annotations

from tests.engines.visitor import Visitor

AGREE = """return document.querySelectorAll(".second-round__item input:checked").length === 2
  && document.querySelectorAll(".second-round__item--done").length === 2"""


def away_and_back(visitor: Visitor, path: str) -> None:
    """Go to another page and come back."""
    visitor.press(".second-round-footer a", "Accessibility")
    visitor.at("about/accessibility/")
    visitor.back()
    visitor.at(path)


def test_boxes_agree_with_what_is_said_of_them(visitor: Visitor) -> None:
    """Of a list: each that is struck through is ticked. Of a worksheet and its grid: as they were ticked."""
    visitor.open("scenarios/panel-day/")
    visitor.sees("[data-progress]")
    for item in visitor.driver.find_elements("css selector", ".second-round__item label")[:2]:
        visitor.run("arguments[0].click()", item)
    away_and_back(visitor, "scenarios/panel-day/")
    visitor.stays(AGREE)
    visitor.open("worksheets/story-bank/")
    visitor.put('[name="story-bank.story-1.title"]', "Two Saturdays")
    visitor.open("worksheets/people/")
    visitor.sees("second-round-worksheet [data-action=clear]")
    visitor.put('[name="people.person-1.name"]', "Ada")
    for box in ('[name="people.person-1.thanked"]', "second-round-told td input"):
        visitor.run("arguments[0].click()", visitor.until("return document.querySelector(arguments[0])", box))
    away_and_back(visitor, "worksheets/people/")
    for box in ('[name="people.person-1.thanked"]', "second-round-told td input"):
        visitor.stays("return document.querySelector(arguments[0])?.checked", box)


def test_a_form_says_what_it_is_filled_in_with(visitor: Visitor) -> None:
    """The desk says how many people are in its roster; an interview that is being written has what was typed so far.

    An engine may also have forgotten the page; then it is as new, and says so.
    """
    visitor.open("handouts/")
    visitor.sees("[data-form]")
    visitor.put("#desk-roster", "name\nAda\nBo")
    visitor.run("document.querySelector('#desk-large').click()")
    visitor.sees("[data-action=make]", "Make 2 handouts")
    away_and_back(visitor, "handouts/")
    visitor.sees("[data-form]")
    visitor.stays(
        """const roster = document.querySelector("#desk-roster").value;
        const isMany = document.querySelector("[data-action=make]").textContent === "Make 2 handouts";
        const isLarge = document.querySelector("#desk-large").checked;
        return isMany ? roster === "name\\nAda\\nBo" && isLarge : !roster && !isLarge;"""
    )
    visitor.open("plan/")
    visitor.press("[data-action=add]")
    visitor.type('[name="employer"]', "Harbour")
    visitor.run("location.href = arguments[0]", f"{visitor.host.address}about/accessibility/")
    visitor.at("about/accessibility/")
    visitor.back()
    visitor.at("plan/")
    visitor.sees("[data-with]")
    visitor.stays(
        """const isOpen = document.querySelector("[data-dialog=form]").open;
        return isOpen === (document.querySelector("[name=employer]").value === "Harbour");"""
    )
