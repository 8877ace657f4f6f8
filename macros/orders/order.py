"""Owns what was ordered: which sheets of which packs, in which form; it leaves making a copy to `copies`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from macros.errors import SecondRoundError, nearest
from macros.guidance import (
    Card,
    Checklist,
    Conformance,
    Conversation,
    Cover,
    Library,
    NotesPage,
    Pocket,
    Practice,
    Worksheet,
)
from macros.paper import (
    Download,
    Pack,
    PackName,
    Progress,
    bind,
    pack_sheets,
    sheets_of,
)
from macros.values import PAPERS, Paper

ALL = "all"
"""What stands for every scenario."""


@dataclass(frozen=True)
class Handout:
    """A PDF to be: which parts of which pack, and the name that links expect, without its ending."""

    pack: PackName
    parts: tuple[str, ...]
    stem: str


@dataclass(frozen=True)
class Order:
    """What was asked for: the checklists of these scenarios, each with these sheets."""

    scenarios: tuple[str, ...]
    cards: tuple[str, ...] = ()
    worksheets: tuple[str, ...] = ()
    conversations: tuple[str, ...] = ()
    cover: bool = False
    notes: bool = False
    papers: tuple[Paper, ...] = ()
    """If there are none, it is the brand's own paper."""
    large: bool = False

    def of(self, library: Library) -> tuple[Handout, ...]:
        """Return the handouts of a brand, which is the library's. Raises SecondRoundError with every unknown id."""
        self._check(library)
        scenarios = tuple(library.scenarios) if ALL in self.scenarios else tuple(dict.fromkeys(self.scenarios))
        papers = tuple(dict.fromkeys(self.papers)) or (library.brand.paper,)
        return tuple(self._handout(library, scenario, on) for scenario in scenarios for on in papers)

    def of_row(self, choices: Mapping[str, str]) -> Order:
        """Return the order for a person whose row of a roster says which sheets they get, where it does."""
        scenarios = (choices["scenario"],) if "scenario" in choices else self.scenarios
        papers = tuple(paper for paper in PAPERS if paper == choices.get("paper")) or self.papers
        large = choices["large"] == "yes" if "large" in choices else self.large
        return replace(self, scenarios=scenarios, papers=papers, large=large)

    def _handout(self, library: Library, scenario: str, on: Paper) -> Handout:
        name = PackName(scenario, on, self.large)
        sheets = [sheet for sheet in pack_sheets(library, scenario, on, self.large) if self._has(sheet)]
        stem = sheets[0].name.removesuffix(".pdf") if len(sheets) == 1 else str(name)
        return Handout(name, tuple(sheet.kind.part for sheet in sheets), stem)

    def _has(self, sheet: Download) -> bool:
        match sheet.subject:
            case Checklist():
                return True
            case Cover():
                return self.cover
            case NotesPage():
                return self.notes
            case Card(id=wanted):
                return wanted in self.cards
            case Worksheet(id=wanted):
                return wanted in self.worksheets
            case Conversation(id=wanted):
                return wanted in self.conversations
            case Practice() | Pocket() | Conformance():
                return False  # what is cut, folded or no handout is in no pack

    def _check(self, library: Library) -> None:
        cards = [card.id for card in library.cards.values() if card.pause_point]
        lists: list[tuple[str, tuple[str, ...], Iterable[str]]] = [
            ("scenario", self.scenarios, [*library.scenarios, ALL]),
            ("card", self.cards, cards),
            ("worksheet", self.worksheets, library.worksheets),
            ("conversation", self.conversations, library.conversations),
        ]
        wrong = [_unknown(what, each, known) for what, asked, known in lists for each in asked if each not in known]
        if wrong:
            raise SecondRoundError("\n".join(wrong))


def _unknown(what: str, wanted: str, known: Iterable[str]) -> str:
    hint = nearest(wanted, known) or f" There are: {', '.join(sorted(known))}."
    return f'There is no {what} "{wanted}" to hand out.{hint}'


def sheets_for(library: Library, handouts: Iterable[Handout], whole: bool) -> dict[str, tuple[Download, ...]]:
    """Return the sheets to bind for handouts, by the names of their packs: their parts, and the page of notes.

    With `whole` it is all sheets of each pack, as a site has them: a copy is then the same bytes as one that a visitor
    of the site makes. A network of centres has no such site, and a hundred brands need not press what nobody asked for.
    """
    return {str(each.pack): sheets_of(library, each.pack, None if whole else each.parts) for each in handouts}


def open_packs(
    library: Library,
    handouts: Iterable[Handout],
    whole: bool,
    cache: Path,
    executor: Executor | None,
    progress: Progress,
) -> dict[Handout, Pack]:
    """Return the packs of handouts, with the sheets that `sheets_for` tells. Raises as `bind` does."""
    handouts = tuple(handouts)
    packs = bind(sheets_for(library, handouts, whole), cache, executor, progress)
    return {each: packs[str(each.pack)] for each in handouts}
