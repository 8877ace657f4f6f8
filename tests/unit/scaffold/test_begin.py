"""What `second-round new` begins: right as it stands, where it belongs, and never over what somebody wrote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros import editions
from macros.errors import DataError
from macros.reading import load
from macros.scaffold import begin, unwritten
from macros.web import Components
from scripts.second_round import main
from tests.unit.editions.test_editions import apply

READY = "ready_set:\n  worksheets: [people]\n  cards: [meal]\n"

GOOD = "        good: [One thing]\n        follow_ups: [And then?]\n"

NAV = "nav:\n  - Start:\n      - scenarios/panel-day.md\n  - Sheets:\n      - All: worksheets/people.md # the first\n"


def texts(project: Path) -> dict[str, str]:
    return {
        path.relative_to(project).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(project.rglob("*"))
        if path.is_file()
    }


def test_a_card_is_begun_and_right(project: Path) -> None:
    """A card has its file, a title made of its name, and an item to change; comments say what each key is."""
    assert begin(project, "card", "phone-screen").files == ("checklists/cards/phone-screen.yml",)
    card = load(project).card("phone-screen")
    assert (card.title, [item.id for item in card.items]) == ("Phone screen", ["phone-screen-first"])
    assert (project / "checklists/cards/phone-screen.yml").read_text(encoding="utf-8").count("#") >= 5


@pytest.mark.parametrize("kind", ["scenario", "card"])
def test_what_a_centre_hides_is_no_reason_against_it(project: Path, kind: str) -> None:
    """It is tried beside the menu that there is, in which the brand hides a section; and it stays out of that one."""
    hidden = "  - Reading:\n      - prepare/reply.md\n"
    (project / "mkdocs.yml").write_text(NAV + hidden, encoding="utf-8")
    with (project / "checklists/brand.yml").open("a", encoding="utf-8") as brand:
        brand.write("hide:\n  sections: [Reading]\n")
    begin(project, kind, "phone-screen")  # type: ignore[arg-type]  # a literal
    assert (project / "mkdocs.yml").read_text(encoding="utf-8").endswith(hidden)


@pytest.mark.parametrize("kind", ["scenario", "worksheet"])
def test_what_has_a_page_is_begun_with_it(project: Path, kind: str) -> None:
    """The page calls what was begun, and stands in the navigation after the last of its folder, if there is one."""
    (project / "mkdocs.yml").write_text(NAV, encoding="utf-8")
    begin(project, kind, "phone-screen")  # type: ignore[arg-type]  # a literal
    library = load(project)
    assert "phone-screen" in {**library.scenarios, **library.worksheets}
    page = project / f"docs/{kind}s/phone-screen.md"
    assert '("phone-screen") }}' in page.read_text(encoding="utf-8")
    lines = (project / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    after = {"scenario": "scenarios/panel-day.md", "worksheet": "worksheets/people.md"}[kind]
    above = next(number for number, line in enumerate(lines) if after in line)
    assert lines.pop(above + 1) == f"      - {kind}s/phone-screen.md"
    assert lines == NAV.splitlines()


def test_a_navigation_without_its_folder_is_left_to_a_person(project: Path) -> None:
    """Where nothing shows where the page belongs, it is said, and mkdocs.yml stays as it is."""
    (project / "mkdocs.yml").write_text("nav: []\n", encoding="utf-8")
    start = begin(project, "worksheet", "travel")
    assert start.left == ("Name worksheets/travel.md in the navigation, in mkdocs.yml.",)
    assert (project / "mkdocs.yml").read_text(encoding="utf-8") == "nav: []\n"


@pytest.mark.parametrize("ending", ["", "\n", "\n\n# The end.\n", "\n\n\n"])
def test_an_item_is_put_at_the_end_of_its_pause_point_and_listed(project: Path, ending: str) -> None:
    """The item comes last, in each scenario too, and every line that stood there still does."""
    path = project / "checklists/items/when-they-call.yml"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + ending, encoding="utf-8")
    before = texts(project)
    begin(project, "item", "ask-for-water", at="when-they-call")
    after = texts(project)
    assert [item.id for item in load(project).checklist("panel-day").items][:3] == [
        *("ask-format", "ask-names", "ask-for-water")
    ]
    for name, text in before.items():
        left = iter(after[name].splitlines())
        assert all(line in left for line in text.splitlines()), name
    assert {name for name in after if after[name] != before[name]} == {
        "checklists/items/when-they-call.yml",
        "checklists/scenarios/panel-day.yml",
    }


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_the_ends_of_lines_stay_as_an_editor_wrote_them(project: Path, ending: bytes) -> None:
    """A file from Windows keeps its ends of lines, and the new ones are like them: only what is new is a change."""
    (project / "mkdocs.yml").write_text(NAV, encoding="utf-8")
    changed = ["checklists/items/when-they-call.yml", "checklists/scenarios/panel-day.yml", "mkdocs.yml"]
    for name in changed:
        (project / name).write_bytes((project / name).read_bytes().replace(b"\n", ending))
    begin(project, "item", "ask-for-water", at="when-they-call")
    begin(project, "worksheet", "travel")
    for name in changed:
        data = (project / name).read_bytes()
        assert data.count(b"\n") == data.count(ending)


def test_an_item_can_go_to_a_card_or_to_one_scenario(project: Path) -> None:
    """A card owns its items; a pause point's item is listed by the scenarios that are named."""
    begin(project, "scenario", "other")
    begin(project, "item", "ask-for-tea", at="meal")
    assert begin(project, "item", "bring-chalk", at="school").files == ("checklists/sectors/school.yml",)
    begin(project, "item", "ask-for-water", at="when-they-call", scenarios=["other"])
    library = load(project)
    assert [item.id for item in library.card("meal").items] == ["order-light", "ask-for-tea"]
    assert "ask-for-water" in [item.id for item in library.checklist("other").items]
    assert "ask-for-water" not in [item.id for item in library.checklist("panel-day").items]


def test_a_full_pause_point_is_passed_over_and_named(project: Path) -> None:
    """Nine items are the most that one pause point shows: the tenth goes where there is room, or nowhere."""
    for number in range(7):
        begin(project, "item", f"more-{number}", at="when-they-call")
    with pytest.raises(DataError, match="Every scenario lists 9 items there already"):
        begin(project, "item", "one-more", at="when-they-call")
    begin(project, "scenario", "other")
    path = project / "checklists/scenarios/other.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("      - more-6\n", ""), encoding="utf-8")
    start = begin(project, "item", "one-more", at="when-they-call")
    assert start.left == ("panel-day lists 9 items there, so this one is not in it.",)
    assert "checklists/scenarios/panel-day.yml" not in start.files


REFUSED = {
    "a name with a space": (("card", "Phone screen!"), 'such as "phone-screen"'),
    "a name that is none": (("card", "…"), 'such as "phone-screen"'),
    "a card that is there": (("card", "meal"), 'There is a card "meal" already'),
    "an item that is there": (("item", "order-light", "when-they-call"), "has an item of this name already"),
    "an item without a place": (
        ("item", "wave"),
        "Say where it goes. There are night-before, when-they-call, meal, school.",
    ),
    "a place that is not there": (("item", "wave", "when-they-cal"), 'Did you mean "when-they-call"?'),
    "a scenario without that pause point": (("item", "wave", "night-before", ["other"]), "has no pause point"),
    "a scenario that is not there": (("item", "wave", "night-before", ["panel-dya"]), 'Did you mean "panel-day"?'),
    "a name that every sheet has": (("item", "notes", "meal"), 'Every sheet has a field called "notes"'),
    "a worksheet called as a scenario": (("worksheet", "panel-day"), "A scenario has this id"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_not_be_right_is_refused_and_changes_nothing(project: Path, case: str) -> None:
    """The reason is given in the words of `check`, and every file is as it was."""
    arguments, message = REFUSED[case]
    if case.startswith("a scenario without"):
        begin(project, "scenario", "other")
        path = project / "checklists/scenarios/other.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.partition("  - id: night-before")[0], encoding="utf-8")
    before = texts(project)
    with pytest.raises(DataError, match=re.escape(message)):
        begin(project, *arguments)  # type: ignore[arg-type]  # as the table has them
    assert texts(project) == before


def test_a_list_on_one_line_is_refused(project: Path) -> None:
    """A list in brackets is not rewritten: whoever wrote it reads how it can be added to."""
    path = project / "checklists/scenarios/panel-day.yml"
    text = path.read_text(encoding="utf-8").replace(
        "    items:\n      - lay-out-clothes", "    items: [lay-out-clothes]"
    )
    path.write_text(text, encoding="utf-8")
    before = texts(project)
    with pytest.raises(DataError, match="Write this list with an entry a line"):
        begin(project, "item", "wave", at="night-before")
    assert texts(project) == before


def test_a_page_that_is_there_stays(project: Path) -> None:
    """A page without its worksheet may be somebody's draft."""
    (project / "docs/worksheets/travel.md").write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(DataError, match="There is a page of this name already"):
        begin(project, "worksheet", "travel")
    assert not (project / "checklists/worksheets/travel.yml").exists()


def test_a_scenario_begins_with_questions_and_a_ready_set(project: Path) -> None:
    """It is asked what the one is asked that it was begun from, in no file but its own, and is listed where all are."""
    apply(project, [{"file": "scenarios/panel-day.yml", "find": "pause_points:", "put": READY + "pause_points:"}])
    apply(
        project,
        [{"file": "questions/to-ask.yml", "find": "        by: [manager]", "put": GOOD + "        by: [manager]"}],
    )
    before = texts(project)
    begin(project, "scenario", "phone-screen")
    assert {name for name, text in texts(project).items() if before.get(name) != text} == {
        *("checklists/scenarios/phone-screen.yml", "docs/scenarios/phone-screen.md")
    }
    library = load(project)
    (question,) = library.question_bank("to-ask").questions
    assert question.scenarios == ("panel-day", "phone-screen")
    assert library.practice("phone-screen")
    assert library.scenarios["phone-screen"].ready_set == library.scenarios["panel-day"].ready_set
    components = Components(library, link=str, title=str)
    assert [*re.findall(r'href="([^"]*)">([^<]*)</a></li>', components.scenarios())] == [
        ("scenarios/panel-day.md", "Several people"),
        ("scenarios/phone-screen.md", "Phone screen"),
    ]
    row = 'worksheets/people.md">People</a></td><td>A meal</td></tr>'
    assert components.ready_sets().count(row) == 2
    assert 'value="phone-screen"' in components.questions("to-ask")
    assert 'data-scenarios="panel-day phone-screen"' in components.questions("to-ask")


def test_a_new_scenario_changes_no_card_to_practise_with(project: Path) -> None:
    """That its questions are asked in it too is no change of the practice cards that somebody holds."""
    apply(
        project,
        [{"file": "questions/to-ask.yml", "find": "        by: [manager]", "put": GOOD + "        by: [manager]"}],
    )
    old = editions.freeze(load(project))
    begin(project, "scenario", "phone-screen")
    assert [(each.kind, each.id) for each in editions.compare(old, editions.freeze(load(project)))] == [
        ("scenario", "phone-screen")
    ]


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ("panel-dya", 'There is no scenario "panel-dya". Did you mean "panel-day"?'),
        ("other", '"other" takes its questions from another. Name that one.'),
    ],
)
def test_questions_are_those_of_a_scenario_that_has_its_own(project: Path, other: str, told: str) -> None:
    """One that is not there, and one that takes them from a third, are refused by name."""
    begin(project, "scenario", "other")
    begin(project, "scenario", "third")
    path = project / "checklists/scenarios/third.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("questions_of: panel-day", f"questions_of: {other}"), encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(told)):
        load(project)


@pytest.mark.parametrize("kind", ["scenario", "card", "worksheet", "item"])
def test_sentences_of_a_start_are_refused_until_they_are_written(project: Path, kind: str) -> None:
    """`check` names each, with its line, in what was begun and in nothing else; once they are written, all is well."""
    assert unwritten(project) == []
    files = begin(project, kind, "phone-screen", at="night-before" if kind == "item" else "").files  # type: ignore[arg-type]  # a literal
    left = unwritten(project)
    assert {each.file for each in left} <= {*files}
    assert len(left) >= 2
    result = CliRunner().invoke(main, ["check", str(project)])
    assert result.exit_code == 1
    assert result.output.splitlines()[:-1] == [str(each) for each in sorted(left)]
    for each in left:
        path = project / each.file
        lines = path.read_text(encoding="utf-8").splitlines()
        assert "Say " in lines[each.line - 1]
        lines[each.line - 1] = lines[each.line - 1].replace("Say ", "We say ")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["check", str(project)]).exit_code == 0


def test_what_names_an_id_that_left_or_was_renamed_is_told_where_it_went(project: Path) -> None:
    """A scenario of one's own that lists an item of an older edition reads what to list instead, and why."""
    begin(project, "scenario", "other")
    (project / "checklists/editions").mkdir()
    (project / "checklists/editions/1.0.json").write_text(editions.to_json(editions.freeze(load(project))), "utf-8")
    apply(project, [{"file": "edition.yml", "find": '"1.0"', "put": '"1.1"'}])
    for file, find, put in (
        ("items/when-they-call.yml", "  - id: ask-names", "  - id: ask-whom\n    formerly: [ask-names]"),
        (
            "items/night-before.yml",
            "  - id: lay-out-clothes\n    do: Lay out your clothes.",
            "  - id: rest\n    do: Rest.",
        ),
        ("scenarios/panel-day.yml", "item: ask-names", "item: ask-whom"),
        ("scenarios/panel-day.yml", "- lay-out-clothes", "- rest"),
    ):
        apply(project, [{"file": file, "find": find, "put": put}])
    left = '- id: lay-out-clothes\n  left: "1.1"\n  because: Few meet in a room.\n  instead: rest\n'
    (project / "checklists/retired.yml").write_text(left, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(project)
    assert [each.message for each in caught.value.problems] == [
        'There is no item "ask-names". It is called "ask-whom" now.',
        'There is no item "lay-out-clothes". It left in edition 1.1: Few meet in a room. Instead there is "rest".',
    ]
