"""Owns how chunks and changed objects become one file that readers take; what the objects say is for others."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from macros.paper.pack import HEADER, Objects, Pack

_HEADER = HEADER.encode("latin-1")


@dataclass(frozen=True)
class Index:
    """A cross-reference table, and where in it the rows of the objects are that a copy brings."""

    table: bytes
    spans: str
    places: list[int]


@dataclass
class Linked:
    """Chunks one after the other, and the rows of their objects in a cross-reference table.

    A row is the kind of an object, where it is, and its place there.
    """

    blocks: list[bytes]
    rows: dict[int, tuple[int, int, int]]
    length: int
    _last: tuple[tuple[int, ...], int, Index] | None = None

    def index(self, changed: tuple[int, ...], wide: int) -> Index:
        """Return the table with room for these objects; the last is kept, because a class fills in the same fields."""
        if self._last is None or self._last[:2] != (changed, wide):
            rows = self.rows | dict.fromkeys(changed, (0, 0, 0))
            numbers = sorted(rows)
            firsts = [number for number in numbers if number - 1 not in rows]
            lasts = [number for number in numbers if number + 1 not in rows]
            spans = " ".join([f"{first} {last - first + 1}" for first, last in zip(firsts, lasts, strict=True)])
            place = {number: (wide + 3) * at for at, number in enumerate(numbers)}
            table = b"".join([_row(wide, *rows[number]) for number in numbers])
            self._last = (changed, wide, Index(table, spans, [place[number] for number in changed]))
        return self._last[2]


def written(pack: Pack, chunks: Sequence[str], objects: Objects, following: int, packed: bool) -> bytes:
    """Return the file: the chunks, with the objects that are packed in them or without, then `objects`.

    It ends with a cross-reference stream, whose number is `following`.
    """
    linked = link_chunks(pack, tuple(chunks), packed)
    position = linked.length
    changed = sorted(objects)
    fresh, at = [], []
    for number in changed:
        fresh.append(b"%d 0 obj\n%b\nendobj\n" % (number, objects[number]))
        at.append(position)
        position += len(fresh[-1])
    at.append(position)
    wide = _wide_of(max(position, following))
    index = linked.index((*changed, following), wide)
    table = bytearray(index.table)
    for place, offset in zip(index.places, at, strict=True):
        table[place : place + wide + 3] = _row(wide, 1, offset, 0)
    added = b"".join(fresh)
    ids, mark = pack.map["ids"], pack.map["id"]
    head = (
        f"{following} 0 obj\n<</Type/XRef/Size {following + 1}/W[1 {wide} 2]/Index[{index.spans}]"
        f"/Root {ids['catalog']} 0 R/Info {ids['info']} 0 R"
        f"/ID[<{mark}><{mark[:24]}{zlib.crc32(added):08X}>]/Length {len(table)}>>stream\n"
    )
    tail = f"\nendstream\nendobj\nstartxref\n{position}\n%%EOF\n"
    return b"".join([_HEADER, *linked.blocks, added, head.encode(), table, tail.encode()])


def link_chunks(pack: Pack, chunks: tuple[str, ...], packed: bool) -> Linked:
    """Return the bytes of the chunks, and where each of their objects is; kept, because a class shares them."""

    def linked() -> Linked:
        blocks, position = [], len(_HEADER)
        rows: dict[int, tuple[int, int, int]] = {}
        for name in chunks:
            chunk = pack.chunks[name]
            start, middle, end = chunk["at"]
            whole = packed or name not in pack.parts
            for number, offset in chunk["direct"]:
                rows[number] = (1, position + offset, 0)
            if whole:
                container = chunk["container"]
                rows[container] = (1, position + middle - start, 0)
                inside = [first + at for first, count in chunk["packed"] for at in range(count)]
                for at, number in enumerate(inside):
                    rows[number] = (2, container, at)
            blocks.append(pack.pdf[start : end if whole else middle])
            position += len(blocks[-1])
        return Linked(blocks, rows, position)

    return pack.kept(("linked", chunks, packed), linked)


def _wide_of(most: int) -> int:
    """Return how many bytes a row of the cross-reference table has for its offset, where none is above `most`."""
    return 2 if most < 1 << 16 else 3 if most < 1 << 24 else 4


def _row(wide: int, kind: int, at: int, place: int) -> bytes:
    return b"%c%b%b" % (kind, at.to_bytes(wide, "big"), place.to_bytes(2, "big"))
