"""Owns how chunks and changed objects become one file that readers take; what the objects say is for others."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from macros.paper.fill.squeeze import squeezed
from macros.paper.fill.tables import VARYING
from macros.paper.pack import HEADER, Objects, Pack

_HEADER = HEADER.encode("latin-1")

_VARYING = re.compile(VARYING.encode())

Row = tuple[int, int, int]
"""The kind of an object, where it is, and its place there."""


@dataclass(frozen=True)
class Index:
    """A cross-reference table, and where in it the row of each object is that a copy brings."""

    table: bytes
    spans: str
    places: list[tuple[int, int]]


@dataclass
class Linked:
    """What files begin with, and the rows of its objects in their cross-reference tables."""

    blocks: list[bytes]
    rows: dict[int, Row]
    length: int
    checksum: int = 0
    """Of what follows the chunks (CRC-32)."""
    _last: tuple[list[int], int, Index] | None = None

    def followed_by(self, objects: Objects) -> Linked:
        """Return the same with objects behind it."""
        block, rows = _objects_from(self.length, objects)
        blocks, length = [*self.blocks, block], self.length + len(block)
        return Linked(blocks, self.rows | rows, length, zlib.crc32(block, self.checksum))

    def index(self, changed: list[int], wide: int) -> Index:
        """Return the table with room for these objects; the last is kept, because a class fills in the same fields."""
        if self._last is None or self._last[:2] != (changed, wide):
            rows = self.rows | dict.fromkeys(changed, (0, 0, 0))
            numbers = sorted(rows)
            firsts = [number for number in numbers if number - 1 not in rows]
            lasts = [number for number in numbers if number + 1 not in rows]
            spans = " ".join([f"{first} {last - first + 1}" for first, last in zip(firsts, lasts, strict=True)])
            place = {number: (wide + 3) * at for at, number in enumerate(numbers)}
            table = b"".join([_row(wide, rows[number]) for number in numbers])
            self._last = (changed, wide, Index(table, spans, [(number, place[number]) for number in changed]))
        return self._last[2]


def written(
    pack: Pack, linked: Linked, objects: Objects, following: int, together: Sequence[Sequence[int]] = ()
) -> bytes:
    """Return the file: what is `linked`, then `objects`. Numbers from `following` on are free.

    It says which objects are packed `together`; then the chunks must come without those that are packed in them. The
    file ends with a cross-reference stream.
    """
    inside: dict[int, Row] = {}
    if together:
        objects = objects.copy()
        for group in together:
            objects[following] = _packed_together(objects, group)
            inside |= {number: (2, following, place) for place, number in enumerate(group)}
            following += 1
        objects = {number: body for number, body in objects.items() if number not in inside}
    added, rows = _objects_from(linked.length, objects)
    rows |= inside
    position = linked.length + len(added)
    rows[following] = (1, position, 0)
    wide = _wide_of(max(position, following))
    index = linked.index(sorted(rows), wide)
    table = bytearray(index.table)
    for number, place in index.places:
        table[place : place + wide + 3] = _row(wide, rows[number])
    filters, data = "", bytes(table)
    if together:
        filters, data = (
            f"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {wide + 3}>>",
            _squeezed_table(data, wide),
        )
    ids, mark = pack.map["ids"], pack.map["id"]
    head = (
        f"{following} 0 obj\n<</Type/XRef/Size {following + 1}/W[1 {wide} 2]/Index[{index.spans}]"
        f"/Root {ids['catalog']} 0 R/Info {ids['info']} 0 R"
        f"/ID[<{mark}><{mark[:24]}{zlib.crc32(added, linked.checksum):08X}>]{filters}/Length {len(data)}>>stream\n"
    )
    tail = f"\nendstream\nendobj\nstartxref\n{position}\n%%EOF\n"
    return b"".join([_HEADER, *linked.blocks, added, head.encode(), data, tail.encode()])


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


def _objects_from(position: int, objects: Objects) -> tuple[bytes, dict[int, Row]]:
    """Return objects as a file has them, the lowest number first, and their rows where they begin at `position`."""
    written, rows = [], {}
    for number in sorted(objects):
        written.append(b"%d 0 obj\n%b\nendobj\n" % (number, objects[number]))
        rows[number] = (1, position, 0)
        position += len(written[-1])
    return b"".join(written), rows


def _packed_together(objects: Objects, group: Sequence[int]) -> bytes:
    """Return the stream in which objects are packed together."""
    numbers, offset = [], 0
    for number in group:
        numbers.append(b"%d %d" % (number, offset))
        offset += len(objects[number]) + 1
    head = b" ".join(numbers) + b"\n"
    body = b"".join([objects[number] + b"\n" for number in group])
    data = squeezed([head, *_VARYING.split(body)])
    dictionary = f"<</Type/ObjStm/N {len(group)}/First {len(head)}/Filter/FlateDecode/Length {len(data)}>>stream\n"
    return dictionary.encode() + data + b"\nendstream"


def _squeezed_table(table: bytes, wide: int) -> bytes:
    """Return a table as what each row has more than that above it, which is much the same in all."""
    width = wide + 3
    above = bytes(width) + table[:-width]
    more = bytes([(one - other) & 255 for one, other in zip(table, above, strict=True)])
    return squeezed([b"\2" + more[start : start + width] for start in range(0, len(more), width)])


def _wide_of(most: int) -> int:
    """Return how many bytes a row of the cross-reference table has for its offset, where none is above `most`."""
    return 2 if most < 1 << 16 else 3 if most < 1 << 24 else 4


def _row(wide: int, row: Row) -> bytes:
    """Return a row as a table has it, where it is in `wide` bytes."""
    kind, at, place = row
    return (((kind << 8 * wide) + at << 16) + place).to_bytes(wide + 3, "big")
