"""Owns what an edition said, frozen, and what changed between two; refuses to read files and to know how it is shown.

A frozen edition stands alone: its words, where each item stands, and which ids were renamed or retired by then.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError

from macros.model import (
    SHEET_PREFIXES,
    Card,
    Conversation,
    EditionNumber,
    Kept,
    Retired,
    Value,
    Worksheet,
    month_words,
    sheet_name,
    words_digest,
)

if TYPE_CHECKING:
    from macros.library import Library

SAME = 0.4
"""How much alike two wordings must be, from 0 to 1, for nobody to be asked whether they mean the same."""


class FrozenItem(Value):
    """An item as an edition said it. `at` is the pause point, or the sheet of the card, on which it stood."""

    do: str
    digest: str
    why: str
    must: bool
    at: str
    lists: tuple[str, ...]
    formerly: tuple[str, ...] = ()


class FrozenSheet(Value):
    """A card, worksheet or conversation as an edition said it: its title and lead, and each line of it by name."""

    title: str
    lead: str
    digest: str
    lines: dict[str, str]
    formerly: tuple[str, ...] = ()


class FrozenScenario(Value):
    """A scenario as an edition said it: its title, and the items of each pause point in order."""

    title: str
    pause_points: dict[str, tuple[str, ...]]


class Frozen(Value):
    """Everything that an edition said. Once released it is never edited."""

    layout: Literal[1]
    edition: EditionNumber
    released: datetime.date
    places: dict[str, str]
    scenarios: dict[str, FrozenScenario]
    items: dict[str, FrozenItem]
    cards: dict[str, FrozenSheet]
    worksheets: dict[str, FrozenSheet]
    conversations: dict[str, FrozenSheet]
    retired: tuple[Retired, ...]

    @property
    def month(self) -> str:
        """The month in words, such as 'November 2026'."""
        return month_words(self.released)

    @property
    def number(self) -> tuple[int, int]:
        """The edition to compare with others: 1.10 comes after 1.9."""
        return number(self.edition)

    def ids(self, kind: Kept) -> Mapping[str, Any]:
        """Return what it holds of a kind, by id."""
        kinds: dict[Kept, Mapping[str, Any]] = {
            "item": self.items,
            "card": self.cards,
            "worksheet": self.worksheets,
            "conversation": self.conversations,
            "scenario": self.scenarios,
        }
        return kinds[kind]

    @property
    def lists(self) -> dict[str, str]:
        """Return the title of every list that a printed sheet may name, by the name that the sheet has for it."""
        return {
            **{identity: scenario.title for identity, scenario in self.scenarios.items()},
            **{SHEET_PREFIXES[Card] + identity: card.title for identity, card in self.cards.items()},
            **{identity: sheet.title for identity, sheet in self.worksheets.items()},
            **{SHEET_PREFIXES[Conversation] + identity: each.title for identity, each in self.conversations.items()},
        }


def number(edition: str) -> tuple[int, int]:
    """Return an edition to compare with others: 1.10 comes after 1.9."""
    major, _, minor = edition.partition(".")
    return int(major), int(minor)


# ------------------------------------------------------------------------------------------------------------- freeze


def freeze(library: Library) -> Frozen:
    """Return everything that the library says, as it is released."""
    lists: dict[str, list[str]] = {}
    for scenario in library.scenarios.values():
        for stop in scenario.pause_points:
            for entry in stop.items:
                lists.setdefault(entry.item, []).append(scenario.id)
    longest_first = sorted(library.scenarios.values(), key=lambda each: -len(each.pause_points))
    order = dict.fromkeys(stop.id for scenario in longest_first for stop in scenario.pause_points)
    pause_points = [library.pause_points[each] for each in dict.fromkeys((*order, *library.pause_points))]
    places = {each.id: each.title for each in pause_points}
    places |= {sheet_name(card): card.title for card in library.cards.values()}
    items = {}
    for block in (*pause_points, *library.cards.values()):
        at = sheet_name(block) if isinstance(block, Card) else block.id
        for item in block.items:
            items[item.id] = FrozenItem(
                do=item.do,
                digest=item.digest,
                why=item.why,
                must=item.must,
                at=at,
                lists=tuple(lists.get(item.id, [at])),
                formerly=item.formerly,
            )
    return Frozen(
        layout=1,
        edition=library.edition.edition,
        released=library.edition.released,
        places=places,
        scenarios={
            each.id: FrozenScenario(
                title=each.title,
                pause_points={stop.id: tuple(entry.item for entry in stop.items) for stop in each.pause_points},
            )
            for each in library.scenarios.values()
        },
        items=items,
        cards={each.id: _sheet(each.title, each.lead, {}, each.formerly) for each in library.cards.values()},
        worksheets={
            each.id: _sheet(each.title, each.lead, _lines_of(each), each.formerly)
            for each in library.worksheets.values()
        },
        conversations={
            each.id: _sheet(each.title, each.lead, _steps_of(each), each.formerly)
            for each in library.conversations.values()
        },
        retired=tuple(library.retired),
    )


def _sheet(title: str, lead: str, lines: dict[str, str], formerly: tuple[str, ...]) -> FrozenSheet:
    words = "\n".join((title, lead, *lines.values()))
    return FrozenSheet(title=title, lead=lead, digest=words_digest(words), lines=lines, formerly=formerly)


def _lines_of(worksheet: Worksheet) -> dict[str, str]:
    """Return what a worksheet asks for, by the names of its fields; the rows of a table share what a column asks."""
    lines: dict[str, str] = {}
    for place, part in enumerate(worksheet.parts, 1):
        lines[f"part-{place}"] = _sentence(part.title, part.hint)
        lines |= {f"{worksheet.id}.{line.id}": _sentence(line.label, line.hint) for line in part.fields}
        counted = part.row and all(row.id.startswith(f"{part.row}-") for row in part.rows)
        if part.rows and not counted:
            lines |= {f"{worksheet.id}.{row.id}": row.label for row in part.rows}
        lines |= {f"{worksheet.id}.*.{column.id}": _sentence(column.label, column.hint) for column in part.columns}
    return lines


def _steps_of(conversation: Conversation) -> dict[str, str]:
    """Return what is said at each step, with its note and the answers to it."""
    lines = {f"before-{place}": words for place, words in enumerate(conversation.before, 1)}
    for part in conversation.parts:
        for step in part.steps:
            heard = " ".join(f"“{answer.hear}”" for answer in step.answers)
            lines[step.id] = " ".join(filter(None, (step.say, step.note, heard)))
    lines |= {f"stop-{place}": words for place, words in enumerate(conversation.stop, 1)}
    return lines | {f"email-{place}": words for place, words in enumerate(conversation.email.paragraphs, 1)}


def _sentence(label: str, hint: str | None) -> str:
    return f"{label}: {hint}" if hint else label


def to_json(frozen: Frozen) -> str:
    """Return the text of the file of an edition; the same edition always gives the same text."""
    return frozen.model_dump_json(indent=1) + "\n"


def from_json(text: bytes) -> Frozen:
    """Return the edition that a file holds. Raises ValueError, with words, where it is not as it was frozen."""
    try:
        frozen = Frozen.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = " → ".join(str(step) for step in first["loc"]) or "the file"
        raise ValueError(f"{where}: {first['msg']}.") from error
    for identity, item in frozen.items.items():
        if item.digest != words_digest(item.do):
            raise ValueError(f"items → {identity}: These words are not the ones that were released.")
    return frozen


# ------------------------------------------------------------------------------------------------------------ compare


ChangeWay = Literal["added", "retired", "reworded", "moved", "must", "reason"]
"""How something changed. `must`: it became one that must not be missed, or is none any more. `reason`: its why."""

CHANGE_WORDS: dict[ChangeWay, str] = {
    "added": "Added",
    "retired": "Retired",
    "reworded": "Reworded",
    "moved": "Moved",
    "must": "Weight",
    "reason": "Reason",
}
"""What each way is called wherever a person reads it."""


@dataclass(frozen=True)
class Change:
    """What became of one item, or of one line of a sheet, between two editions.

    `before` and `after` are its words, None where it was not there. `told` says the rest in whole sentences. `lists`
    names the lists it is or was on, as printed sheets name them.
    """

    kind: Kept
    id: str
    title: str
    ways: tuple[ChangeWay, ...]
    before: str | None
    after: str | None
    lists: tuple[str, ...]
    told: tuple[str, ...] = ()
    why: tuple[str, str] | None = None
    retired: Retired | None = None

    @property
    def words(self) -> list[tuple[str, str]]:
        """Its words as ('same' | 'struck' | 'added', text) in reading order."""
        return word_changes(self.before or "", self.after or "")

    @property
    def reason(self) -> list[tuple[str, str]]:
        """Its reason in the same form, where that changed."""
        return word_changes(*self.why) if self.why else []


def compare(old: Frozen, new: Frozen) -> tuple[Change, ...]:
    """Return what changed from one edition to a later one: items in the order in which they stand, then sheets."""
    return (*_item_changes(old, new), *_sheet_changes(old, new))


def successor(old: Iterable[str], new: Mapping[str, Any]) -> dict[str, str]:
    """Return where each of the old ids is now: itself, or what it was renamed to. A retired one is left out."""
    renamed = {former: identity for identity, value in new.items() for former in getattr(value, "formerly", ())}
    return {
        identity: identity if identity in new else renamed[identity]
        for identity in old
        if identity in new or identity in renamed
    }


def _item_changes(old: Frozen, new: Frozen) -> Iterator[Change]:
    now = successor(old.items, new.items)
    was = {identity: old.items[former] for former, identity in now.items()}
    card = SHEET_PREFIXES[Card]
    # An item on a card that was renamed has not moved.
    sheets = {card + former: card + identity for former, identity in successor(old.cards, new.cards).items()}
    for identity, item in new.items.items():
        if identity not in was:
            yield Change("item", identity, new.places[item.at], ("added",), None, item.do, item.lists)
        elif change := _item_change(old, new, identity, was[identity], item, sheets):
            yield change
    for former, item in old.items.items():
        if former not in now:
            retired = _retired(new, "item", former)
            told = _left(new, "item", retired)
            yield Change(
                "item", former, old.places[item.at], ("retired",), item.do, None, item.lists, told, None, retired
            )


def _item_change(
    old: Frozen, new: Frozen, identity: str, before: FrozenItem, after: FrozenItem, sheets: Mapping[str, str]
) -> Change | None:
    ways: list[ChangeWay] = []
    lists_then = {sheets.get(each, each): each for each in before.lists}
    told: list[str] = []
    if before.do != after.do:
        ways.append("reworded")
    if sheets.get(before.at, before.at) != after.at:
        ways.append("moved")
        told.append(f"It moved from “{old.places[before.at]}” to “{new.places[after.at]}”.")
    elif lists_then.keys() != set(after.lists):
        ways.append("moved")
        more = [new.lists[each] for each in after.lists if each not in lists_then]
        less = [old.lists[each] for now, each in lists_then.items() if now not in after.lists]
        told += [f"It is now also in {_and(more)}."] if more else []
        told += [f"It is no longer in {_and(less)}."] if less else []
    if before.must != after.must:
        ways.append("must")
        told.append("It is now one that must not be missed." if after.must else "It is no longer marked as a must.")
    why = (before.why, after.why) if before.why != after.why else None
    if why:
        ways.append("reason")
    lists = tuple(dict.fromkeys((*after.lists, *before.lists)))
    title = new.places[after.at]
    found = Change("item", identity, title, tuple(ways), before.do, after.do, lists, tuple(told), why)
    return found if ways else None


def _sheet_changes(old: Frozen, new: Frozen) -> Iterator[Change]:
    kinds: tuple[tuple[Kept, str], ...] = (
        ("card", SHEET_PREFIXES[Card]),
        ("worksheet", ""),
        ("conversation", SHEET_PREFIXES[Conversation]),
    )
    for kind, prefix in kinds:
        before: Mapping[str, FrozenSheet] = old.ids(kind)
        after: Mapping[str, FrozenSheet] = new.ids(kind)
        now = successor(before, after)
        was = {identity: former for former, identity in now.items()}
        for identity, sheet in after.items():
            if identity not in was:
                yield Change(kind, identity, sheet.title, ("added",), None, sheet.lead, (prefix + identity,))
                continue
            lists = tuple(dict.fromkeys((prefix + identity, prefix + was[identity])))
            yield from _line_changes(kind, identity, before[was[identity]], sheet, lists)
        for former, sheet in before.items():
            if former not in now:
                retired = _retired(new, kind, former)
                told = _left(new, kind, retired)
                yield Change(
                    kind, former, sheet.title, ("retired",), sheet.lead, None, (prefix + former,), told, None, retired
                )


def _line_changes(
    kind: Kept, identity: str, before: FrozenSheet, after: FrozenSheet, lists: tuple[str, ...]
) -> Iterator[Change]:
    old = {"title": before.title, "lead": before.lead, **before.lines}
    new = {"title": after.title, "lead": after.lead, **after.lines}
    # Lines that only changed places keep their words; what is counted, such as part-2, is then another line's name.
    moved = set(old.values()) & set(new.values())
    for name in dict.fromkeys((*new, *old)):
        words = old.get(name), new.get(name)
        if words[0] == words[1]:
            continue
        left, came = (None if each in moved else each for each in words)
        if left is not None or came is not None:
            way: ChangeWay = "reworded" if left and came else "added" if came else "retired"
            yield Change(kind, f"{identity}.{name}", after.title, (way,), left, came, lists)


def _retired(new: Frozen, kind: Kept, identity: str) -> Retired | None:
    return next((each for each in new.retired if (each.kind, each.id) == (kind, identity)), None)


def _left(new: Frozen, kind: Kept, retired: Retired | None) -> tuple[str, ...]:
    """Return why something left, and what took its place, as sentences."""
    if retired is None:
        return ()
    told = [retired.because]
    taken = new.ids(kind).get(retired.instead) if retired.instead else None
    if taken is not None:
        told.append(f"Instead: {getattr(taken, 'do', None) or taken.title}")
    return tuple(told)


def _and(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


# -------------------------------------------------------------------------------------------------------------- words


def likeness(before: str, after: str) -> float:
    """Return how much of the words two texts share, in order: 0 for nothing, 1 for all."""
    return difflib.SequenceMatcher(None, _bare(before), _bare(after), autojunk=False).ratio()


def _bare(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def word_changes(before: str, after: str) -> list[tuple[str, str]]:
    """Return how one text became the other, word by word: ('same' | 'struck' | 'added', words).

    >>> word_changes("Ask the format.", "Ask the length.")
    [('same', 'Ask the'), ('struck', 'format.'), ('added', 'length.')]
    """
    old, new = before.split(), after.split()
    changes: list[tuple[str, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        struck, added = " ".join(old[a:b]), " ".join(new[c:d])
        parts = [("same", added)] if tag == "equal" else [("struck", struck), ("added", added)]
        changes += [(how, words) for how, words in parts if words]
    return changes


# ------------------------------------------------------------------------------------------------- all of them at once


@dataclass(frozen=True)
class History:
    """Every edition that was released, in order, and what the guidance says here and now.

    `now` is the last of them, or a draft of the next: what stands in checklists/ may have moved on since a release.
    """

    released: tuple[Frozen, ...]
    now: Frozen

    @property
    def is_draft(self) -> bool:
        """Whether what stands here was never released in these words."""
        return self.now not in self.released

    @property
    def steps(self) -> list[tuple[Frozen, Frozen, tuple[Change, ...]]]:
        """Return each pair of neighbours and what changed between them, the newest first; a draft is the newest."""
        row = [*self.released, *([self.now] if self.is_draft else [])]
        return [(old, new, compare(old, new)) for old, new in pairwise(row)][::-1]

    @property
    def pairs(self) -> list[tuple[Frozen, Frozen]]:
        """Return every two released editions, the older first."""
        return [(old, new) for place, old in enumerate(self.released) for new in self.released[place + 1 :]]


def history(library: Library) -> History:
    """Return the editions that the library holds, and itself."""
    return History(library.editions, freeze(library))


def in_words(changes: Sequence[Change]) -> str:
    """Return changes as Markdown, for a changelog and for the terminal: one line each, by way."""
    lines: list[str] = []
    for way, heading in CHANGE_WORDS.items():
        here = [change for change in changes if change.ways[0] == way]
        if not here:
            continue
        lines += ["", f"### {heading}", ""] if lines else [f"### {heading}", ""]
        for change in here:
            said = change.after if change.after is not None else change.before
            if way == "reworded":
                said = f"{change.before} → {change.after}"
            lines.append(" ".join([f"- {change.title} · `{change.id}`: {said}", *change.told]))
    return "\n".join(lines) or "Nothing that a checklist says has changed."
