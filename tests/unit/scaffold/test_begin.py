"""What `second-round new` begins: right as it stands, where it belongs, and never over what somebody wrote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.errors import DataError
from macros.reading import load
from macros.scaffold import begin

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
