"""`second-round bench`: what a build costs and what a visitor downloads, each beside what it is measured against."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
import jinja2
from rich.console import Console
from rich.table import Table

from macros.reading import files_in, load
from macros.web import Components, link_from
from scripts import ROOT


@dataclass(frozen=True)
class Took:
    """How long something took, in seconds: by the clock, and of all processors together."""

    clock: float
    processor: float


def build(config: Path, out: Path) -> Took:
    """Build the site that `config` stands for into `out`; return what it took."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    start, before = time.perf_counter(), os.times()
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config), "--site-dir", str(out)],
        check=True,
        capture_output=True,
        env=environment,
        cwd=config.parent,
    )
    after = os.times()
    processor = sum(after[2:4]) - sum(before[2:4])  # of this process's children, and theirs
    return Took(time.perf_counter() - start, processor)


def plain_config(project: Path) -> Path:
    """Write the same pages in the same theme with all that is ours already in them: what MkDocs alone would build.

    Returns the file of settings to build them with.
    """
    library = load(project)
    docs = project / "plain"
    shutil.copytree(project / "docs", docs, ignore_dangling_symlinks=True)
    (docs / "downloads").mkdir()
    for page in files_in(docs, ".md", deep=True):
        name = page.relative_to(docs).as_posix()
        url = name.removesuffix(".md").removesuffix("index")
        components = Components(library, partial(link_from, url if url.endswith("/") or not url else f"{url}/"), str)
        environment = jinja2.Environment(comment_start_string="{##", comment_end_string="##}")
        calls = {call: getattr(components, call) for call in dir(components) if not call.startswith("_")}
        text = environment.from_string(page.read_text(encoding="utf-8"))
        page.write_text(text.render(**calls, brand=library.brand, edition=library.edition), encoding="utf-8")
    config = (project / "mkdocs.yml").read_text(encoding="utf-8")
    config = re.sub(r"^hooks:\n(  .*\n)+", "", config, flags=re.MULTILINE)
    config = re.sub(r"^  - macros:\n(      .*\n)+", "", config, flags=re.MULTILINE)
    config = re.sub(r"^  custom_dir: .*\n", "", config, flags=re.MULTILINE)
    config = config.replace("strict: true", "strict: false").replace("docs_dir: docs", "docs_dir: plain")
    plain = project / "plain.yml"
    plain.write_text(config, encoding="utf-8")
    return plain


PLAIN = "MkDocs alone"

CHANGES = {
    "another brand": ("checklists/brand.yml", r"^(name: .*)$", r"\1 {number}"),
    "a reworded item": ("checklists/items/at-the-door.yml", r"^( +do: .*)\.$", r"\1, {number}."),
}
"""What is changed before a build, so that none has seen it: the file, the first line that is found, what it becomes."""


def change(project: Path, what: str, number: int) -> None:
    """Change one of CHANGES in a project; `number` stands in it afterwards."""
    name, line, becomes = CHANGES[what]
    path = project / name
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(line, becomes.format(number=number), text, count=1, flags=re.MULTILINE), encoding="utf-8")


@click.command()
@click.option(
    "--runs", default=5, show_default=True, help="How often a build is timed; pages twice, copies ten times that."
)
@click.option("--brands", default=10, show_default=True, help="For how many brands every PDF is made.")
@click.option("--only", type=click.Choice(["builds", "pages", "copies", "brands"]), help="Print only these tables.")
def bench(runs: int, brands: int, only: str | None) -> None:
    """Time builds, pages and copies, every comparison interleaved in one run, and weigh the page and the PDFs.

    Builds: MkDocs and Material alone on the same pages; ours cold, with no PDF or font made yet; with nothing changed;
    under another brand; with a reworded item. Then how long a page keeps a slow phone from answering, with its scripts
    and without. Then a personal copy by our filler and by others, a copy that is read back by our reader and by others,
    a class's copies, pressing on one core and on two. Then every PDF under one more brand, and under many, by one
    process and by two dask workers.
    """
    console = Console()
    if only in (None, "builds"):
        builds(console, runs)
    if only in (None, "pages"):
        from scripts import bench_pages

        with tempfile.TemporaryDirectory() as folder:
            build(ROOT / "mkdocs.yml", Path(folder) / "site")
            bench_pages.report(console, Path(folder) / "site", 2 * runs)
    if only in (None, "copies"):
        from scripts import bench_copies

        bench_copies.report(console, load(ROOT), ROOT / ".cache", 10 * runs)
    if only in (None, "brands"):
        from scripts import bench_brands

        bench_brands.report(console, load(ROOT), ROOT / ".cache", runs, brands)


def builds(console: Console, runs: int) -> None:
    """Time each way to build so many times, by turns, and print the tables."""
    times: dict[str, list[Took]] = {}
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        ignore = shutil.ignore_patterns(".git", ".venv", ".cache", "site", "__pycache__", "*.egg-info")
        shutil.copytree(ROOT, project, ignore=ignore, ignore_dangling_symlinks=True)
        plain, ours, out = plain_config(project), project / "mkdocs.yml", Path(folder) / "site"
        build(ours, out)  # compiles Python and fills the system's file cache, for all alike
        for run in range(1, runs + 1):
            times.setdefault(PLAIN, []).append(build(plain, Path(folder) / "plain"))
            shutil.rmtree(project / ".cache")
            times.setdefault("cold", []).append(build(ours, out))
            times.setdefault("nothing changed", []).append(build(ours, out))
            for what in CHANGES:
                change(project, what, run)
                times.setdefault(what, []).append(build(ours, out))
        _report_times(console, times)
        report_bytes(console, out)


def _report_times(console: Console, times: dict[str, list[Took]]) -> None:
    for title in ("clock", "processor"):
        table = Table("build", "median s", "min", "max", "against MkDocs alone", title=f"Builds, by the {title}")
        plain = statistics.median(getattr(each, title) for each in times[PLAIN])
        for name, each in times.items():
            seconds = [getattr(one, title) for one in each]
            median = statistics.median(seconds)
            shown = [f"{value:.2f}" for value in (median, min(seconds), max(seconds))]
            table.add_row(name, *shown, f"{median / plain:.2f}×")
        console.print(table)


def report_bytes(console: Console, site: Path) -> None:
    """Print what a visitor of the built site downloads with its heaviest page, and how large each PDF is."""
    page = site / "scenarios" / "panel-day" / "index.html"
    html = page.read_text(encoding="utf-8")
    table = Table("file", "bytes", "gzip", title="What the panel-day page brings, the search index aside")
    parts = {page.relative_to(site).as_posix(): page}
    addresses = re.findall(r'(?:href|src)="([^"]+\.(?:css|m?js|woff2|svg|png))"', html)
    for address in addresses:
        path = (page.parent / address).resolve()
        parts[path.relative_to(site.resolve()).as_posix()] = path
    modules = [path for path in parts.values() if path.suffix == ".mjs"]
    for path in modules:
        for name in re.findall(r'from "\./([^"]+)"', path.read_text(encoding="utf-8")):
            modules.append(path.parent / name)
            parts[modules[-1].relative_to(site.resolve()).as_posix()] = modules[-1]
    total = total_gzip = 0
    for name, path in parts.items():
        data = path.read_bytes()
        size = len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 9))
        total, total_gzip = total + len(data), total_gzip + size
        table.add_row(name, f"{len(data):,}", f"{size:,}")
    table.add_row("all", f"{total:,}", f"{total_gzip:,}", style="bold")
    console.print(table)
    table = Table("PDF", "bytes", title="PDFs")
    for pdf in sorted(site.glob("downloads/*.pdf")):
        table.add_row(pdf.name, f"{pdf.stat().st_size:,}")
    console.print(table)
