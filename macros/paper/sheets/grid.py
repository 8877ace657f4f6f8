"""Owns how the table of a part is set: how wide its columns are, and how long the lines to write on."""

from __future__ import annotations

from dataclasses import dataclass

from macros.errors import PressError
from macros.guidance import Part

LETTER, CAPITAL = 2.1, 2.25
"""How wide a letter of a table's heading is in millimetres: as a rule, and in a bold word that is all wide letters."""

EDGE = 0.3
"""The line around a table, half of which stands outside it, in millimetres."""

BESIDE = 3.0
"""What stands to the left and right of a table's heading, in millimetres."""

COUNTED, COUNT_WIDTH = "No.", 8.0
"""What stands over rows that are only counted, and how wide their column is in millimetres."""

MOST_BESIDE = 0.25
"""How much of a table the headings of its rows may take; longer ones are broken into lines."""


@dataclass(frozen=True)
class Grid:
    """How the table of a part is set."""

    head: str
    """What stands at the head of the column of the rows' headings."""
    counted: bool
    """Whether the rows are only counted, so that a number says all that the heading of a row must say."""
    lines: int
    """How many lines of handwriting a row holds."""
    widths: list[float]
    """How wide each column is in millimetres, that of the rows' headings first."""
    guides: list[float]
    """How long the dotted lines are that begin in each column to write on: they go on through those beside it."""


def grid_of(part: Part, width: float, name: str) -> Grid:
    """Return how a table of so many mm is set: the rows' headings as they need, the rest as the data shares it.

    `name` is what messages call the sheet. Raises PressError where the headings of the columns need more than there is.
    """
    width -= EDGE
    counted = part.is_counted
    head = COUNTED if counted else part.noun
    labels = [head, *(row.label for row in part.rows)]
    whole = BESIDE + LETTER * max(map(len, labels))
    first = COUNT_WIDTH if counted else max(min(whole, MOST_BESIDE * width), *(_least(label) for label in labels))
    widths = _shared([(column.width, _least(column.label, column.hint)) for column in part.columns], width - first)
    if (over := first + sum(widths) - width) > EDGE:
        message = f"{name}: The headings of “{part.title}” are {over:.0f} mm wider than the sheet."
        raise PressError(f"{message} Use shorter words or fewer columns, or turn the sheet: orientation: landscape.")
    return Grid(head, counted, max(column.lines for column in part.columns), [first, *widths], _guides(part, widths))


def _guides(part: Part, widths: list[float]) -> list[float]:
    """Return how long the guides are that begin in each column: as wide as it and all to write in that follow it."""
    guides = [0.0]
    for column, width in reversed(list(zip(part.columns, widths, strict=True))):
        guides.append(0.0 if column.kind == "tick" else guides[-1] + width)
    lengths = guides[:0:-1]
    return [0.0 if before else length for before, length in zip([0.0, *lengths], lengths, strict=False)]


def _least(label: str, hint: str | None = None) -> float:
    """Return how wide a column must be so that no word of its heading is cut, in millimetres."""
    words = [CAPITAL * len(word) for word in label.split()] + [LETTER * len(word) for word in (hint or "").split()]
    return BESIDE + max(words)


def _shared(columns: list[tuple[int, float]], width: float) -> list[float]:
    """Return the width of each column: its share, or its least where the share is less and others must give way."""
    short: set[int] = set()
    while True:
        shares = sum(share for at, (share, _) in enumerate(columns) if at not in short)
        rest = max(width - sum(columns[at][1] for at in short), 0)
        widths = [least if at in short else rest * share / shares for at, (share, least) in enumerate(columns)]
        more = {at for at, (_, least) in enumerate(columns) if at not in short and widths[at] < least}
        if not more:
            return widths
        short |= more
