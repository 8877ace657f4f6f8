"""Owns what every PDF costs under one more brand, and under many by two dask workers; it times no other copy."""

from __future__ import annotations

import hashlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from macros import orders, paper
from macros.guidance import Library

Made = list[dict[str, str]]
"""The digest of each file under each brand, by the file's name."""


def report(console: Console, library: Library, cache: Path, times: int, brands: int) -> None:
    """Print what one more brand costs, the median of so many, and what so many together do."""
    paper.render(library, cache)  # what all brands share is there from now on
    _one_more(console, library, cache, times)
    _many(console, library, cache, brands)


def under(library: Library, number: int) -> Library:
    """Return the guidance under a brand that nobody has."""
    brand = {"name": f"Careers {number}", "contact": f"Room {number}"}
    return replace(library, brand=library.brand.model_copy(update=brand))


def digests(library: Library, cache: Path) -> dict[str, str]:
    """Return the digest of every file for the site's downloads/, by its name. Runs in any process of this machine."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in paper.render(library, cache).items()}


@contextmanager
def forgetting(cache: Path) -> Iterator[None]:
    """Remove afterwards what was kept of brands in the meantime, so that whoever makes them next makes all of it."""

    def kept() -> set[Path]:
        return {path for name in ("packs", "copies") for path in (cache / name).iterdir()}

    before = kept()
    try:
        yield
    finally:
        for path in kept() - before:
            path.unlink(missing_ok=True)


def _one_more(console: Console, library: Library, cache: Path, times: int) -> None:
    """Make every file of the site's downloads under so many new brands, and by turns write the same files alone."""
    files: dict[str, bytes] = {}
    took: dict[str, list[float]] = {"made": [], "alone": []}
    with tempfile.TemporaryDirectory() as folder, forgetting(cache):
        for number in range(times):
            made, alone = (orders.Folder(Path(folder) / f"{way}-{number}") for way in took)
            start = time.process_time()
            files = paper.render(under(library, number), cache)
            for name, data in files.items():
                made.put(name, data)
            between = time.process_time()
            for name, data in files.items():
                alone.put(name, data)
            took["made"].append(between - start)
            took["alone"].append(time.process_time() - between)
    pdfs = [data for name, data in files.items() if name.endswith(".pdf")]
    title = "Every PDF of the site under one more brand, in seconds of a processor's time"
    table = Table("PDFs", "megabytes", "made and written", "written alone", "against that", title=title)
    one, other = (statistics.median(each) for each in took.values())
    size = sum(map(len, pdfs)) / 1_000_000
    table.add_row(str(len(pdfs)), f"{size:.1f}", f"{one:.2f}", f"{other:.2f}", f"{one / other:.0f}×")
    console.print(table)


def _many(console: Console, library: Library, cache: Path, brands: int) -> None:
    """Make every file under so many brands, in this process and by two dask workers; the files must be the same."""
    libraries = [under(library, number) for number in range(brands)]
    ways: dict[str, Callable[[Sequence[Library], Path], Made]] = {
        "one process": _by_one,
        "two dask workers": _by_workers,
    }
    made: dict[str, Made] = {}
    title = "Every PDF of the site under many brands, in seconds"
    table = Table("by", "brands", "PDFs", "by the clock", "of all processors", title=title)
    for way, make in ways.items():
        with forgetting(cache):
            start, before = time.perf_counter(), os.times()
            made[way] = make(libraries, cache)
            took, after = time.perf_counter() - start, os.times()
        pdfs = sum(name.endswith(".pdf") for each in made[way] for name in each)
        processors = sum(after[:4]) - sum(before[:4])  # of this process, and of those that it started and that ended
        table.add_row(way, f"{brands:,}", f"{pdfs:,}", f"{took:.0f}", f"{processors:.0f}")
    console.print(table)
    one, other = made.values()
    assert one == other, "Two dask workers make other bytes than one process."
    console.print("Both made the same bytes.\n")


def _by_one(libraries: Sequence[Library], cache: Path) -> Made:
    return [digests(each, cache) for each in libraries]


def _by_workers(libraries: Sequence[Library], cache: Path) -> Made:
    """Start two workers and their scheduler on this machine, and ask them as `--executor dask:ADDRESS` does."""
    from distributed import LocalCluster

    with ExitStack() as stack:
        options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": "127.0.0.1:0"}
        cluster = stack.enter_context(LocalCluster(host="127.0.0.1", **options))  # type: ignore[no-untyped-call]
        executor = stack.enter_context(paper.executor_of(f"dask:{cluster.scheduler_address}"))
        jobs = [executor.submit(digests, each, cache) for each in libraries]
        return [job.result() for job in jobs]
