"""What somebody types into a blank sheet in a viewer: all of it shows, and as large as the place allows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.paper.conftest import offered
from tests.paper.structure import squeezed
from tests.paper.viewers import LONG, paste_in_chrome, text_fields, typed_words

SAME = ("card-", "rehearsal-", "pocket-")
"""Kinds of sheets that are alike but for what stands on them: one of each is enough."""

SHEETS = [
    each.name
    for each in offered()
    if each.kind.fields and each.name.endswith(("-letter.pdf", "-letter-large.pdf"))
    if not each.name.startswith(SAME) or each.name.startswith(("card-meal", "rehearsal-panel", "pocket-new"))
]

NARROW = {
    "concerns.stand",
    "first-round.whom",
    "offers.by",
    "offers.whom",
    "pay-and-needs.now",
    "pay-and-needs.theirs",
    "pay-and-needs.when",
    "pay-and-needs.whom",
    "people.name",
    "people.part",
    "people.promised",
    "people.role",
    "score-sheet.figures",
    "score-sheet.fit",
    "score-sheet.length",
    "score-sheet.own-part",
}
"""Columns with no room for ninety characters at 7 points: for a name, a day, a word. They show them smaller."""

HEADING = 140
"""A name or a day in a heading is one of those too, where it is less wide than this, in points."""


def is_narrow(field: str, width: float) -> bool:
    """Tell whether a field has no room for ninety characters that can be read well."""
    parts = field.split(".")
    return f"{parts[0]}.{parts[-1]}" in NARROW or (field in ("name", "date") and width < HEADING)


@pytest.mark.parametrize("sheet", SHEETS)
def test_nothing_that_is_typed_is_cut(folder: Path, tmp_path: Path, sheet: str) -> None:
    """Ninety characters typed into every field, in Chrome’s viewer, show whole, at 7 points or more."""
    out = tmp_path / "typed.pdf"
    paste_in_chrome(folder / sheet, out, LONG)
    shown = list(typed_words(out))
    assert len(shown) == len(text_fields(out)) > 0
    assert [each.field for each in shown if each.text != squeezed(LONG)] == []
    small = {each.field for each in shown if each.size < 6.99}
    assert small <= {each.field for each in shown if is_narrow(each.field, each.width)}


@pytest.mark.parametrize(("sheet", "least"), [("people-letter.pdf", 9.99), ("panel-day-letter-large.pdf", 17.99)])
def test_a_short_word_is_not_small(folder: Path, tmp_path: Path, sheet: str, least: float) -> None:
    """A name is as large as what we write ourselves, in large print as well."""
    paste_in_chrome(folder / sheet, tmp_path / "typed.pdf", "Zoë")
    assert {each.field for each in typed_words(tmp_path / "typed.pdf") if each.size < least} == set()
