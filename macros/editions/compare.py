"""Owns what changed between two editions, item by item and word by word; refuses to know how it is shown."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from macros.guidance import SHEET_PREFIXES, Card, Conversation, Frozen, FrozenItem, FrozenSheet, Kept, Retired

SAME = 0.4
"""How much alike two wordings must be, from 0 to 1, for nobody to be asked whether they mean the same."""

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
