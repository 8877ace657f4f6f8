"""Owns where things stand in the built site: addresses of pages, and their titles; does not know what is in them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path


class _Titles(dict[str, str]):
    """Title of a page by its path under docs/, an anchor after it allowed; read when first asked for."""

    def __init__(self, docs: Path, instead: Mapping[str, str]) -> None:
        self._docs, self._instead = docs, instead

    def __missing__(self, target: str) -> str:
        page = target.partition("#")[0]
        text = (self._docs / self._instead.get(page, page)).read_text(encoding="utf-8", errors="replace")
        found = re.search(r"^title: *[\"']?(.+?)[\"']? *$", text, re.MULTILINE) or re.search(
            r"^# +(.+?) *(\{|$)", text, re.MULTILINE
        )
        self[target] = found[1] if found else page
        return self[target]


def titles(docs: Path, instead: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the titles of the pages in `docs`, from their front matter or first heading.

    `instead` has the page that stands in for another, by the other's path.
    """
    return _Titles(docs, instead or {})


def address_of(path: str) -> str:
    """Return the address of a page from the top of the site by its path under docs/; any other file keeps its own.

    >>> address_of("prepare/story-bank.md"), address_of("cards/index.md"), address_of("feed.xml")
    ('prepare/story-bank/', 'cards/', 'feed.xml')
    """
    if path.endswith("index.md"):
        return path.removesuffix("index.md")
    return path.removesuffix(".md") + "/" if path.endswith(".md") else path


def link_from(page_url: str, target: str) -> str:
    """Return the relative address of `target` (a path under docs/, or a file of the site) from a page of the site.

    >>> link_from("scenarios/panel-day/", "prepare/story-bank.md#two-minutes")
    '../../prepare/story-bank/#two-minutes'
    """
    path, hash_sign, anchor = target.partition("#")
    address = address_of(path)
    relative = posixpath.relpath(address or ".", page_url or ".")
    if (address.endswith("/") or not address) and not relative.endswith("/"):
        relative += "/"
    if relative == "./" and hash_sign:
        relative = ""
    return relative + hash_sign + anchor
