"""Owns the card for a pocket: what stands in each quarter of a side that is folded twice."""

from __future__ import annotations

from macros.guidance import Pocket
from macros.paper.sheets.blocks import LayoutRules, Quarters, SheetBlock
from macros.paper.sheets.fit import Band, Spacing
from macros.paper.sheets.kinds import SheetKind, boxes

QUARTERS = 4

STRIP = 7.0
"""How high the title above the quarters is, in millimetres."""


class PocketCards(SheetKind[Pocket]):
    word = "Pocket card"
    template = "pocket.html.jinja"
    # A row is the air above a line; the quarters are as high as the paper is folded.
    ordinary = LayoutRules((14, 11.5), (1,), Spacing(gap=Band(0, 0, 0.1), row=Band(0.6, 1.6, 2.6), notes=None))
    roomy = ordinary.spacing
    display = 14.0
    ends_with_code = False  # it stands in the last quarter

    @property
    def listed(self) -> Pocket:
        return self.subject

    @property
    def blocks(self) -> tuple[SheetBlock, ...]:
        count = QUARTERS - len(self.subject.pause_points)
        notes = tuple("notes" if number == 1 else f"notes-{number}" for number in range(1, count + 1))
        return (SheetBlock(Quarters(self.subject.pause_points, notes), self.subject.title, rows=0),)

    @property
    def fields(self) -> dict[str, str]:
        shows = self.blocks[0].shows
        names = shows.notes if isinstance(shows, Quarters) else ()
        return {**boxes(self.subject.items), **dict.fromkeys(names, f"Notes: {self.subject.title}")}

    @property
    def current(self) -> str:
        """It says what the checklist of its scenario says, so that is what its code asks about."""
        return self.subject.id
