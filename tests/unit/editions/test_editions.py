"""Editions: an id is for ever, what changed is told as it is, and what was released says the same for good."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros import editions
from macros.editions.compare import word_changes
from macros.errors import DataError
from macros.guidance import Frozen, words_digest
from macros.reading import load
from macros.web import Components

CASES = yaml.safe_load((Path(__file__).parent / "releases.yml").read_text(encoding="utf-8"))


def freeze(project: Path) -> Frozen:
    """Release the small project as it stands."""
    frozen = editions.freeze(load(project))
    folder = project / "checklists" / "editions"
    folder.mkdir(exist_ok=True)
    (folder / f"{frozen.edition}.json").write_text(editions.to_json(frozen), encoding="utf-8")
    return frozen


def apply(project: Path, changes: list[dict[str, str]]) -> None:
    for change in changes:
        path = project / "checklists" / change["file"]
        if "remove" in change:
            path.unlink()
        elif "rename" in change:
            path.rename(path.with_name(Path(change["rename"]).name))
        elif "write" in change:
            path.write_text(change["write"], encoding="utf-8")
        else:
            text = path.read_text(encoding="utf-8")
            assert text.count(change["find"]) == 1, f"the change must be in just one place: {change['find']}"
            path.write_text(text.replace(change["find"], change["put"]), encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_released_id_is_kept_or_somebody_says_where_it_went(project: Path, case: dict[str, Any]) -> None:
    """Each thing that can become of a released id gives just these problems, or just these changes."""
    apply(project, case.get("before", []))
    freeze(project)
    apply(project, case["changes"])
    if "tell" in case:
        with pytest.raises(DataError) as caught:
            load(project)
        assert [str(problem) for problem in caught.value.problems] == case["tell"]
        return
    history = editions.history(load(project))
    changes = editions.compare(history.released[0], history.now)
    assert [" ".join([*each.ways, each.id, *each.sentences]) for each in changes] == case["changed"]


def test_nothing_is_promised_before_the_first_release(project: Path) -> None:
    """A project without editions may rename what it likes, and its only edition is the one at hand."""
    history = editions.history(load(project))
    assert (history.released, history.is_draft, history.steps) == ((), True, [])
    assert [each["edition"] for each in editions.editions_data(history)["editions"]] == ["1.0"]


def test_an_edition_is_read_as_it_was_frozen(project: Path) -> None:
    """What is released says the same when it is read again, and the same twice is one text."""
    frozen = freeze(project)
    assert editions.from_json(editions.to_json(frozen).encode()) == frozen
    assert editions.to_json(editions.freeze(load(project))) == editions.to_json(frozen)
    assert not editions.history(load(project)).is_draft


def test_three_editions_and_what_lies_between_them(project: Path) -> None:
    """A rename in one edition and a rewording in the next: each is told once, and both from first to last."""
    freeze(project)
    apply(project, next(case["changes"] for case in CASES if case["case"] == "an item was renamed"))
    apply(project, [{"file": "edition.yml", "find": '"1.0"', "put": '"1.9"'}])
    freeze(project)
    apply(project, [{"file": "edition.yml", "find": '"1.9"', "put": '"1.10"'}])
    apply(project, [{"file": "items/night-before.yml", "find": "Lay out your", "put": "Lay out tomorrow’s"}])
    freeze(project)
    history = editions.history(load(project))
    assert [each.edition for each in history.released] == ["1.0", "1.9", "1.10"]
    assert [[change.ways for change in changes] for _, _, changes in history.steps] == [[("reworded",)], []]
    (whole,) = editions.compare(history.released[0], history.now)
    assert whole.id == "choose-what-to-wear"
    assert whole.words[1:3] == [("struck", "your"), ("added", "tomorrow’s")]
    facts = json.loads(json.dumps(editions.editions_data(history)))
    assert facts["current"] == "1.10"
    assert facts["formerly"] == {"lay-out-clothes": "choose-what-to-wear"}
    first = facts["editions"][0]["items"]["lay-out-clothes"]
    assert facts["words"][first] == "Lay out your clothes."
    last = facts["editions"][-1]["items"]["choose-what-to-wear"]
    assert facts["changes"] == {last: {first: [list(each) for each in whole.words]}}


def test_editions_of_a_centre_and_of_the_project_are_two_rows(project: Path) -> None:
    """By their days they are one list; each is compared with the one before it in its own row, wherever it is told."""
    path = project / "checklists/edition.yml"
    words = ["Lay out your clothes.", "Lay out clean clothes.", "Lay out your best clothes.", "Lay out warm clothes."]
    made = ("1.0", 23, 0), ("1.0-leeds.1", 24, 1), ("1.0-leeds.2", 26, 1), ("1.1", 25, 2), ("1.1-leeds.1", 27, 3)
    item = project / "checklists/items/night-before.yml"
    said = item.read_text(encoding="utf-8")
    for edition, day, at in made:
        path.write_text(f'edition: "{edition}"\nreleased: 2026-11-{day}\n', encoding="utf-8")
        item.write_text(said.replace(words[0], words[at]), encoding="utf-8")
        (project / "checklists/editions").mkdir(exist_ok=True)
        text = editions.to_json(editions.freeze(load(project)))
        (project / f"checklists/editions/{edition}.json").write_text(text, encoding="utf-8")
        if edition == "1.1":  # it was made elsewhere, and the centre's number stays written where it comes in
            path.write_text('edition: "1.0-leeds.2"\nreleased: 2026-11-26\n', encoding="utf-8")
            assert load(project).edition.edition == "1.0-leeds.2"
            path.write_text('edition: "1.0-leeds.3"\nreleased: 2026-11-28\n', encoding="utf-8")
            with pytest.raises(DataError, match=r"edition  Edition 1\.1 is released already\."):
                load(project)
    library = load(project)
    history = editions.history(library)
    assert [each.edition for each in history.released] == [*("1.0", "1.0-leeds.1", "1.1", "1.0-leeds.2", "1.1-leeds.1")]
    steps = [(old.edition, new.edition, [change.before for change in found]) for old, new, found in history.steps]
    assert steps == [
        ("1.0-leeds.2", "1.1-leeds.1", [words[1]]),
        ("1.0-leeds.1", "1.0-leeds.2", []),
        ("1.0", "1.1", [words[0]]),
        ("1.0", "1.0-leeds.1", [words[0]]),
    ]
    assert len(history.apart) == 6
    components = Components(library, link=str, title=str)
    assert re.findall(r"since edition ([\w.-]+)\.</p>", components.editions()) == [old for old, *_ in steps]
    assert re.findall(r"since edition ([\w.-]+)\.</summary>", components.feed()) == [old for old, *_ in steps]
    assert re.findall(r'href="([^"]+)">1.0 to', components.editions()) == [
        *("#edition-1.0-leeds.1", "#edition-1.1", "editions/1.0-1.0-leeds.2/", "editions/1.0-1.1-leeds.1/")
    ]
    path.write_text('edition: "1.0-leeds.3"\nreleased: 2026-11-28\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"edition  Edition 1\.1-leeds\.1 is released already\."):
        load(project)


def test_words_that_some_edition_said_are_no_question(project: Path) -> None:
    """Where an edition of the project comes in by another day than a centre's, its words were decided on already."""
    apply(project, [{"file": "edition.yml", "find": "2026-11-23", "put": "2026-11-20"}])
    freeze(project)
    apply(project, [{"file": "edition.yml", "write": 'edition: "1.0-leeds.1"\nreleased: 2026-11-22\n'}])
    freeze(project)
    apply(project, next(each["changes"] for each in CASES if each["case"].startswith("somebody decided that far")))
    apply(project, [{"file": "edition.yml", "write": 'edition: "1.1"\nreleased: 2026-11-21\n'}])
    freeze(project)
    apply(project, [{"file": "items/when-they-call.yml", "find": '\n    same_as: "90b8718c"', "put": ""}])
    assert load(project).items["ask-format"].do == "Find out how long each part is."


def test_an_item_that_left_with_its_card_stays_gone(project: Path) -> None:
    """Its ticks are told why it left, and nothing else gets its id, though nobody wrote a word on it alone."""
    case = next(each for each in CASES if each["case"] == "a card left, and its items with it")
    apply(project, case["before"])
    freeze(project)
    apply(project, [*case["changes"], {"file": "edition.yml", "find": '"1.0"', "put": '"1.1"'}])
    frozen = freeze(project)
    facts = editions.editions_data(editions.history(load(project)))
    assert facts["retired"]["eat-before"]["because"] == "Nobody is taken out any more."
    assert [each.id for each in frozen.retired] == ["meal", "order-light", "eat-before"]
    text = (project / "checklists/cards/talk.yml").read_text(encoding="utf-8")
    (project / "checklists/cards/talk.yml").write_text(text.replace("time-it", "eat-before"), encoding="utf-8")
    with pytest.raises(DataError, match=r'"eat-before" left in edition 1\.1, and is never used again'):
        load(project)


def test_a_page_is_told_how_all_earlier_words_became_those_of_now(project: Path) -> None:
    """Whichever edition's words a tick is for, how they became today's is in the data, and nothing that none needs."""
    said = ["Lay out your clothes.", "Lay out clean clothes.", "Lay out your clothes.", "Lay out your clean clothes."]
    for number, (before, after) in enumerate(pairwise(said), 1):
        freeze(project)
        apply(project, [{"file": "items/night-before.yml", "find": before, "put": after}])
        apply(project, [{"file": "edition.yml", "find": f'"1.{number - 1}"', "put": f'"1.{number}"'}])
    facts = editions.editions_data(editions.history(load(project)))
    last = words_digest(said[-1])
    assert facts["changes"] == {
        last: {words_digest(each): word_changes(each, said[-1]) for each in dict.fromkeys(said[:-1])}
    }
    freeze(project)
    apply(project, [{"file": "items/night-before.yml", "find": said[-1], "put": said[0]}])
    draft = editions.editions_data(editions.history(load(project)))
    assert set(draft["changes"]) == {words_digest(said[0])}
    assert set(draft["changes"][words_digest(said[0])]) == {words_digest(said[1]), last}


def test_only_sheets_that_print_what_changed_are_named(project: Path) -> None:
    """Printed lists have no reasons, cards have; and the conversation as an email stands on its page alone."""
    freeze(project)
    reasons = {"items/night-before.yml": "Mornings are short.", "cards/meal.yml": "You will be talking."}
    apply(project, [{"file": file, "find": why, "put": "It helps."} for file, why in reasons.items()])
    email = {"find": "  paragraphs: [Who will I meet?]", "put": "  paragraphs: [Whom will I meet?]"}
    apply(project, [{"file": "conversations/callback.yml", **email}])
    library = load(project)
    night, meal, call = editions.compare(editions.history(library).released[0], editions.freeze(library))
    assert (night.lists, night.sheets) == (("panel-day",), ())
    assert (meal.lists, meal.sheets) == (("card-meal",), ("card-meal",))
    assert (call.id, call.lists, call.sheets) == ("callback.email-1", ("conversation-callback",), ())
    page = Components(library, link=str, title=str).check()
    assert re.findall(r'data-change="([^"]*)" data-lists="([^"]*)"', page) == [
        ("lay-out-clothes", ""),
        ("order-light", "card-meal"),
        ("callback.email-1", ""),
    ]


def test_an_item_that_joins_another_list_leaves_its_own_as_they_were(project: Path) -> None:
    """Whoever holds a sheet is not told to look because a list that they don't have got one of its items too."""
    case = next(each for each in CASES if each["case"].startswith("an older scenario asks"))
    apply(project, case["before"])
    freeze(project)
    apply(project, case["changes"])
    history = editions.history(load(project))
    changes = editions.compare(history.released[0], history.now)
    assert {change.id: change.lists for change in changes} == {
        "ask-names": ("new-interviewer", "panel-day"),
        "lay-out-clothes": ("new-interviewer",),
    }


def test_a_new_sheet_is_one_change_and_on_no_sheet_that_is_held(project: Path) -> None:
    """A new scenario is told once, with how much came with it. No sheet is said to have changed for it, on no page."""
    freeze(project)
    apply(project, next(each["changes"] for each in CASES if each["case"].startswith("a new scenario has an item")))
    library = load(project)
    changes = editions.compare(editions.history(library).released[0], editions.freeze(library))
    reworded, new = changes
    assert (reworded.lists, reworded.is_new_sheet) == (("panel-day",), False)
    assert (new.sheets, new.brings, new.is_new_sheet) == ((), ("Go to bed early.",), True)
    assert editions.new_sheets_in_words(changes) == "1 scenario"
    told = editions.in_words(changes)
    line = "- Somebody new · scenario `new-interviewer`. It has 2 items, 1 of them new."
    assert told.startswith(f"### New\n\n{line}\n\n### Reworded")
    components = Components(library, link=str, title=str)
    page = components.check()
    assert re.findall(r'data-change="([^"]*)" data-lists="([^"]*)"', page) == [("lay-out-clothes", "panel-day")]
    assert "1 thing changed since, on all sheets together" in page
    assert "New since edition 1.0: 1 scenario." in page
    listed = components.editions()
    assert "New: 1 scenario. 1 thing changed since edition 1.0." in listed
    assert listed.count("Go to bed early.") == 1
    assert '<a href="scenarios/new-interviewer.md">Somebody new</a>' in listed


WORDS = st.lists(st.sampled_from(["ask", "the", "format", "length", "of", "day."]), max_size=8).map(" ".join)


@given(before=WORDS, after=WORDS)
def test_words_struck_and_added_make_both_wordings(before: str, after: str) -> None:
    """Without what was added there is the old wording, without what was struck the new one, word for word."""
    changes = word_changes(before, after)
    assert " ".join(words for how, words in changes if how != "added").split() == before.split()
    assert " ".join(words for how, words in changes if how != "struck").split() == after.split()
