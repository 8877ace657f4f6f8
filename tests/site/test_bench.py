"""The benchmark measures what it says: against the same pages, all ways to their end, every file that is fetched."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import sync_playwright
from rich.console import Console

from macros.guidance import Library
from macros.reading import load
from scripts import bench, bench_brands, bench_copies, bench_pages
from scripts.browser import chromium, serve
from scripts.second_round import main
from tests.conftest import ROOT
from tests.site.pages import PageReader


def printed(report: Callable[[Console], None]) -> str:
    """Return what is printed on a console that is wide enough."""
    console = Console(width=160, file=io.StringIO(), record=True)
    report(console)
    return console.export_text()


def test_plain_mkdocs_builds_the_same_pages(
    copy_project: Callable[[], Path], read_pages: dict[str, PageReader], tmp_path: Path
) -> None:
    """What our build is measured against, MkDocs and its theme alone, has every item and heading that ours has."""
    bench.build(bench.plain_config(copy_project()), tmp_path / "plain")
    made = {path.relative_to(tmp_path / "plain").as_posix() for path in (tmp_path / "plain").rglob("*.html")}
    assert made == read_pages.keys()
    for name in made:
        plain, ours = PageReader(tmp_path / "plain" / name), read_pages[name]
        for attribute in ("data-item", "data-block"):
            assert [each.attributes for each in plain.all(attribute)] == [
                each.attributes for each in ours.all(attribute)
            ], name


def test_each_byte_of_the_page_is_weighed(site_folder: Path) -> None:
    """The table has each file once, with its size, and below them their sum; each PDF has a line."""
    told = printed(lambda console: bench.report_bytes(console, site_folder))
    rows = dict(re.findall(r"│ (\S+) +│ +([\d,]+) +│", told))
    files = {name: int(size.replace(",", "")) for name, size in rows.items() if (site_folder / name).is_file()}
    assert files == {name: (site_folder / name).stat().st_size for name in files}
    assert {"scenarios/panel-day/index.html"} < files.keys()
    assert int(rows["all"].replace(",", "")) == sum(files.values())
    assert {path.name for path in site_folder.glob("downloads/*.pdf")} < rows.keys()


def test_each_page_is_opened_with_its_scripts_and_without(site_folder: Path) -> None:
    """The list, home and a worksheet each have both figures, and what the scripts add."""
    told = printed(lambda console: bench_pages.report(console, site_folder, 1))
    assert "the median of 1" in told
    rows = re.findall(r"│ (a list|home|a worksheet) +│ (\d+) +│ (\d+) +│ (-?\d+) +│", told)
    assert [row[0] for row in rows] == list(bench_pages.PAGES), told
    for _, with_scripts, without, added in rows:
        assert abs(int(with_scripts) - int(without) - int(added)) <= 1


def test_a_page_that_a_script_holds_up_is_told(tmp_path: Path) -> None:
    """A script that computes for 300 ms has the page blocked for 250; with scripts turned off, it never runs."""
    spin = "const end = performance.now() + 300; while (performance.now() < end); document.title = 'ran';"
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title><p>Words<script>{spin}</script>", "utf-8")
    with serve({"/": tmp_path}) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium())
        with_script = bench_pages.opened(browser, address, runs_scripts=True)
        without = bench_pages.opened(browser, address, runs_scripts=False)
        browser.close()
    assert bench_pages.blocking(with_script, address) >= 250
    for events, runs in ((with_script, True), (without, False)):
        assert ("EvaluateScript" in {each["name"] for each in events}) == runs
        assert any(each["name"] == bench_pages.TASK for each in events)


def test_only_what_is_beyond_a_long_task_counts() -> None:
    """Tasks of 40, 60 and 130 ms block for 90, on the thread of the page alone: not in its worker, nor elsewhere."""
    address = "http://127.0.0.1:1/"
    parsed = {"name": "ParseHTML", "ph": "X", "pid": 1, "tid": 1, "args": {"beginData": {"url": address}}}
    threads = [
        {"name": "thread_name", "ph": "M", "pid": pid, "tid": tid, "args": {"name": name}}
        for pid, tid, name in ((1, 1, "CrRendererMain"), (1, 2, "DedicatedWorker"), (2, 1, "CrRendererMain"))
    ]
    tasks = [
        {"name": bench_pages.TASK, "ph": "X", "pid": pid, "tid": tid, "dur": 1000 * took, "args": {}}
        for pid, tid, took in ((1, 1, 40), (1, 1, 60), (1, 1, 130), (1, 2, 400), (2, 1, 400))
    ]
    assert bench_pages.blocking([parsed, *threads, *tasks], address) == 90


def test_every_way_to_make_a_copy_is_timed() -> None:
    """The comparison of copies runs to its end, and each way has a figure."""
    told = printed(lambda console: bench_copies.report(console, load(ROOT), ROOT / ".cache", 1))
    ways = "our filler", "pikepdf, kept open", r"typst as it comes \(no form fields\)", "pypdf", "WeasyPrint again"
    for way in ways:
        assert re.search(rf"{way} +│ +[\d.]+ +│", told), told
    assert re.search(r"200 +│ +[\d.]+ +│ +[\d.]+ +│ +[\d.]+× +│ +\d+ +│", told), told
    assert "the median of 6" in told
    for way in ("our reader, in Chromium", "pikepdf", "MuPDF", "pypdf"):
        assert re.search(rf"{way} +│ +[\d.]+ +│ +[\d.]+ +│ +[\d.]+ +│ +[\d.]+× +│", told), told


def test_brands_are_made_anew_by_each_way_and_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one way has kept of a brand is gone before the next begins. Where one makes other bytes, it is an error."""
    for name in ("packs", "copies"):
        (tmp_path / name).mkdir()
    (tmp_path / "packs" / "of all").touch()
    asked: list[str] = []

    def render(library: Library, cache: Path) -> dict[str, bytes]:
        asked.append(library.brand.name)
        assert library is real or not (cache / "copies" / library.brand.name).exists()
        (cache / "copies" / library.brand.name).touch()
        return {"a.pdf": library.brand.name.encode(), "a.json": b""}

    monkeypatch.setattr("macros.paper.render", render)
    monkeypatch.setattr(bench_brands, "_by_workers", bench_brands._by_one)
    real = load(ROOT)
    told = printed(lambda console: bench_brands.report(console, real, tmp_path, 1, 2))
    assert re.search(r"│ 1 +│ [\d.]+ +│ [\d.]+ +│ [\d.]+ +│ \d+×", told), told
    ways = re.findall(r"│ ([a-z ]+?) +│ 2 +│ 2 +│ \d+ +│ \d+ +│", told)
    assert ways == ["one process", "two dask workers"]
    assert "the same bytes" in told
    assert asked == [real.brand.name, "Careers 0", *["Careers 0", "Careers 1"] * 2]
    left = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert left == [real.brand.name, "of all"]
    monkeypatch.setattr(bench_brands, "_by_workers", lambda libraries, cache: [{"a.pdf": "other"}] * 2)
    with pytest.raises(AssertionError, match="other bytes"):
        printed(lambda console: bench_brands.report(console, real, tmp_path, 1, 2))


def test_two_dask_workers_are_asked_for_every_pdf() -> None:
    """The workers of the comparison make the files of a brand as this process does."""
    real = [load(ROOT)]
    assert bench_brands._by_workers(real, ROOT / ".cache") == bench_brands._by_one(real, ROOT / ".cache")


def test_builds_are_timed_by_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """In each run every way to build comes once, and what was changed before it is such as no build has seen."""
    asked: list[tuple[str, str, str, bool]] = []

    def build(config: Path, out: Path) -> bench.Took:
        brand, item = ((config.parent / name).read_text(encoding="utf-8") for name, _, _ in bench.CHANGES.values())
        cache = config.parent / ".cache"
        asked.append((config.name, brand, item, cache.exists()))
        if len(asked) == 11:
            library = load(config.parent)
            assert library.brand.name == f"{load(ROOT).brand.name} 1 2"
            assert any(item.do.endswith(", 1, 2.") for item in library.items.values())
        cache.mkdir(exist_ok=True)
        return bench.Took(2, 4) if config.name == "plain.yml" else bench.Took(3, 10)

    monkeypatch.setattr(bench, "build", build)
    monkeypatch.setattr(bench, "plain_config", lambda project: project / "plain.yml")
    monkeypatch.setattr(bench, "report_bytes", lambda console, site: None)
    told = printed(lambda console: bench.builds(console, 2))
    by_clock, by_processor = told.split("by the processor")
    for table, more in ((by_clock, 1.5), (by_processor, 2.5)):
        for way, ratio in (("MkDocs alone", 1), *[(way, more) for way in ("cold", "nothing changed", *bench.CHANGES)]):
            assert re.search(rf"{way} +│ .*│ +{ratio:.2f}× +│", table), told
    for plain, cold, nothing, brand, item in (asked[1:6], asked[6:]):
        assert plain[0] == "plain.yml"
        assert {each[0] for each in (cold, nothing, brand, item)} == {"mkdocs.yml"}
        assert [each[3] for each in (cold, nothing)] == [False, True]
        assert cold[1:3] == nothing[1:3]
        assert [brand[1] == nothing[1], brand[2] == nothing[2]] == [False, True]
        assert [item[1] == brand[1], item[2] == brand[2]] == [True, False]
    assert len({each[1:3] for each in asked}) == 5


def test_the_command_times_as_often_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `--runs 3`, pages of a site that is built for it are opened six times, and copies are timed thirty times.

    One more brand is made three times, and ten are, or as many as `--brands` says.
    """
    asked: list[tuple[str, int]] = []

    def build(config: Path, out: Path) -> bench.Took:
        out.mkdir()
        asked.append((config.name, 1))
        return bench.Took(0, 0)

    def report_pages(console: Console, site: Path, runs: int) -> None:
        assert site.is_dir()
        asked.append(("pages", runs))

    monkeypatch.setattr(bench, "build", build)
    monkeypatch.setattr(bench_pages, "report", report_pages)
    monkeypatch.setattr(
        bench_copies, "report", lambda console, library, cache, rounds: asked.append((cache.name, rounds))
    )
    monkeypatch.setattr(
        bench_brands, "report", lambda console, library, cache, times, brands: asked.append((f"{times}", brands))
    )
    for only in (["pages"], ["copies"], ["brands"], ["brands", "--brands", "100"]):
        assert CliRunner().invoke(main, ["bench", "--runs", "3", "--only", *only]).exit_code == 0
    assert asked == [("mkdocs.yml", 1), ("pages", 6), (".cache", 30), ("3", 10), ("3", 100)]
