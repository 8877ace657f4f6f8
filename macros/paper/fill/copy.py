"""Owns how parts of a pack become one person's PDF, or one of many people's; it leaves making the pack to `pack`.

`docs/assets/second-round/pdf/` has the same modules with the same names in JavaScript, and both write the same bytes:
every length is a whole number, and nothing is compressed but by our own `squeeze`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from macros.paper.fill.attach import Attached, attach
from macros.paper.fill.filled import Filled, Shown
from macros.paper.fill.frame import Frame
from macros.paper.fill.link import File, link_chunks, updated, written
from macros.paper.fill.shaper import Shaper
from macros.paper.fill.tables import IN_A_ROW, NOBODY, TOGETHER
from macros.paper.pack import Objects, Pack, siblings


@dataclass(frozen=True)
class Copy:
    """A personal PDF, and what a careful person would say about it."""

    pieces: Sequence[bytes]
    """Its bytes: what a class shares comes first, and is the same object in each copy."""
    moved: tuple[str, ...]
    """Fields whose text did not fit, and stands whole on the notes page at the back."""
    cut: tuple[str, ...]
    """Fields whose text does not show whole anywhere on paper; the field keeps all of it."""

    @property
    def pdf(self) -> bytes:
        """Its bytes in one piece."""
        return b"".join(self.pieces)


def fill(
    pack: Pack,
    parts: Iterable[str] | None = None,
    values: Mapping[str, str] | None = None,
    ticks: Iterable[str] = (),
    shape: bool = False,
    both_sides: bool = False,
    attached: Sequence[Attached] = (),
) -> Copy:
    """Return one copy of the chosen parts, in the pack's order; all of them where none are named.

    For printing on `both_sides`, each part begins on the front of a leaf, and the backs of wide pages are turned round.
    With `shape`, what the pack's fonts cannot show is set in fonts of its script, which are opened for it. What is for
    a part that was not chosen is left out; files that are `attached` come along. Raises UnsupportedText with every
    field that holds a character which no font can show, NotText with every field that is given something else than
    text, and ValueError for a part that is not there, or where none is chosen.
    """
    shaper = Shaper(pack) if shape else None
    filled = Filled(pack, pack.chosen(parts), values or {}, ticks, shaper, _free(pack), {})
    if both_sides:
        filled.begin_on_leaves(last=False, first=pack.map["size"])
    if shaper:
        filled.objects |= shaper.objects()
    return Copy(_one(pack, filled, filled.chunks, attached), filled.moved, filled.cut)


def merge(
    pack: Pack,
    people: Iterable[tuple[Mapping[str, str], Iterable[str]]],
    parts: Iterable[str] | None = None,
    shape: bool = False,
    both_sides: bool = True,
) -> Copy:
    """Return one PDF with a copy for each person's values and ticks, one after the other.

    For printing on `both_sides`, each part of each copy begins on the front of a leaf, as `fill` has it.
    The fields of copy 7 hang below `copy-7`, as in `copy-7.name`. Raises as `fill` does, and ValueError where there is
    nobody.
    """
    chosen = pack.chosen(parts)
    ids = pack.map["ids"]
    used: set[str] = set()
    objects: Objects = {}
    moved: list[str] = []
    cut: list[str] = []
    entries: dict[int, str] = {}
    frame: Frame | None = None
    following = pack.map["size"]
    shown: Shown = {}
    shaper = Shaper(pack) if shape else None
    waiting: list[list[int]] = []
    together: list[list[int]] = []
    for count, (values, ticks) in enumerate(people, 1):
        filled = Filled(pack, chosen, values, ticks, shaper, following, shown)
        if both_sides:
            filled.begin_on_leaves(last=True, first=filled.next)
        frame = frame or Frame(pack, filled.title)
        following = filled.stand_alone(count, frame.keys)
        entries[following - 1] = filled.entry(values.get("name", ""))
        frame.add(filled, [following - 1], f"{count}. ")
        objects |= filled.objects
        waiting.append(_packable(filled.objects))
        if sum(map(len, waiting)) >= TOGETHER:
            together.append(_in_turns(waiting))
            waiting = []
        used.update([*(part["id"] for part in filled.chosen), *filled.chunks])
        moved += [f"copy-{count}.{name}" for name in filled.moved]
        cut += [f"copy-{count}.{name}" for name in filled.cut]
    if frame is None:
        raise ValueError(NOBODY)
    for number, beside in siblings(list(entries)):
        objects[number] = f"<<{entries[number]}/Parent {ids['outlines']} 0 R{beside}>>".encode()
    objects |= frame.objects() | (shaper.objects() if shaper else {})
    rest = objects.keys() - {number for group in (*together, *waiting) for number in group}
    waiting.append(_packable({number: objects[number] for number in rest}))
    together.append(_in_turns(waiting))
    chunks = ["base", *(each for each in pack.chunks if each in used or each in pack.map["also"])]
    file = written(pack, link_chunks(pack, chunks, packed=False), objects, following, together)
    return Copy([file.data], tuple(moved), tuple(cut))


def _packable(objects: Objects) -> list[int]:
    """Return the numbers of what can be packed, in their order: all but streams."""
    return sorted([number for number, body in objects.items() if not body.endswith(b"endstream")])


def _in_turns(lists: Sequence[Sequence[int]]) -> list[int]:
    """Return numbers of several copies in turns, so that what is alike in two of them is near."""
    longest = max(map(len, lists))
    return [
        number for start in range(0, longest, IN_A_ROW) for each in lists for number in each[start : start + IN_A_ROW]
    ]


def closed(pack: Pack) -> Pack:
    """Return a pack that `bind` has made, closed: a PDF of all parts with all fonts that values may need.

    That is what a pack is published as, for printing on both sides.
    """
    filled = Filled(pack, pack.chosen(None), {}, (), None, _free(pack), {})
    filled.begin_on_leaves(last=False, first=pack.map["size"])
    pdf = b"".join(_one(pack, filled, [chunk for chunk in pack.chunks if chunk not in ("base", *pack.parts)], ()))
    return Pack(pdf, {**pack.map, "length": len(pdf), "crc32": zlib.crc32(pdf)})


def _free(pack: Pack) -> int:
    """Return from where on numbers are free in one copy: those below are for blank sides, and for how it is packed."""
    return pack.map["size"] + len(pack.parts) + 2


def _one(pack: Pack, filled: Filled, fonts: Sequence[str], attached: Sequence[Attached]) -> list[bytes]:
    """Return the file that a class shares, with what this copy says added to it."""
    also = [each for each in pack.map["also"] if each not in fonts]
    chunks = ["base", *[part["id"] for part in filled.chosen], *also, *fonts]
    file = pack.kept(("blank", *chunks, *filled.blanks.values()), lambda: _blank(pack, filled, chunks))
    files, following = attach(pack, attached, filled.next)
    return updated(pack, file, filled.objects | files, following)


def _blank(pack: Pack, filled: Filled, chunks: Sequence[str]) -> File:
    """Return the file of a copy's parts before anything is filled in."""
    outline = filled.outline(pack.map["ids"]["outlines"])
    frame = Frame(pack, filled.title)
    frame.add(filled, list(outline), "")
    objects = frame.objects() | filled.heading | outline | filled.sides
    return written(pack, link_chunks(pack, chunks, packed=True), objects, _free(pack) - 2, [_packable(objects)])
