"""How room is shared on a sheet: by arithmetic alone, in millimetres."""

from __future__ import annotations

import pytest

from macros.paper.fit import LEAST_GAP, LEAST_ROW, MOST_GAP, MOST_ROW, NOTES_HEAD, RULE, Block, Fit, Proof, fit


def proof(size: float, *heights: float, rows: int = 5, head: float = 50, tail: float = 6) -> Proof:
    return Proof(size, head, tuple(Block(height, rows) for height in heights), tail)


def blank(proof: Proof, found: Fit, room: float) -> list[float]:
    """Return what stays empty at the end of each page."""
    left, blocks = [], list(proof.blocks)
    for number, side in enumerate(found.sides):
        here, blocks = blocks[: side.blocks], blocks[side.blocks :]
        used = sum(block.height + block.rows * side.row for block in here) + side.gap * (len(here) - (number > 0))
        used += proof.head * (number == 0) + proof.tail * (number == len(found.sides) - 1)
        left.append(room - used - (NOTES_HEAD + side.rules * RULE if side.rules else 0))
    return left


@pytest.mark.parametrize("count", range(1, 10))
def test_every_block_is_on_a_page_and_nothing_runs_over(count: int) -> None:
    """Whatever the number of blocks, all are placed, in order, and each page holds what it is given."""
    one = proof(11, *[38.0] * count)
    found = fit([one], 240, 2)
    assert found is not None
    assert sum(side.blocks for side in found.sides) == count
    assert all(left > -0.3 for left in blank(one, found, 240))


def test_the_largest_type_that_fits_is_taken() -> None:
    """Sizes are tried in the order they are given in, and no more than needed are measured."""
    tried = []

    def proofs() -> object:
        for size, height in ((12, 80), (11.5, 50), (11, 30)):
            tried.append(size)
            yield proof(size, *[height] * 6)

    found = fit(proofs(), 240, 2)  # type: ignore[arg-type]
    assert found is not None
    assert found.size == 11.5
    assert tried == [12, 11.5]


def test_what_does_not_fit_is_not_fitted() -> None:
    """There is no layout rather than one that cramps."""
    assert fit([proof(11, *[90.0] * 6)], 240, 2) is None
    assert fit([proof(11, 120.0, 120.0)], 240, 1) is None


def test_one_page_is_better_than_two() -> None:
    """A short list is not spread over two pages."""
    found = fit([proof(11, 40.0, 40.0)], 240, 2)
    assert found is not None
    assert [side.blocks for side in found.sides] == [2]


def test_spare_room_is_for_notes() -> None:
    """What good spacing leaves at the end becomes ruled lines, a whole number of them."""
    found = fit([proof(11, *[38.0] * 6)], 240, 2)
    assert found is not None
    assert found.sides[0].rules == 0
    assert found.sides[1].rules >= 3


def test_room_between_stays_between_its_bounds() -> None:
    """Neither so little that blocks touch, nor so much that a page looks torn."""
    for height in range(20, 48):
        found = fit([proof(11, *[float(height)] * 8)], 240, 2)
        for side in found.sides if found else ():
            assert LEAST_GAP <= side.gap <= MOST_GAP
            assert LEAST_ROW <= side.row <= MOST_ROW
