"""Owns how a checklist is drawn in small beside the answer that leads to it; does not measure real paper."""

from __future__ import annotations

from collections.abc import Sequence

from macros.guidance import Block


def sheet(blocks: Sequence[Block]) -> list[list[tuple[str, float, int]]]:
    """Draw blocks in small: a page of marks ('block' or 'item', y, width) for each of two sides, 100 wide and 130 high.

    As on paper, a block has its number and title in a rail, its items to the right, and the code stands at the end.

    They part where about half of the lines are done, as they do on paper.
    """
    lines = [len(block.items) + 2 for block in blocks]
    first = next((count for count in range(1, len(lines)) if sum(lines[: count + 1]) > 0.54 * sum(lines)), len(lines))
    pages: list[list[tuple[str, float, int]]] = []
    for top, foot, shown in ((30, 126, blocks[:first]), (8, 108, blocks[first:])):
        step = min(3.6, (foot - top) / max(1, sum(len(each.items) + 1.8 for each in shown)))
        marks: list[tuple[str, float, int]] = []
        y = float(top)
        for block in shown:
            marks.append(("block", round(y, 1), min(16, len(block.title))))
            y += step
            for item in block.items:
                marks.append(("item", round(y, 1), min(53, round(len(item.do) * 0.8))))
                y += step
            y += step * 0.8
        pages.append(marks)
    return pages
