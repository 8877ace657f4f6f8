"""Owns the report on accessibility as a sheet: each criterion in order, on as many sides as it takes."""

from __future__ import annotations

from macros.guidance import CHAPTERS, Conformance
from macros.paper.sheets.blocks import Criteria, LayoutRules, Particulars, SheetBlock
from macros.paper.sheets.fit import Band, Spacing
from macros.paper.sheets.kinds import SheetKind


class Reports(SheetKind[Conformance]):
    word = "Report"
    template = "report.html.jinja"
    ordinary = LayoutRules((10.5,), (), Spacing(gap=Band(3, 4, 8), row=Band(1.4, 1.8, 2.6), notes=None))
    roomy = ordinary.spacing
    display = 24.0
    ends_with_code = False  # it is no handout, and says itself what day it is of
    too_long = "Shorten the notes of its longest criterion."

    @property
    def listed(self) -> Conformance:
        return self.subject

    @property
    def blocks(self) -> tuple[SheetBlock, ...]:
        """What it is about; then a block for each criterion, the first of a chapter below its title; then the rest."""
        report = self.subject
        facts = tuple(report.facts.items())
        blocks = [SheetBlock(Particulars(facts), "About this report", rows=len(facts))]
        for chapter, found in report.tables.items():
            shows = Criteria(found.notes)
            blocks += [
                SheetBlock(shows, CHAPTERS[chapter] if at == 0 else "", 1, (each,), joint=0)
                for at, each in enumerate(found.criteria)
            ]
        left = tuple((CHAPTERS[each], notes) for each, notes in report.left_out.items())
        return (*blocks, SheetBlock(Particulars(left), "What is left out", rows=len(left)))

    @property
    def fields(self) -> dict[str, str]:
        return {}
