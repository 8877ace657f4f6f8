"""Owns which sheets can be downloaded and what each says, as HTML for print; does not know how it becomes a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from macros.brand import Brand
from macros.guidance import (
    CALL_WORDS,
    COMPONENT_WORDS,
    HEADING_WORDS,
    HOUSE,
    LEVEL_WORDS,
    LICENCE,
    SHAPE_WORDS,
    STAGE_WORDS,
    WAY_WORDS,
    Card,
    Checklist,
    Conformance,
    Conversation,
    Cover,
    Edition,
    Library,
    NotesPage,
    Pocket,
    Practice,
    Sector,
    Worksheet,
    aloud,
    download_name,
    duration,
)
from macros.paper.sheets.blocks import SheetBlock, WhereToTurn
from macros.paper.sheets.fit import LEAST_RULES, Fit, Side
from macros.paper.sheets.grid import grid_of
from macros.paper.sheets.kinds import (
    LARGE,
    Cards,
    Checklists,
    Conversations,
    Covers,
    NotesPages,
    Sectors,
    SheetKind,
    Subject,
    Worksheets,
)
from macros.paper.sheets.pocket import STRIP, PocketCards
from macros.paper.sheets.practice import PracticeCards
from macros.paper.sheets.report import Reports
from macros.values import PAPERS, Paper

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"

PAGE: dict[Paper, tuple[float, float]] = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
"""Width and height in millimetres."""

SHARED = (210.0, 279.4)
"""What both papers have: a sheet is laid out once, in the middle of either."""

DRAWN = (215.9, 297.0)
"""What a sheet is drawn on, in millimetres: it holds both papers, each in its middle."""

SIDES = 16.5
"""The margins left and right of what both papers have, in millimetres, however they are turned."""

MARGINS, LARGE_MARGINS = (18.0, 15.5), (24.0, 20.0)
"""The margins above and below of what both papers have, in millimetres."""

HEADS, LARGE_HEADS = (10.0, 8.0), (8.0, 8.0)
"""How far in them the running head and foot stand from the edge, in millimetres."""

AIR, LANDSCAPE_AIR = (1.6, 2.6), (0.6, 0.4)
"""Between the running head and the text, and between the text and the foot, in millimetres."""

AGAIN = 12.0
"""What a page of large print needs to say at its top what goes on there, in millimetres."""

POINT = 72 / 25.4
"""Points in a millimetre."""

SLACK = 1.0
"""What rounding may take of a page, in millimetres."""

LARGE_DISPLAY = 34.0
"""The type of a title and of the numbers in a rail in large print, in points."""

MIDDLE = 12.0
SMALL = (9.5, 11.5)
"""The type of what is said below a line, in points: where the line is no larger than `MIDDLE`, and where it is."""

ENDLESS = 20_000.0
"""The height of a page to measure on, in millimetres."""

HEADING_TOOLTIPS = {
    "name": "Your name",
    "date": "Date and time of the interview",
    "employer": "Employer",
    "centre": "Your contact at the career centre",
}

HEAD, LARGE_HEAD = (110.0, 6.0), (86.0, 14.0)
"""Width and height of the place in the running head for a brand's name and logo, in millimetres."""

LEAST_LAST = 9
"""How many letters stand at least on the last line of what is longer than one."""

LONGEST_LEFT = 3
"""A word that opens a quotation goes on to the last line with it where it has no more characters than this."""

_LETTER_AND_HYPHEN = re.compile(r"\b[a-zA-Z]-(?=\w)")

EDITION, LARGE_EDITION = (70.0, 4.2), (112.0, 8.0)
"""The same in the running foot, for the edition and the month that it is of."""

PLACED_COLOUR = "#fe01fd"
"""What stands for the brand's colour until it is linked; nothing that we draw has it."""


KINDS: dict[type[Subject], type[SheetKind[Any]]] = {
    Cover: Covers,
    Checklist: Checklists,
    Card: Cards,
    Sector: Sectors,
    Worksheet: Worksheets,
    Conversation: Conversations,
    NotesPage: NotesPages,
    Practice: PracticeCards,
    Pocket: PocketCards,
    Conformance: Reports,
}


@dataclass(frozen=True)
class Download:
    """One sheet to be, on one paper, of one edition, in ordinary or large print; its brand is linked to it."""

    subject: Subject
    paper: Paper
    brand: Brand
    edition: Edition
    opens_at: str = ""
    """When to open it first, in words; a checklist goes from the first moment to the last."""
    large: bool = False

    @property
    def kind(self) -> SheetKind[Any]:
        """What is on it, as its kind of sheet has it."""
        return KINDS[type(self.subject)](self.subject, self.large)

    @property
    def name(self) -> str:
        """The file name, such as 'panel-day-a4.pdf' or 'panel-day-a4-large.pdf'."""
        return download_name(self.kind.listed, self.paper, self.large)

    @property
    def title(self) -> str:
        return self.kind.listed.title

    @property
    def blocks(self) -> tuple[SheetBlock, ...]:
        """What stays together on a side, in reading order; a cover ends with the links of its brand, if it has any."""
        if self.links:
            return (*self.kind.blocks, SheetBlock(WhereToTurn(), "Where to turn"))
        return self.kind.blocks

    @property
    def links(self) -> int:
        """How many links of its brand it has places for: that alone makes a cover another sheet."""
        return len(self.brand.links) if self.kind.part == "cover" else 0

    @property
    def drawn(self) -> tuple[float, float]:
        """Width and height of what a page is drawn on, in millimetres."""
        return self._turned(DRAWN)

    @property
    def outside(self) -> float:
        """How much of that is above what both papers have, and as much below, in millimetres."""
        return (self.drawn[1] - self._turned(SHARED)[1]) / 2

    @property
    def cut(self) -> tuple[float, float, float, float]:
        """Where its paper lies on that, in points: from the left, from the top, its width and its height."""
        (across, down), (width, height) = self.drawn, self._turned(PAGE[self.paper])
        return (across - width) / 2 * POINT, (down - height) / 2 * POINT, width * POINT, height * POINT

    @property
    def width(self) -> float:
        """How wide the text is, in millimetres."""
        return self._turned(SHARED)[0] - 2 * SIDES

    @property
    def room(self) -> float:
        """The height of a page between its margins, in millimetres."""
        return self._turned(SHARED)[1] - sum(self.margins) - sum(self.air) - SLACK

    @property
    def margins(self) -> tuple[float, float]:
        """The margins above and below, in millimetres."""
        return LARGE_MARGINS if self.large else MARGINS

    @property
    def air(self) -> tuple[float, float]:
        """What parts the text from the running head and from the foot, in millimetres: a page on its side has less."""
        return AIR if self.kind.orientation == "portrait" else LANDSCAPE_AIR

    @property
    def quarters(self) -> tuple[float, float]:
        """How high the upper and the lower quarters of a side are that is folded in the middle, in millimetres."""
        (top, bottom), middle = self.margins, self._turned(SHARED)[1] / 2
        return middle - top - self.air[0] - STRIP, middle - bottom - self.air[1] - 2 * SLACK

    @property
    def check(self) -> str:
        """What follows the brand's address in the QR code: whether this edition of this sheet is still current."""
        return f"check/#{self.edition.edition}/{self.kind.current}"

    def _turned(self, upright: tuple[float, float]) -> tuple[float, float]:
        """Return a width and a height as this sheet is turned."""
        return upright if self.kind.orientation == "portrait" else upright[::-1]

    def fields(self, fit: Fit) -> dict[str, str]:
        """Return the form's fields, in the order in which they are gone through: name to tooltip."""
        heading = {name: HEADING_TOOLTIPS[name] for name in self.kind.heading}
        notes = {self.kind.notes: f"Notes: {self.title}"} if fit.sides[-1].rules else {}
        return {**heading, **self.kind.fields, **notes}


def downloads(library: Library) -> tuple[Download, ...]:
    """Return every single sheet of the library on both papers, checklists in large print too.

    Checklists come first, then cards, worksheets, conversations, cards to practise with, those for a pocket, and the
    report on accessibility.
    """
    checklists: list[tuple[Subject, str, bool]] = [
        (library.checklist(each), "", large) for each in library.scenarios for large in (False, True)
    ]
    practice = {name: cards for name in library.scenarios if (cards := library.practice(name))}
    lists = (library.cards, library.worksheets, library.conversations)
    rest: list[tuple[Subject, str, bool]] = [
        (each, library.opens_at(each), False) for values in lists for each in values.values()
    ]
    rest += [(each, "", False) for each in practice.values()]
    rest += [(library.pocket(each), "", False) for each in library.scenarios]
    rest += [(library.conformance, "", False)] if library.conformance else []
    return tuple(
        Download(subject, paper, library.brand, library.edition, opens_at, large)
        for subject, opens_at, large in (*checklists, *rest)
        for paper in PAPERS
    )


def pack_sheets(library: Library, scenario_id: str, paper: Paper, large: bool) -> tuple[Download, ...]:
    """Return every sheet that a pack of the scenario may hold, in reading order.

    They are the cover, the checklist, the cards for candidates, the worksheets, the conversations and the page of
    notes. Raises DataError with the nearest id where there is no such scenario.
    """
    checklist = library.checklist(scenario_id)
    cards = [card for card in library.cards.values() if card.pause_point]
    subjects: list[tuple[Subject, str]] = [(Cover(checklist=checklist), ""), (checklist, "")]
    for values in (cards, library.worksheets.values(), library.conversations.values()):
        subjects += [(each, library.opens_at(each)) for each in values]
    subjects.append((NotesPage(scenario=checklist.scenario), ""))
    return tuple(
        Download(subject, paper, library.brand, library.edition, opens_at, large) for subject, opens_at in subjects
    )


def proof_html(download: Download, size: float, row: float) -> str:
    """Return the sheet at one type size on one endless page, with no gaps and rows of `row` millimetres, for measuring.

    The ids `mark-0`, `mark-1` … stand at the top, at each block, and around what follows the last block.
    """
    side = Side(len(download.blocks), 0, row, 0)
    return _html(download, Fit(size, (side,)), (download.width, ENDLESS), marks=True)


def sheet_html(download: Download, fit: Fit) -> str:
    """Return the sheet as it is printed."""
    return _html(download, fit, download.drawn, marks=False)


def trial_html(download: Download) -> str:
    """Return the sheet as it is printed where each block has a page to itself.

    That holds every word and number of the sheet, however it is measured and its pages are broken in the end.
    """
    layout = download.kind.layout
    size, gap, row = layout.sizes[0], layout.spacing.gap.good, layout.spacing.row.good
    last = len(download.blocks)
    sides = tuple(Side(1, gap, row, LEAST_RULES * (number == last)) for number in range(1, last + 1))
    return sheet_html(download, Fit(size, sides))


def style_sheet(name: str) -> str:
    """Return the CSS that all sheets share: "elements.css" or "sheet.css"."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _html(download: Download, fit: Fit, page: tuple[float, float], marks: bool) -> str:
    template = _environment().get_template("sheet.html.jinja")
    (top, bottom), notes = download.margins, download.kind.layout.spacing.notes
    outside, beside = download.outside, (page[0] - download.width) / 2
    return template.render(
        sheet=download,
        kind=download.kind,
        colour=PLACED_COLOUR,
        fit=fit,
        sides=_sides(download, fit, marks),
        page=page,
        margin=[f"{edge:g}" for edge in (top + outside, beside, bottom + outside, beside)],
        heads=[f"{edge + outside:g}" for edge in (LARGE_HEADS if download.large else HEADS)],
        air=download.air,
        small=LARGE if download.large else SMALL[fit.size > MIDDLE],
        display=LARGE_DISPLAY if download.large else download.kind.display,
        house=HOUSE,
        licence=LICENCE,
        head=LARGE_HEAD if download.large else HEAD,
        edition=LARGE_EDITION if download.large else EDITION,
        heading=HEADING_WORDS,
        heading_tooltips=HEADING_TOOLTIPS,
        rule=notes.rule if notes else 0,
        again=AGAIN,
        way_words=WAY_WORDS,
        stage_words=STAGE_WORDS,
        call_words=CALL_WORDS,
        shape_words=SHAPE_WORDS,
        component_words=COMPONENT_WORDS,
        level_words=LEVEL_WORDS,
        marks=marks,
        styled=_Classes(),
    )


class _Classes:
    """The classes of one sheet that say how large something is: what has one of them shares one style.

    A style attribute would be a style of its own for each element, which the press works out again and again.
    """

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def __call__(self, declarations: str) -> str:
        return self._names.setdefault(declarations, f"as-{len(self._names) + 1}")

    @property
    def named(self) -> Iterator[tuple[str, str]]:
        """Yield the name of each class, and its declarations."""
        return ((name, declarations) for declarations, name in self._names.items())


def _sides(download: Download, fit: Fit, marks: bool) -> list[tuple[Side, list[tuple[int, int, SheetBlock]]]]:
    """Return each side with its blocks: each with its place, from 1, and how many titles there are so far.

    Unless each is to be marked, what goes on with a list is one block with it, so that one list is heard as one.
    """
    titles = accumulate(int(bool(block.title)) for block in download.blocks)
    blocks = list(zip(count(1), titles, download.blocks, strict=False))
    sides = []
    for side in fit.sides:
        here: list[tuple[int, int, SheetBlock]] = []
        for place, number, block in blocks[: side.blocks]:
            if here and not marks and block.entries and not block.title:
                last = here[-1][-1]
                here[-1] = (place, number, replace(last, entries=last.entries + block.entries))
            else:
                here.append((place, number, block))
        sides.append((side, here))
        blocks = blocks[side.blocks :]
    return sides


def _no_widow(text: str) -> str:
    """Return `text` with its last words tied together, so that no short word stands alone on the last line.

    What begins with one letter and a hyphen, such as “e-mail”, is not cut there.
    """
    words = text.split(" ")
    tied = next(
        count for count in range(2, len(words) + 2) if len(" ".join(words[-count:])) >= LEAST_LAST or count > len(words)
    )
    while tied < len(words) and words[-tied - 1].startswith("“") and len(words[-tied - 1]) <= LONGEST_LEFT:
        tied += 1
    return _LETTER_AND_HYPHEN.sub("\\g<0>\u2060", " ".join([*words[:-tied], "\u00a0".join(words[-tied:])]))


def _no_widow_of_two(title: str) -> str:
    """Return a title for a narrow rail: of four words and more the last two stay together, which fit there."""
    before, _, last = title.rpartition(" ")
    return f"{before}\u00a0{last}" if before.count(" ") >= 2 else title


def _css_string(text: str) -> str:
    """Return `text` as the inside of a CSS string; nothing in it can end the string or the style element."""
    return "".join(each if each.isalnum() and each.isascii() else f"\\{ord(each):x} " for each in text)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["css_string"] = _css_string
    environment.filters["duration"] = duration
    environment.filters["aloud"] = aloud
    environment.filters["grid"] = grid_of
    environment.filters["no_widow"] = _no_widow
    environment.filters["no_widow_of_two"] = _no_widow_of_two
    return environment
