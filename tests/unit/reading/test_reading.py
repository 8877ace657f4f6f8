"""What careers staff are told of wrong data, and that nothing in a file can harm the machine that reads it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.errors import DataError
from macros.reading import load
from macros.reading.yaml_file import MOST_BYTES, read_yaml
from scripts.second_round import main

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
    assert set(library.items) == {"ask-format", "ask-names", "lay-out-clothes", "order-light"}


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_wrong_data_is_told_with_file_line_and_right_answer(project: Path, case: dict[str, Any]) -> None:
    """Each way of getting the data wrong gives exactly these lines."""
    damage(project, case)
    told = problems(project)
    if "tell_among" in case:
        assert set(case["tell_among"]) <= set(told)
    else:
        assert told == case["tell"]


def test_every_problem_in_every_file_is_told_at_once(project: Path) -> None:
    """Four files are wrong in four ways: all four are told, in the order of files and lines."""
    for number in (0, 13, 16, 33):
        damage(project, CASES[number])
    assert problems(project) == sorted(line for number in (0, 13, 16, 33) for line in CASES[number]["tell"])


def test_a_missing_file_or_folder_is_told(project: Path) -> None:
    """What is not there is told as what was expected there."""
    (project / "checklists/brand.yml").unlink()
    (project / "checklists/cards/meal.yml").unlink()
    assert problems(project) == [
        "checklists/brand.yml:1  the file  It cannot be read: No such file or directory.",
        "checklists/cards:1  the folder  Expected at least one card, as a .yml file.",
    ]


def test_a_file_with_the_wrong_ending_is_told(project: Path) -> None:
    """A .yaml file would be passed over in silence; it is told instead."""
    (project / "checklists/cards/talk.yaml").write_text("id: talk\n", encoding="utf-8")
    assert problems(project) == [
        "checklists/cards/talk.yaml:1  the file  Only .yml files are read here. Name it so, or take it away."
    ]


def test_a_file_that_is_not_utf8_is_told_with_its_line(project: Path) -> None:
    """A file saved in an old Windows encoding is told with the line of its first odd letter."""
    path = project / "checklists/cards/meal.yml"
    path.write_bytes(path.read_bytes().replace(b"A meal", b"Caf\xe9"))
    assert problems(project) == ["checklists/cards/meal.yml:2  the file  It is not UTF-8 text. Save it as UTF-8."]


@pytest.mark.parametrize(
    ("name", "text", "told"),
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
def test_a_file_made_to_exhaust_memory_is_refused(tmp_path: Path, name: str, text: str, told: str) -> None:
    """Depth, number, size and aliases are refused before anything is built of them."""
    path = tmp_path / "bad.yml"
    path.write_text(text, encoding="utf-8")
    written, found = read_yaml(path, tmp_path)
    assert written is None
    assert told in found[0].message


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(data=st.one_of(st.binary(max_size=400), st.text(alphabet="ab:-[]{}&*!|>#'\"\n ?,<%@`\\0", max_size=200)))
def test_no_bytes_whatever_make_a_traceback(tmp_path: Path, data: bytes | str) -> None:
    """Any bytes at all are either data or a told problem."""
    path = tmp_path / "any.yml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    written, found = read_yaml(path, tmp_path)
    assert written is not None or found


def test_check_prints_the_problems_and_exits_1(project: Path) -> None:
    """`second-round check` tells careers staff what is wrong in the same words, without a traceback."""
    damage(project, CASES[0])
    result = CliRunner().invoke(main, ["check", str(project)])
    assert result.exit_code == 1
    assert result.output.splitlines() == [*CASES[0]["tell"], "2 problems in 1 file. Nothing was built or changed."]


def test_check_says_so_where_all_is_well(project: Path) -> None:
    """A project without a problem exits 0 and says what it holds."""
    result = CliRunner().invoke(main, ["check", str(project)])
    assert (result.exit_code, result.output) == (
        0,
        "All is well: 4 items, 1 scenarios, 1 cards, 1 worksheets, 1 conversations, 1 question banks, edition 1.0.\n",
    )


def test_a_checklist_holds_just_what_its_scenario_lists(project: Path) -> None:
    """Pause points come in the scenario's order with its items, its reasons, and the cards that were chosen."""
    checklist = load(project).checklist("panel-day", ["meal"])
    assert [item.id for item in checklist.items] == ["ask-format", "ask-names", "lay-out-clothes", "order-light"]
    assert checklist.because == {"ask-names": "There are many names."}


def test_an_unknown_scenario_names_the_nearest(project: Path) -> None:
    """Asking for what is not there names what is."""
    with pytest.raises(DataError, match=r'"panel-dya"  There is no scenario with this id. Did you mean "panel-day"\?'):
        load(project).checklist("panel-dya")


def test_a_page_in_an_old_encoding_is_no_traceback(project: Path) -> None:
    """A page that is not UTF-8 keeps the anchors that can be read in it."""
    page = project / "docs/prepare/reply.md"
    page.write_bytes(page.read_bytes() + b"Caf\xe9")
    assert load(project).cards


def test_a_scenario_without_a_page_is_told(project: Path) -> None:
    """The first page leads to every scenario, so each needs one."""
    (project / "docs/scenarios/panel-day.md").unlink()
    assert problems(project) == [
        "checklists/scenarios/panel-day.yml:1  the file  This scenario has no page. "
        "Expected docs/scenarios/panel-day.md, which calls checklist(…)."
    ]


def test_a_pipe_or_folder_in_place_of_a_file_is_told(project: Path) -> None:
    """What is not a file is told, and never waited for."""
    os.mkfifo(project / "checklists/cards/pipe.yml")
    (project / "checklists/cards/folder.yml").mkdir()
    assert problems(project) == [
        "checklists/cards/folder.yml:1  the file  It is not a file.",
        "checklists/cards/pipe.yml:1  the file  It is not a file.",
    ]
