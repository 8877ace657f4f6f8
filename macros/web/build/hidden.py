"""Owns what becomes of links to what a site does not show: none of them leads nowhere; it hides nothing itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote, urljoin

_LINK = re.compile(r"<a\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(.*?)</a>", re.DOTALL)
_HREF = re.compile(r"(?<![\w-])href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
_FOR = re.compile(r"<(h[2-4])\b[^>]*\bdata-for=\"([^\"]*)\"[^>]*>")
_ID = re.compile(r"\bid=\"([^\"]+)\"")

_GONE = "\0"
"""What stands in a page for a moment, where something led to what is hidden and had nothing else to say."""

_ALONE = re.compile(rf"<(li|p)\b[^>]*>(?:\s|&nbsp;|{_GONE}|·)*{_GONE}(?:\s|&nbsp;|{_GONE}|·)*</\1>")
_ENTRY = re.compile(rf"(<(li|p)\b[^>]*>\s*){_GONE}[^{_GONE}]*{_GONE}(?:\s*[:,][^<{_GONE}]*(?=</li>))?(\s*</\2>)")
_EMPTY = re.compile(rf"<(ul|ol)\b[^>]*>[\s{_GONE}]*{_GONE}[\s{_GONE}]*</\1>")
_HEADING = re.compile(
    rf"<(h[2-4])\b([^>]*)>(?:(?!</?h[1-6]\b).)*</\1>\s*{_GONE}"
    r"\s*(?=<h[1-6]\b|<aside\b|<details class=\"second-round-explains|</)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Hidden:
    """What a site does not show: `pages` and `places` (a page and an anchor of it), by address from its top.

    `own` has the address of each page that stands in for one of ours, whose anchors it need not have.
    """

    pages: Collection[str] = frozenset()
    places: Collection[str] = frozenset()
    own: Collection[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.pages or self.places or self.own)


@dataclass
class _Page:
    """One page, at its whole `address`, of the site whose top is at `top`."""

    address: str
    top: str
    hidden: Hidden
    anchors: Mapping[str, Collection[str]] = field(default_factory=dict)

    def replaced(self, link: re.Match[str]) -> str:
        href = _HREF.search(link[1])
        if not href:
            return link[0]
        written = href[1] or href[2] or href[3] or ""
        target = urljoin(self.address, unescape(written))
        if not target.startswith(self.top):
            return link[0]
        page, _, anchor = unquote(target.removeprefix(self.top)).partition("#")
        if page in self.hidden.pages or f"{page}#{anchor}" in self.hidden.places:
            return _GONE if "second-round__button" in link[1] else f"{_GONE}{link[2]}{_GONE}"
        if anchor and page in self.hidden.own and anchor not in self.anchors.get(page, (anchor,)):
            return link[0].replace(written, written.partition("#")[0] or ".", 1)
        return link[0]


def without_hidden(pages: Mapping[str, str], top: str, hidden: Hidden) -> dict[str, str]:
    """Return pages, HTML by address, in which no link leads to what is `hidden`; `top` is the site's whole address.

    Words that led there stay where they are part of a sentence. Where an entry of a list or a paragraph is about
    nothing else it goes, and so does a list or a heading of which nothing is left. With `data-for`, a heading names the
    address of a page whose readers it is for: it goes with that page, and with all up to the next heading of its rank.
    """
    anchors = {page: set(_ID.findall(pages[page])) for page in hidden.own if page in pages}
    return {name: _open(text, _Page(urljoin(top, name), top, hidden, anchors)) for name, text in pages.items()}


def _open(text: str, page: _Page) -> str:
    gone: list[str] = []
    found = _LINK.sub(page.replaced, _without_sections(text, page.hidden, gone))
    if _GONE in found:
        found = _ENTRY.sub(rf"\1{_GONE}\3", found)
        while (less := _EMPTY.sub(_GONE, _ALONE.sub(_GONE, found))) != found:
            found = less
        for heading in _HEADING.finditer(found):
            gone.extend(_ID.findall(heading[2]))
        found = _HEADING.sub("", found).replace(_GONE, "")
    for anchor in gone:
        found = re.sub(rf'<li>\s*<a href="#{re.escape(anchor)}">[^<]*</a>\s*</li>', "", found)
    return found


def _without_sections(text: str, hidden: Hidden, gone: list[str]) -> str:
    """Return a page without the sections that are for readers of a hidden page; `gone` takes their anchors."""
    for heading in reversed(list(_FOR.finditer(text))):
        if heading[2] in hidden.pages:
            gone.extend(_ID.findall(heading[0]))
            end = re.compile(rf"<h[1-{heading[1][1]}]\b|<aside\b|<details class=\"second-round-explains|</article>")
            found = end.search(text, heading.end())
            text = text[: heading.start()] + (text[found.start() :] if found else "")
    return text
