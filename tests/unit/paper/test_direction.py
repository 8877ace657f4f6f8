"""A line is drawn in the order in which its readers expect it, where some of it runs leftwards."""

from __future__ import annotations

import pytest

from macros.paper.fill.direction import MIRROR, in_drawing_order, is_leftwards, levels

LEFT, RIGHT = True, False
"""Which way a line runs."""

LINES = [
    ("Zoë", RIGHT, "Zoë"),
    ("אבג", LEFT, "גבא"),
    ("אבג", RIGHT, "גבא"),
    ("Anna אנה Levi", RIGHT, "Anna הנא Levi"),
    ("אנה Levi כהן", LEFT, "ןהכ Levi הנא"),
    ("אורי (Uri)", LEFT, "(Uri) ירוא"),
    ("Uri (אורי)", RIGHT, "Uri (ירוא)"),
    ("a אב (גד) x", RIGHT, "a (דג) בא x"),
    ("a (אב b) c", RIGHT, "a (בא b) c"),
    ("אב [x] ג", LEFT, "ג [x] בא"),
    ("אב ] x", LEFT, "x [ בא"),
    ("אב 12-14 ג", LEFT, "ג 12-14 בא"),
    ("ab 12 אב", RIGHT, "ab 12 בא"),
    ("אב 5% ג", LEFT, "ג 5% בא"),
    ("محمد 1,5", LEFT, "1,5 دمحم"),
    ("محمد ١٢٫٥", LEFT, "١٢٫٥ دمحم"),
    ("محمد 1-2", LEFT, "2-1 دمحم"),
    ("אב-cd", LEFT, "cd-בא"),
    ("א\u05b0ב", LEFT, "ב\u05b0א"),
    ("a\u05b0 א", RIGHT, "a\u05b0 א"),
    ("אב  ", RIGHT, "בא  "),
    ("ab  ", LEFT, "  ab"),
    ("אבג…", LEFT, "…גבא"),
    ("A, ב, C", RIGHT, "A, ב, C"),
    ("", LEFT, ""),
]
"""A line, which way it runs, and what is seen from the left, as FriBidi has it."""


@pytest.mark.parametrize(("line", "leftwards", "drawn"), LINES)
def test_characters_stand_where_they_are_expected(line: str, leftwards: bool, drawn: str) -> None:
    """Letters run as their script does, numbers to the right, and what has no direction as what is around it."""
    found = levels(line, leftwards)
    shown = [MIRROR.get(each, each) if level % 2 else each for each, level in zip(line, found, strict=True)]
    assert "".join([shown[at] for at in in_drawing_order(found)]) == drawn


@pytest.mark.parametrize(
    ("text", "leftwards"),
    [("Zoë אב", False), ("אב Zoë", True), ("(12) محمد", True), ("+44 (0)", False), ("", False)],
)
def test_the_first_letter_says_which_way_a_text_runs(text: str, leftwards: bool) -> None:
    """Signs and numbers before it say nothing."""
    assert is_leftwards(text) == leftwards
