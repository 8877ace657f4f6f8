"""How a text is set in a field: what is worked out for it, however long it is."""

from __future__ import annotations

import pytest

from macros.paper.fill.layout import Place, lay_out

ROOM = Place(number=1, width=200_000, height=60_000, size=1000, lines=1)
BOOK = "It was a dark night. " * 10_000


@pytest.mark.parametrize(
    ("text", "most"),
    [(BOOK, len(BOOK) // 50), (BOOK.replace(" ", "\n"), len(BOOK) // 50), (BOOK.replace(" ", ""), 30 * len(BOOK))],
    ids=["words", "lines", "one word"],
)
def test_a_book_in_a_field_is_measured_for_a_page_and_no_more(text: str, most: int) -> None:
    """Of 210,000 characters those are measured that may show, at each size; of one endless word all, at each size."""
    measured = 0

    def width(piece: str) -> int:
        nonlocal measured
        measured += len(piece)
        return 500 * len(piece)

    layout = lay_out(text, ROOM, width, list)
    assert measured < most
    assert not layout.fits
    assert 1 < len(layout.lines) < 9
    assert layout.lines[-1].endswith("…")


def test_a_line_is_cut_where_the_sign_still_fits() -> None:
    """As many characters as leave room for the sign; not one more, and none where there is no room for it."""
    for room, shown in ((60_000, "Dana So…"), (8_000, "…"), (2_000, "…")):
        place = Place(number=1, width=room, height=20_000, size=1600)
        layout = lay_out("Dana Sol and all the others", place, lambda text: 1000 * len(text), list)
        assert (layout.lines, layout.fits) == ((shown,), False)
