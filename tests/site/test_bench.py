"""The benchmark measures what it says: against the same pages, all ways to their end, every file that is fetched."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from scripts import bench
from tests.conftest import ROOT
from tests.site.pages import PageReader


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
    console = Console(width=160, file=io.StringIO(), record=True)
    bench.report_bytes(console, site_folder)
    rows = dict(re.findall(r"│ (\S+) +│ +([\d,]+) +│", console.export_text()))
    files = {name: int(size.replace(",", "")) for name, size in rows.items() if (site_folder / name).is_file()}
    assert files == {name: (site_folder / name).stat().st_size for name in files}
    assert {"scenarios/panel-day/index.html"} < files.keys()
    assert int(rows["all"].replace(",", "")) == sum(files.values())
    assert {path.name for path in site_folder.glob("downloads/*.pdf")} < rows.keys()


def test_every_way_to_make_a_copy_is_timed() -> None:
    """The comparison of copies runs to its end, and each way has a figure."""
    command = [sys.executable, "-m", "scripts.second_round", "bench", "--only", "copies", "--runs", "1"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    for way in ("our filler", "pikepdf, kept open", r"typst \(no form fields\)", "pypdf", "WeasyPrint again", "2,000"):
        assert re.search(rf"{way} +│ +[\d.]+ +│", run.stdout), run.stdout
    assert "the median of 60" in run.stdout
