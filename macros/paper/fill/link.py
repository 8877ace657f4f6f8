"""Owns how chunks and changed objects become one file that readers take; what the objects say is for others."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from macros.paper.fill.squeeze import squeezed
from macros.paper.fill.tables import VARYING
from macros.paper.pack import HEADER, Objects, Pack

_HEADER = HEADER.encode("latin-1")

_VARYING = re.compile(VARYING.encode())

Row = tuple[int, int, int]
"""The kind of an object, where it is, and its place there."""


class Linked(NamedTuple):
    """Chunks one after the other, and the rows of their objects in a cross-reference table."""

    blocks: list[bytes]
    rows: dict[int, Row]
    length: int


class File(NamedTuple):
    """A file, and what must be known to add to it."""

    data: bytes
    table: int
    """Where its cross-reference table is."""
    checksum: int
    """Of what follows its chunks (CRC-32)."""


def link_chunks(pack: Pack, chunks: Iterable[str], packed: bool) -> Linked:
    """Return the bytes of the chunks, and where each of their objects is.

    Unless they are to be there `packed`, parts come without those of their objects that are.
    """
    blocks, position = [], len(_HEADER)
    rows: dict[int, Row] = {}
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


def written(pack: Pack, linked: Linked, objects: Objects, following: int, together: Sequence[Sequence[int]]) -> File:
    """Return the file: chunks, then `objects`, of which some are packed `together`. Numbers from `following` are free.

    The file ends with a cross-reference stream.
    """
    rows, bodies = dict(linked.rows), dict(objects)
    for group in together:
        bodies[following] = _packed_together(objects, group)
        for place, number in enumerate(group):
            rows[number] = (2, following, place)
            del bodies[number]
        following += 1
    added, more = _objects_from(linked.length, bodies)
    position = linked.length + len(added)
    wide = _wide_of(max(position, following))
    table, spans = _table_of(wide, rows | more | {following: (1, position, 0)})
    filters = f"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {wide + 3}>>"
    checksum = zlib.crc32(added)
    end = _end(pack, following, wide, spans, checksum, filters, _squeezed_table(table, wide), position)
    return File(b"".join([_HEADER, *linked.blocks, added, end]), position, checksum)


def updated(pack: Pack, file: File, objects: Objects, following: int) -> list[bytes]:
    """Return a file with `objects` added, in place of those that have their numbers, as a viewer saves what is typed.

    Numbers from `following` on are free.
    """
    if not objects:
        return [file.data]
    added, rows = _objects_from(len(file.data), objects)
    position = len(file.data) + len(added)
    rows[following] = (1, position, 0)
    wide = _wide_of(max(position, following))
    table, spans = _table_of(wide, rows)
    checksum = zlib.crc32(added, file.checksum)
    end = _end(pack, following, wide, spans, checksum, f"/Prev {file.table}", table, position)
    return [file.data, added + end]


def _objects_from(position: int, objects: Objects) -> tuple[bytes, dict[int, Row]]:
    """Return objects as a file has them, the lowest number first, and their rows where they begin at `position`."""
    numbers = sorted(objects)
    written = [b"%d 0 obj\n%b\nendobj\n" % (number, objects[number]) for number in numbers]
    starts = accumulate(map(len, written), initial=position)
    return b"".join(written), {number: (1, start, 0) for number, start in zip(numbers, starts, strict=False)}


def _table_of(wide: int, rows: Mapping[int, Row]) -> tuple[bytes, str]:
    """Return the rows of a cross-reference table, and which numbers they are of: the first of each run, how many."""
    numbers, bits, width = sorted(rows), 8 * wide, wide + 3
    fields = [rows[number] for number in numbers]
    table = [(((kind << bits) + at << 16) + place).to_bytes(width, "big") for kind, at, place in fields]
    return b"".join(table), _spans(tuple(numbers))


@lru_cache(maxsize=64)
def _spans(numbers: tuple[int, ...]) -> str:
    """Return the first of each run of numbers and how many are in it; all copies of a class have the same."""
    there = frozenset(numbers)
    firsts = [number for number in numbers if number - 1 not in there]
    lasts = [number for number in numbers if number + 1 not in there]
    return " ".join([f"{first} {last - first + 1}" for first, last in zip(firsts, lasts, strict=True)])


def _end(
    pack: Pack, number: int, wide: int, spans: str, checksum: int, more: str, table: bytes, position: int
) -> bytes:
    """Return how a file ends: with its cross-reference stream, and where that is."""
    ids, mark = pack.map["ids"], pack.map["id"]
    head = (
        f"{number} 0 obj\n<</Type/XRef/Size {number + 1}/W[1 {wide} 2]/Index[{spans}]"
        f"/Root {ids['catalog']} 0 R/Info {ids['info']} 0 R"
        f"/ID[<{mark}><{mark[:24]}{checksum:08X}>]{more}/Length {len(table)}>>stream\n"
    )
    return head.encode() + table + f"\nendstream\nendobj\nstartxref\n{position}\n%%EOF\n".encode()


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
