"""The report on accessibility says something of every criterion, and rests on what is there."""

from __future__ import annotations

import ast
import re

from macros.reading import load
from tests.conftest import ROOT

REPORT = load(ROOT).conformance
assert REPORT is not None
TABLES = REPORT.tables
NOTES = [
    (criterion.num, component)
    for chapter in TABLES.values()
    for criterion in chapter.criteria
    for component in criterion.components
]


def test_every_criterion_of_wcag_has_a_level_for_pages_and_for_pdfs() -> None:
    """WCAG 2.2 has 32 criteria at level A and 24 at AA, with 4.1.1, which it takes as met."""
    for chapter, count in {"success_criteria_level_a": 32, "success_criteria_level_aa": 24}.items():
        criteria = TABLES[chapter].criteria
        assert len(criteria) == count
        for criterion in criteria:
            assert [each.name for each in criterion.components] == ["web", "electronic-docs"], criterion.num
            assert all(each.adherence.level != "not-evaluated" for each in criterion.components), criterion.num


def test_a_level_says_what_it_rests_on() -> None:
    """Whoever claims something, or claims it in part, says why."""
    assert [
        number for number, each in NOTES if each.adherence.level != "not-applicable" and not each.adherence.notes
    ] == []


def test_the_tests_that_a_level_rests_on_are_there() -> None:
    """Each name between backticks is a file of ours, and a test in it."""
    words = " ".join(each.adherence.notes for _, each in NOTES)
    named = set(re.findall(r"`(tests/[^`]+)`", words))
    assert named
    for name in named:
        file, _, test = name.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert not test or test in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}, name
