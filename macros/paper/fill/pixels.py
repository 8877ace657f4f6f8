"""Owns a picture as an object of a PDF: its pixels, packed by our own Deflate; reading pictures is for others.

`docs/assets/second-round/pdf/pixels.mjs` is the same in JavaScript, and both write the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from macros.paper.fill.squeeze import END, MOST, WINDOW, codes, head, number_bits, parted, wrapped

LEAST_AGAIN = 6
"""How many bytes that are said again are worth pointing at: two pixels in colour."""

LONGEST_CODE = 15

PLACES = 65_521
"""In so many places it is kept where bytes were last; those that share one are told apart then."""

Token = tuple[int, int]
"""0 and a byte, or how long what is said again is, and how far back."""


def drawn_pixels(width: int, height: int, data: bytes) -> bytes:
    """Return rows of pixels, in red, green and blue of a byte each, as an object: one wide and one high.

    Where all are grey, so is the picture: a copier bills what has colour.
    """
    is_grey = data[::3] == data[1::3] == data[2::3]
    colours, shades = (1, data[::3]) if is_grey else (3, data)
    size = width * colours
    rows = [shades[at : at + size] for at in range(0, len(shades), size)]
    plain = b"".join([b"\0" + row for row in rows])
    lower = b"".join(
        [
            b"\2" + bytes([(one - other) & 255 for one, other in zip(row, above, strict=True)])
            for row, above in zip(rows, [bytes(size), *rows[:-1]], strict=True)
        ]
    )
    # Flat colours are said again as they are; of shades, what differs from the row above is.
    packed = min((deflated_rows(each, size + 1) for each in (plain, lower)), key=len)
    space = "Gray" if is_grey else "RGB"
    dictionary = (
        f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8/ColorSpace/Device{space}"
        f"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {colours}/Columns {width}>>/Length {len(packed)}>>"
    )
    return dictionary.encode() + b"stream\n" + packed + b"\nendstream"


def deflated_rows(data: bytes, row: int) -> bytes:
    """Return `data` as zlib writes it, in rows of so many bytes, or 0. What is said again is pointed at."""
    tokens = _tokens(data, row)
    literals, distances = [0] * 286, [0] * 30
    literals[END] = 1
    distances[0] = distances[1] = 1  # Of codes there are always two, for those who read no fewer.
    for length, value in tokens:
        if length:
            literals[END + 1 + _of_length(length)[0]] += 1
            distances[parted(value - 1, 2)[0]] += 1
        else:
            literals[value] += 1
    sizes = _code_lengths(literals), _code_lengths(distances)
    codes_, back = codes(sizes[0]), codes(sizes[1])
    written = [head(*sizes)]
    for length, value in tokens:
        if length:
            code, more, count = _of_length(length)
            far, far_more, far_count = parted(value - 1, 2)
            written += (codes_[END + 1 + code], number_bits(more, count), back[far], number_bits(far_more, far_count))
        else:
            written.append(codes_[value])
    written.append(codes_[END])
    return wrapped("".join(written), data)


def _of_length(length: int) -> tuple[int, int, int]:
    """Return the code of a length, what is left of it, and in how many bits that is."""
    return (28, 0, 0) if length == MOST else parted(length - 3, 4)


def _tokens(data: bytes, row: int) -> list[Token]:
    """Return what is said, in order: bytes, and what was said before."""
    known = [-1] * PLACES
    tokens: list[Token] = []
    at, size = 0, len(data)
    last = size - LEAST_AGAIN
    while at < size:
        best, far = 0, 0
        there = known[_place(data, at)] if at <= last else -1
        for back in (0 if there < 0 else at - there, row):
            if not 0 < back <= min(at, WINDOW):
                continue
            length, most = 0, min(MOST, size - at)
            while length < most and data[at + length] == data[at + length - back]:
                length += 1
            if length > best:
                best, far = length, back
        if best >= LEAST_AGAIN:
            tokens.append((best, far))
        else:
            best = 1
            tokens.append((0, data[at]))
        for each in range(at, min(at + best, last + 1)):
            known[_place(data, each)] = each
        at += best
    return tokens


def _place(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + LEAST_AGAIN], "big") % PLACES


def _code_lengths(counts: Sequence[int]) -> str:
    """Return how many bits the code of each symbol has, as a digit (Huffman), none more than can be written."""
    while True:
        groups: list[tuple[int, int, tuple[int, ...]]]
        groups = [(count, symbol, (symbol,)) for symbol, count in enumerate(counts) if count]
        sizes = [0] * len(counts)
        while len(groups) > 1:
            groups.sort()
            (one, first, ones), (other, second, others), *groups = groups
            together = ones + others
            for symbol in together:
                sizes[symbol] += 1
            groups.append((one + other, min(first, second), together))
        if max(sizes) <= LONGEST_CODE:
            return "".join([f"{size:x}" for size in sizes])
        counts = [(count + 1) // 2 for count in counts]
