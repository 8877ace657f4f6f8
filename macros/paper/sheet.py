"""Owns which sheets can be downloaded and what each says, as HTML for print; refuses to know how it becomes a PDF."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from macros.brand import Brand
from macros.library import Library
from macros.model import PAPERS, WAY_WORDS, Block, Card, Checklist, Edition, Paper, download_name, duration
from macros.paper.fit import RULE, Fit, Side

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"

HOUSE = "Second Round"

PAGE: dict[Paper, tuple[float, float]] = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
"""Width and height in millimetres."""

WIDTH = 177.0
"""How wide the text is on either paper, in millimetres: a sheet that is measured for one is measured for both."""

TOP, BOTTOM = 18.0, 15.5
"""The margins above and below, in millimetres."""

STAPLE = 1.0
"""How much wider the left margin is than the right one, in millimetres, for a staple or holes."""

AIR = (4.5, 2.6)
"""Between the line under the running head and the text, and between the text and the line over the foot, in mm."""

LINES = 1.4
"""The two lines themselves in millimetres, and some slack for rounding."""

HEADING = {
    "name": "Your name",
    "date": "Date and time",
    "employer": "Employer",
    "centre": "Careers contact",
}
"""The text fields of a checklist's heading and what stands above each."""

HEADING_TOOLTIPS = {
    "name": "Your name",
    "date": "Date and time of the interview",
    "employer": "Employer",
    "centre": "Your contact at the careers centre",
}

LONGEST_LINK = 40


@dataclass(frozen=True)
class Download:
    """One sheet to be: a checklist or a card, on one paper, of one edition, under one brand."""

    subject: Checklist | Card
    paper: Paper
    brand: Brand
    edition: Edition
    opens_at: str = ""
    """For a card, the title of the pause point at which to open it first."""

    @property
    def name(self) -> str:
        """The file name, such as 'panel-day-a4.pdf'."""
        return download_name(self.subject.scenario if isinstance(self.subject, Checklist) else self.subject, self.paper)

    @property
    def title(self) -> str:
        return self.subject.scenario.title if isinstance(self.subject, Checklist) else self.subject.title

    @property
    def kind(self) -> str:
        return "Checklist" if isinstance(self.subject, Checklist) else "Card"

    @property
    def part(self) -> str:
        """The id of the part of a PDF that this sheet makes."""
        return "checklist" if isinstance(self.subject, Checklist) else self.subject.id

    @property
    def most_sides(self) -> int:
        """A checklist is one sheet of paper, printed on both sides; a card is one side."""
        return 2 if isinstance(self.subject, Checklist) else 1

    @property
    def sizes(self) -> tuple[float, ...]:
        """Type sizes of an item in points, the one to prefer first."""
        return (12, 11.75, 11.5, 11.25, 11) if isinstance(self.subject, Checklist) else (13, 12.5, 12, 11.5)

    @property
    def room(self) -> float:
        """The height of a page between its margins, in millimetres."""
        return PAGE[self.paper][1] - TOP - BOTTOM - sum(AIR) - LINES

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The pause points of a checklist; of a card, itself."""
        return self.subject.pause_points if isinstance(self.subject, Checklist) else (self.subject,)

    @property
    def check_address(self) -> str:
        """What the QR code opens: whether this edition of this list is still current."""
        listed = self.subject.scenario.id if isinstance(self.subject, Checklist) else f"card-{self.subject.id}"
        return f"{self.brand.address}check/#{self.edition.edition}/{listed}"

    def fields(self, fit: Fit) -> dict[str, str]:
        """Return the form's fields, in the order in which they are gone through: name to tooltip."""
        items = {item.id: item.do + (" (must)" if item.must else "") for item in self.subject.items}
        heading = HEADING_TOOLTIPS if isinstance(self.subject, Checklist) else {}
        notes = {self.notes: f"Notes: {self.title}"} if fit.sides[-1].rules else {}
        return {**heading, **items, **notes}

    @property
    def notes(self) -> str:
        """The name of the field for notes; a card's own, because a card joins any checklist."""
        return "notes" if isinstance(self.subject, Checklist) else f"notes-{self.subject.id}"


def downloads(library: Library) -> tuple[Download, ...]:
    """Return every sheet of the library, scenarios before cards, each on both papers."""
    subjects: list[tuple[Checklist | Card, str]] = [(library.checklist(each), "") for each in library.scenarios]
    subjects += [(card, library.opens_at(card)) for card in library.cards.values()]
    return tuple(
        Download(subject, paper, library.brand, library.edition, opens_at)
        for subject, opens_at in subjects
        for paper in PAPERS
    )


def proof_html(download: Download, size: float) -> str:
    """Return the sheet at one type size on one endless page, with nothing to spare, for measuring.

    The ids `mark-0`, `mark-1` … stand at the top, at each block, and around what follows the last block.
    """
    side = Side(len(download.blocks), 0, 0, 0)
    return _html(download, Fit(size, (side,)), (WIDTH, 4000), marks=True)


def sheet_html(download: Download, fit: Fit) -> str:
    """Return the sheet as it is printed."""
    return _html(download, fit, PAGE[download.paper], marks=False)


def style_sheet() -> str:
    """Return the CSS that all sheets share."""
    return (Path(__file__).parent / "sheet.css").read_text(encoding="utf-8")


def _html(download: Download, fit: Fit, page: tuple[float, float], marks: bool) -> str:
    template = _environment().get_template("sheet.html.jinja")
    return template.render(
        sheet=download,
        brand=download.brand,
        fit=fit,
        sides=list(_sides(download, fit)),
        page=page,
        margin=(TOP, (page[0] - WIDTH - STAPLE) / 2, BOTTOM, (page[0] - WIDTH + STAPLE) / 2),
        air=AIR,
        house=HOUSE,
        heading=HEADING,
        heading_tooltips=HEADING_TOOLTIPS,
        head_right=download.kind if download.brand.name == HOUSE else download.brand.name,
        link=_link(download),
        qr=_qr(download.check_address),
        rule=RULE,
        way_words=WAY_WORDS,
        marks=marks,
    )


def _sides(download: Download, fit: Fit) -> list[tuple[Side, list[tuple[int, Block]]]]:
    """Return each side with its blocks, numbered from 1."""
    blocks = list(enumerate(download.blocks, 1))
    sides = []
    for side in fit.sides:
        sides.append((side, blocks[: side.blocks]))
        blocks = blocks[side.blocks :]
    return sides


def _link(download: Download) -> str:
    """Return the words of the link below the QR code: the address to type, where it is short enough to type."""
    address = f"{download.brand.address}check".split("://", 1)[1]
    return address if len(address) <= LONGEST_LINK else "Is this edition current?"


def _qr(address: str) -> str:
    """Return the QR code as an SVG element with a title, which is its text for people who listen."""
    import segno

    out = io.BytesIO()
    code = segno.make(address, error="m", boost_error=False, micro=False)
    code.save(out, kind="svg", xmldecl=False, border=0, omitsize=True, title=f"QR code: {address}")
    return out.getvalue().decode()


def _no_widow(text: str) -> str:
    """Return `text` with its last three words tied together, so that no word stands alone on the last line."""
    return "\u00a0".join(text.rsplit(" ", 2))


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
    environment.filters["no_widow"] = _no_widow
    return environment
