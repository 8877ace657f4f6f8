"""Owns where a sheet breaks, how large its type is and how its spare room is shared; does not know how it is drawn.

All lengths are in millimetres, type sizes in points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

LEAST_RULES = 3
"""Room for fewer lines for notes than this stays blank."""

TORN = 40.0
"""What it is worth in blank millimetres not to break a page between blocks that no gap parts, as a rule."""


MOST_BLANK = 0.25
"""How much of a page may stay blank before it looks forgotten: what is more counts twice, so that pages share it."""


@dataclass(frozen=True)
class Band:
    """How much room something may take: the least that works, what looks right, and where it begins to look torn."""

    least: float
    good: float
    most: float


@dataclass(frozen=True)
class Ruled:
    """Lines for notes: from one to the next, which is what a hand writes in, and the label above them with its air."""

    rule: float
    head: float


NOTE_LINES = Ruled(rule=8.5, head=4.5)


@dataclass(frozen=True)
class Spacing:
    """What the spare room of a page is shared between: the gaps between its blocks, and the rows in them.

    A row may be the air below a line to tick, or the whole height of a line to write on. What is left at the end of a
    sheet is ruled for `notes`, if it may be.
    """

    gap: Band
    row: Band
    notes: Ruled | None = NOTE_LINES

    def least(self, gaps: int, rows: float) -> float:
        return gaps * self.gap.least + rows * self.row.least

    def good(self, gaps: int, rows: float) -> float:
        return gaps * self.gap.good + rows * self.row.good

    def most(self, gaps: int, rows: float) -> float:
        return gaps * self.gap.most + rows * self.row.most

    def share(self, spare: float, gaps: int, rows: float) -> tuple[float, float]:
        """Return the gap and the row that use up `spare`, both as far along from least to good, or from good to most.

        `spare` is at least `least(gaps, rows)`; what is more than `most(gaps, rows)` stays unused.
        """
        good = self.good(gaps, rows)
        if spare <= good:
            along = _along(spare, self.least(gaps, rows), good)
            return _between(self.gap.least, self.gap.good, along), _between(self.row.least, self.row.good, along)
        along = min(_along(spare, good, self.most(gaps, rows)), 1)
        return _between(self.gap.good, self.gap.most, along), _between(self.row.good, self.row.most, along)


@dataclass(frozen=True)
class MeasuredBlock:
    """A block's height with no room for its rows, how many rows it has, and whether a gap parts it from the last."""

    height: float
    rows: float
    apart: bool = True
    joint: float = TORN
    """What it is worth in blank millimetres not to break a page before it, where no gap parts it from the last."""


@dataclass(frozen=True)
class Proof:
    """A sheet as measured at one type size: what stands above the first block, the blocks, what stands after all.

    `again` is what a page needs at its top to say what goes on there, where it begins with no gap.
    """

    size: float
    head: float
    blocks: tuple[MeasuredBlock, ...]
    tail: float
    again: float = 0


@dataclass(frozen=True)
class Side:
    """One page: how many blocks are on it, the room between blocks and for rows, the ruled lines at its end."""

    blocks: int
    gap: float
    row: float
    rules: int
    blank: float = 0
    """What stays blank above the last thing on the sheet, so that this stands at its foot; 0 on every other page."""


@dataclass(frozen=True)
class Fit:
    """How a sheet is laid out: its type size and its pages."""

    size: float
    sides: tuple[Side, ...]


def fit(proofs: Iterable[Proof], spacing: Spacing, room: float, most_sides: int) -> Fit | None:
    """Return the best layout at the first (largest) size that fits on `most_sides` pages, or None where none does.

    `room` is the height of a page. Fewer pages are better than more.
    """
    for proof in proofs:
        for count in range(1, most_sides + 1):
            if sides := _sides(proof, spacing, room, count):
                return Fit(proof.size, sides)
    return None


def flow(proof: Proof, spacing: Spacing, room: float) -> Fit | None:
    """Return the best layout on as many pages as it takes, or None where a block is longer than a page.

    What belongs together stays together where that leaves little blank; `room` is the height of a page. What stands
    above the first block has the first page to itself where the two don't fit on one.
    """
    if not _side(proof, spacing, 0, 1, room) and proof.head:
        rest = flow(replace(proof, head=0), spacing, room)
        return Fit(proof.size, (Side(0, spacing.gap.good, spacing.row.good, 0), *rest.sides)) if rest else None
    # The best way to lay out the first 0, 1, 2 … blocks, each with its cost: every way goes on from a best one.
    best: list[tuple[float, tuple[Side, ...]] | None] = [(0, ())]
    for stop in range(1, len(proof.blocks) + 1):
        ways = []
        for start in range(stop):
            before, found = best[start], _side(proof, spacing, start, stop, room)
            if before and found:
                blank, side = found
                uneven = 37 * abs(side.row - spacing.row.good) / (spacing.row.most - spacing.row.least)
                torn = 0 if proof.blocks[start].apart else proof.blocks[start].joint
                hollow = max(blank - MOST_BLANK * room, 0)
                ways.append((before[0] + blank + hollow + uneven + torn, (*before[1], side)))
        best.append(min(ways, key=lambda way: way[0], default=None))
    last = best[-1]
    return Fit(proof.size, last[1]) if last else None


def excess(proof: Proof, spacing: Spacing, room: float, most_sides: int) -> float:
    """Return by how many millimetres a sheet is too long for its pages, however it is broken; 0 where it fits."""
    return min(
        sum(max(-_left(proof, spacing, *side, room), 0) for side in way)
        for count in range(1, most_sides + 1)
        for way in _ways(proof, count)
    )


def _ways(proof: Proof, count: int) -> Iterator[list[tuple[int, int]]]:
    """Yield each way to break a sheet into `count` pages: where each page starts and stops."""
    blocks = len(proof.blocks)
    for cuts in combinations(range(1, blocks), count - 1):
        yield list(pairwise((0, *cuts, blocks)))


def _sides(proof: Proof, spacing: Spacing, room: float, count: int) -> tuple[Side, ...] | None:
    """Return the break into `count` pages that leaves little blank, spaces all pages alike, and tears little apart."""
    best: tuple[float, tuple[Side, ...]] | None = None
    for way in _ways(proof, count):
        found = [_side(proof, spacing, *side, room) for side in way]
        sides = [side for side in found if side]
        if len(sides) < count:
            continue
        gaps, rows = [side.gap for _, side in sides], [side.row for _, side in sides]
        uneven = 37 * (max(rows) - min(rows)) / (spacing.row.most - spacing.row.least)
        uneven += 22 * (max(gaps) - min(gaps)) / (spacing.gap.most - spacing.gap.least)
        torn = sum(proof.blocks[start].joint for start, _ in way if not proof.blocks[start].apart)
        cost = sum(blank for blank, _ in sides) + uneven + torn
        if best is None or cost < best[0]:
            best = cost, tuple(side for _, side in sides)
    return best[1] if best else None


def _side(proof: Proof, spacing: Spacing, start: int, stop: int, room: float) -> tuple[float, Side] | None:
    """Return how much stays blank at the end of a page with these blocks, and the page; None where they don't fit."""
    left = _left(proof, spacing, start, stop, room)
    if left < 0:
        return None
    gaps, rows = _counts(proof, start, stop)
    spare = left + spacing.least(gaps, rows)
    rules = 0
    if spacing.notes and stop == len(proof.blocks):
        rules = int((spare - spacing.good(gaps, rows) - spacing.notes.head) // spacing.notes.rule)
        if rules < LEAST_RULES:
            rules = 0
        else:
            spare -= spacing.notes.head + rules * spacing.notes.rule
    gap, row = spacing.share(spare, gaps, rows)
    blank = spare - gaps * gap - rows * row
    foot = max(_hundredths(blank), 0) if stop == len(proof.blocks) else 0
    return blank, Side(stop - start, _hundredths(gap), _hundredths(row), rules, foot)


def _left(proof: Proof, spacing: Spacing, start: int, stop: int, room: float) -> float:
    """Return how much of a page is left when these blocks are set as close as can be; below 0 they don't fit."""
    used = sum(block.height for block in proof.blocks[start:stop]) + spacing.least(*_counts(proof, start, stop))
    again = proof.again if start and not proof.blocks[start].apart else 0
    return room - used - again - proof.head * (start == 0) - proof.tail * (stop == len(proof.blocks))


def _counts(proof: Proof, start: int, stop: int) -> tuple[int, float]:
    """Return how many gaps and rows are on a page with these blocks."""
    blocks = proof.blocks[start:stop]
    # Nothing stands above the first block of a later page.
    return sum(block.apart for block in blocks[start > 0 :]), sum(block.rows for block in blocks)


def _hundredths(length: float) -> float:
    """Return a length in whole hundredths, never longer than it was: fifty rows add up."""
    return math.floor(length * 100) / 100


def _along(value: float, low: float, high: float) -> float:
    """Return how far `value` is on the way from `low` to `high`, from 0 to 1."""
    return (value - low) / (high - low) if high > low else 0


def _between(low: float, high: float, along: float) -> float:
    return low + along * (high - low)
