"""Owns what changed between two editions, item by item and word by word; does not know how it is shown."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from typing import Any, Literal

from macros.editions.frozen import counted
from macros.guidance import (
    PRACTICE,
    SHEET_PREFIXES,
    Card,
    Conversation,
    Frozen,
    FrozenItem,
    FrozenQuestion,
    FrozenScenario,
    FrozenSheet,
    Kept,
    Practice,
    how_many,
)

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
    """What became of one item, of a pause point's title, or of one line of a sheet, between two editions.

    `before` and `after` are its words, None where it was not there. `sentences` say the rest. `lists` are those that it
    changes, by the names that printed sheets have for them. No two changes have the same kind and id.
    """

    kind: Literal[Kept, "pause-point"]
    id: str
    title: str
    ways: tuple[ChangeWay, ...]
    before: str | None
    after: str | None
    lists: tuple[str, ...]
    sentences: tuple[str, ...] = ()
    why: tuple[str, str] | None = None
    unprinted: tuple[str, ...] = ()
    """Those of its lists whose printed sheets are as they were, because they don't show what changed."""
    brings: tuple[str, ...] | None = None
    """Where it is a whole sheet that is new: the words of the items that came with it."""

    @property
    def is_new_sheet(self) -> bool:
        """Whether it is a scenario, card, worksheet or conversation that nobody can hold an older copy of."""
        return self.brings is not None

    @property
    def sheets(self) -> tuple[str, ...]:
        """Those of its lists whose printed sheets are not what they were."""
        return tuple(each for each in self.lists if each not in self.unprinted)

    @property
    def words(self) -> list[tuple[str, str]]:
        """Its words as ('same' | 'struck' | 'added', text) in reading order."""
        return word_changes(self.before or "", self.after or "")

    @property
    def reason(self) -> list[tuple[str, str]]:
        """Its reason in the same form, where that changed."""
        return word_changes(*self.why) if self.why else []


def compare(old: Frozen, new: Frozen) -> tuple[Change, ...]:
    """Return what changed from one edition to a later one: items in the order in which they stand, then sheets.

    The order within a list is no change: a pause point is one moment, and whoever holds the older sheet does the same
    things at it. Nor is the order of lines that only have a number. Another moment, another list and another field are.
    A sheet that is new is one change, with all that came with it: an item which it shares with an older one has not
    changed there.
    """
    changes = (_item_changes, _pause_point_changes, _sheet_changes, _question_changes)
    return tuple(chain.from_iterable(find(old, new) for find in changes))


def successor(old: Iterable[str], new: Mapping[str, Any]) -> dict[str, str]:
    """Return where each of the old ids is now: itself, or what it was renamed to. A retired one is left out."""
    renamed = {former: identity for identity, value in new.items() for former in getattr(value, "formerly", ())}
    return {
        identity: identity if identity in new else renamed[identity]
        for identity in old
        if identity in new or identity in renamed
    }


# -------------------------------------------------------------------------------------------- items and pause points


def _item_changes(old: Frozen, new: Frozen) -> Iterator[Change]:
    now = successor(old.items, new.items)
    was = {identity: old.items[former] for former, identity in now.items()}
    renamed = _renamed_places(old, new)
    fresh = _new_sheets(old, new)
    for identity, item in new.items.items():
        known = item.model_copy(update={"lists": tuple(each for each in item.lists if each not in fresh)})
        if identity in was:
            if change := _item_change(old, new, identity, was[identity], known, renamed):
                yield change
        elif known.lists:
            yield Change("item", identity, new.places[item.at], ("added",), None, item.do, known.lists)
    with_card = _left_with_cards(old, new)
    for former, item in old.items.items():
        if former not in now and former not in with_card:
            sentences = _farewell(new, "item", former)
            yield Change("item", former, old.places[item.at], ("retired",), item.do, None, item.lists, sentences)


def _item_change(
    old: Frozen, new: Frozen, identity: str, before: FrozenItem, after: FrozenItem, renamed: Mapping[str, str]
) -> Change | None:
    ways: list[ChangeWay] = []
    sentences: list[str] = []
    on_cards = {*_card_sheets(old), *_card_sheets(new)}
    then = {renamed.get(each, each): each for each in before.lists}
    more = [each for each in after.lists if each not in then]
    less = [each for now, each in then.items() if now not in after.lists]
    is_elsewhere = renamed.get(before.at, before.at) != after.at
    if before.do != after.do:
        ways.append("reworded")
    if is_elsewhere or more or less:
        ways.append("moved")
    if is_elsewhere:
        sentences.append(f"It moved from “{old.places[before.at]}” to “{new.places[after.at]}”.")
    if not (is_elsewhere and on_cards & {before.at, after.at}):  # to or from a card, that says it all
        sentences += [f"It is now also in {listed([new.lists[each] for each in more])}."] if more else []
        sentences += [f"It is no longer in {listed([old.lists[each] for each in less])}."] if less else []
    if before.must != after.must:
        ways.append("must")
        must = "It is now one that must not be missed." if after.must else "It is no longer marked as a must."
        sentences.append(must)
    why = (before.why, after.why) if before.why != after.why else None
    if why:
        ways.append("reason")
    if not ways:
        return None
    every = tuple(dict.fromkeys((*after.lists, *before.lists)))
    # A list that an item stands on as before has not changed because another got it; and cards alone print reasons.
    touched = every if is_elsewhere or {"reworded", "must"} & {*ways} else (*more, *less)
    lists = every if why else tuple(each for each in every if each in touched)
    unprinted = tuple(each for each in lists if each not in touched and each not in on_cards)
    title = new.places[after.at]
    return Change("item", identity, title, tuple(ways), before.do, after.do, lists, tuple(sentences), why, unprinted)


def _card_sheets(frozen: Frozen) -> set[str]:
    return {SHEET_PREFIXES[Card] + identity for identity in frozen.cards}


def _renamed_places(old: Frozen, new: Frozen) -> dict[str, str]:
    """Return what places are called now whose items have not moved: cards, and pause points that kept their title."""
    prefix = SHEET_PREFIXES[Card]
    cards = {prefix + former: prefix + now for former, now in successor(old.cards, new.cards).items()}
    fresh = {title: place for place, title in _pause_points(new).items() if place not in old.places}
    gone = {place: title for place, title in _pause_points(old).items() if place not in new.places}
    return cards | {place: fresh[title] for place, title in gone.items() if title in fresh}


def _pause_points(frozen: Frozen) -> dict[str, str]:
    """Return the title of each pause point by its id."""
    return {place: title for place, title in frozen.places.items() if place not in _card_sheets(frozen)}


def _pause_point_changes(old: Frozen, new: Frozen) -> Iterator[Change]:
    before = _pause_points(old)
    for place, title in _pause_points(new).items():
        if before.get(place, title) != title:
            scenarios = [*new.scenarios.items(), *old.scenarios.items()]
            lists = dict.fromkeys(identity for identity, scenario in scenarios if place in scenario.pause_points)
            yield Change("pause-point", f"{place}.title", title, ("reworded",), before[place], title, tuple(lists))


# ------------------------------------------------------------------------------------------------------------- sheets


Pair = tuple[str | None, str | None]
"""The name that a line had and the one that it has; None where there was no such line, or is none any more."""

KINDS: dict[Kept, str] = {
    "scenario": "",
    "card": SHEET_PREFIXES[Card],
    "worksheet": "",
    "conversation": SHEET_PREFIXES[Conversation],
}
"""The kinds of sheet, in the order in which they are told, and what the names of printed sheets begin with."""

WAS = ".was"
"""What the name of a line that left ends with where another line has its number by now."""


def _sheet_changes(old: Frozen, new: Frozen) -> Iterator[Change]:
    with_card = _left_with_cards(old, new)
    for kind, prefix in KINDS.items():
        before: Mapping[str, FrozenScenario | FrozenSheet] = old.ids(kind)
        after: Mapping[str, FrozenScenario | FrozenSheet] = new.ids(kind)
        now = successor(before, after)
        was = {identity: former for former, identity in now.items()}
        for identity, sheet in after.items():
            if identity not in was:
                yield _new_sheet(old, new, kind, identity)
                continue
            former = was[identity]
            lists = tuple(dict.fromkeys((prefix + identity, prefix + former)))
            lines = _lines(before[former], former, identity), _lines(sheet, identity, identity)
            for name, way, then, words in _line_changes(*lines):
                unprinted = lists if counted(name.removesuffix(WAS)) == "email" else ()
                line = f"{identity}.{name}"
                yield Change(kind, line, sheet.title, (way,), then, words, lists, unprinted=unprinted)
        for former, sheet in before.items():
            if former not in now:
                lists, sentences = (prefix + former,), _farewell(new, kind, former)
                if count := sum(at == prefix + former for at in with_card.values()):
                    sentences = (*sentences, f"Its {how_many(count, 'item')} left with it.")
                yield Change(kind, former, sheet.title, ("retired",), _about(sheet), None, lists, sentences)


def _left_with_cards(old: Frozen, new: Frozen) -> dict[str, str]:
    """Return the items that left with a card, and the name of its sheet; not those with a reason of their own."""
    gone = {SHEET_PREFIXES[Card] + each: each for each in old.cards.keys() - successor(old.cards, new.cards).keys()}
    said = {(each.kind, each.id): (each.because, each.instead) for each in new.retired}
    now = successor(old.items, new.items)
    left: dict[str, str] = {}
    for identity, item in old.items.items():
        if identity in now or item.at not in gone:
            continue
        of_card, own = said.get(("card", gone[item.at])), said.get(("item", identity))
        if own is None or (of_card and own == (of_card[0], None)):
            left[identity] = item.at
    return left


def _new_sheets(old: Frozen, new: Frozen) -> set[str]:
    """Return the sheets that the older edition had under no name, by the names that printed sheets have for them."""
    return {
        prefix + identity
        for kind, prefix in KINDS.items()
        for identity in new.ids(kind).keys() - successor(old.ids(kind), new.ids(kind)).values()
    }


def _new_sheet(old: Frozen, new: Frozen, kind: Kept, identity: str) -> Change:
    sheet, name = new.ids(kind)[identity], KINDS[kind] + identity
    known = successor(old.items, new.items).values()
    held = [each for each, item in new.items.items() if name in item.lists]
    came = tuple(new.items[each].do for each in held if each not in known)
    sentences = [f"It has {how_many(len(held), 'item')}."] if held else []
    if came and len(came) < len(held):
        sentences = [f"It has {len(held)} items, {len(came)} of them new."]
    about = _about(sheet)
    return Change(kind, identity, sheet.title, ("added",), None, about, (name,), tuple(sentences), None, (name,), came)


def _about(sheet: FrozenScenario | FrozenSheet) -> str:
    return sheet.lead if isinstance(sheet, FrozenSheet) else sheet.title


def _lines(sheet: FrozenScenario | FrozenSheet, identity: str, now: str) -> dict[str, str]:
    """Return what stands on a sheet by name; what is named after the sheet goes by the id that the sheet has `now`."""
    if isinstance(sheet, FrozenScenario):
        return {"title": sheet.title}
    own = f"{identity}."
    lines = {f"{now}.{name[len(own) :]}" if name.startswith(own) else name: each for name, each in sheet.lines.items()}
    return {"title": sheet.title, "lead": sheet.lead, **lines}


def _line_changes(
    old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[tuple[str, ChangeWay, str | None, str | None]]:
    """Yield what became of each line that is not as it was: its name, how it changed, its words before and after."""
    pairs = _pairs(old, new)
    came = {name: former for former, name in pairs if name is not None}
    for name in new:
        if name in came:
            former = came[name]
            yield (name, "added", None, new[name]) if former is None else (name, "reworded", old[former], new[name])
    for former, name_now in pairs:
        if former is not None and name_now is None:
            yield former + WAS if former in new else former, "retired", old[former], None


def _pairs(old: Mapping[str, str], new: Mapping[str, str]) -> list[Pair]:
    """Return which line became which; what says the same is left out.

    A name that is an id is for ever, so that what it asks for now is held against what it asked for. A name that only
    counts says nothing: its line is the one that reads like it.
    """
    kept = [name for name in new if name in old and not counted(name)]
    pairs: list[Pair] = [(name, name) for name in kept if old[name] != new[name]]
    others = [name for name in (*old, *new) if name not in kept]
    for row in dict.fromkeys(map(counted, others)):
        left, came = (
            {name: words for name, words in lines.items() if name not in kept and counted(name) == row}
            for lines in (old, new)
        )
        pairs += _aligned(left, came, is_counted=row is not None)
    return pairs


def _aligned(old: Mapping[str, str], new: Mapping[str, str], is_counted: bool) -> list[Pair]:
    """Return which line became which of those that no common name holds together.

    Words that still stand somewhere have only changed places. Of lines that are counted, what is left has become what
    stands in its place now, the most alike first, or what reads like it elsewhere; ids never become each other.
    """
    left, came = [*old], [*new]
    # Of several lines with the same words, those with as many lines above them, or below them, are each other.
    tries = zip(old, new, strict=False), zip([*old][::-1], [*new][::-1], strict=False), product(old, new)
    for then, name in chain(*tries):
        if old[then] == new[name] and then in left and name in came:
            left.remove(then)
            came.remove(name)
    found: list[Pair] = []
    above = _stay_above(old, left), _stay_above(new, came)
    alike = [(likeness(old[then], new[name]), then, name) for then in left for name in came if is_counted]
    for much, then, name in sorted(alike, key=lambda each: -each[0]):
        if then in left and name in came and (much >= SAME or above[0][then] == above[1][name]):
            found.append((then, name))
            left.remove(then)
            came.remove(name)
    return [*found, *((then, None) for then in left), *((None, name) for name in came)]


def _stay_above(lines: Iterable[str], others: Collection[str]) -> dict[str, int]:
    """Return how many lines that stay stand above each of the others."""
    above: dict[str, int] = {}
    stay = 0
    for line in lines:
        if line in others:
            above[line] = stay
        else:
            stay += 1
    return above


# ---------------------------------------------------------------------------------------------------------- questions


def _question_changes(old: Frozen, new: Frozen) -> Iterator[Change]:
    """Yield what became of each card to practise with. Of an edition from before there were any, nothing is said."""
    if old.questions is None:
        return
    after = new.questions or {}
    for identity, question in after.items():
        before = old.questions.get(identity)
        sheets = _practice_sheets(before, question)
        if before is None:
            yield Change("question", identity, PRACTICE, ("added",), None, _card_words(question), sheets)
        elif _card_words(before) != _card_words(question):
            words = _card_words(before), _card_words(question)
            yield Change("question", identity, PRACTICE, ("reworded",), *words, sheets)
        # A scenario that is new, or left, is told by itself.
        elif other := ({*before.scenarios} ^ {*question.scenarios}) & old.scenarios.keys() & new.scenarios.keys():
            words = _card_words(before), _card_words(question)
            moved = tuple(each for each in sheets if each.removeprefix(SHEET_PREFIXES[Practice]) in other)
            yield Change("question", identity, PRACTICE, ("moved",), *words, moved)
    for identity, question in old.questions.items():
        if identity not in after:
            sheets, sentences = _practice_sheets(question), _farewell(new, "question", identity)
            yield Change(
                "question", identity, question.ask, ("retired",), _card_words(question), None, sheets, sentences
            )


def _card_words(question: FrozenQuestion) -> str:
    """Return all that stands on both sides of a card."""
    return " · ".join((question.ask, *question.good, *question.follow_ups))


def _practice_sheets(*questions: FrozenQuestion | None) -> tuple[str, ...]:
    every = chain.from_iterable(each.scenarios for each in questions if each)
    return tuple(dict.fromkeys(SHEET_PREFIXES[Practice] + scenario for scenario in every))


# ---------------------------------------------------------------------------------------------------------- sentences


def _farewell(new: Frozen, kind: Kept, identity: str) -> tuple[str, ...]:
    """Return why something left, and what took its place, as sentences."""
    retired = next((each for each in new.retired if (each.kind, each.id) == (kind, identity)), None)
    if retired is None:
        return ()
    taken = new.ids(kind).get(retired.instead) if retired.instead else None
    if taken is None:
        return (retired.because,)
    return retired.because, f"Instead: {getattr(taken, 'do', None) or taken.title}"


def listed(words: Sequence[str]) -> str:
    """Return words in a row, such as 'a, b and c'."""
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
