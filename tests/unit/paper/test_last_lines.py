"""The last line of what is longer than one: what stands on it together, on every sheet."""

from __future__ import annotations

import pytest

from macros.paper.sheets.sheet import _no_widow


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Drink some water and stand up for a moment.", "Drink some water and stand up for a_moment."),
        ("Read it all before the conversations", "Read it all before the_conversations"),
        ("Say quietly to yourself, “I am excited”.", "Say quietly to yourself, “I_am_excited”."),
        ("Confirm both in two lines by e-mail.", "Confirm both in two lines by_e-|mail."),
        ("Once", "Once"),
    ],
)
def test_no_short_word_stands_alone_on_a_last_line(words: str, printed: str) -> None:
    """Its last nine letters are tied, with a word that opens a quotation; “e-mail” is not cut at its hyphen."""
    assert _no_widow(words).replace("\u00a0", "_").replace("\u2060", "|") == printed
