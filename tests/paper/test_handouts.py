"""`second-round handouts`: a class gets its copies, whatever is in its roster, and whatever happens to the machine."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pymupdf
import pypdf
import pytest
from click.testing import CliRunner, Result

from macros.guidance import Library
from macros.orders import Folder, Order, tables
from macros.paper import executor_of, keys, pack_sheets, render
from macros.reading import load
from scripts import handouts as command
from scripts.second_round import main
from tests.conftest import ROOT
from tests.paper.structure import problems

BRAND = """\
name: {name}
address: https://careers.example/
contact: Room 12, by the stairs.
colour: "#12343b"
accent: "#9a3b00"
paper: {paper}
"""

ROSTER = """\
Name;Company;Date;people.person-1.name;ask-format
Zoë Łukasz;Müller & Søn;14 May, 10:00;Dana;x
王小明;Acme;;Dana;
"=HYPERLINK(""https://x.example"")";Acme;;;no
Anna Lee;Acme;;;
Anna Lee;Acme;;;yes
;Acme;;;
"""

RUN = """
import resource, sys
from pathlib import Path
from scripts import handouts, second_round
handouts.CACHE = Path(sys.argv[1])
try:
    second_round.main(sys.argv[2:])
finally:
    print("MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""

CLUSTER = """
import sys
from distributed import LocalCluster
options = {"n_workers": 2, "threads_per_worker": 1, "processes": True}
with LocalCluster(**options, host="127.0.0.1", dashboard_address="127.0.0.1:0") as cluster:
    print(cluster.scheduler_address, *(worker.pid for worker in cluster.workers.values()), flush=True)
    sys.stdin.read()
"""


DAY = "2026-11-29"

MADE = f"-{load(ROOT).edition.edition}-{DAY}.pdf"
"""How the names of a class's files end."""


def handouts(*words: str | Path) -> Result:
    """Run the command here, on a day."""
    return CliRunner().invoke(main, ["handouts", "--day", DAY, *map(str, words)])


def starting(cache: Path, *words: str | Path) -> subprocess.Popen[str]:
    """Start the command in a process of its own; it prints its peak memory last, as in 'MB 70'."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(cache), "handouts", "--day", DAY, *map(str, words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def class_of(people: int) -> str:
    return "name,employer,date\n" + "".join(f"Person {each},Müller & Søn,14 May\n" for each in range(people))


def wait_for(condition: Callable[[], object], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.005)


def values(path: Path) -> dict[str, str]:
    """Return what pypdf reads in the fields of a PDF that hold something."""
    fields = pypdf.PdfReader(path).get_fields() or {}
    return {name: str(each["/V"]) for name, each in fields.items() if each.get("/V") not in (None, "", "/Off")}


def bookmarks(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        return [entry.title for entry in outline.root]


def pressed(cache: Path) -> list[Path]:
    """Return what tells of each sheet that was pressed."""
    return list(cache.glob("sheets/*.json"))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Write a roster and return where it is."""

    def write(text: str) -> Path:
        path = tmp_path / "people.csv"
        path.write_text(text, encoding="utf-8-sig")
        return path

    return write


@pytest.fixture
def cold(tmp_path: Path, real: Library) -> Path:
    """A cache with our fonts, which take half a minute to cut, and of the sheets all but every fifth."""
    assert handouts("panel-day", "--out", tmp_path / "warm").exit_code == 0
    cache = tmp_path / "cache"
    shutil.copytree(command.CACHE / "fonts", cache / "fonts")
    (cache / "sheets").mkdir()
    for number, sheet in enumerate(pack_sheets(real, "panel-day", "letter", large=False)):
        if number % 5:
            for path in (command.CACHE / "sheets").glob(f"{keys.key(sheet, command.CACHE)}*"):
                shutil.copy(path, cache / "sheets")
    return cache


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "new" / "out"


# -------------------------------------------------------------------------------------------------------------- blank


def test_a_scenario_alone_is_its_checklist(out: Path) -> None:
    """One blank copy, named as links expect; the folder is made where there is none."""
    result = handouts("panel-day", "--out", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{out}/ has 1 PDF of this order.\n"
    assert names(out) == ["panel-day-letter.pdf"]
    assert problems(out / "panel-day-letter.pdf") == []
    assert values(out / "panel-day-letter.pdf") == {}


def test_what_is_chosen_stands_in_the_order_of_the_pack(out: Path, real: Library) -> None:
    """Whatever the order of the options: cover, checklist, cards, worksheets, notes."""
    chosen = ["--worksheet", "people", "--notes", "--card", "meal", "--cover"]
    assert handouts("panel-day", *chosen, "--out", out).exit_code == 0
    assert names(out) == ["pack-panel-day-letter.pdf"]
    assert problems(out / "pack-panel-day-letter.pdf") == []
    titles = [real.scenarios["panel-day"].title, real.cards["meal"].title, real.worksheets["people"].title, "Notes"]
    assert bookmarks(out / "pack-panel-day-letter.pdf")[1:] == titles


def test_every_scenario_on_both_papers(real: Library) -> None:
    """Several scenarios, or all, and several papers make as many handouts, each named for what it is."""
    stems = [each.stem for each in Order(("all",), papers=("letter", "a4")).of(real)]
    scenarios = ["same-interviewer", "new-interviewer", "panel-day", "assessment-day"]
    assert stems == [f"{scenario}-{paper}" for scenario in scenarios for paper in ("letter", "a4")]
    assert [each.stem for each in Order(("panel-day",), cards=("meal",), large=True).of(real)] == [
        "pack-panel-day-letter-large"
    ]


def test_unknown_ids_are_said_all_at_once(out: Path) -> None:
    """Each with the nearest that there is, or with all that there are; nothing is made."""
    wrong = ["--card", "meel", "--worksheet", "zzz", "--conversation", "calback", "--card", "closing-an-appointment"]
    result = handouts("panel-dya", *wrong, "--out", out)
    assert result.exit_code == 1
    said = result.stderr.splitlines()
    assert said[0] == 'There is no scenario "panel-dya" to hand out. Did you mean "panel-day"?'
    assert said[1] == 'There is no card "meel" to hand out. Did you mean "meal"?'
    assert said[2].startswith('There is no card "closing-an-appointment" to hand out.'), "it is for counsellors"
    assert said[3].startswith('There is no worksheet "zzz" to hand out. There are: adjustments, concerns,')
    assert said[4:] == ['There is no conversation "calback" to hand out. Did you mean "callback"?']
    assert not out.exists()


def test_a_field_can_be_set_on_every_copy(out: Path, write: Callable[[str], Path]) -> None:
    """The centre's contact is on each, and a tick; what a row says goes first."""
    given = ["--set", "centre=Dana, room 12", "--set", "employer=Acme", "--set", "ask-format=x"]
    assert handouts("panel-day", *given, "--out", out).exit_code == 0
    said = {"centre": "Dana, room 12", "employer": "Acme", "ask-format": "/on"}
    assert values(out / "panel-day-letter.pdf") == said
    roster = write("name,employer\nZoë,Müller\nAnna,\n")
    assert handouts("panel-day", *given, "--roster", roster, "--out", out).exit_code == 0
    assert values(out / f"002-Zoë{MADE}") == {**said, "name": "Zoë", "employer": "Müller"}
    assert values(out / f"003-Anna{MADE}") == {**said, "name": "Anna"}


def test_one_personal_copy(out: Path) -> None:
    """A name that is set is in the name of the file too, so that the next person's copy has another."""
    assert handouts("panel-day", "--set", "name=Zoë Anderson", "--out", out).exit_code == 0
    assert names(out) == ["panel-day-letter-Zoë-Anderson.pdf"]


def test_a_field_that_is_not_there_is_said(out: Path) -> None:
    """With the nearest that is, and what ticks a box, and what is too long; a setting without = is refused at once."""
    wrong = ["--set", "nmae=Zoë", "--set", "ask-format=perhaps", "--set", f"employer={'x' * 5_001}"]
    result = handouts("panel-day", *wrong, "--out", out)
    assert (result.exit_code, out.exists()) == (1, False)
    assert result.stderr == (
        'The handout has no field "nmae". Did you mean "name"?\n"ask-format" is a box to tick: ask-format=x ticks it.\n'
        '"employer": It is longer than 5,000 characters.\n'
    )
    assert 'such as centre="Dana, room 12"' in handouts("panel-day", "--set", "name").stderr


def test_a_value_that_no_font_shows_is_said(out: Path) -> None:
    """On one copy it is all there is to say."""
    result = handouts("panel-day", "--set", "name=Zoë བ", "--out", out)
    assert (result.exit_code, out.exists()) == (1, False)
    assert "Your name: བ (U+0F56)" in result.stderr


# ------------------------------------------------------------------------------------------------------------- roster


def test_a_class(out: Path, write: Callable[[str], Path]) -> None:
    """A roster as a spreadsheet writes it: semicolons, a mark at its beginning, words of its own for the headings.

    Names in any script, a formula, the same name twice, and no name make files that every system takes. A formula stays
    the text that it is.
    """
    result = handouts("panel-day", "--worksheet", "people", "--roster", write(ROSTER), "--out", out)
    assert result.exit_code == 0
    assert result.stderr == "Made, and worth a look:\nThe roster: Row 7 has no name. The copy is made without one.\n"
    assert result.stdout == f"{out}/ has 6 PDFs of this order.\n"
    assert names(out) == [
        f"002-Zoë-Łukasz{MADE}",
        f"003-王小明{MADE}",
        f"004-HYPERLINK-https-x-example{MADE}",
        f"005-Anna-Lee{MADE}",
        f"006-Anna-Lee{MADE}",
        f"007{MADE}",
    ]
    assert values(out / f"002-Zoë-Łukasz{MADE}") == {
        "name": "Zoë Łukasz",
        "employer": "Müller & Søn",
        "date": "14 May, 10:00",
        "people.person-1.name": "Dana",
        "ask-format": "/on",
    }
    assert values(out / f"004-HYPERLINK-https-x-example{MADE}")["name"] == '=HYPERLINK("https://x.example")'
    assert [problem for path in out.iterdir() for problem in problems(path)] == []


def test_a_list_as_another_program_exports_it(out: Path, tmp_path: Path) -> None:
    """Names in two columns below a title, in the letters of an old Mac: a guess and what is left out are said."""
    path = tmp_path / "people.csv"
    title = "Second interviews\nOrder #,First Name,Last Name,Company\n"
    path.write_bytes(f"{title}1,René,Núñez,Orchard\n2,,,\n3,Dana,,Mill\n".encode("mac_roman"))
    result = handouts("panel-day", "--roster", path, "--out", out)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "Made, and worth a look:",
        "The roster: It does not say how its letters are encoded. It was read as Mac OS Roman, which fits best. "
        "Look at these: René Núñez. If they are wrong, save the list as CSV UTF-8.",
        "The roster: Row 1 stands above the headings, and is left out.",
        'The roster: The handout has fields for these columns: "First Name", "Last Name", "Company". '
        'Left out: "Order #".',
        "The roster: Row 4 has nothing in the columns that are used, and is left out.",
    ]
    assert names(out) == [f"003-René-Núñez{MADE}", f"005-Dana{MADE}"]
    assert values(out / f"003-René-Núñez{MADE}") == {"name": "René Núñez", "employer": "Orchard"}


def test_a_wrong_row_costs_nobody_else_theirs(out: Path, write: Callable[[str], Path]) -> None:
    """Each is named by its row, name and column, and what is wrong there; the exit status is 1."""
    people = "Ada,,\nZoë བ,,\nBo,maybe,\nCy,,one\x07\nDee,x,\n"
    result = handouts("panel-day", "--out", out, "--roster", write(f"Full name,ask-format,employer\n{people}"))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "Not made:",
        'Row 4, "ask-format": "maybe" says neither yes nor no. Write x for a tick, or leave it empty.',
        'Row 5, "employer": It holds a control character (U+0007), which cannot be printed. Type it again.',
        "Row 3, Zoë བ: No font here shows this correctly. Your name: བ (U+0F56).",
    ]
    assert names(out) == [f"002-Ada{MADE}", f"006-Dee{MADE}"]
    assert result.stdout == f"{out}/ has 2 PDFs of this order.\n"


def test_text_that_does_not_fit_is_said(out: Path, write: Callable[[str], Path]) -> None:
    """It stands whole at the back; where that has no room either, it is said to be cut. Both copies are made."""
    long, longer = "A very long name of an employer, " * 5, "A very long name of an employer, " * 150
    people = f'Ada,"{long}",\nBo,"{longer}","{longer}"\n'
    result = handouts("panel-day", "--out", out, "--roster", write(f"name,employer,date\n{people}"))
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "Made, and worth a look:",
        "Row 2, Ada: “Employer” does not fit, and stands whole on a page of notes at the back.",
        "Row 3, Bo: “Employer” is cut short on paper. On a screen, the field holds all of it.",
        "Row 3, Bo: “Date and time of the interview” is cut short on paper. On a screen, the field holds all of it.",
    ]
    assert bookmarks(out / f"002-Ada{MADE}")[-1] == "Notes"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "name,employr,Email\nZoë,Acme,z@x.example\n",
            ["The roster: The handout has fields for these", 'Column "employr": '],
        ),
        ("name\n", ["The roster: It has no rows"]),
        ("PK\x03\x04", ["The roster: It is a spreadsheet, not CSV."]),
    ],
)
def test_a_roster_that_is_wrong_as_a_whole_writes_nothing(
    out: Path, tmp_path: Path, text: str, said: list[str]
) -> None:
    """A heading that is misspelled would be missed on every copy: all is said at once, and nothing is written."""
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    result = handouts("panel-day", "--roster", path, "--out", out)
    assert (result.exit_code, result.stdout, out.exists()) == (1, "", False)
    *lines, last = result.stderr.splitlines()
    assert [line.startswith(start) for line, start in zip(lines, said, strict=True)] == [True] * len(said)
    assert last.startswith("Nothing was written,")


def test_several_handouts_of_a_class_have_a_folder_each(out: Path, write: Callable[[str], Path]) -> None:
    """Copies for one person would have one name otherwise."""
    result = handouts(
        "panel-day", "--paper", "letter", "--paper", "a4", "--roster", write("name\nZoë\n"), "--merge", "--out", out
    )
    assert result.exit_code == 0
    assert {name: names(out / name) for name in names(out)} == {
        "panel-day-a4": [f"002-Zoë{MADE}", f"panel-day-a4-all{MADE}"],
        "panel-day-letter": [f"002-Zoë{MADE}", f"panel-day-letter-all{MADE}"],
    }


# ------------------------------------------------------------------------------------------------------- one for print


def test_one_pdf_for_the_printer(out: Path, write: Callable[[str], Path]) -> None:
    """All copies in one, each from the front of a new sheet, with fields of its own; it is sound as each copy is."""
    result = handouts("panel-day", "--worksheet", "people", "--roster", write(ROSTER), "--merge", "--out", out)
    assert (result.exit_code, result.stdout) == (0, f"{out}/ has 7 PDFs of this order.\n")
    path = out / f"pack-panel-day-letter-all{MADE}"
    assert problems(path) == []
    read = values(path)
    assert read["copy-1.name"] == "Zoë Łukasz"
    assert read["copy-1.people.person-1.name"] == "Dana"
    assert read["copy-2.name"] == "王小明"
    assert read["copy-5.ask-format"] == "/on"
    reader = pypdf.PdfReader(path)
    starts = [reader.get_destination_page_number(each) for each in reader.outline if not isinstance(each, list)]
    assert starts == [0, 4, 8, 12, 16, 20], "two pages and one, and a blank one"


CLASS = ("same-interviewer", "new-interviewer", "panel-day")
"""Whom a class of three interviews meets."""


def leaves_of(path: Path) -> list[tuple[str, str, int]]:
    """Return the foot of the front and of the back of each leaf of a PDF, and how its back is turned; '' for blank."""
    foot = r"Page \d+ of \d+|(?:Card|Pack|Worksheet)(?= · CC BY)"
    with pymupdf.open(path) as pdf:
        sides = [((re.findall(foot, page.get_text()) or [""])[-1], page.rotation) for page in pdf]
    fronts, backs = sides[::2], sides[1::2]
    return [(front, back, turned) for (front, _), (back, turned) in zip(fronts, backs, strict=True)]


def test_a_class_of_24_comes_out_of_the_printer_as_it_is_said(out: Path, write: Callable[[str], Path]) -> None:
    """Three interviews, two people in large print, one without a name: every leaf, front and back, by what is on it."""
    rows = [["" if at == 6 else f"Person {at:02}", CLASS[at % 3], "x" if at in (4, 11) else ""] for at in range(24)]
    table = "name,scenario,large\n" + "".join(f"{','.join(row)}\n" for row in rows)
    sheets = ["--cover", "--card", "meal", "--worksheet", "story-bank", "--worksheet", "people"]
    run = handouts("panel-day", *sheets, "--roster", write(table), "--merge", "--blank", "1", "--out", out)
    assert run.exit_code == 0, run.output
    assert "Row 8 has no name." in run.output
    merged = {path.name.removesuffix(MADE): path for path in out.glob("*-all*.pdf")}
    ordinary = [("Pack", "", 0), ("Page 1 of 2", "Page 2 of 2", 0), ("Card", "", 0)]
    ordinary += [("Page 1 of 2", "Page 2 of 2", 180), ("Worksheet", "", 0)]
    people = {name: [row for row in rows if row[1] == name and not row[2]] for name in CLASS}
    for name, each in people.items():
        path = merged.pop(f"pack-{name}-letter-all")
        copies = len(each) + (name == "panel-day")
        assert problems(path) == []
        assert leaves_of(path) == ordinary * copies
        found = values(path)
        assert [found.get(f"copy-{at}.name", "") for at in range(1, copies + 1)] == [
            *(row[0] for row in each),
            *([""] if name == "panel-day" else []),
        ]
    for row in rows:
        if row[2]:
            path = merged.pop(f"pack-{row[1]}-letter-large-all")
            assert values(path)["copy-1.name"] == row[0]
            leaves = leaves_of(path)
            assert len([front for front, _, _ in leaves if front.startswith("Page 1 ")]) == len(ordinary)
            for front, back, _ in leaves:
                page, of = map(int, re.findall(r"\d+", front))
                assert page % 2
                assert back == (f"Page {page + 1} of {of}" if page < of else "")
    assert merged == {}


def test_too_many_for_one_are_several(out: Path, write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held in memory at once, and what a printer is given at once, has an end."""
    monkeypatch.setattr(tables, "MOST_PAGES", 6)
    assert handouts("panel-day", "--roster", write(class_of(7)), "--merge", "--out", out).exit_code == 0
    merged = sorted(out.glob("*-all-*.pdf"))
    assert [path.name for path in merged] == [f"panel-day-letter-all-{number}{MADE}" for number in (1, 2, 3)]
    assert [len(pypdf.PdfReader(path).pages) for path in merged] == [6, 6, 2]
    assert values(merged[2]) == {"copy-1.name": "Person 6", "copy-1.employer": "Müller & Søn", "copy-1.date": "14 May"}


def test_merging_needs_a_roster(out: Path) -> None:
    """Without one there is nothing to put together."""
    assert handouts("panel-day", "--merge", "--out", out).exit_code == 2


# ------------------------------------------------------------------------------------------------------------- resume


def test_a_run_that_was_killed_goes_on(out: Path, write: Callable[[str], Path]) -> None:
    """A thousand copies: killed in the middle, what is there is whole, and the same command again makes the rest."""
    roster = write(class_of(1000))
    with starting(command.CACHE, "panel-day", "--roster", roster, "--out", out) as run:
        wait_for(lambda: len(list(out.glob("*.pdf"))) > 100)
        run.kill()
    before = names(out)
    whole = [path for path in out.glob("*.pdf") if path.read_bytes().endswith(b"%%EOF\n")]
    count = len(list(out.glob("*.pdf")))
    assert 100 < count == len(whole) < 1000
    left = [name for name in before if re.fullmatch(r"\.second-round-[0-9a-f]+\.part", name)]
    assert [name for name in before if not re.fullmatch(rf"\d{{4}}-Person-\d+{re.escape(MADE)}", name)] == left
    for name in left:
        os.utime(out / name, (0, 0))
    result = handouts("panel-day", "--roster", roster, "--out", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{out}/ has 1,000 PDFs of this order, {count} of them from before.\n"
    assert names(out) == [f"{number:04}-Person-{number - 2}{MADE}" for number in range(2, 1002)]
    assert handouts("panel-day", "--roster", roster, "--out", out).stdout.endswith("1,000 of them from before.\n")


def test_memory_does_not_grow_with_the_class(tmp_path: Path, write: Callable[[str], Path]) -> None:
    """Ten times the people take at most a few megabytes more: their rows, not their PDFs."""
    handouts("panel-day", "--out", tmp_path / "warm")
    peaks = []
    for people in (100, 1000):
        run = starting(command.CACHE, "panel-day", "--roster", write(class_of(people)), "--out", tmp_path / str(people))
        said, _ = run.communicate()
        assert run.returncode == 0
        peaks.append(int(said.split("MB ")[1]))
    assert peaks[1] - peaks[0] < 15, "the PDFs are 48 MB"


def test_another_file_is_left_as_it_is(out: Path, write: Callable[[str], Path]) -> None:
    """Somebody may have filled it in. It is said; --replace replaces it, but never a folder."""
    out.mkdir(parents=True)
    (out / f"002-Ada{MADE}").write_bytes(b"filled in")
    (out / f"003-Bo{MADE}").mkdir()
    (out / "mine.txt").touch()
    order = ["panel-day", "--roster", str(write("name\nAda\nBo\nCy\n")), "--out", str(out)]
    result = handouts(*order)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "Not made:",
        f"Row 2, Ada: {out}/002-Ada{MADE} is another file already, and was left as it is.",
        f"Row 3, Bo: {out}/003-Bo{MADE} is another file already, and was left as it is.",
        "To replace what is there: the same command with --replace. Or take another folder: --out",
    ]
    assert (out / f"002-Ada{MADE}").read_bytes() == b"filled in"
    assert result.stdout == f"{out}/ has 1 PDF of this order.\n"
    result = handouts(*order, "--replace")
    assert (result.exit_code, result.stdout) == (1, f"{out}/ has 2 PDFs of this order, 1 of them from before.\n")
    assert values(out / f"002-Ada{MADE}") == {"name": "Ada"}
    assert names(out) == [f"002-Ada{MADE}", f"003-Bo{MADE}", f"004-Cy{MADE}", "mine.txt"]


def test_only_what_a_run_left_long_ago_is_removed(tmp_path: Path) -> None:
    """Half a file of a run that was ended a day ago goes; a newer one may be of a run that goes on, here or elsewhere.

    Whatever else is there stays, however old it is, and what a link leads to.
    """
    (tmp_path / "mine").touch()
    kept = [".second-round-x.part", "second-round-17.part", ".hidden", ".second-round-17.part.pdf"]
    gone = [".second-round-17.part", ".second-round-0123456789abcdef.part"]
    for name in (*kept, *gone):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))
    (tmp_path / ".second-round-beef.part").touch()
    (tmp_path / ".second-round-cafe.part").symlink_to("mine")
    os.utime(tmp_path / ".second-round-cafe.part", (0, 0), follow_symlinks=False)
    assert Folder(tmp_path).put("a.pdf", b"whole") == "written"
    assert names(tmp_path) == sorted([*kept, ".second-round-beef.part", "a.pdf", "mine"])


def test_two_runs_with_one_process_number_never_mix_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two containers that share a folder may both be process 1. Each person's copy keeps its own name all the same."""
    monkeypatch.setattr(os, "getpid", lambda: 1)
    mine, other = Folder(tmp_path), Folder(tmp_path)
    rename = os.replace

    def meanwhile(aside: str, name: str) -> None:
        monkeypatch.setattr(os, "replace", rename)
        assert other.put("003-Dana.pdf", b"of Dana") == "written"
        rename(aside, name)

    monkeypatch.setattr(os, "replace", meanwhile)
    assert mine.put("002-Sol.pdf", b"of Sol") == "written"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "002-Sol.pdf": b"of Sol",
        "003-Dana.pdf": b"of Dana",
    }


def test_what_cannot_be_written_is_said_in_a_line(tmp_path: Path) -> None:
    """No traceback for careers staff."""
    (tmp_path / "file").touch()
    result = handouts("panel-day", "--out", tmp_path / "file" / "out")
    assert result.exit_code == 1
    assert result.stderr == (
        f"[Errno 20] Not a directory: '{tmp_path}/file/out'. "
        "What was written before is whole. Run the same again to go on.\n"
    )


# ------------------------------------------------------------------------------------------------------------- brands


def test_another_brand(out: Path, tmp_path: Path) -> None:
    """A file anywhere is the brand, its paper the paper; what is wrong in it is named with its line."""
    path = tmp_path / "centre.yml"
    path.write_text(BRAND.format(name="Careers Oxford", paper="a4"))
    assert handouts("panel-day", "--brand", path, "--out", out).exit_code == 0
    assert names(out) == ["panel-day-a4.pdf"]
    assert pypdf.PdfReader(out / "panel-day-a4.pdf").metadata["/Author"] == "Careers Oxford"  # type: ignore[index]
    path.write_text(BRAND.format(name="Careers Oxford", paper="a5"))
    result = handouts("panel-day", "--brand", path, "--out", out)
    assert result.exit_code == 1
    assert re.match(r"\S*centre.yml:6  paper  ", result.stderr)


def test_a_network_of_centres(out: Path, tmp_path: Path) -> None:
    """Each brand's handouts are in a folder of its name; a brand that is wrong is named, and the others are made."""
    brands = tmp_path / "brands"
    brands.mkdir()
    (brands / "cam.yaml").write_text(BRAND.format(name="Careers Cam", paper="letter"))
    (brands / "oxford.yml").write_text(BRAND.format(name="Careers Oxford", paper="a4"))
    (brands / "wrong.yml").write_text(BRAND.format(name="Careers Wrong", paper="a5"))
    (brands / "oxford.yaml").write_text(BRAND.format(name="Careers Oxford", paper="a4"))
    (brands / "README.md").touch()
    result = handouts("panel-day", "--brand", brands, "--out", out)
    assert result.exit_code == 1
    head, *said = result.stderr.splitlines()
    assert head == "Not made:"
    assert said[0].startswith(f"{brands}/oxford.yml:1  oxford.yml  Another file has this name with another ending.")
    assert said[1].startswith(f"{brands}/wrong.yml:6  paper  ")
    assert {name: names(out / name) for name in names(out)} == {
        "cam": ["panel-day-letter.pdf"],
        "oxford": ["panel-day-a4.pdf"],
    }
    assert result.stdout == f"{out}/ has 2 PDFs of this order.\n"


def test_many_brands_share_the_cores(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In processes of their own, brands get the same files as here; one that can't be made is named as ever."""
    brands = tmp_path / "brands"
    brands.mkdir()
    for name in ("Cam", "Leeds", "Oxford", "Ǽ" * 52):
        (brands / f"{name[:3]}.yml").write_text(BRAND.format(name=f"Careers {name}", paper="letter"))
    here = handouts("panel-day", "--cover", "--brand", brands, "--out", out)
    assert (here.exit_code, here.stdout) == (1, f"{out}/ has 3 PDFs of this order.\n")
    assert re.fullmatch(r"Not made:\nǼǼǼ: Name: “Careers Ǽ+” is too long .*\n", here.stderr)
    anew = tmp_path / "anew"  # with no packs, in which the same would only be found
    anew.mkdir()
    for kept in ("fonts", "keys", "sheets"):
        (anew / kept).symlink_to(command.CACHE / kept)
    monkeypatch.setattr(command, "CACHE", anew)
    monkeypatch.setattr(command, "FEW", 0)
    there = handouts("panel-day", "--cover", "--brand", brands, "--out", tmp_path / "there")
    assert there.stdout == f"{tmp_path}/there/ has 3 PDFs of this order.\n"
    assert there.stderr == here.stderr
    files = sorted(path.relative_to(out) for path in out.rglob("*.pdf"))
    assert len(files) == 3
    assert all((out / path).read_bytes() == (tmp_path / "there" / path).read_bytes() for path in files)


def test_a_folder_without_brands_is_said(out: Path, tmp_path: Path) -> None:
    """It may be the wrong folder."""
    result = handouts("panel-day", "--brand", tmp_path, "--out", out)
    assert (result.exit_code, result.stderr.startswith(f"{tmp_path} has no brand in it")) == (1, True)


# ------------------------------------------------------------------------------------------------------------ cluster


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[int]]]:
    """A dask cluster of two workers on this machine: its scheduler's address, and the workers' processes."""
    with (
        (tmp_path / "cluster.log").open("w") as log,
        subprocess.Popen(
            [sys.executable, "-c", CLUSTER],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        assert process.stdin
        assert process.stdout
        address, *pids = process.stdout.readline().split()
        yield address, [int(pid) for pid in pids]
        process.stdin.close()


def test_a_cluster_makes_the_same(
    out: Path, tmp_path: Path, cold: Path, real: Library, cluster: tuple[str, list[int]]
) -> None:
    """Sheets pressed by dask workers, one of which is killed in the middle, are byte for byte those pressed here."""
    address, pids = cluster
    assert address.startswith("tcp://127.0.0.1:")
    order = ["panel-day", "--card", "meal", "--card", "travel", "--worksheet", "people", "--cover"]
    assert handouts(*order, "--out", tmp_path / "here").exit_code == 0
    there = len(pressed(cold))
    with starting(cold, *order, "--executor", f"dask:{address}", "--out", out) as run:
        wait_for(lambda: len(pressed(cold)) > there)
        os.kill(pids[0], signal.SIGKILL)
        said = run.communicate()
    assert run.returncode == 0, said
    assert len(pressed(cold)) == len(pack_sheets(real, "panel-day", "letter", large=False))
    name = "pack-panel-day-letter.pdf"
    assert (out / name).read_bytes() == (tmp_path / "here" / name).read_bytes()
    # The sheets of three centres, by whichever worker there is, as they are here.
    brands = [real.brand.model_copy(update={"name": f"Careers {place}"}) for place in ("Cam", "Łódź", "Đà Nẵng")]
    only = ["panel-day-letter.pdf", name]
    with executor_of(f"dask:{address}") as executor:
        jobs = [executor.submit(render, replace(real, brand=each), cold, only=only) for each in brands]
        for each, job in zip(brands, jobs, strict=True):
            assert job.result() == render(replace(real, brand=each), command.CACHE, only=only)


def test_so_many_processes_make_the_same(
    out: Path, tmp_path: Path, cold: Path, real: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`processes:2` gives the bytes that one process gives."""
    monkeypatch.setattr(command, "CACHE", cold)
    assert len(pressed(cold)) < len(pack_sheets(real, "panel-day", "letter", large=False))
    assert handouts("panel-day", "--executor", "processes:2", "--out", out).exit_code == 0
    assert len(pressed(cold)) == len(pack_sheets(real, "panel-day", "letter", large=False))
    name = "panel-day-letter.pdf"
    assert (out / name).read_bytes() == (tmp_path / "warm" / name).read_bytes()
