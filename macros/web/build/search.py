"""Owns what a built site offers to its search: the words of every page, cut where its headings are; it never searches.

It reads finished pages, so that it suits any generator. What finds, in the browser, is lunr, which comes with MkDocs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from macros.errors import SiteError

INDEX = "search/index.json"
"""Where the words stand in the site."""

FORM = 1
"""How they are written down. `search-worker.js` reads this form and no other."""

IN_SHORT = 0.5
"""A page of this rank or a lower one is found by its headings and by how each section begins."""

BY_HEADINGS = 0.05
"""A page of this rank or a lower one, such as those for contributors, is found by its headings alone."""

BEGINNING = 160
"""How much of it that is, in letters."""

LEADS_ON = {"next"}
"""The anchors of sections that only lead to other pages: those are found by themselves."""

_ABOUT = re.compile(r'<meta name="description" content="([^"]*)"')
_CONTENT = re.compile(r"<article\b.*?</article>|<main\b.*?</main>", re.DOTALL)
_CODE = re.compile(r"<!--.*?-->|<(script|style|svg|template)\b.*?</\1>", re.DOTALL)
# Python's own parser of HTML would take as long as all the rest of a build.
_TOKEN = re.compile(r"""<(/?)([a-z][a-z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|[^<]+|<""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")

_HEADINGS = {"h1", "h2", "h3", "h4", "summary"}
_PASSED = {"dialog", "nav", "button", "select", "textarea", "progress", "noscript"}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "figure"),
    *(
        "figcaption",
        "footer",
        "header",
        "hr",
        "label",
        "legend",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
    ),
    *("tr", "ul", *_HEADINGS),
}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_UNSEEN = {"second-round__hidden", "second-round__must", "second-round__use", "second-round__takes"}
"""Classes of what is said to a screen reader alone, or says nothing of its own."""


@dataclass
class Section:
    """What stands under one heading: the anchor that leads there, and the items listed there by their ids."""

    anchor: str
    title: str
    parts: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)

    def written(self, rank: float) -> dict[str, Any]:
        """Return it as it is written down: what is empty is left out, as is the title that it shares with its page.

        `rank` is its page's, which says how much of the text is kept.
        """
        text = self.text if rank > BY_HEADINGS else ""
        if rank <= IN_SHORT and len(text) > BEGINNING:
            text = text[:BEGINNING].rpartition(" ")[0] + " …"
        written = {"anchor": self.anchor, "title": self.anchor and self.title, "text": text, "items": self.items}
        return {key: value for key, value in written.items() if value}

    @property
    def text(self) -> str:
        """The words, each part once, however many rows of a table say it; a dot stands where no sentence ends."""
        parts = dict.fromkeys(self.parts)
        return " ".join(part if part[-1] in ".?!:;…,”" else f"{part} ·" for part in parts).removesuffix(" ·")


def index(
    pages: Mapping[str, str],
    ranks: Mapping[str, float],
    synonyms: Iterable[Sequence[str]] = (),
    often: Iterable[str] = (),
) -> str:
    """Return the JSON of all that can be found in the `pages`, HTML by its address from the top of the site.

    `ranks` has what a page's rank is multiplied by, where that is not 1; a page of rank 0 is not found. `synonyms` are
    groups of words that mean the same, and `often` is what to offer. Each item's words stand in it once, whichever
    lists it is on. The same pages give the same bytes.
    """
    items: dict[str, str] = {}
    found = [_page(address, pages[address], ranks.get(address, 1), items) for address in sorted(pages)]
    data = {
        "form": FORM,
        "often": list(often),
        "synonyms": [list(group) for group in synonyms],
        "items": dict(sorted(items.items())),
        "pages": [page for page in found if page],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def engine() -> str:
    """Return the script of lunr, from the installed MkDocs. Raises SiteError where that has none any more.

    Whose it is stays above it when comments are taken out, as its own mark for that says.
    """
    found = find_spec("mkdocs")
    path = Path(*(found.submodule_search_locations or ()) if found else (), "contrib/search/templates/search/lunr.js")
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if not re.match(r"/\*\*\s+\* lunr\b", text):
        raise SiteError("The installed mkdocs brings no lunr, which the search needs. See macros/web/build/search.py.")
    return text.replace("/**", "/*!", 1)


def _page(address: str, text: str, rank: float, items: dict[str, str]) -> dict[str, Any] | None:
    """Return what one page offers, and note the words of its items; None where it is no page to be led to."""
    content = _CONTENT.search(text)
    if not content or not rank or address == "404.html":
        return None
    reader = _Reader(content[0])
    head = reader.sections[0]
    if not head.title:
        return None
    items |= reader.items
    page: dict[str, Any] = {"address": address, "title": head.title}
    if about := _ABOUT.search(text):
        page["about"] = unescape(about[1])
    if rank != 1:
        page["rank"] = rank
    sections = [each for each in reader.sections if each.anchor not in LEADS_ON]
    return {**page, "sections": [each.written(rank) for each in sections]}


class _Reader:
    """Goes through the content of a page once, and has its sections, and the words of its items by their ids."""

    def __init__(self, content: str) -> None:
        self.sections = [Section("", "")]
        self.items: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str]]] = []
        self._passed = 0  # how deep the part that is skipped is nested, as for the next two
        self._heading: tuple[int, str] | None = None
        self._item: tuple[int, str] | None = None
        self._words: list[str] = []
        for token in _TOKEN.finditer(_CODE.sub(" ", content)):
            end, tag, attributes = token.groups()
            if tag is None:
                if not self._passed:
                    self._words.append(token[0])
            elif end:
                self._leave(tag.lower())
            else:
                self._enter(tag.lower(), _attributes(attributes))

    def _enter(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._passed and tag in _BLOCKS | {"br"}:
            self._end_part()
        if tag in _VOID:
            return
        self._open.append((tag, attributes))
        depth = len(self._open)
        if self._passed:
            return
        if _is_passed(tag, attributes):
            self._passed = depth
        elif self._item is None and attributes.get("data-item"):
            self._item = depth, attributes["data-item"]
        elif tag in _HEADINGS and self._heading is None and (anchor := self._anchor(tag, attributes)) is not None:
            self._heading = depth, anchor

    def _leave(self, tag: str) -> None:
        if all(tag != each for each, _ in self._open):
            return
        while True:
            depth, (name, _) = len(self._open), self._open.pop()
            if not self._passed:
                self._end(depth, name)
            elif self._passed == depth:
                self._passed = 0
            if name == tag:
                return

    def _end(self, depth: int, tag: str) -> None:
        if self._heading and self._heading[0] == depth:
            anchor, title = self._heading[1], self._taken()
            self._heading = None
            if tag == "h1":
                self.sections[0].title = title
            elif title:
                self.sections.append(Section(anchor, title))
        elif tag in _BLOCKS:
            self._end_part()
        if self._item and self._item[0] == depth:
            self._item = None

    def _end_part(self) -> None:
        """Keep the words read since the last block began or ended, where they are no heading's."""
        if self._heading:
            self._words.append(" ")
            return
        if not (words := self._taken()):
            return
        section = self.sections[-1]
        if self._item:
            self.items.setdefault(self._item[1], words)
            section.items.append(self._item[1])
        else:
            section.parts.append(words)

    def _taken(self) -> str:
        words = " ".join(unescape("".join(self._words)).split())
        self._words.clear()
        return words

    def _anchor(self, tag: str, attributes: dict[str, str]) -> str | None:
        """Return what leads to a heading; None where nothing does, so that it is words of the section it is in.

        That is the whole of which it is the heading, where that has an id: a page scrolls to it in its own way. The
        summary of something to open is a heading where it is an entry of a list that has an id, as each question is.
        """
        if tag == "h1":
            return ""
        whole = [each for _, each in self._open[:-1]]
        if tag == "summary":
            return (
                whole[-2].get("id") if [each for each, _ in self._open[-3:]] == ["li", "details", "summary"] else None
            )
        own = attributes.get("id")
        named = (each["id"] for each in whole[::-1] if own and "id" in each and each.get("aria-labelledby") == own)
        return next(named, own)


def _attributes(written: str) -> dict[str, str]:
    return {
        name.lower(): unescape(quoted or single or bare) for name, quoted, single, bare in _ATTRIBUTE.findall(written)
    }


def _is_passed(tag: str, attributes: dict[str, str]) -> bool:
    """Whether what stands in an element is not to be found: it is no text, it isn't shown, or it asks not to be."""
    if (
        tag in _PASSED
        or "data-search-exclude" in attributes
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
    ):
        return True
    return not _UNSEEN.isdisjoint(attributes.get("class", "").split())
