"""Owns how titles, menus and buttons are spelled; leaves every sentence of the guidance as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

AMERICAN = {
    "behaviour": "behavior",
    "behaviours": "behaviors",
    "cancelled": "canceled",
    "centre": "center",
    "centres": "centers",
    "colour": "color",
    "colours": "colors",
    "counsellor": "counselor",
    "counsellors": "counselors",
    "favourite": "favorite",
    "judgement": "judgment",
    "licence": "license",
    "licences": "licenses",
    "neighbour": "neighbor",
    "organisation": "organization",
    "organise": "organize",
    "practise": "practice",
    "practising": "practicing",
}
"""British words of titles and controls, as Americans spell them. A word that is another one there is no spelling."""

OURS = {"our own judgement", "our judgement"}
"""What stands in a sentence, or among the names of sources, and is ours to spell all the same."""

_CONTROLS = {"title", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "button"}
_WORDS = re.compile(rf"\b(?:{'|'.join(AMERICAN)})\b", re.IGNORECASE)
_PART = re.compile(
    r"<(?:script|style|svg)\b.*?</(?:script|style|svg)>|<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>|[^<]+", re.DOTALL
)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_SAID = re.compile(r"((?:aria-label|title|placeholder)=\"|^<meta name=\"description\" content=\")([^\"]*)")


def american(page: str) -> str:
    """Return a page, HTML, with American titles, menus and buttons; sentences and the names of sources keep theirs."""
    return "".join(_spelled(text) if is_ours else text for text, is_ours in _parts(page))


def around(page: str) -> Iterator[str]:
    """Yield every text of a page that `american` spells."""
    return (text for text, is_ours in _parts(page) if is_ours)


def _parts(page: str) -> Iterator[tuple[str, bool]]:
    """Yield a page in parts, each with whether it is a title, a button, or outside of the words."""
    article = controls = 0
    for part in _PART.findall(page):
        tag = _TAG.match(part)
        if not tag:
            yield part, not article or controls > 0 or part.strip() in OURS
            continue
        step, name = (-1 if tag[1] else 1), tag[2].lower()
        article += step * (name == "article")
        controls += step * (name in _CONTROLS)
        place = 0
        for said in _SAID.finditer(part) if name not in ("script", "style", "svg") else ():
            yield part[place : said.start(2)], False
            yield said[2], True
            place = said.end(2)
        yield part[place:], False


def _spelled(text: str) -> str:
    return _WORDS.sub(lambda word: _like(word[0], AMERICAN[word[0].lower()]), text)


def _like(word: str, other: str) -> str:
    return other.upper() if word.isupper() else other.capitalize() if word[0].isupper() else other
