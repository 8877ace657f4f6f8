"""What careers staff read of wrong data, and that nothing in a file can harm the machine that reads it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros import editions
from macros.errors import DataError
from macros.guidance import SearchWords
from macros.reading import load
from macros.reading.yaml_file import MOST_BYTES, read_yaml
from macros.scaffold import begin
from scripts.second_round import main
from tests.conftest import ROOT

CASES = yaml.safe_load((Path(__file__).parent / "problems.yml").read_text(encoding="utf-8"))


def damage(project: Path, case: dict[str, Any]) -> None:
    path = project / case["file"]
    if "write" in case:
        path.write_text(case["write"], encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    assert text.count(case["find"]) == 1, "the case must change just one place"
    path.write_text(text.replace(case["find"], case["put"]), encoding="utf-8")


def problems(project: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        load(project)
    return [str(problem) for problem in caught.value.problems]


def test_right_data_makes_a_library(project: Path) -> None:
    """The small project that the other tests break is right as it stands."""
    library = load(project)
    assert set(library.items) == {"ask-format", "ask-names", "lay-out-clothes", "order-light", "plan-lesson"}


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_wrong_data_is_reported_with_file_line_and_right_answer(project: Path, case: dict[str, Any]) -> None:
    """Each way of getting the data wrong gives exactly these lines."""
    damage(project, case)
    found = problems(project)
    if "tell_among" in case:
        assert set(case["tell_among"]) <= set(found)
    else:
        assert found == case["tell"]


def test_every_problem_in_every_file_is_reported_at_once(project: Path) -> None:
    """Four files are wrong in four ways: all four are reported, in the order of files and lines."""
    for number in (0, 13, 16, 33):
        damage(project, CASES[number])
    assert problems(project) == sorted(line for number in (0, 13, 16, 33) for line in CASES[number]["tell"])


def test_a_missing_file_or_folder_is_reported(project: Path) -> None:
    """What is not there is reported as what was expected there."""
    (project / "checklists/brand.yml").unlink()
    (project / "checklists/cards/meal.yml").unlink()
    assert problems(project) == [
        "checklists/brand.yml:1  the file  It cannot be read: No such file or directory.",
        "checklists/cards:1  the folder  Expected at least one card, as a .yml file.",
    ]


def test_a_project_need_not_have_words_for_its_search(project: Path) -> None:
    """Without the file nothing is wrong, and nothing means the same."""
    assert load(project).search.synonyms == (("e-mail", "mail"), ("meal", "lunch", "dinner"))
    (project / "checklists/search.yml").unlink()
    assert load(project).search == SearchWords()


def test_a_report_on_accessibility_is_read_or_reported(project: Path) -> None:
    """It need not be there; an unknown chapter or level and a number that stands twice are reported."""
    assert load(project).conformance is None
    path = project / "checklists/openacr.yml"
    report = (ROOT / "checklists/openacr.yml").read_text(encoding="utf-8")
    path.write_text(report, encoding="utf-8")
    assert load(project).conformance is not None
    wrong = report.replace('num: "1.2.1"', 'num: "1.1.1"', 1).replace("level: supports", "level: support", 1)
    path.write_text(wrong.replace("  hardware:", "  hardwear:", 1), encoding="utf-8")
    found = [line.partition("  ")[2] for line in problems(project)]
    chapter = "chapters → success_criteria_level_a → criteria → entry"
    assert len(found) == 3
    assert found[0].startswith(f"{chapter} 1 → components → entry 1 → adherence → level  Expected one of supports,")
    assert found[1] == f"{chapter} 2 → num  1.1.1 has a level already. Take one of the two away."
    assert found[2] == 'chapters → hardwear  The format has no chapter of this name. Did you mean "hardware"?'


def test_a_file_with_the_wrong_ending_is_reported(project: Path) -> None:
    """A .yaml file would be passed over in silence; it is reported instead."""
    (project / "checklists/cards/talk.yaml").write_text("id: talk\n", encoding="utf-8")
    assert problems(project) == [
        "checklists/cards/talk.yaml:1  the file  Only .yml files are read here. Rename or remove it."
    ]


def test_a_file_that_is_not_utf8_is_reported_with_its_line(project: Path) -> None:
    """A file saved in an old Windows encoding is reported with the line of its first odd letter."""
    path = project / "checklists/cards/meal.yml"
    path.write_bytes(path.read_bytes().replace(b"A meal", b"Caf\xe9"))
    assert problems(project) == ["checklists/cards/meal.yml:2  the file  It is not UTF-8 text. Save it as UTF-8."]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("depth", "[" * 100_000 + "]" * 100_000, "nested more than"),
        ("count", "[" + "a," * 60_000 + "]", "holds more than"),
        ("size", "a: " + "x" * MOST_BYTES, "larger than"),
        (
            "aliases",
            "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]\n" for n in range(9)),
            "Anchors",
        ),
        ("characters", "a: \x07\n", "character here that YAML does not take"),
        ("merge", "a: &a {b: 1}\nc: {<<: *a}\n", "Anchors"),
    ],
)
def test_a_file_made_to_exhaust_memory_is_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    """Depth, number, size and aliases are refused before anything is built of them."""
    path = tmp_path / "bad.yml"
    path.write_text(text, encoding="utf-8")
    file, found = read_yaml(path, tmp_path)
    assert file is None
    assert message in found[0].message


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(data=st.one_of(st.binary(max_size=400), st.text(alphabet="ab:-[]{}&*!|>#'\"\n ?,<%@`\\0", max_size=200)))
def test_no_bytes_whatever_make_a_traceback(tmp_path: Path, data: bytes | str) -> None:
    """Any bytes at all are either data or a problem that is reported."""
    path = tmp_path / "any.yml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    file, found = read_yaml(path, tmp_path)
    assert file is not None or found


def test_check_prints_the_problems_and_exits_1(project: Path) -> None:
    """`second-round check` says what is wrong in the same words, without a traceback."""
    damage(project, CASES[0])
    result = CliRunner().invoke(main, ["check", str(project)])
    assert result.exit_code == 1
    assert result.output.splitlines() == [*CASES[0]["tell"], "2 problems in 1 file. Nothing was built or changed."]


def test_check_says_so_where_all_is_well(project: Path) -> None:
    """A project without a problem exits 0 and says what it holds."""
    result = CliRunner().invoke(main, ["check", str(project)])
    assert (result.exit_code, result.output) == (
        0,
        "All is well: 5 items, 1 scenario, 1 card, 1 sector, 1 worksheet, 1 conversation, 1 question bank, "
        "edition 1.0.\n",
    )


def test_a_checklist_holds_just_what_its_scenario_lists(project: Path) -> None:
    """Pause points come in the scenario's order with its items, its reasons, and the cards that were chosen."""
    checklist = load(project).checklist("panel-day", ["meal"])
    assert [item.id for item in checklist.items] == ["ask-format", "ask-names", "lay-out-clothes", "order-light"]
    assert checklist.because == {"ask-names": "There are many names."}


def test_an_unknown_scenario_names_the_nearest(project: Path) -> None:
    """Asking for what is not there names what is."""
    with pytest.raises(DataError) as caught:
        load(project).checklist("panel-dya")
    assert str(caught.value).splitlines() == [  # no file is at fault, so none is named
        '"panel-dya"  There is no scenario with this id. Did you mean "panel-day"?',
        "1 problem. Nothing was built or changed.",
    ]


def test_a_page_in_an_old_encoding_is_no_traceback(project: Path) -> None:
    """A page that is not UTF-8 keeps the anchors that can be read in it."""
    page = project / "docs/prepare/reply.md"
    page.write_bytes(page.read_bytes() + b"Caf\xe9")
    assert load(project).cards


def test_a_scenario_without_a_page_is_reported(project: Path) -> None:
    """The first page leads to every scenario, so each needs one."""
    (project / "docs/scenarios/panel-day.md").unlink()
    assert problems(project) == [
        "checklists/scenarios/panel-day.yml:1  the file  This scenario has no page. "
        "Expected docs/scenarios/panel-day.md, which calls checklist(…)."
    ]


def test_a_pipe_or_folder_in_place_of_a_file_is_reported(project: Path) -> None:
    """What is not a file is reported, and never waited for."""
    os.mkfifo(project / "checklists/cards/pipe.yml")
    (project / "checklists/cards/folder.yml").mkdir()
    assert problems(project) == [
        "checklists/cards/folder.yml:1  the file  It is not a file.",
        "checklists/cards/pipe.yml:1  the file  It is not a file.",
    ]


def test_what_an_editor_keeps_beside_a_file_is_never_read(project: Path) -> None:
    """An editor's lock is a link that leads nowhere: it is no data, nor a hidden folder, nor one called like a page."""
    frozen = editions.to_json(editions.freeze(load(project)))
    (project / "checklists/editions").mkdir()
    (project / "checklists/editions/1.0.json").write_text(frozen, encoding="utf-8")
    for name in (
        *("docs/.#index.md", "docs/prepare/.#reply.md", "checklists/.#brand.yml", "checklists/editions/.#1.0.json"),
        *("checklists/cards/.#meal.yml", "checklists/items/.#night-before.yml", "checklists/scenarios/.#panel-day.yml"),
    ):
        (project / name).symlink_to("somebody@a-machine.4711:1764410000")
    (project / "docs/notes.md").mkdir()
    (project / "docs/notes.md/inside.md").write_text("# Inside\n", encoding="utf-8")
    (project / "docs/.drafts").mkdir()
    os.mkfifo(project / "docs/.drafts/pipe.md")
    assert load(project).cards
    assert begin(project, "card", "phone-screen").files == ("checklists/cards/phone-screen.yml",)


def test_a_link_to_nowhere_is_reported_where_a_file_is_read(project: Path) -> None:
    """A link that leads nowhere, under a name that is read, is reported by that name and not passed over."""
    names = [
        *("checklists/brand.yml", "checklists/cards/lost.yml", "checklists/editions/1.0.json"),
        *("checklists/retired.yml", "docs/lost.md"),
    ]
    (project / "checklists/editions").mkdir()
    (project / "checklists/brand.yml").unlink()
    for name in names:
        (project / name).symlink_to("nowhere")
    reason = "the file  It cannot be read: No such file or directory."
    put_back = " It is never edited. Put it back: git checkout -- checklists/editions/1.0.json"
    assert problems(project) == [f"{name}:1  {reason}{put_back if 'editions' in name else ''}" for name in names]


def test_a_folder_that_is_none_is_reported(project: Path) -> None:
    """Editions may be missing; a link to where they lay would otherwise take back every promise in silence."""
    (project / "checklists/editions").symlink_to("nowhere")
    shutil.rmtree(project / "checklists/worksheets")
    (project / "checklists/worksheets").touch()
    reason = "It is not a folder, or a link to one that is not there."
    assert problems(project) == [
        f"checklists/editions:1  the folder  {reason}",
        f"checklists/worksheets:1  the folder  {reason}",
    ]


def test_a_logo_that_is_a_link_to_itself_is_reported(project: Path) -> None:
    """Nobody can follow it, and nobody has to read a traceback of it."""
    brand = project / "checklists/brand.yml"
    brand.write_text(brand.read_text(encoding="utf-8") + "logo: logo.svg\n", encoding="utf-8")
    (project / "checklists/logo.svg").symlink_to("logo.svg")
    assert problems(project) == ["checklists/brand.yml:7  logo  logo.svg: The file cannot be read."]


def test_a_pipe_among_pages_and_editions_is_reported(project: Path) -> None:
    """A pipe would be waited for without end; it is reported instead."""
    os.mkfifo(project / "docs/pipe.md")
    (project / "checklists/editions").mkdir()
    os.mkfifo(project / "checklists/editions/0.9.json")
    assert problems(project) == [
        "checklists/editions/0.9.json:1  the file  It is not a file. It is never edited. "
        "Put it back: git checkout -- checklists/editions/0.9.json",
        "docs/pipe.md:1  the file  It is not a file.",
    ]


def test_a_problem_is_one_line_and_commands_no_terminal(project: Path) -> None:
    """What a problem quotes of a file, or of its name, cannot break the line or the terminal that shows it."""
    (project / "checklists/cards/meal.yml").write_text('"a\\nb": "\\e[31m"\n', encoding="utf-8")
    (project / os.fsdecode(b"checklists/cards/caf\xe9.txt")).touch()
    result = CliRunner().invoke(main, ["check", str(project)])
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0].startswith("checklists/cards/caf\ufffd.txt:1  the file  Only .yml files are read here.")
    assert lines[1].startswith("checklists/cards/meal.yml:1  a␊b  There is no such key here.")
    assert "\x1b" not in result.output


@pytest.mark.parametrize(
    ("find", "put", "where"),
    [
        (
            '"at": "night-before"',
            '"at": "day-before"',
            'items → lay-out-clothes → at: This edition has no "day-before".',
        ),
        ('"lists": ["panel-day"]', '"lists": ["panel"]', 'items → ask-format → lists: This edition has no "panel".'),
        (
            '"night-before": ["lay-out-clothes"]',
            '"night-before": ["lay-out"]',
            'scenarios → panel-day → pause_points → night-before: This edition has no "lay-out".',
        ),
        (
            '"night-before": ["lay-out-clothes"]',
            '"day-before": ["lay-out-clothes"]',
            'scenarios → panel-day → pause_points: This edition has no "day-before".',
        ),
    ],
)
def test_an_edition_that_names_what_it_has_not_is_reported(project: Path, find: str, put: str, where: str) -> None:
    """A page of changes looks up what an edition names, so a file that somebody edited by hand stops at the check."""
    frozen = json.dumps(json.loads(editions.to_json(editions.freeze(load(project)))))
    assert find in frozen
    (project / "checklists/editions").mkdir()
    (project / "checklists/editions/1.0.json").write_text(frozen.replace(find, put, 1), encoding="utf-8")
    name = "checklists/editions/1.0.json"
    assert f"{name}:1  the file  {where} It is never edited. Put it back: git checkout -- {name}" in problems(project)
