"""Owns what a site needs before some generator makes its pages, and after; knows of no generator, and calls none.

A generator reads docs/*.md, fills in the calls between double braces (`macros.web.Components`), and writes pages.
Around that, with `site = read_site(root)`:

1. `offer = before(site)`: it puts `offer.files` into the site and makes pages of `offer.pages` too, but leaves out
   what `offer.instead` names. A page asks for `offer.assets.folder`'s style sheet and script.
2. Below the words of each page it may show what `beside(site, path)` says.
3. `after(site, offer, folder)` finishes the folder that it made.

Sheets are pressed in processes of their own, so a script that calls this does so below `if __name__ == "__main__":`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from macros import courses, editions, paper, word
from macros.brand import fonts
from macros.cache import Cache, digest, versions
from macros.errors import DataError, MissingSystemPart, Problem, SiteError
from macros.guidance import CARTRIDGES, Library, Source, archive_name, checklists_data, month_words, thumbnail_address
from macros.reading import Menu, Node, files_in, load, read_menu, read_pages
from macros.values import PAPERS, Paper
from macros.web import Components, address_of, build, link_from

ARCHIVES: dict[str, Paper] = {archive_name(paper): paper for paper in PAPERS}
"""The ZIPs of all sheets, each with its paper."""

REPORT = "data/openacr.yaml"
"""Where the report on accessibility can be saved as data."""


@dataclass(frozen=True)
class Site:
    """One build of the site: of the project in `root`, for `address`, where it will stand (whole, with a slash after).

    A preview reloads its pages by a script, and has edits every minute: no policy, no worker, and plain names.
    """

    root: Path
    library: Library
    address: str
    is_preview: bool = False
    is_one_of_several: bool = False
    """Whether other editions stand beside it, each in a folder of its own, and the newest in `latest/` too."""

    @property
    def newest(self) -> str:
        """Where the ZIPs are, which only the newest edition has, from the top of any edition."""
        return "../latest/downloads/" if self.is_one_of_several else "downloads/"

    @cached_property
    def pages(self) -> dict[str, Node]:
        """What each page says of itself, in its front matter, by its path under docs/; of one that stands in for
        another, by the other's.
        """
        said = read_pages(self.root)
        for own, page in self.menu.instead.items():
            said[page] = said.pop(own)
        return {path: page for path, page in said.items() if path not in self.menu.hidden}

    @cached_property
    def menu(self) -> Menu:
        """Which pages it has, and where they stand."""
        return read_menu(self.root, self.library)

    @cached_property
    def hidden(self) -> build.Hidden:
        """What no page may lead to."""
        cards = [self.library.cards[each] for each in self.library.brand.hide.cards]
        anchors = [f"card-{card.id}" for card in cards] + [f"item-{item.id}" for card in cards for item in card.items]
        return build.Hidden(
            pages={address_of(page) for page in self.menu.hidden},
            places={f"cards/#{anchor}" for anchor in anchors},
            own={address_of(page) for page in self.menu.instead.values()},
        )

    @cached_property
    def compiled(self) -> build.Compiled:
        """Where templates are kept as they were compiled, whoever renders them."""
        return build.Compiled(self.root / ".cache")

    @cached_property
    def explained(self) -> dict[str, dict[str, str]]:
        """What each page explains, found once for all pages."""
        return self.library.shown.explained()


@dataclass(frozen=True)
class Offer:
    """What a site has besides its pages and what it copies from docs/.

    `files` has the bytes of each by its address, and `pages` Markdown, with calls in it, by its path under docs/. They
    stand `instead` of files of docs/ and of the theme, by their addresses. `signs` stand in the folder of `assets`.
    `lacking` says why there are no PDFs, or nothing.
    """

    files: Mapping[str, bytes]
    pages: Mapping[str, str]
    instead: frozenset[str]
    assets: build.Assets
    signs: build.Signs
    lacking: str = ""


@dataclass(frozen=True)
class Beside:
    """What stands below the words of a page: when it was reviewed, what it explains (address, words), its sources."""

    reviewed: str
    explains: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]


def read_site(root: Path, address: str = "", *, is_preview: bool = False, is_one_of_several: bool = False) -> Site:
    """Read what a build is made of. Raises DataError with all that is wrong, so that nothing is built on it.

    Without an `address` it is the brand's. Where several editions stand beside one another, it is that of the latest,
    to which others should link.
    """
    library = load(root)
    address = address or library.brand.address + ("latest/" if is_one_of_several else "")
    return Site(root, library, address, is_preview, is_one_of_several)


def site_as_it_stands(root: Path) -> Site:
    """Return `read_site` for a generator that asks at every page: read again only when checklists/ has changed."""
    files = [path for path in files_in(root / "checklists", "", deep=True) if path.is_file()]
    return _read(root, tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@lru_cache(maxsize=1)
def _read(root: Path, state: tuple[tuple[str, int, int], ...]) -> Site:
    return read_site(root)


def begin(root: Path) -> paper.Workers:
    """Return what presses the sheets of the project in `root`: begun, where none is kept yet, before that is read."""
    workers = paper.Workers(root / ".cache")
    workers.expect()
    return workers


def before(
    site: Site,
    theme: Mapping[str, str] | None = None,
    progress: paper.Progress | None = None,
    workers: paper.Workers | None = None,
) -> Offer:
    """Return what the site has besides its pages: sheets, fonts, facts, pages on editions, and our scripts and styles.

    Where `theme` is given, the theme's style sheets and scripts by address, what is used of its style stands before
    ours in one file, and its files go: a phone asks for one, and runs no script of the theme. `progress` hears how many
    of how many sheets are pressed. `workers` may have begun. Raises SecondRoundError.
    """
    cache, prints, lacking = site.root / ".cache", dict[str, bytes](), ""
    written, sent = build.read_assets(site.root / "docs"), _Sent(site)
    # All else is made meanwhile: while other processes begin to press sheets, this one has nothing to do.
    with ThreadPoolExecutor(1) as beside_it:
        documents_to_be = None if site.is_preview else beside_it.submit(word.render, site.library.shown, cache)
        looks_to_be = beside_it.submit(_looks, site, written, sent, theme)
        try:
            if not site.is_preview:
                prints = paper.render(site.library.shown, cache, progress=progress, workers=workers)
        except MissingSystemPart as error:
            lacking = str(error)
    day = site.library.edition.released
    zipped = {name: paper.archive(prints, each, day) for name, each in ARCHIVES.items() if prints}
    # In a preview the page comes first, and a PDF when somebody asks for it: `printed`.
    asked = (*paper.names(site.library.shown), *word.names(site.library.shown), *ARCHIVES, *CARTRIDGES)
    documents = documents_to_be.result() if documents_to_be else {}
    sheets = prints | documents
    course = {name: _course(name, site, sheets) for name in CARTRIDGES if prints}
    small = paper.thumbnails(prints, site.library.brand.paper, cache)
    downloads = sheets | zipped | course | (dict.fromkeys(asked, b"") if site.is_preview else {})
    history = editions.history(site.library)
    facts = {"checklists.json": checklists_data(site.library.shown), "editions.json": editions.editions_data(history)}
    data = {name: json.dumps(each, ensure_ascii=False).encode() for name, each in facts.items()}
    signs, looks = looks_to_be.result()
    ours = {
        **looks,
        build.FILES: build.digests(
            {
                **{f"downloads/{name}": each for name, each in prints.items() if name.startswith("pack-")},
                **{f"data/{name}": each for name, each in data.items()},
            }
        ),
    }
    assets = build.as_they_stand(ours) if site.is_preview else build.named_by_content(ours, sent.script)
    sent.prune()
    return Offer(
        files={
            **{f"downloads/{name}": content for name, content in downloads.items()},
            **{thumbnail_address(name.removesuffix(".png")): each for name, each in small.items()},
            **{f"data/{name}": each for name, each in data.items()},
            "feed.xml": _feed(site).encode(),
            **({REPORT: (site.root / "checklists/openacr.yml").read_bytes()} if site.library.conformance else {}),
            **{assets.folder + name: content for name, content in assets.files.items()},
        },
        pages={
            f"editions/{old.edition}-{new.edition}.md": PAIR.format(old=old.edition, new=new.edition)
            for old, new in history.apart  # the steps are on one page
        },
        instead=frozenset({*(build.FOLDER + name for name in written), *(theme or ())}),
        assets=assets,
        signs=signs,
        lacking=lacking,
    )


def _looks(
    site: Site, written: Mapping[str, bytes], sent: _Sent, theme: Mapping[str, str] | None
) -> tuple[build.Signs, dict[str, bytes]]:
    """Return a site's signs, and all that its pages load: what is `written`, and what is made of that first."""
    style = build.branded(build.text_of(build.STYLE, written[build.STYLE]), site.library.brand)
    if theme:
        style = sent.style(build.sheets_of(theme), style)
    signs = build.signs(written.get(build.MARK, b""), site.library.brand)
    return signs, {
        **written,
        **signs.files,
        build.STYLE: style.encode(),
        "fonts/atkinson-regular.woff2": fonts.web_font(bold=False, cache=site.root / ".cache"),
        "fonts/atkinson-bold.woff2": fonts.web_font(bold=True, cache=site.root / ".cache"),
        "search/lunr.js": build.engine().encode(),
    }


class _Sent:
    """What is sent of our style and scripts, kept: from build to build it is mostly the same."""

    def __init__(self, site: Site) -> None:
        sources = [path.read_bytes() for path in sorted(Path(build.__file__).parent.glob("*.py"))]
        self._made_by = digest([*versions("tinycss2"), *sources])
        self._is_preview = site.is_preview
        self._kept = Cache(site.root / ".cache" / "sent", ".txt")

    def style(self, theme: Iterable[str], ours: str) -> str:
        """Return one style sheet, of the theme's and ours."""
        made_of = [str(self._is_preview), *theme, ours]
        return self._find_or_make(made_of, lambda: build.joined(theme, ours, as_written=self._is_preview))

    def script(self, text: str) -> str:
        """Return a script without comments."""
        return self._find_or_make([text], lambda: build.without_comments(text))

    def _find_or_make(self, made_of: list[str], make: Callable[[], str]) -> str:
        key = digest([self._made_by, *made_of])
        return self._kept.find_or_make(key, lambda: make().encode()).decode()

    def prune(self) -> None:
        """Remove what nobody asked for in a while."""
        self._kept.prune()


def printed(root: Path, name: str) -> bytes | None:
    """Return one file of a preview's downloads/ as the data stands now, or None where there is none of this name.

    Raises SecondRoundError.
    """
    library, cache = site_as_it_stands(root).library.shown, root / ".cache"
    if on := ARCHIVES.get(name):
        return paper.archive(paper.render(library, cache), on, library.edition.released)
    if name in CARTRIDGES:
        wanted = courses.needed(library)
        sheets = paper.render(library, cache, only=wanted) | word.render(library, cache, only=wanted)
        return _course(name, site_as_it_stands(root), sheets)
    if name in word.names(library):
        return word.render(library, cache, only=[name])[name]
    if name in {sheet.name for sheet in paper.downloads(library)}:
        return paper.proof(library, cache, name)
    return paper.render(library, cache, only=[name])[name] if name in paper.names(library) else None


def _course(name: str, site: Site, sheets: Mapping[str, bytes]) -> bytes:
    return courses.cartridge(name, site.library.shown, site.address, sheets, site.hidden.pages)


def _feed(site: Site) -> str:
    top = site.address.rstrip("/")
    return Components(site.library, link=lambda target: f"{top}/{link_from('', target)}", title=str).feed()


PAIR = """---
title: From edition {old} to {new}
description: All that changed on checklists, cards and worksheets between edition {old} and edition {new}.
search:
  exclude: true
---

# From edition {old} to {new}

{{{{ changes("{old}", "{new}") }}}}

[What changed in each edition](index.md)
"""


def beside(site: Site, path: str) -> Beside:
    """Return what stands below the words of the page at `path` under docs/: all that its front matter names."""
    path = site.menu.instead.get(path, path)
    here, page = address_of(path), site.pages.get(path)
    month = page and page["reviewed"].words
    names = page["sources"].entries if page else ()
    return Beside(
        reviewed=month_words(datetime.date.fromisoformat(f"{month}-01")) if month else "",
        explains=tuple((link_from(here, target), words) for target, words in site.explained.get(path, {}).items()),
        sources=tuple(site.library.sources[name.text] for name in names if name.text),
    )


def refuse_code(pages: Iterable[tuple[str, str]]) -> None:
    """Reject script and style in the words of pages, each with its file: their policy would, and nobody would notice.

    Raises DataError with the first of each page.
    """
    message = "A page can't have a script or a style of its own. Put it in docs/assets/second-round/."
    found = [(file, build.code_in(words)) for file, words in pages]
    if problems := [Problem(file, 1, tags[0], message) for file, tags in found if tags]:
        raise DataError(problems)


def after(site: Site, offer: Offer, folder: Path) -> None:
    """Finish the pages in a folder that a generator has made; write what the search finds in them, and the worker that
    keeps it all without a network.

    A page that is finished already stays as it is. Raises DataError where the <article> of a page holds code, SiteError
    where a page can have no policy, or is none that can be read.
    """
    written = {path: _text(path, folder) for path in sorted(folder.rglob("*.html"))}
    pages = _shown(written, site, folder)
    refuse_code((path.relative_to(folder).as_posix(), build.words_of(page)) for path, page in pages.items())
    for path, page in pages.items():
        try:
            finished = _finished(page, site, offer)
        except SiteError as error:
            raise SiteError(f"{path.relative_to(folder).as_posix()}: {error}") from error
        if finished != written[path]:
            path.write_bytes(finished.encode())
    site.compiled.prune()
    words = site.library.search
    found = build.index(_by_address(pages, folder), _ranks(site, offer), words.synonyms, words.often)
    (folder / build.INDEX).parent.mkdir(exist_ok=True)
    (folder / build.INDEX).write_text(found, encoding="utf-8")
    if not site.is_preview:
        kept = [address_of(path) for path, page in site.pages.items() if page["offline"].raw]
        (folder / build.SCRIPT).write_text(build.worker(folder, kept), encoding="utf-8")


def _shown(written: Mapping[Path, str], site: Site, folder: Path) -> dict[Path, str]:
    """Return pages in which no link leads to what is hidden, in the brand's spelling."""
    if site.library.brand.spelling == "american":
        written = {path: build.american(page) for path, page in written.items()}
    if not site.hidden:
        return dict(written)
    names = {path: path.relative_to(folder).as_posix().removesuffix("index.html") for path in written}
    opened = build.without_hidden({names[path]: page for path, page in written.items()}, site.address, site.hidden)
    return {path: opened[name] for path, name in names.items()}


def _by_address(pages: Mapping[Path, str], folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix().removesuffix("index.html"): page for path, page in pages.items()}


def _ranks(site: Site, offer: Offer) -> dict[str, float]:
    """Return how far in front each page wants to be found, as its front matter says; 0 for those that do not."""
    ranks = {address_of(path): 0.0 for path in offer.pages}
    for path, page in site.pages.items():
        if page["search"]["exclude"].raw:
            ranks[address_of(path)] = 0.0
        elif boost := page["search"]["boost"].raw:
            ranks[address_of(path)] = boost
    return ranks


def _text(path: Path, folder: Path) -> str:
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise SiteError(f"{path.relative_to(folder).as_posix()}: It is not UTF-8, at byte {error.start}.") from error


def _finished(page: str, site: Site, offer: Offer) -> str:
    """Return a page that asks for its scripts at once, and has its policy, last of all."""
    if 'http-equiv="Content-Security-Policy"' in page:
        return page
    if 'rel="modulepreload"' not in page:
        page = build.with_preloads(page, offer.assets.chains)
    return page if site.is_preview else build.with_policy(page)
