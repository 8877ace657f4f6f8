"""Worksheets, and the PDFs that a browser makes: the same bytes as the command's, whichever engine makes them."""

from __future__ import annotations

from collections.abc import Callable

from macros import paper
from macros.paper import Pack
from tests.browser.checklist_page import PLAN, plan_text
from tests.engines.test_list_walk import FIRST, GROWN, LIBRARY, LINES, LIST, SECOND
from tests.engines.visitor import Visitor
from tests.paper.structure import attached

AT = "2026-11-01T08:00:00.000Z"


def keep(visitor: Visitor, text: str) -> None:
    """Have a plan in the browser before a page is opened."""
    visitor.open("about/privacy/")
    visitor.run("localStorage.setItem(...arguments)", PLAN, text)


def entries(**words: str) -> dict[str, dict[str, str]]:
    """Return entries of a section as a plan keeps them."""
    return {name: {"value": value, "at": AT} for name, value in words.items()}


def field(name: str) -> str:
    """Return the selector of a field."""
    return f'[name="{name}"]'


def test_a_worksheet_keeps_what_is_typed(visitor: Visitor) -> None:
    """Words of several lines and ticks, over a reload, a PDF and back; cleared, and had back by keyboard."""
    visitor.open("worksheets/people/")
    visitor.sees("[data-keeps]", "kept in this browser and nowhere else")
    visitor.type(field("people.person-1.name"), "Zoë <b>&")
    visitor.put(field("people.person-2.name"), LINES)
    visitor.until(GROWN, field("people.person-2.name"))
    visitor.put(field("people.person-2.name"), "One\nTwo")
    visitor.until("return document.querySelector(arguments[0]).clientHeight < 100", field("people.person-2.name"))
    visitor.put(field("people.person-6.name"), LINES)
    visitor.press("label[for='people.person-1.thanked']")

    def is_there() -> None:
        visitor.stays(
            """const of = (name) => document.querySelector(`[name="people.${name}"]`);
            return of("person-1.name").value === "Zoë <b>&" && of("person-2.name").value === "One\\nTwo"
              && of("person-1.thanked").checked && !of("person-2.thanked").checked;"""
        )

    is_there()
    visitor.reload()
    is_there()
    visitor.run("document.querySelector(arguments[0]).scrollIntoView()", field("people.person-6.name"))
    visitor.until(GROWN, field("people.person-6.name"))
    visitor.press("label[for='people.person-2.thanked']")
    visitor.press("label[for='people.person-2.thanked']")  # the keyboard is at a box when one leaves
    # A script follows the link: in a long run, WebKit's driver now and then says that something lies over it.
    visitor.run("document.querySelector(arguments[0]).click()", "second-round-worksheet a[href$='.pdf']")
    visitor.until("return location.pathname.endsWith('.pdf')")
    visitor.back()
    visitor.at("worksheets/people/")
    is_there()
    visitor.press("[data-action=clear]")
    visitor.until("return !document.querySelector(arguments[0]).value", field("people.person-1.name"))
    visitor.has_focus("[data-action=undo]")
    visitor.press("[data-say] button", "Undo")
    is_there()


def test_people_and_stories_meet(visitor: Visitor) -> None:
    """A grid of two worksheets: a tick stays, over another page and back, and it says what is still to be told.

    One touch is one tick, straight from a field: nothing moves away below the finger as the field is left.
    """
    visitor.open("worksheets/story-bank/")
    visitor.type(field("story-bank.story-1.title"), "The migration")
    visitor.open("worksheets/people/")
    visitor.press("#who-heard-what summary")
    visitor.type(field("people.person-1.name"), "Marek")
    visitor.type(field("people.person-2.role"), "The director")
    visitor.sees("second-round-told li", "Marek has not heard “The migration”.")
    visitor.press("second-round-told input")
    told = """return [...document.querySelectorAll("second-round-told input")].map((one) => one.checked).join()
                === "true,false\""""
    visitor.stays(told)
    visitor.press(".second-round-footer a", "Accessibility")
    visitor.at("about/accessibility/")
    visitor.back()
    visitor.at("worksheets/people/")
    visitor.stays(told)
    assert "Marek has not heard" not in visitor.text("second-round-told li")


def test_my_copy_is_the_commands_copy(visitor: Visitor, packs: Callable[[str], Pack]) -> None:
    """A list with a card, a worksheet and a note, and a worksheet by itself: byte for byte what Python makes."""
    note = "Ask “who decides”\nÞóra & Łukasz"
    values = {"people.person-1.name": "Dana (the director)"}
    thanked = "people.person-1.thanked"
    keep(
        visitor,
        plan_text(
            FIRST,
            "meal-ask-who",
            about=entries(name="Zoë Łukasz", employer="Müller & Søn", day="2031-12-03", time="10:00"),
            cards=entries(meal="chosen"),
            worksheets=entries(people="chosen"),
            notes=entries(**{SECOND: note}),
            fields=entries(**values, **{thanked: "done"}),
        ),
    )
    heading = {"name": "Zoë Łukasz", "employer": "Müller & Søn", "date": "Wed 3 Dec, 10:00"}
    visitor.open(LIST)
    visitor.sees('[data-block="meal"]')
    visitor.press("[data-action=tools]")
    visitor.press("dialog[open] [data-action=my-copy]")
    visitor.reads("[data-copied]", "Your PDF is in your downloads.")
    more = {"more": f"{LIBRARY.items[SECOND].do}\n{note}"}
    parts = ["checklist", "card-meal", "people", "notes"]
    ticks = [FIRST, "meal-ask-who", thanked]
    ours = visitor.engine.downloaded("panel-day-my-copy.pdf")
    carried = attached(ours)
    assert [each.name for each in carried] == ["second-round-plan.json", "second-round.ics"]
    theirs = paper.fill(
        packs("panel-day"), parts, values | heading | more, ticks, both_sides=True, attached=carried[::-1]
    )
    assert ours == theirs.pdf

    visitor.open("worksheets/people/")
    visitor.press("[data-action=my-copy]")
    visitor.reads("second-round-worksheet [data-say]", "Your PDF is in your downloads.")
    ours = visitor.engine.downloaded("people-my-copy.pdf")
    carried = attached(ours)
    assert [each.name for each in carried] == ["second-round-plan.json"]
    theirs = paper.fill(packs("same-interviewer"), ["people"], values | heading, [thanked], attached=carried)
    assert ours == theirs.pdf
