"""Owns where a sheet breaks, how large its type is and how its spare room is shared; refuses to know how it is drawn.

All lengths are in millimetres, type sizes in points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LEAST_GAP, GOOD_GAP, MOST_GAP = 2.6, 4.6, 8.0
"""Between two blocks: the least that keeps them apart, what looks right, and where it begins to look torn."""

LEAST_ROW, GOOD_ROW, MOST_ROW = 0.55, 1.1, 2.4
"""Below each line of a block, in the same way."""

RULE = 8.0
"""From one ruled line to the next: what a hand writes in."""

NOTES_HEAD = 10.0
"""The label above the ruled lines, with its air."""

LEAST_RULES = 3


@dataclass(frozen=True)
class Block:
    """A block's height with no room between its rows, and how many rows it has."""

    height: float
    rows: int


@dataclass(frozen=True)
class Proof:
    """A sheet as measured at one type size: what stands above the first block, the blocks, what stands after all."""

    size: float
    head: float
    blocks: tuple[Block, ...]
    tail: float


@dataclass(frozen=True)
class Side:
    """One page: how many blocks are on it, the room between blocks and below rows, the ruled lines at its end."""

    blocks: int
    gap: float
    row: float
    rules: int


@dataclass(frozen=True)
class Fit:
    """How a sheet is laid out: its type size and its pages."""

    size: float
    sides: tuple[Side, ...]


def fit(proofs: Iterable[Proof], room: float, most_sides: int) -> Fit | None:
    """Return the best layout at the first (largest) size that fits on `most_sides` pages, or None where none does.

    `room` is the height of a page. `most_sides` is 1 or 2. Fewer pages are better than more.
    """
    for proof in proofs:
        whole = _side(proof, 0, len(proof.blocks), room)
        if whole:
            return Fit(proof.size, (whole[1],))
        if most_sides > 1 and (sides := _two_sides(proof, room)):
            return Fit(proof.size, sides)
    return None


def _two_sides(proof: Proof, room: float) -> tuple[Side, Side] | None:
    """Return the break that leaves the least blank and, among those, the most even spacing."""
    found: list[tuple[float, int, tuple[Side, Side]]] = []
    for cut in range(1, len(proof.blocks)):
        first, second = _side(proof, 0, cut, room), _side(proof, cut, len(proof.blocks), room)
        if first and second:
            uneven = abs(first[1].row - second[1].row) * 20 + abs(first[1].gap - second[1].gap) * 4
            found.append((first[0] + second[0] + uneven, cut, (first[1], second[1])))
    return min(found)[2] if found else None


def _side(proof: Proof, start: int, stop: int, room: float) -> tuple[float, Side] | None:
    """Return how much stays blank at the end of a page with these blocks, and the page; None where they don't fit."""
    blocks = proof.blocks[start:stop]
    first, last = start == 0, stop == len(proof.blocks)
    rows = sum(block.rows for block in blocks)
    gaps = len(blocks) - (not first)  # nothing stands above the first block of a later page
    spare = room - sum(block.height for block in blocks) - proof.head * first - proof.tail * last
    if spare < gaps * LEAST_GAP + rows * LEAST_ROW:
        return None
    good = gaps * GOOD_GAP + rows * GOOD_ROW
    rules = int((spare - good - NOTES_HEAD) // RULE) if last else 0
    if rules < LEAST_RULES:
        rules = 0
    else:
        spare -= NOTES_HEAD + rules * RULE
    gap, row = _share(spare, gaps, rows)
    return spare - gaps * gap - rows * row, Side(len(blocks), round(gap, 2), round(row, 2), rules)


def _share(spare: float, gaps: int, rows: int) -> tuple[float, float]:
    """Return the gap and the row that use up `spare`, both as far along from least to good, or from good to most."""
    for low, high in (((LEAST_GAP, LEAST_ROW), (GOOD_GAP, GOOD_ROW)), ((GOOD_GAP, GOOD_ROW), (MOST_GAP, MOST_ROW))):
        least = gaps * low[0] + rows * low[1]
        most = gaps * high[0] + rows * high[1]
        if spare <= most:
            along = (spare - least) / (most - least) if most > least else 0
            return low[0] + along * (high[0] - low[0]), low[1] + along * (high[1] - low[1])
    return MOST_GAP, MOST_ROW
