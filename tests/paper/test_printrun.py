"""A build that changes nothing presses nothing; what it makes depends on the data alone; no lost worker costs any."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pypdfium2
import pytest

from macros import paper
from macros.brand import Brand
from macros.cache import KEPT_DAYS, SEAL, Cache, writable
from macros.errors import MissingSystemPart, PressError
from macros.guidance import Card, Library
from macros.paper import Download, Pack, PackName, executor_of, keys, printrun, workers
from macros.paper.workers import Pool
from tests.conftest import ROOT
from tests.paper.conftest import CACHE

P = ParamSpec("P")
T = TypeVar("T")

NAMES = ["people-a4.pdf", "card-meal-letter.pdf"]

SCRIPT = """
import hashlib, json, sys
from pathlib import Path
from macros import paper, reading
root, cache, names = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
wanted = {each.name: (each,) for each in paper.downloads(reading.load(root)) if each.name in names}
packs = paper.bind(wanted, cache)
made = {name: hashlib.sha256(pack.pdf + paper.fill(pack).pdf).hexdigest() for name, pack in packs.items()}
print(json.dumps({"made": made, "loaded": sorted({"weasyprint", "pikepdf", "fontTools"} & set(sys.modules))}))
"""

TRACE = """
import json, pickle, sys
from pathlib import Path
sheets = pickle.loads(Path(sys.argv[1]).read_bytes())
from macros.paper import press
ran = set()
sys.setprofile(lambda frame, event, _: ran.add(frame.f_code.co_filename) if event == "call" else None)
for sheet in sheets:
    press(sheet, Path(sys.argv[2]))
sys.setprofile(None)
loaded = [each.__file__ for name, each in sys.modules.items() if name.partition(".")[0] == "macros"]
print(json.dumps({"ran": sorted(ran), "loaded": loaded}))
"""

DECIDES_NOTHING = {
    "brand/layers.py": "writes a logo for pages; on sheets the linker sets it",
    "brand/ready.py": "says what is to be settled before printing, and prints nothing",
    "brand/tables.py": "has the limits and sentences of a logo, which is in the key whole",
    "cache.py": "keeps fonts, under keys that hold all that decides them",
    "errors.py": "has the words for a sheet that cannot be pressed, and no words of one",
    "guidance/data.py": "is what other programs read",
    "guidance/edition.py": "is an edition, which is in the key whole",
    "guidance/library.py": "is where the values in a key come from",
    "guidance/search_words.py": "is what the search takes for one word",
}
"""Our sources that are loaded where a sheet is pressed and decide nothing about it, each with the reason."""

ANOTHER = Brand.model_validate(
    {
        "name": "Careers Cam",
        "address": "https://careers.example/second/",
        "contact": "Room 5",
        "colour": "#4a1942",
        "accent": "#9a3b00",
        "paper": "a4",
        "appointment": "https://careers.example/book",
        "links": ({"title": "Practice", "address": "https://careers.example/practice"},),
        "dates": "fr-CA",
    }
)

PARENT = """
import os, time
from macros.paper.workers import Pool
with Pool(1) as pool:
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(600)
"""


def bound(wanted: Iterable[Download], cache: Path = CACHE, executor: Executor | None = None) -> dict[str, bytes]:
    """Return each sheet as a pack of its own."""
    return {
        name: pack.pdf for name, pack in paper.bind({each.name: (each,) for each in wanted}, cache, executor).items()
    }


def bound_elsewhere(cache: Path, *, cwd: Path = ROOT, **environment: str) -> dict[str, Any]:
    """Bind NAMES in a new process; return the digest of each, and the heavy modules that it loaded."""
    command = [sys.executable, "-c", SCRIPT, str(ROOT), str(cache), *NAMES]
    run = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    result: dict[str, Any] = json.loads(run.stdout)
    return result


class Refusing(Executor):
    """An executor that nothing may be given."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        raise AssertionError("something was pressed")


class Deadly(Pool):
    """A pool of which one process is killed as soon as it has the first job."""

    killed = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future = super().submit(fn, *args, **kwargs)
        if not self.killed:
            process = multiprocessing.active_children()[0]
            assert process.pid
            os.kill(process.pid, signal.SIGKILL)
            self.killed = True
        return future


class Dying(Executor):
    """An executor all of whose workers die."""

    jobs = 0

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        self.jobs += 1
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("A process was terminated abruptly. It was."))
        return future


@pytest.fixture
def wanted(sheets: dict[str, Download]) -> list[Download]:
    return [sheets[name] for name in NAMES]


@pytest.fixture
def whole(wanted: list[Download]) -> dict[str, bytes]:
    return bound(wanted)


@pytest.fixture
def warm(wanted: list[Download], whole: dict[str, bytes], tmp_path: Path) -> Path:
    """A cache of the test's own with the sheets and packs of `wanted`."""
    cache = tmp_path / "cache"
    shutil.copytree(CACHE / "fonts", cache / "fonts")
    (cache / "sheets").mkdir()
    for sheet in wanted:
        for path in (CACHE / "sheets").glob(f"{keys.key(sheet, CACHE)}*"):
            shutil.copy(path, cache / "sheets")
    assert bound(wanted, cache, Refusing()) == whole
    return cache


def test_the_bytes_are_the_same_everywhere(wanted: list[Download], tmp_path: Path) -> None:
    """Time zone, hash seed, home, folder and process change no byte, of a pack or of a copy."""
    elsewhere = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "HOME": str(tmp_path), "LC_ALL": "C"}
    # A new cache but for the fonts: to cut all of them takes half a minute.
    shutil.copytree(CACHE / "fonts", tmp_path / "cache" / "fonts")
    there = bound_elsewhere(tmp_path / "cache", cwd=tmp_path, **elsewhere)
    assert {"pikepdf", "weasyprint"} <= set(there["loaded"])
    packs = paper.bind({each.name: (each,) for each in wanted}, CACHE)
    assert there["made"] == {
        name: hashlib.sha256(pack.pdf + paper.fill(pack).pdf).hexdigest() for name, pack in packs.items()
    }


def test_what_is_cached_is_not_pressed_again(whole: dict[str, bytes]) -> None:
    """A second build loads neither WeasyPrint nor pikepdf nor fontTools."""
    assert bound_elsewhere(CACHE)["loaded"] == []


def test_a_build_that_changes_nothing_makes_nothing(
    folder: Path, real: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All downloads come from the cache: nothing is pressed, bound, opened, copied, or written there anew."""

    def kept() -> dict[str, int]:
        kinds = ("packs", "sheets", "copies")
        return {path.name: path.stat().st_ino for kind in kinds for path in (CACHE / kind).iterdir()}

    before = kept()
    for name in ("Pack", "fill"):
        monkeypatch.setattr(printrun, name, None)
    found = paper.render(real, CACHE, workers=printrun.Workers(CACHE, Refusing()))
    assert kept() == before
    assert sorted(found) == sorted(path.name for path in folder.iterdir())


def test_who_edits_a_sheet_waits_for_no_other(folder: Path, real: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a preview a sheet is bound with the page of notes alone, on its paper and in its size, and reads the same."""
    asked: list[set[str]] = []

    def noted(wanted: dict[str, tuple[Download, ...]], cache: Path) -> dict[str, Pack]:
        asked.extend({sheet.name for sheet in sheets} for sheets in wanted.values())
        return paper.bind(wanted, cache)

    monkeypatch.setattr(printrun, "bind", noted)
    for name in ("card-meal-letter.pdf", "panel-day-a4-large.pdf", "pocket-panel-day-a4.pdf"):
        proof, whole = (pypdfium2.PdfDocument(pdf) for pdf in (paper.proof(real, CACHE, name), folder / name))
        assert [page.get_textpage().get_text_range() for page in proof] == [
            page.get_textpage().get_text_range() for page in whole
        ]
    assert [len(names) for names in asked] == [2, 2, 1]


@pytest.mark.parametrize("damage", [b"", b"%PDF-1.7 half a file", None])
@pytest.mark.parametrize("kind", ["packs", "sheets"])
def test_a_damaged_entry_is_mended(
    wanted: list[Download], whole: dict[str, bytes], warm: Path, damage: bytes | None, kind: str
) -> None:
    """Whatever happened to an entry (emptied, cut short, gone), what is made of it comes out right and is kept again.

    A pack is bound again from its sheets; only a lost sheet is pressed again.
    """
    lost = [*(warm / "packs").iterdir()]
    if kind == "sheets":
        lost += (warm / "sheets").glob(f"{keys.key(wanted[1], CACHE)}*")
    for entry in lost:
        entry.unlink() if damage is None else entry.write_bytes(damage)
    assert bound(wanted, warm, Refusing() if kind == "packs" else None) == whole
    shutil.rmtree(warm / "packs")
    assert bound(wanted, warm, Refusing()) == whole
    assert not list(warm.rglob("*.part"))


def test_a_change_of_the_data_is_a_change_of_the_key(wanted: list[Download], meal_card: Card) -> None:
    """One word, the day or the size make another sheet; what the brand says is linked, and makes none.

    Nor does the paper, which is cut out of what is drawn.
    """
    one = wanted[1]
    item = meal_card.items[0].model_copy(update={"do": "Do something else."})
    others = [
        replace(one, subject=meal_card.model_copy(update={"items": (item, *meal_card.items[1:])})),
        replace(one, edition=one.edition.model_copy(update={"edition": "9.9"})),
        replace(one, opens_at="Another pause point"),
        replace(one, large=True),
    ]
    assert len({keys.key(each, CACHE) for each in (one, *others)}) == 5
    assert {keys.key(replace(one, **same), CACHE) for same in ({"brand": ANOTHER}, {"paper": "a4"})} == {
        keys.key(one, CACHE)
    }


def test_where_a_sheet_may_break_is_in_its_key(wanted: list[Download], monkeypatch: pytest.MonkeyPatch) -> None:
    """What decides where pages end, and stands on none of them, presses a sheet again when it changes."""
    one = wanted[1]
    before, blocks = keys._set_key(one), one.blocks
    for change in ({"joint": 1.0}, {"rows": 77}):
        monkeypatch.setattr(Download, "blocks", tuple(replace(each, **change) for each in blocks))
        assert keys._set_key(one) != before


def covered(*patterns: str) -> set[str]:
    """Return the files below macros/ that any of these patterns names."""
    engine = ROOT / "macros"
    return {path.relative_to(engine).as_posix() for pattern in patterns for path in engine.glob(pattern)}


def test_a_change_of_what_presses_is_a_change_of_the_key(wanted: list[Download], tmp_path: Path) -> None:
    """Each of our sources and templates that runs while a sheet is pressed is in the digest that its key holds.

    So is each that is loaded, since it may hold a number or a word that a sheet has; of those that are not, the reason
    is known. No other source is in the digest, so that nothing is pressed again in vain.
    """
    (tmp_path / "sheets").write_bytes(pickle.dumps(wanted))
    command = [sys.executable, "-c", TRACE, str(tmp_path / "sheets"), str(CACHE)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    engine = ROOT / "macros"
    ran, loaded = (
        {Path(file).relative_to(engine).as_posix() for file in files if Path(file).is_relative_to(engine)}
        for files in json.loads(run.stdout).values()
    )
    pressing = covered(*keys.SETTING, *keys.SAYING)
    assert "paper/sheets/templates/sheet.html.jinja" in ran
    assert "paper/sheets/sheet.css" in pressing
    assert ran - pressing - {"cache.py"} == set()
    faces = {each for each in loaded if each.endswith("__init__.py")}
    assert loaded - faces - pressing - covered(*keys.BINDING) - set(DECIDES_NOTHING) == set()
    assert {each for each in pressing - faces if each.endswith(".py")} - loaded == set()


def test_every_source_of_the_room_is_in_a_key() -> None:
    """Whatever lies in `paper` presses or binds, and not both; no pattern names a file that has moved away."""
    pressing, binding = covered(*keys.SETTING, *keys.SAYING), covered(*keys.BINDING)
    faces = {each for each in covered("paper/*/*.py") if each.endswith("__init__.py")}
    assert covered("paper/**/*.py") - pressing - binding - faces == set()
    assert pressing & binding == set()
    assert [each for each in (*keys.SETTING, *keys.SAYING, *keys.BINDING) if not covered(each)] == []


def test_what_an_editor_keeps_beside_a_source_is_in_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock of a source that somebody is editing, a link to nowhere, neither stops a build nor changes it."""
    engine = Path(shutil.copytree(ROOT / "macros", tmp_path / "macros"))
    (engine / "paper/fill/.#link.py").symlink_to("somebody@a-machine.4711:1764410000")
    monkeypatch.setattr(keys, "__file__", str(engine / "paper/keys.py"))
    assert keys._sources.__wrapped__(*keys.BINDING) == keys._sources(*keys.BINDING)


def test_only_what_a_sheet_shows_presses_it_again(
    wanted: list[Download], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A remark in a model, a brand, or another kind's template press nothing; what sets it does."""
    engine = Path(shutil.copytree(ROOT / "macros", tmp_path / "macros"))
    worksheet = wanted[0]
    monkeypatch.setattr(keys, "__file__", str(engine / "paper/keys.py"))
    monkeypatch.setattr(keys, "_sources", keys._sources.__wrapped__)

    def changes(path: str) -> bool:
        before = keys.key(worksheet, tmp_path)
        with (engine / path).open("a", encoding="utf-8") as source:
            source.write("\n{# A remark. #}" if path.endswith(".jinja") else "\n# A remark.\n")
        return keys.key(worksheet, tmp_path) != before

    templates = "paper/sheets/templates"
    saying = ("guidance/model.py", "paper/sheets/kinds.py", f"{templates}/card.html.jinja")
    setting = ("paper/press/contents.py", f"{templates}/worksheet.html.jinja", f"{templates}/sheet.html.jinja")
    assert [path for path in (*saying, *setting) if changes(path)] == list(setting)


def test_another_brand_presses_nothing(wanted: list[Download], whole: dict[str, bytes], warm: Path) -> None:
    """Whatever a brand says, kept sheets are taken as they are; all of it is in the PDF, and the old is gone."""
    pack = paper.bind({"one": (replace(wanted[1], brand=ANOTHER),)}, warm, Refusing())["one"]
    assert pack.map["info"].startswith("/Author(Careers Cam)")
    copy = paper.fill(pack).pdf
    assert b"careers.example/second/check/#" in copy
    assert b"0<4A1942>" in copy
    assert wanted[1].brand.colour[1:].upper().encode() not in copy
    assert bound(wanted, warm, Refusing()) == whole


def test_old_entries_go(wanted: list[Download], warm: Path) -> None:
    """What no build asked for in a month is removed; what is used stays."""
    for kind in ("packs", "sheets"):
        stray = warm / kind / "0123-4567"
        stray.write_bytes(b"old")
    long_ago = time.time() - (KEPT_DAYS + 1) * 86_400
    for path in (*(warm / "packs").iterdir(), *(warm / "sheets").iterdir()):
        os.utime(path, (long_ago, long_ago))
    bound(wanted, warm, Refusing())
    assert len(list((warm / "packs").iterdir())) == len(wanted)
    assert not list((warm / "sheets").iterdir())


def test_every_download_has_a_name_of_its_own(real: Library, sheets: dict[str, Download]) -> None:
    """Names are as links and printed sheets rely on them: each list on both papers, checklists in large print too."""
    practice = [scenario for scenario in real.scenarios if real.practice(scenario)]
    subjects = [*real.scenarios, *real.scenarios, *real.cards, *real.worksheets, *real.conversations, *practice]
    subjects += [*real.scenarios, "conformance"]  # their pocket cards, and the report
    assert len(sheets) == len(paper.downloads(real)) == 2 * len(subjects)
    assert {"panel-day-letter.pdf", "panel-day-a4-large.pdf", "card-meal-letter.pdf"} <= set(sheets)
    assert {"first-round-letter.pdf", "people-a4.pdf", "conversation-callback-a4.pdf"} <= set(sheets)


def test_a_pack_has_the_parts_that_were_asked_for(real: Library) -> None:
    """Whoever hands out a checklist and a card needs no more sheets than these, and the page where long texts go on."""
    name = PackName("panel-day", "letter")
    some = [sheet.name for sheet in printrun.sheets_of(real, name, ["checklist", "card-meal"])]
    assert some == ["panel-day-letter.pdf", "card-meal-letter.pdf", "notes-panel-day-letter.pdf"]
    assert len(printrun.sheets_of(real, name)) > 25


def test_what_cannot_be_pressed_costs_no_other_sheet(
    wanted: list[Download], whole: dict[str, bytes], meal_card: Card, tmp_path: Path
) -> None:
    """Sheets for many brands are pressed ahead; what is wrong with one is said when that one is bound, all at once."""
    shutil.copytree(CACHE / "fonts", tmp_path / "fonts")
    items = tuple(item.model_copy(update={"why": "Long. " * 200}) for item in meal_card.items)
    long = [
        replace(wanted[1], subject=meal_card.model_copy(update={"items": items}), large=each) for each in (False, True)
    ]
    heard: list[tuple[int, int]] = []
    printrun.prepare([*long, *wanted], tmp_path, progress=lambda done, of: heard.append((done, of)))
    assert heard == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert bound(wanted, tmp_path, Refusing()) == whole
    with pytest.raises(PressError) as raised:
        bound(long, tmp_path)
    assert [line.partition(":")[0] for line in str(raised.value).splitlines()] == [
        "card-meal-letter-large.pdf",
        "card-meal-letter.pdf",
    ]


# ------------------------------------------------------------------------------------------------------------ workers


def test_any_executor_will_do(wanted: list[Download], whole: dict[str, bytes], tmp_path: Path) -> None:
    """A network of centres hands in its own; the bytes are the same."""
    shutil.copytree(CACHE / "fonts", tmp_path / "fonts")
    with ThreadPoolExecutor(1) as pool:
        assert bound(wanted, tmp_path, pool) == whole


def test_a_pack_is_bound_alike_wherever_that_happens(wanted: list[Download], whole: dict[str, bytes]) -> None:
    """Here, in a process of a pool, and here again where the pool has died: no build is lost by that."""
    one = wanted[1]
    chunk = Cache(CACHE / "sheets", ".json").find(keys.key(one, CACHE))
    assert chunk
    work: list[tuple[list[str], list[printrun.Bindable]]] = [([one.name], [((one,), [chunk])])]
    ((_, ((_, here),)),) = printrun._bound_packs(work, CACHE, None)
    assert here.partition(b"\n")[2] == whole[one.name]
    with Pool(1) as pool:
        for executor in (pool, Dying()):
            assert list(printrun._bound_packs(work, CACHE, executor)) == list(printrun._bound_packs(work, CACHE, None))


def test_the_keys_of_a_first_build_are_worked_out_by_all_cores(
    wanted: list[Download], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are those that one process would find, and where any key is kept nothing is begun for the rest."""
    shutil.copytree(CACHE / "fonts", tmp_path / "fonts")
    monkeypatch.setattr(printrun, "MANY", 1)
    with printrun.Workers(tmp_path) as workers:
        workers.know(wanted)
    kept = Cache(tmp_path / "keys", ".key")
    found = [kept.find(keys.words_key(sheet)) for sheet in wanted]
    assert found == [keys.key(sheet, CACHE).encode() for sheet in wanted]
    with printrun.Workers(tmp_path) as workers:
        workers.know(wanted)
        assert workers.pool is None


def test_who_presses_begins_early_where_nothing_is_kept(tmp_path: Path) -> None:
    """Before the guidance is read, it is known whether sheets were ever pressed here; a later build begins nothing."""
    shutil.copytree(CACHE / "fonts", tmp_path / "fonts")
    with printrun.Workers(tmp_path) as workers:
        workers.expect()
        assert workers.pool
    Cache(tmp_path / "sheets", ".json").keep("one", b"{}")
    with printrun.Workers(tmp_path) as workers:
        workers.expect()
        assert workers.pool is None


def test_all_cores_copy_sheets_and_draw_them(folder: Path, tmp_path: Path) -> None:
    """What they keep is what one process makes. Of a sheet that is not shown, no picture is drawn."""
    shutil.copytree(CACHE / "fonts", tmp_path / "fonts")
    whole = (folder / "pack-panel-day-a4.pdf").read_bytes()
    pack = printrun._Kept("one", (folder / "pack-panel-day-a4.json").read_bytes() + b"\n" + whole)

    def kept(kind: str) -> set[bytes]:
        return {path.read_bytes()[:-SEAL] for path in (tmp_path / kind).glob("*.p*")}

    with printrun.Workers(tmp_path) as workers:
        workers.copy([(pack, "checklist", True)])
        assert not kept("copies"), "where no sheet is pressed, one process is quicker"
        workers.expect()
        workers.copy([(pack, "", True), (pack, "checklist", True), (pack, "people", False)])
    checklist, people = (paper.fill(Pack(whole, json.loads(pack.map)), [part]).pdf for part in ("checklist", "people"))
    assert kept("copies") == {checklist, people}
    shown = {"pack-panel-day-a4.pdf": whole, "panel-day-a4.pdf": checklist}
    assert kept("thumbnails") == set(paper.thumbnails(shown, "a4", CACHE).values())


def test_a_process_that_dies_loses_nothing(wanted: list[Download], whole: dict[str, bytes], tmp_path: Path) -> None:
    """What a killed process was at is given to a new one, and the bytes are the same."""
    shutil.copytree(CACHE / "fonts", tmp_path / "fonts")
    with Deadly(1) as pool:
        assert bound(wanted, tmp_path, pool) == whole
        assert pool.killed


def test_a_sheet_of_which_workers_die_is_named(wanted: list[Download], tmp_path: Path) -> None:
    """After three workers it is given up, in words and with the sheet's name."""
    dying = Dying()
    with pytest.raises(
        PressError, match=r"Could not render card-meal-letter.pdf; a worker was lost 3 times\. .* BrokenProcessPool: A"
    ):
        bound(wanted[1:], tmp_path, dying)
    assert dying.jobs == 3


def test_a_worker_of_another_version_is_refused(wanted: list[Download], tmp_path: Path) -> None:
    """Its bytes would be others, and nobody would see it."""
    with pytest.raises(PressError, match=r"another version of Second Round, .* Install the same everywhere"):
        printrun.press_job(wanted[0], tmp_path, "0123")


def test_a_worker_without_our_folder_uses_its_own(tmp_path: Path) -> None:
    """Another machine may have no place for the cache of this one: fonts go to a folder that ends with the worker."""
    assert writable(tmp_path / "new" / "cache") == tmp_path / "new" / "cache"
    (tmp_path / "file").touch()
    own = writable(tmp_path / "file" / "cache")
    assert own.is_dir()
    assert own == writable(tmp_path / "file" / "other")


def test_processes_end_with_the_one_that_started_them() -> None:
    """A run that is killed leaves no process behind."""
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        assert Path(f"/proc/{worker}").exists()
        parent.kill()
    until = time.monotonic() + 20
    while Path(f"/proc/{worker}").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{worker}").exists()


@pytest.mark.parametrize("words", ["threads:2", "processes", "processes:0", "processes:two", "dask", "dask:", ""])
def test_an_executor_that_is_none_is_refused(words: str) -> None:
    """What was expected is said, with an example of each."""
    with (
        pytest.raises(PressError, match=r"Expected .* such as processes:4, or dask: .* such as dask:tcp://"),
        executor_of(words),
    ):
        pass


def test_what_a_cluster_needs_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where dask is not installed, one line says how to install it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(MissingSystemPart, match=r"install .*: .venv/bin/pip install 'second-round\[dask\]'"),
        executor_of("dask:tcp://127.0.0.1:1"),
    ):
        pass


def test_a_cluster_that_does_not_answer_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits forever for a scheduler that is not there."""
    monkeypatch.setattr(workers, "SECONDS", 0.5)
    with (
        pytest.raises(PressError, match=r"No dask scheduler answers at tcp://127.0.0.1:1"),
        executor_of("dask:tcp://127.0.0.1:1"),
    ):
        pass
