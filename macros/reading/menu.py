"""Owns what a centre changes of the menu: what it hides, and where its own pages stand; leaves drawing it to `web`.

The menu is written in mkdocs.yml, as `nav`. Pages of a centre's own lie in docs/ours/, and say in their front matter in
which section they stand, or in place of which page.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from macros.brand import Hide
from macros.errors import nearest
from macros.guidance import Library
from macros.reading.source_files import SourceFiles
from macros.reading.validate import shown
from macros.reading.yaml_file import Node, front_matter, read_yaml

OURS = "ours/"
"""Where the pages of a centre's own lie, under docs/."""

NEEDED = (
    *("index.md", "offline.md", "plan.md", "check.md", "handouts/index.md", "editions/index.md", "cards/index.md"),
    *("about/privacy.md", "about/accessibility.md", "about/sources.md", "worksheets/", "conversations/", "scenarios/"),
    "start/two-hours.md",
)
"""Pages and folders that every page leads to, or a plan, or a printed sheet."""

NEEDED_CARDS = ("silence-or-a-no",)
"""Cards that a plan leads to."""

SLIP = 0.85
"""How alike a new section's title and one that is there may be, from 0 to 1, before it counts as a slip."""

LINK = re.compile(r"\]\(([\w./-]+\.md)[#)]")
"""A link from one page to another, as Markdown has it."""

CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)
"""What is shown as it is written, whatever stands in it."""

Nav = list[Any]
"""A menu as it is written: paths of pages, titles with a path, and titles with a menu of their own."""


@dataclass(frozen=True)
class Menu:
    """What a site's pages are: some are `hidden`, others stand in the place of one of ours, or join a section.

    Each is named by its path under docs/. `instead` has the page of ours by the one that stands in for it, and `joined`
    the title of a section by the page that stands at its end.
    """

    hidden: frozenset[str] = frozenset()
    instead: Mapping[str, str] = field(default_factory=dict)
    joined: Mapping[str, str] = field(default_factory=dict)

    def of(self, nav: Nav) -> Nav:
        """Return a menu as it is then, without the sections that are empty."""
        joined = {title: [page for page, at in self.joined.items() if at == title] for title in self.joined.values()}
        ours = {page: own for own, page in self.instead.items()}
        known = [title for title, _ in sections(nav)]
        made = list(self._kept(nav, ours, joined))
        return made + [{title: pages} for title, pages in joined.items() if title not in known]

    def _kept(self, nav: Nav, ours: Mapping[str, str], joined: Mapping[str, list[str]]) -> Iterator[Any]:
        for entry in nav:
            if isinstance(entry, str):
                if entry not in self.hidden:
                    yield ours.get(entry, entry)
            elif isinstance(entry, dict):
                for title, inner in entry.items():
                    if isinstance(inner, list):
                        if kept := [*self._kept(inner, ours, joined), *joined.get(title, ())]:
                            yield {title: kept}
                    elif inner not in self.hidden:
                        yield ours.get(inner, {title: inner})
            else:
                yield entry


def sections(nav: object) -> Iterator[tuple[str, list[str]]]:
    """Yield the title of each section of a menu, with the paths of all pages in it."""
    for entry in nav if isinstance(nav, list) else ():
        for title, inner in entry.items() if isinstance(entry, dict) else ():
            if isinstance(inner, list):
                yield str(title), list(_pages(inner))
                yield from sections(inner)


def _pages(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    for entry in nav if isinstance(nav, list) else nav.values() if isinstance(nav, dict) else ():
        yield from _pages(entry)


def read_menu(root: Path, library: Library) -> Menu:
    """Return what the brand and the pages of docs/ours/ make of the menu; `check` reports what is wrong with it."""
    files = MenuFiles(SourceFiles(root))
    hide = library.brand.hide
    sectors = [f"sectors/{card}.md" for card in hide.cards if card in library.sectors]
    return Menu(
        hidden=frozenset((*files.hidden(hide), *sectors)),
        instead={own: page for own, said in files.own.items() if (page := said["stands_in_for"].text)},
        joined={own: section for own, said in files.own.items() if (section := said["section"].text)},
    )


def check(source: SourceFiles, brand: Node | None) -> None:
    """Report what a brand hides that does not exist or must be shown, own pages that have no place, and dead links."""
    files = MenuFiles(source)
    if brand:
        _check_hide(files, brand["hide"])
    _check_own(files, brand)
    _check_links(source)


class MenuFiles:
    """A project's pages, and the sections that they stand in."""

    def __init__(self, source: SourceFiles) -> None:
        self.source = source

    @cached_property
    def sections(self) -> dict[str, list[str]]:
        """The pages of each section by its title; none where there is no menu, or no safe way to read it."""
        path = self.source.root / "mkdocs.yml"
        file = read_yaml(path, self.source.root)[0] if path.is_file() else None
        return dict(sections(file.root["nav"].raw)) if file else {}

    @cached_property
    def own(self) -> dict[str, Node]:
        """What each page of the centre's own says of itself, by its path; nothing of those that say nothing."""
        found = {name: front_matter(text or "", f"docs/{name}")[0] for name, text in self._ours.items()}
        return {name: file.root for name, file in found.items() if file}

    @property
    def _ours(self) -> dict[str, str | None]:
        return {name: text for name, text in self.source.pages.items() if name.startswith(OURS)}

    def silent(self) -> list[str]:
        """Return the pages of the centre's own that have no front matter."""
        return [name for name in self._ours if name not in self.own]

    def of(self, name: str) -> list[str]:
        """Return the page of this path, or every page of the folder."""
        folder = name.rstrip("/") + "/"
        return [page for page in self.source.pages if page == name or page.startswith(folder)]

    def hidden(self, hide: Hide) -> list[str]:
        """Return every page that is hidden, by itself, with its folder or with its section."""
        pages = [page for name in hide.pages for page in self.of(name)]
        return pages + [page for title in hide.sections for page in self.sections.get(title, ())]


def _check_hide(files: MenuFiles, hide: Node) -> None:
    for node in hide["pages"].entries:
        if node.text is None:
            continue
        pages = files.of(node.text)
        if not pages:
            folders = {page.rpartition("/")[0] for page in files.source.pages if "/" in page}
            near = nearest(node.text.rstrip("/"), (*files.source.pages, *folders))
            files.source.report(node, f'There is no page or folder "{node.text}" in docs/.{near}')
        _check_needed(files, node, pages)
    for node in hide["sections"].entries:
        if node.text is None:
            continue
        if node.text not in files.sections:
            near = nearest(node.text, files.sections)
            files.source.report(node, f'There is no section "{node.text}" in the menu of mkdocs.yml.{near}')
        _check_needed(files, node, files.sections.get(node.text, []))
    for node in hide["cards"].entries:
        known = files.source.ids("card").keys() | files.source.unread("card")
        if node.text is not None and node.text not in known:
            files.source.report(node, files.source.missing("card", node.text, known))
        elif node.text in NEEDED_CARDS:
            files.source.report(
                node, "This card can’t be hidden, because each plan leads to it once the answer is late."
            )


def _check_needed(files: MenuFiles, node: Node, pages: list[str]) -> None:
    needed = [page for page in pages if page.startswith(NEEDED)]
    if needed and pages == [node.text]:
        message = "This page can’t be hidden, because every page, a plan or a printed sheet leads to it."
        files.source.report(node, message)
    elif needed:
        listed = ", ".join(needed[:3]) + (" and more" if len(needed) > 3 else "")
        message = f"{listed} can’t be hidden, because every page, a plan or a printed sheet leads there."
        files.source.report(node, f"{message} Name the other pages one by one, under pages.")


def _check_own(files: MenuFiles, brand: Node | None) -> None:
    expected = (
        "Expected section, with the title of the section of the menu in which it stands, such as Prepare; "
        "or stands_in_for, with the page whose place it takes, such as reference/law.md"
    )
    for name in files.silent():
        files.source.report_file(f"docs/{name}", f"{expected}, between two lines of --- at the top.", "front matter")
    hidden = set(_hidden(files, brand["hide"])) if brand else set()
    taken: dict[str, str] = {}
    for name, said in files.own.items():
        section, instead = said["section"], said["stands_in_for"]
        if section.is_empty == instead.is_empty:
            found = "neither" if section.is_empty else "both"
            files.source.report(said, f"{expected}; found {found}.")
        elif not section.is_empty:
            _check_section(files, section)
        elif instead.text is None or instead.text not in files.source.pages or instead.text.startswith(OURS):
            ours = [page for page in files.source.pages if not page.startswith(OURS)]
            message = f"Expected a page of the guidance, such as reference/law.md; found {shown(instead.raw)}."
            files.source.report(instead, message + nearest(instead.text or "", ours))
        elif instead.text in hidden:
            files.source.report(instead, f"brand.yml hides {instead.text}. Take it out there, so that yours is seen.")
        elif (first := taken.setdefault(instead.text, name)) != name:
            files.source.report(instead, f"docs/{first} stands in for this page already. Keep one of them.")


def _check_links(source: SourceFiles) -> None:
    """Report what a page links to that has moved, say with a new edition. Anchors are left to the generator."""
    for name, text in source.pages.items():
        shown_only = CODE.sub(lambda found: "\n" * found[0].count("\n"), text or "")
        for link in LINK.finditer(shown_only):
            page = posixpath.normpath(posixpath.join(posixpath.dirname(name), link[1]))
            if page not in source.pages and not page.startswith("editions/"):  # some are made
                line = shown_only.count("\n", 0, link.start()) + 1
                message = f'There is no page "{page}" in docs/.{nearest(page, source.pages)}'
                source.report_file(f"docs/{name}", message, link[1], line)


def _hidden(files: MenuFiles, hide: Node) -> Iterator[str]:
    """Yield what `Menu.hidden` will have, where that can be told."""
    for node in hide["pages"].entries:
        yield from files.of(node.text) if node.text else ()
    for node in hide["sections"].entries:
        yield from files.sections.get(node.text or "", ())


def _check_section(files: MenuFiles, section: Node) -> None:
    if section.text is None:
        files.source.report(section, f"Expected the title of a section of the menu; found {shown(section.raw)}.")
    elif section.text not in files.sections and (
        near := get_close_matches(section.text, files.sections, n=1, cutoff=SLIP)
    ):  # one that is like no other begins a section of its own
        files.source.report(section, f'There is no section "{section.text}". Did you mean "{near[0]}"?')
