"""Owns in which order the characters of a line are drawn, where some run leftwards; shaping them is for `shaper`.

It is the algorithm of Unicode (UAX #9) for one line without codes that embed or override, which are taken out before.
So a line is one sequence, and no level is above 2. The names of rules are those of the standard.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_PAIRS = "()[]{}⁅⁆⁽⁾₍₎⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯〈〉《》「」『』【】〔〕〖〗〘〙〚〛（）［］｛｝｟｠｢｣༺༻༼༽"
"""Brackets that belong together, each opening one before its closing one."""

_CLOSING = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))

_MIRRORED = "()[]{}<>«»‹›≤≥"

MIRROR = {each: _MIRRORED[at ^ 1] for at, each in enumerate(_MIRRORED)}
"""What is drawn for a sign where text runs leftwards, among those that the fonts of a pack show."""

_MOST_OPEN = 63
"""So many brackets are followed that are open at a time; the standard says so."""


def is_leftwards(text: str) -> bool:
    """Return whether a text as a whole runs leftwards: its first letter says so (P2, P3)."""
    strong = (each for each in map(unicodedata.bidirectional, text) if each in ("L", "R", "AL"))
    return next(strong, "L") != "L"


def levels(line: str, leftwards: bool) -> list[int]:
    """Return for each character its level: even ones run to the right, odd ones leftwards."""
    base = "R" if leftwards else "L"
    own = [unicodedata.bidirectional(each) or "L" for each in line]
    kinds = _weak(own, base)
    _set_brackets(line, kinds, own, base)
    _set_neutrals(kinds, base)
    level = {"L": 2, "R": 1, "EN": 2, "AN": 2} if leftwards else {"L": 0, "R": 1, "EN": 2, "AN": 2}  # I1, I2
    found = [level[kind] for kind in kinds]
    for at in range(len(line) - 1, -1, -1):  # L1
        if own[at] not in ("WS", "BN", "B", "S"):
            break
        found[at] = int(leftwards)
    return found


def in_drawing_order(runs: Sequence[int]) -> list[int]:
    """Return the places of runs, which are given by their levels, as they are drawn from the left (L2)."""
    order = list(range(len(runs)))
    for level in range(max(runs, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and runs[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def _weak(own: Sequence[str], base: str) -> list[str]:
    """Return the kinds of characters once numbers and marks are resolved (W1 to W7): L, R, EN, AN and ON."""
    kinds = list(own)
    before = strong = base
    for at, kind in enumerate(kinds):
        if kind in ("NSM", "BN"):  # W1
            kind = before
        elif kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":  # W2
            kind = "AN"
        kinds[at] = before = kind
    kinds = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    for at in range(1, len(kinds) - 1):  # W4
        one, kind, other = kinds[at - 1 : at + 2]
        if one == other and ((one == "EN" and kind in ("ES", "CS")) or (one == "AN" and kind == "CS")):
            kinds[at] = one
    at = 0
    while at < len(kinds):  # W5
        end = at
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > at and "EN" in (*kinds[max(at - 1, 0) : at], *kinds[end : end + 1]):
            kinds[at:end] = ["EN"] * (end - at)
        at = max(end, at + 1)
    strong = base
    for at, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            kinds[at] = "L"
        elif kind not in ("EN", "AN"):  # W6
            kinds[at] = "ON"
    return kinds


def _set_brackets(line: str, kinds: list[str], own: Sequence[str], base: str) -> None:
    """Let brackets that belong together run like what is in them, or before them (N0)."""
    open_: list[tuple[str, int]] = []
    pairs = []
    for at, character in enumerate(line):
        if kinds[at] != "ON":
            continue
        if character in _CLOSING:
            if len(open_) == _MOST_OPEN:
                break
            open_.append((_CLOSING[character], at))
        else:
            found = next((place for place in reversed(range(len(open_))) if open_[place][0] == character), None)
            if found is not None:
                pairs.append((open_[found][1], at))
                del open_[found:]
    for first, last in sorted(pairs):
        inside = {_strong(kind) for kind in kinds[first + 1 : last]} - {"ON"}
        if base in inside:
            kind = base
        elif inside:
            context = next((each for each in map(_strong, reversed(kinds[:first])) if each != "ON"), base)
            kind = context if context in inside else base
        else:
            continue
        for place in (first, last):
            kinds[place] = kind
            for after in range(place + 1, len(line)):
                if own[after] not in ("NSM", "BN"):
                    break
                kinds[after] = kind


def _set_neutrals(kinds: list[str], base: str) -> None:
    """Let what has no direction run like what is on both sides of it, or like the line (N1, N2)."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] == "ON":
            end += 1
        if end > at:
            before = _strong(kinds[at - 1]) if at else base
            after = _strong(kinds[end]) if end < len(kinds) else base
            kinds[at:end] = [before if before == after else base] * (end - at)
        at = max(end, at + 1)


def _strong(kind: str) -> str:
    """Return which way a kind runs, as its neighbours see it: numbers are like what runs leftwards."""
    return "R" if kind in ("EN", "AN") else kind
