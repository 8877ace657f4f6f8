"""Owns how a checklist is drawn in small beside the answer that leads to it; refuses to measure real paper."""

from __future__ import annotations

from collections.abc import Sequence

from macros.guidance import Block


def sheet(blocks: Sequence[Block]) -> list[list[tuple[str, float, int]]]:
    """Draw blocks in small: a page of marks ('block' or 'item', y, width) for each of two sides, 100 wide and 130 high.

    They part where about half of the lines are done, as they do on paper.
    """
    lines = [len(block.items) + 2 for block in blocks]
    first = next((count for count in range(1, len(lines)) if sum(lines[: count + 1]) > 0.54 * sum(lines)), len(lines))
    pages: list[list[tuple[str, float, int]]] = []
    for top, shown in ((30, blocks[:first]), (8, blocks[first:])):
        step = min(3.6, (124 - top) / max(1, sum(len(each.items) + 2.4 for each in shown)))
        marks: list[tuple[str, float, int]] = []
        y = float(top)
        for block in shown:
            marks.append(("block", round(y, 1), 84))
            y += 5 + step * 0.7
            for item in block.items:
                marks.append(("item", round(y, 1), min(74, round(len(item.do) * 0.9))))
                y += step
            y += step * 0.6
        pages.append(marks)
    return pages
