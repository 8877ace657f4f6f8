"""What changed between any two editions: nothing that stands on a printed sheet changes unsaid, and nothing else is."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from macros.editions import Change, compare
from macros.guidance import Frozen, FrozenItem, FrozenScenario, FrozenSheet, words_digest

WORDS = st.sampled_from(
    ["Name", "Role", "Who said so?", "Who says so?", "Ask who will be there.", "Ask who was there."]
)
"""So few that lines often share their words, and so alike that some read like others."""

ROWS = ("before", "stop", "email", "part")
COUNTED = st.fixed_dictionaries({row: st.lists(WORDS, max_size=5) for row in ROWS})
FIELDS = st.dictionaries(st.sampled_from(["host", "chair", "*.role", "*.name", "person-7"]), WORDS)


def frozen(**values: Any) -> Frozen:
    """Return an edition that says only this."""
    names = ("places", "scenarios", "items", "cards", "worksheets", "conversations")
    kinds: dict[str, Any] = {name: {} for name in names}
    day = datetime.date(2026, 11, 23)
    return Frozen(layout=1, edition="1.0", released=day, retired=(), **kinds | values)


def sheet(
    identity: str, fields: Mapping[str, str], rows: Mapping[str, list[str]], title: str, lead: str
) -> FrozenSheet:
    lines = {f"{row}-{number}": words for row in ROWS for number, words in enumerate(rows[row], 1)}
    lines |= {f"{identity}.{name}": words for name, words in fields.items()}
    formerly = ("people",) if identity != "people" else ()
    return FrozenSheet(title=title, lead=lead, digest="", lines=lines, formerly=formerly)


def pieces(changes: tuple[Change, ...], *ways: str) -> list[Change]:
    return [change for change in changes if set(change.ways) & set(ways)]


@given(
    st.tuples(FIELDS, COUNTED, WORDS, WORDS),
    st.tuples(FIELDS, COUNTED, WORDS, WORDS),
    st.sampled_from(["people", "persons"]),
)
def test_each_line_of_a_sheet_is_said_as_often_as_it_changed(old: Any, new: Any, identity: str) -> None:
    """Whatever becomes of a sheet: each name that asks for something else is reworded, once, in its true words.

    Of what has no name in common, just the words that came are added and just those that left are taken out; what
    stands on the sheet as before, in whatever order, is not said to have changed. A renamed sheet is the same sheet.
    """
    changes = compare(
        frozen(worksheets={"people": sheet("people", *old)}), frozen(worksheets={identity: sheet(identity, *new)})
    )
    before, after = dict(old[0]), dict(new[0])
    heads = {"title": (old[2], new[2]), "lead": (old[3], new[3])}
    named = {f"{identity}.{name}": (before[name], after[name]) for name in before.keys() & after.keys()} | heads
    ids = {change.id: change for change in changes}
    assert len(ids) == len(changes)
    for name, words in named.items():
        change = ids.pop(f"{identity}.{name}", None)
        assert (change is not None) == (words[0] != words[1])
        if change:
            assert (change.ways, change.before, change.after) == (("reworded",), *words)
    loose = [
        [words for name, words in fields.items() if f"{identity}.{name}" not in named] for fields in (before, after)
    ]
    for row in (*ROWS, f"{identity}."):
        here = [change for change in ids.values() if change.id.startswith(f"{identity}.{row}")]
        left, came = (Counter(each) for each in (loose if row.endswith(".") else (old[1][row], new[1][row])))
        assert Counter(change.before for change in here if change.before is not None) == left - came
        assert Counter(change.after for change in here if change.after is not None) == came - left
        assert not (row.endswith(".") and pieces(tuple(here), "reworded"))


@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_a_counted_line_that_changes_in_its_place_is_reworded(lines: list[str], data: st.DataObject) -> None:
    """Whatever the other lines say, the same words too: one change, from what it said to what it says."""
    place = data.draw(st.integers(0, len(lines) - 1))
    changed = [*lines[:place], "Find a quiet room.", *lines[place + 1 :]]
    empty: dict[str, list[str]] = {row: [] for row in ROWS}
    old, new = (
        frozen(conversations={"people": sheet("people", {}, empty | {"before": each}, "Title", "Lead")})
        for each in (lines, changed)
    )
    (change,) = compare(old, new)
    assert change.ways == ("reworded",)
    assert (change.before, change.after) == (lines[place], "Find a quiet room.")
    (back,) = compare(new, old)
    assert (back.before, back.after) == ("Find a quiet room.", lines[place])


@st.composite
def checklists(draw: st.DrawFn) -> Frozen:
    """An edition with two scenarios, two pause points and a card, and some of four items on them."""
    places = {each: draw(st.sampled_from(["First", "Second"])) for each in ("week-before", "night-before")}
    places["card-meal"] = "A meal"
    stops: dict[str, dict[str, list[str]]] = {"panel-day": {}, "new-interviewer": {}}
    items = {}
    for identity in draw(st.permutations(["call", "eat", "pack", "write"]))[: draw(st.integers(0, 4))]:
        at = draw(st.sampled_from(list(places)))
        on = draw(st.lists(st.sampled_from(list(stops)), min_size=1, unique=True))
        words = draw(WORDS)
        for scenario in on if at != "card-meal" else []:
            stops[scenario].setdefault(at, []).append(identity)
        items[identity] = FrozenItem(
            do=words,
            digest=words_digest(words),
            why=draw(WORDS),
            must=draw(st.booleans()),
            at=at,
            lists=(at,) if at == "card-meal" else tuple(each for each in stops if each in on),
        )
    return frozen(
        places=places,
        items=items,
        scenarios={
            each: FrozenScenario(title=draw(WORDS), pause_points={name: tuple(ids) for name, ids in listed.items()})
            for each, listed in stops.items()
        },
        cards={"meal": FrozenSheet(title="A meal", lead="Lead", digest="", lines={})},
    )


def printed(edition: Frozen, name: str) -> Any:
    """Return what is printed on one list, each item at its moment. The order within a moment is left out on purpose."""
    if name == "card-meal":
        return {each: (item.do, item.why, item.must) for each, item in edition.items.items() if item.at == name}
    items = {each: (item.do, item.must) for each, item in edition.items.items()}
    scenario = edition.scenarios[name]
    moments = {
        stop: (edition.places[stop], {each: items[each] for each in ids}) for stop, ids in scenario.pause_points.items()
    }
    return scenario.title, moments


@given(checklists(), checklists())
def test_a_list_is_still_good_just_when_it_says_the_same(old: Frozen, new: Frozen) -> None:
    """The sheet of a scenario or card is among those of a change if, and only if, something printed on it differs."""
    changes = compare(old, new)
    assert len({(change.kind, change.id) for change in changes}) == len(changes)
    for name in ("panel-day", "new-interviewer", "card-meal"):
        is_touched = any(name in change.sheets for change in changes)
        assert is_touched == (printed(old, name) != printed(new, name)), changes
    for identity in old.items.keys() & new.items.keys():
        before, after = old.items[identity], new.items[identity]
        reworded = [change for change in changes if change.id == identity and "reworded" in change.ways]
        assert len(reworded) == (before.do != after.do)
        assert all((each.before, each.after) == (before.do, after.do) for each in reworded)
