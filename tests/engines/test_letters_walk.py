"""What no font of a machine has is never printed as an empty sign."""

from __future__ import annotations

import subprocess

from tests.engines.visitor import Visitor

LETTERS = "कสதሰខꡀ𞊐"
"""Of scripts for which a machine may have no font; for the last there is hardly one."""


def fonts_with(letter: str) -> str:
    """Return the fonts of this machine that have a letter, a line each."""
    command = ["fc-list", f":charset={ord(letter):x}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_letter_that_no_font_has_is_told(visitor: Visitor) -> None:
    """A box with digits says nothing: the field and the character are named, on a page and in the worker of the desk.

    Firefox draws a frame of its own around the digits, fainter than the line of any letter.
    """
    visitor.open("worksheets/people/")
    visitor.sees("second-round-worksheet [data-action=clear]")
    lacking = next(each for each in LETTERS if not fonts_with(each))
    visitor.put('[name="people.person-1.name"]', lacking)
    visitor.press("[data-action=my-copy]")
    visitor.sees("second-round-worksheet [data-say]", f"{lacking} (U+{ord(lacking):04X})")
    visitor.open("handouts/")
    visitor.put("#desk-roster", f"name\nAda\n{lacking}")
    visitor.press("[data-action=make]")
    visitor.sees("[data-said]", f"{lacking} (U+{ord(lacking):04X})")
    visitor.sees("[data-said]", "Row 3, ")
