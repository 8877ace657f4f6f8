"""The report on accessibility as a PDF: it is what it reports on, so it has to be accessible itself."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from macros import reading
from tests.conftest import ROOT
from tests.paper.structure import file_problems, listening_problems, squeezed, tree_problems
from tests.paper.verapdf import standard_problems

REPORT = reading.load(ROOT).conformance
assert REPORT is not None
CRITERIA = [each for chapter in REPORT.tables.values() for each in chapter.criteria]


@pytest.mark.parametrize("report", ["conformance-letter.pdf", "conformance-a4.pdf"])
def test_it_is_accessible_and_says_all_that_the_data_says(folder: Path, report: str) -> None:
    """It passes PDF/UA-1, qpdf and outloud; every criterion and every note is on it, in order."""
    path = folder / report
    assert standard_problems(path) + tree_problems(path) + listening_problems(path) == []
    assert file_problems(path) == ""
    with pymupdf.open(path) as document:
        text = squeezed("".join(page.get_text("text", sort=False) for page in document))
    places = [text.index(squeezed(f"{each.num} {each.name}")) for each in CRITERIA if each.num.count(".") == 2]
    assert places[:56] == sorted(places[:56])
    notes = [part for each in CRITERIA for one in each.components if (part := one.adherence.notes.partition("`")[0])]
    assert [words for words in notes if squeezed(words)[:40] not in text] == []
