"""The card for a pocket: the day itself in the quarters of one side, which is folded where the paper's middle is."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pymupdf
import pytest

from macros import reading
from macros.guidance.library import ON_THE_DAY
from tests.conftest import ROOT
from tests.paper.structure import fields, file_problems, listening_problems, spans, squeezed, tree_problems
from tests.paper.verapdf import standard_problems

LIBRARY = reading.load(ROOT)
NAMES = [f"pocket-{scenario}-{paper}.pdf" for scenario in LIBRARY.scenarios for paper in ("letter", "a4")]


@pytest.mark.parametrize("card", NAMES)
def test_it_is_accessible_sound_and_one_side(folder: Path, card: str) -> None:
    """It passes PDF/UA-1, qpdf and outloud, its structure holds together, and it is one side of one sheet."""
    path = folder / card
    assert standard_problems(path) + tree_problems(path) + listening_problems(path) == []
    assert file_problems(path) == ""
    with pymupdf.open(path) as document:
        assert len(document) == 1


@pytest.mark.parametrize("card", NAMES)
def test_it_holds_the_moments_of_the_day_and_no_words_of_its_own(folder: Path, card: str) -> None:
    """At the door, between conversations where there are several, before you leave: the list's items, in its order."""
    scenario = card.removeprefix("pocket-").rpartition("-")[0]
    moments = [each for each in LIBRARY.checklist(scenario).pause_points if each.id in ON_THE_DAY]
    items = [item for each in moments for item in each.items]
    with pikepdf.open(folder / card) as pdf, pdf.open_outline() as outline:
        found = fields(pdf)
        titles = [each.title for each in outline.root[0].children]
    assert titles == [each.title for each in moments]
    assert [name for name in found if not name.startswith("notes")] == [item.id for item in items]
    with pymupdf.open(folder / card) as document:
        text = squeezed(document[0].get_text("text", sort=False))
    places = [text.index(squeezed(item.do)) for item in items]
    assert places == sorted(places)


@pytest.mark.parametrize("card", NAMES)
def test_nothing_stands_in_a_fold(folder: Path, card: str) -> None:
    """Every word, box and field of a quarter stands on one side of both folds, dashed in the middles of the paper."""
    with pymupdf.open(folder / card) as document:
        page = document[0]
        across, down = page.rect.width / 2, page.rect.height / 2
        boxes = [pymupdf.Rect(span["bbox"]) for span in spans(page) if span["bbox"][1] > 100]
        boxes += [widget.rect for widget in page.widgets()]
        dashed = [each["rect"] for each in page.get_drawings() if each["dashes"] not in ("", "[] 0")]
    assert {round(each.x0 - across) for each in dashed if each.width < 1} == {0}
    assert 0 <= max(each.y0 for each in dashed if each.height < 1) - down < 3
    assert [box for box in boxes if box.x0 < across < box.x1 or box.y0 < down < box.y1] == []
