"""Owns which text the bytes of a file are, and whether that is a guess; what the text says is for `roster`.

The same stands in docs/assets/second-round/desk/decoding.mjs, with the same names. Both have what they know from
`tables` and `code_pages`, and are held to the same cases and to each other on random bytes. Change both.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from macros.orders import code_pages, tables

LOST = "\N{REPLACEMENT CHARACTER}"

_BREAKS = re.compile("[\x00-@\\[-`{-\x7f]+")

_BYTE_BREAKS = re.compile(b"[\x00-@\\[-`{-\x7f]+")

_LONG = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""What looks like a character of several bytes in UTF-8."""

_PAIRS = {group: frozenset(pairs.split(" ")) for group, pairs in code_pages.PAIRS.items()}

_ALL_LETTERS = "".join(code_pages.LETTERS.values())


@dataclass(frozen=True)
class Decoded:
    """A text with a line feed at the end of each line, and how it was come by."""

    text: str
    guess: str = ""
    """What a person calls the code page that fitted best, where nothing says which it is."""
    damaged: bool = False
    """Whether it is UTF-8 with bytes in it that are not, for each of which U+FFFD stands."""


class UnfitRoster(Exception):
    """The file as a whole cannot be used; its text says why."""


def decode(data: bytes) -> Decoded:
    """Return the text of a file. Raises UnfitRoster where it is no table of text, or no code page makes sense of it."""
    if len(data) > tables.MOST_BYTES:
        raise UnfitRoster(tables.TOO_LARGE.format(most=tables.MOST_BYTES // 1_000_000))
    for start, within, message in tables.OTHER_FILES:
        if data.startswith(start) and within in data:
            raise UnfitRoster(message)
    bom, encoding = next((each for each in tables.BOMS if data.startswith(each[0])), (b"", "utf-8"))
    body = data[len(bom) :]
    try:
        found = Decoded(_lined(body.decode(encoding)))
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise UnfitRoster(tables.UNREADABLE) from None
        found = _broken(body) if bom else _guessed(body)
    if "\0" in found.text:
        raise UnfitRoster(tables.HAS_NUL)
    return found


def _guessed(data: bytes) -> Decoded:
    """Return what some bytes most likely are that are not UTF-8. Raises UnfitRoster where nothing makes sense."""
    page = _best_page(data)
    text = _text_in(page, data) if page else None
    if text is None or _is_mixed(data, page) or (page in code_pages.WIDE and _wide_sense(text, data, page) is None):
        return _mixed(data)
    return Decoded(_lined(text), code_pages.PAGES[page][1])


def _mixed(data: bytes) -> Decoded:
    """Return the text of UTF-8 with other bytes in it. Raises UnfitRoster where nothing but ASCII is left of it."""
    if not _LONG.search(data):
        raise UnfitRoster(tables.UNREADABLE)
    return _broken(data)


def _broken(data: bytes) -> Decoded:
    return Decoded(_lined(data.decode(errors="replace")), damaged=True)


def _lined(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _best_page(data: bytes) -> str:
    """Return the code page in which the most letters are such as stand together, or '' where too much does not."""
    lines: list[bytes] = []
    room = code_pages.SAMPLE
    for line in re.split(b"[\r\n]+", data):
        if room > 0 and not line.isascii():
            lines.append(line[:room])
            room -= len(line)
    sample = b"\n".join(lines)
    best, most = "", -1
    for page in code_pages.PAGES:
        score = score_of(sample, page)
        if score is not None and score > most:
            best, most = page, score
    return best


def _is_mixed(data: bytes, page: str) -> bool:
    """Return whether there are words that make sense as UTF-8, and more than in the page that fits best."""
    words = dict.fromkeys(word for word in _BYTE_BREAKS.split(data) if _LONG.search(word))
    for word in islice(words, code_pages.MOST_WORDS):
        as_page, as_utf = score_of(word, page), score_of(word, "utf-8")
        if as_page is not None and as_utf is not None and as_utf > max(as_page, 0):
            return True
    return False


def _text_in(page: str, data: bytes) -> str | None:
    """Return the text that some bytes are in a code page, or None where they are none."""
    try:
        return data.decode(code_pages.PAGES[page][0])
    except UnicodeDecodeError:
        return None


def score_of(data: bytes, page: str) -> int | None:
    """Return how much sense some bytes make in a code page, or as UTF-8; None where they can't be in it."""
    if page == "utf-8":
        return _sense_of(data.decode(errors="replace"), _ALL_LETTERS, frozenset(), is_long=True)
    text = _text_in(page, data)
    if text is None:
        return None
    group = code_pages.PAGES[page][2]
    if group == "han":
        return _wide_sense(text, data, page)
    return _sense_of(text, code_pages.LETTERS[group], _PAIRS.get(group, frozenset()), is_long=False)


def _wide_sense(text: str, data: bytes, page: str) -> int | None:
    """Return how much sense a Chinese, Japanese or Korean text makes; `data` tells how common its characters are."""
    (first, last), families = code_pages.WIDE[page]
    score = at = 0
    for place, sign in enumerate(text):
        if sign < "\x80":
            at += 1
            continue
        if sign not in code_pages.WIDE_SIGNS and _script_of(sign) not in ("han", "hangul"):
            return None
        lead, code = data[at], data[at] * 256 + data[at + 1]
        at += 2
        if any(low <= code <= high for low, high in code_pages.APART[page]):
            return None
        if sign in code_pages.WIDE_SIGNS:
            continue
        score += 2 * code_pages.FITS if first <= lead <= last else 1
        before, after = text[place - 1] if place else "\n", text[place + 1 : place + 2]
        score -= code_pages.MISFITS * ((_script_of(before) == "latin") + (_script_of(after) == "latin"))
        score += code_pages.FAMILY if before in code_pages.BEFORE_NAMES and sign in families else 0
    return score


def _sense_of(text: str, letters: str, pairs: Set[str], is_long: bool) -> int:
    """Return how much sense the words of a text make that are not ASCII.

    A letter counts for as many bytes as it has in UTF-8 where `is_long`, or else for one.
    """
    score = 0
    for run in _BREAKS.split(text):
        if run.isascii():
            continue
        words = [""]
        for at, sign in enumerate(run):
            if sign not in code_pages.SIGNS:
                words[-1] += sign
                continue
            touches = bool(words[-1]) + (at + 1 < len(run) and run[at + 1] not in code_pages.SIGNS)
            if touches < 2:
                score += touches
            elif sign == code_pages.APOSTROPHE:
                score += code_pages.FITS
            elif sign not in code_pages.WITHIN_WORDS:
                score -= code_pages.MISFITS
            words.append("")
        score += sum(_sense_of_word(word, letters, pairs, is_long) for word in words if not word.isascii())
    return score


def _sense_of_word(word: str, letters: str, pairs: Set[str], is_long: bool) -> int:
    """Return how much sense one word makes: its letters, its case, what stands together, and its scripts."""
    small = [sign.lower() for sign in word]
    is_small = [low == sign != sign.upper() for low, sign in zip(small, word, strict=True)]
    mixes_case, scripts = any(is_small), set()
    score = count = 0
    for at, sign in enumerate(word):
        is_great_within = at > 0 and mixes_case and small[at] != sign
        if sign < "\x80":
            scripts.add("latin")
            score -= 2 * code_pages.FITS * (is_great_within and word[at - 1] >= "\x80")
            continue
        count += 1
        script = _script_of(sign)
        if not (sign in letters or small[at] in letters or (is_long and script in ("han", "hangul"))):
            score -= code_pages.MISFITS * (len(word) > 1)
            continue
        scripts.add(script)
        if len(word) == 1:
            score += small[at] != sign
            continue
        score += code_pages.FITS * (len(sign.encode()) if is_long else 1)
        is_odd_start = at == 0 and (is_small[at] or (small[at] != sign and not mixes_case))
        score -= 2 * code_pages.FITS * is_great_within + is_odd_start
        before, after = small[at - 1] if at else "_", small[at + 1] if at + 1 < len(word) else "_"
        score += (before + small[at] in pairs) + (small[at] + after in pairs)
        if pairs and script == "latin" and before >= "\x80" and before + small[at] not in pairs:
            score -= 2 * code_pages.FITS
    return score - code_pages.MISFITS * count * (len(scripts) > 1)


@lru_cache(maxsize=8192)
def _script_of(sign: str) -> str:
    """Return the script that a letter is of, or ''."""
    for script, ranges in code_pages.SCRIPTS.items():
        if sign and any(first <= ord(sign) <= last for first, last in ranges):
            return script
    return ""
