"""How room is shared on a sheet: by arithmetic alone, in millimetres."""

from __future__ import annotations

import pytest

from macros.paper.sheets.fit import NOTE_LINES, Band, Fit, MeasuredBlock, Proof, Spacing, excess, fit, flow

LIST = Spacing(gap=Band(2.6, 4.6, 8), row=Band(0.55, 1.1, 2.4))
LINES = Spacing(gap=Band(3.4, 5, 8), row=Band(6.2, 8.4, 9.5))


def proof(size: float, *heights: float, rows: int = 5, head: float = 50, tail: float = 6) -> Proof:
    return Proof(size, head, tuple(MeasuredBlock(height, rows) for height in heights), tail)


def blank(proof: Proof, found: Fit, room: float) -> list[float]:
    """Return what stays empty at the end of each page."""
    left, blocks = [], list(proof.blocks)
    for number, side in enumerate(found.sides):
        here, blocks = blocks[: side.blocks], blocks[side.blocks :]
        used = sum(block.height + block.rows * side.row for block in here) + side.gap * (len(here) - (number > 0))
        used += proof.head * (number == 0) + proof.tail * (number == len(found.sides) - 1)
        left.append(room - used - (NOTE_LINES.head + side.rules * NOTE_LINES.rule if side.rules else 0))
    return left


@pytest.mark.parametrize("count", range(1, 10))
def test_every_block_is_on_a_page_and_nothing_runs_over(count: int) -> None:
    """Whatever the number of blocks, all are placed, in order, and each page holds what it is given."""
    one = proof(11, *[38.0] * count)
    found = fit([one], LIST, 240, 2)
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

    found = fit(proofs(), LIST, 240, 2)  # type: ignore[arg-type]
    assert found is not None
    assert found.size == 11.5
    assert tried == [12, 11.5]


def test_what_does_not_fit_is_not_fitted() -> None:
    """There is no layout rather than one that cramps."""
    assert fit([proof(11, *[90.0] * 6)], LIST, 240, 2) is None
    assert fit([proof(11, 120.0, 120.0)], LIST, 240, 1) is None


def test_one_page_is_better_than_two() -> None:
    """A short list is not spread over two pages."""
    found = fit([proof(11, 40.0, 40.0)], LIST, 240, 2)
    assert found is not None
    assert [side.blocks for side in found.sides] == [2]


def test_spare_room_is_for_notes() -> None:
    """What good spacing leaves at the end becomes ruled lines, a whole number of them."""
    found = fit([proof(11, *[38.0] * 6)], LIST, 240, 2)
    assert found is not None
    assert found.sides[0].rules == 0
    assert found.sides[1].rules >= 3


def test_room_between_stays_between_its_bounds() -> None:
    """Neither so little that blocks touch, nor so much that a page looks torn."""
    for height in range(20, 48):
        found = fit([proof(11, *[float(height)] * 8)], LIST, 240, 2)
        for side in found.sides if found else ():
            assert LIST.gap.least <= side.gap <= LIST.gap.most
            assert LIST.row.least <= side.row <= LIST.row.most


def test_lines_to_write_on_share_the_room_first() -> None:
    """A line grows from what is narrow to what is good before there are lines for notes, and never beyond its most."""
    for height in range(60, 200, 7):
        found = fit([proof(11, float(height), rows=10)], LINES, 240, 1)
        for side in found.sides if found else ():
            assert 6.2 <= side.row <= 9.5
            assert side.row > 8.3 or side.rules == 0


def test_blocks_that_belong_together_are_torn_apart_last() -> None:
    """A page ends where a part ends, if that leaves no page nearly empty; steps of one part stand close."""
    steps = [MeasuredBlock(26, 1, apart=number in (0, 6)) for number in range(12)]
    found = fit([Proof(11, 40, tuple(steps), 6)], LIST, 240, 2)
    assert found is not None
    assert [side.blocks for side in found.sides] == [6, 6]


def test_a_third_side_is_used_when_allowed() -> None:
    """What does not fit two sides is laid out on three, all blocks in order."""
    long = proof(11, *[70.0] * 8)
    assert fit([long], LIST, 240, 2) is None
    found = fit([long], LIST, 240, 3)
    assert found is not None
    assert len(found.sides) == 3
    assert sum(side.blocks for side in found.sides) == 8


@pytest.mark.parametrize(
    ("heights", "sides", "over"), [((100.0, 100.0), 2, 0), ((250.0,), 1, 71.35), ((150.0, 250.0), 2, 18.75)]
)
def test_it_tells_by_how_much_a_sheet_is_too_long(heights: tuple[float, ...], sides: int, over: float) -> None:
    """The length is that of the tightest layout, broken in the best place: what must go for it to fit."""
    assert excess(proof(11, *heights), LIST, 240, sides) == pytest.approx(over)


def long(*blocks: tuple[float, bool], head: float = 50) -> Proof:
    """Return a sheet of large print: blocks of these heights, each with a title or going on with the one before."""
    return Proof(18, head, tuple(MeasuredBlock(height, 2, apart, 120) for height, apart in blocks), 6, again=12)


def test_a_sheet_may_take_as_many_pages_as_it_needs() -> None:
    """Every block is placed, in order, and each page holds what it is given, with what goes on said at its top."""
    one = long(*[(60.0, number % 4 == 0) for number in range(20)])
    found = flow(one, LIST, 240)
    assert found is not None
    assert sum(side.blocks for side in found.sides) == 20
    at = 0
    for number, side in enumerate(found.sides):
        here, at = one.blocks[at : at + side.blocks], at + side.blocks
        used = sum(block.height + block.rows * side.row for block in here) + side.gap * sum(b.apart for b in here)
        used += 50 * (number == 0) + 12 * (number > 0 and not here[0].apart) + 6 * (at == 20)
        assert used - side.gap * (number > 0) <= 240


def test_what_belongs_together_starts_a_new_page_rather_than_being_torn() -> None:
    """A list that would be torn goes to the next page whole, where that leaves little blank."""
    found = flow(long((90, True), (60, True), (60, False), (60, False)), LIST, 240)
    assert found is not None
    assert [side.blocks for side in found.sides] == [1, 3]


def test_a_long_first_block_leaves_the_heading_a_page_of_its_own() -> None:
    """What is as long as a page fits on the second; what is longer than a page fits nowhere."""
    found = flow(long((200, True), head=90), LIST, 240)
    assert found is not None
    assert [side.blocks for side in found.sides] == [0, 1]
    assert flow(long((260, True)), LIST, 240) is None


def test_pages_share_what_stays_blank() -> None:
    """Where a list must be torn anyway, no page is left hollow and the next one full."""
    found = flow(long((70, True), (100, False), (70, False), (50, False), (100, False), head=0), LIST, 240)
    assert found is not None
    assert [side.blocks for side in found.sides] == [2, 2, 1]
