"""What comes out of a printer: pages printed by the browser for real, as PDF files, and those are read.

How a page looks with print's style on a screen is another thing: nothing breaks over sheets there, and what is folded
or typed is drawn otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pymupdf
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.checklist_page import PLAN, Place
from tests.browser.plans_page import plan_of
from tests.browser.test_pages import SCHEMES, change_scheme

OpenContext = Callable[..., BrowserContext]

KINDS = {
    "home": "",
    "list": "scenarios/panel-day/",
    "cards": "cards/",
    "worksheet": "worksheets/day-log/",
    "people": "worksheets/people/",
    "call": "conversations/callback/",
    "bank": "reference/question-bank/",
    "handouts": "handouts/",
    "guide": "prepare/raise-pay/",
    "code": "career-centers/bulk-handouts/",
    "plan": "plan/",
    "check": "check/",
    "offline": "offline/",
    "missing": "404.html",
}
"""A page of each kind."""

SHEETS = {"list", "cards", "worksheet", "people", "call"}
"""What most people print."""

HEADING = 0xFE0000
MARKED = """() => {
    const style = new CSSStyleSheet();
    const label = "label:not(:has(input), input + *)";
    const leads = `h1, h2, h3, legend, caption, ${label}, summary, thead *, .second-round__head *`;
    style.replaceSync(`:is(${leads}) { color: #fe0000 !important }`);
    document.adoptedStyleSheets.push(style);
    for (const each of document.querySelectorAll("article textarea")) each.value = "Something typed";
}"""
"""Gives what belongs to what comes after it a colour that nothing else has, and puts something into every box."""

EDGE = "1cm"
NOTE = "Ask Ms Łódź about the rota"


def printed(page: Page, paper: str = "A4") -> pymupdf.Document:
    """Print the page as it is now, and return what came out."""
    return pymupdf.open(
        "pdf", page.pdf(format=paper, margin={"top": EDGE, "right": EDGE, "bottom": EDGE, "left": EDGE})
    )


def words(document: pymupdf.Document) -> str:
    """Return all that can be read on paper, in one line."""
    return " ".join(" ".join(sheet.get_text() for sheet in document.pages()).split()) + " "


def foot(sheet: pymupdf.Page) -> tuple[str, int]:
    """Return the lowest line of a sheet, and its colour; nothing where the sheet is empty."""
    lines = [line for block in sheet.get_text("dict")["blocks"] for line in block.get("lines", ())]
    spans = [line["spans"] for line in lines if "".join(span["text"] for span in line["spans"]).strip()]
    lowest = max(spans, key=lambda each: each[0]["bbox"][3], default=())
    return "".join(span["text"] for span in lowest).strip(), lowest[0]["color"] if lowest else 0


@pytest.fixture
def planned(open_context: OpenContext) -> BrowserContext:
    """Somebody who has an interview behind them, much of it undone, and a note at an item."""
    context = open_context(reduced_motion="reduce")
    about = {"employer": "Acme", "day": "2026-11-02", "scenario": "panel-day"}
    plan = json.dumps(plan_of(about=about, notes={"ask-names": NOTE}))
    context.add_init_script(f"try {{ localStorage.setItem({json.dumps(PLAN)}, {json.dumps(plan)}); }} catch {{}}")
    return context


def test_no_page_is_torn_apart_on_paper(site: str, planned: BrowserContext) -> None:
    """No sheet is empty, no heading or label stands alone at the foot of one, and no page is wider than its paper."""
    page = planned.new_page()
    wrong: dict[str, list[str]] = {}
    for kind, address in KINDS.items():
        page.goto(site + address)
        if kind == "plan":
            expect(page.locator("[data-late]")).to_be_visible()
        page.evaluate(MARKED)
        for paper in ("A4", "Letter") if kind in SHEETS else ("A4",):
            feet = list(map(foot, printed(page, paper).pages()))
            empty = [f"sheet {number} is empty" for number, (text, _) in enumerate(feet, 1) if not text]
            alone = [f"“{text}” is alone" for text, colour in feet[:-1] if colour == HEADING]
            if empty or alone:
                wrong[f"{kind}, {paper}"] = [*empty, *alone]
    assert wrong == {}


def test_people_stand_close_together(site: str, page: Page) -> None:
    """The worksheet of people, six of them, is two sheets and what is said about it: three people on a sheet."""
    page.goto(f"{site}worksheets/people/")
    sheets = [sheet.get_text() for sheet in printed(page).pages()]
    assert [len(re.findall(r"Person \d", sheet)) for sheet in sheets] == [3, 3, 0]


def test_dark_is_for_screens_alone(site: str, open_context: OpenContext) -> None:
    """Whoever prints from the dark gets the same sheets as from the light: above all, boxes that can be ticked."""
    page = open_context(color_scheme="light", reduced_motion="reduce").new_page()
    other = []
    for kind in ("people", "list", "home", "guide"):
        page.goto(site + KINDS[kind])
        drawn = []
        for scheme in SCHEMES:
            change_scheme(page, scheme)
            drawn.append(
                [sheet.get_pixmap(dpi=40, colorspace=pymupdf.csGRAY).samples for sheet in printed(page).pages()]
            )
        if drawn[0] != drawn[1]:
            other.append(kind)
        change_scheme(page, "light")
    assert other == []


@pytest.mark.parametrize("is_open", [False, True], ids=["folded", "open"])
def test_notes_are_printed(site: str, planned: BrowserContext, panel_day: Place, is_open: bool) -> None:
    """A note stands below its item on paper, whether or not the item is open on the screen, and so it does for an
    appointment.
    """
    page = planned.new_page()
    page.add_init_script("window.print = () => { window.isPrinting = true; };")
    checklist = panel_day.open(page)
    expect(checklist.progress).to_be_visible()
    if is_open:
        checklist.row("ask-names").locator("summary").click()
        expect(checklist.row("ask-names").get_by_label("My note")).to_have_value(NOTE)
    assert words(printed(page)).count(f"My note: {NOTE}") == 1
    checklist.button("Tools").click()
    page.get_by_role("button", name="Print what is still open").click()
    page.wait_for_function("() => window.isPrinting")
    assert words(printed(page)).count(f"My note: {NOTE}") == 1


def test_what_is_folded_is_on_paper_where_it_is_needed(site: str, planned: BrowserContext) -> None:
    """Paper can't be unfolded: what is late, and why each question is asked and what to say to it, are there."""
    page = planned.new_page()
    page.goto(f"{site}plan/")
    late = page.locator("[data-late]")
    expect(late).to_be_visible()
    for fold in page.locator(".second-round__outlook details:visible").all():
        fold.evaluate("one => { one.open = false; }")
    text = words(printed(page))
    for fold in page.locator(".second-round__outlook details:visible").all():
        summary, first = fold.locator("summary").text_content(), fold.locator("li").first.text_content()
        assert f"{summary} " in text
        assert f"{first} " in text
    page.goto(f"{site}reference/question-bank/")
    answers = page.locator("[data-question] p:first-of-type").all_text_contents()
    text = words(printed(page))
    assert [each for each in answers if " ".join(each.split()) not in text] == []


def test_what_is_typed_is_on_paper_however_long_it_is(site: str, page: Page) -> None:
    """A box that doesn't grow with its text, as in some browsers, would hide what one would have to scroll to."""
    page.goto(f"{site}worksheets/people/")
    page.evaluate(
        """() => {
            const style = new CSSStyleSheet();
            style.replaceSync("textarea { field-sizing: fixed !important }");
            document.adoptedStyleSheets.push(style);
        }"""
    )
    expect(page.get_by_role("button", name="Clear sheet")).to_be_visible()
    before, box = printed(page), page.locator("#sheet textarea").first
    box.fill("\n".join(f"Line {number} of many." for number in range(100)))
    after = printed(page)
    # Whoever reads it out of the file may see a space between two figures, where they stand a hair apart.
    there = words(after).replace(" ", "")
    assert [number for number in range(100) if f"Line{number}ofmany." not in there] == []
    assert len(after) > len(before) + 1, "what is hidden is in the file as well, but takes no place"
    expect(box).to_be_visible()
    box.press("x")
    expect(page.locator(".second-round__typed")).to_have_count(0)
