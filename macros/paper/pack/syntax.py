"""Owns how numbers, texts and references are written in a PDF; what they are about is for others to know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from macros.paper.pack.tables import PLAIN

_PLAIN = re.compile(PLAIN)


@lru_cache(maxsize=4096)
def number_text(number: int, parts: int = 1000) -> str:
    """Return a number of so many parts to a unit as a PDF has it: 1234 is '1.234', 5000 is '5', -500 is '-0.5'."""
    whole, part = divmod(abs(number), parts)
    digits = f"{whole}.{str(part + parts)[1:]}".rstrip("0").rstrip(".")
    return f"-{digits}" if number < 0 else digits


def text_string(text: str) -> str:
    """Return a text as a PDF has it: plain words as they are, else hexadecimal digits, so that nothing can end it."""
    return f"({text})" if _PLAIN.fullmatch(text) else f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def references(numbers: Iterable[int]) -> str:
    """Return what stands for objects, one after the other."""
    return " ".join([f"{number} 0 R" for number in numbers])


def siblings(entries: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield each entry of an outline with the references to those beside it."""
    for at, entry in enumerate(entries):
        before = f"/Prev {entries[at - 1]} 0 R" if at else ""
        after = f"/Next {entries[at + 1]} 0 R" if at + 1 < len(entries) else ""
        yield entry, before + after
