"""Owns what a personal copy costs, by our filler and by others that could make one; does not time a build.

Copies are timed by what a processor spends on them, which is much the same whatever else the machine does.
"""

from __future__ import annotations

import base64
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from html import escape
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from rich.console import Console
from rich.table import Table

from macros import paper
from macros.guidance import Checklist, Library
from macros.paper import Attached, Machine, Pack, PackName, fill, press, sheet_html
from scripts.browser import chromium, serve

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCENARIO, PARTS = "panel-day", ["checklist"]

MANY = """
import gc, resource, sys, time
from pathlib import Path
from macros import orders, paper, reading
root, cache, out, many = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
name, parts = paper.PackName("panel-day", "letter"), ("checklist",)
pack, handout = paper.open_pack(reading.load(root), name, cache), orders.Handout(name, parts, "checklist")
how, tally, took = orders.Print("bench", both_sides=False), orders.Tally(), {"made": 0, "alone": 0}
made, alone = orders.Folder(out / "made"), orders.Folder(out / "alone")
gc.freeze()
for first in range(1, many + 1, 100):
    numbers = range(first, min(first + 100, many + 1))
    values = [{"name": f"Zoë Anderson {each}", "employer": "Müller & Søn", "date": "14 May, 10:00"} for each in numbers]
    rows = [orders.RosterRow(number, each, ()) for number, each in zip(numbers, values)]
    start = time.process_time()
    orders.make_copies(pack, handout, rows, many, orders.Given(), how, made, tally, lambda: None)
    took["made"] += time.process_time() - start
    files = {path.name: path.read_bytes() for path in made.path.iterdir() if int(path.name.split("-")[0]) in numbers}
    start = time.process_time()
    for name, data in files.items():
        alone.put(name, data)
    took["alone"] += time.process_time() - start
assert tally.written == many == len(list(alone.path.iterdir()))
print(took["made"], took["alone"], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""

BROWSER = """
async ([folder, parts, times]) => {
  const { Pack } = await import("/assets/second-round/pdf/pack.mjs");
  const { fill } = await import("/assets/second-round/pdf/copy.mjs");
  const [pdf, map] = await Promise.all([fetch(`${folder}.pdf`), fetch(`${folder}.json`)]);
  const pack = new Pack(new Uint8Array(await pdf.arrayBuffer()), await map.json());
  await pack.unpack(parts);
  const took = [];
  for (let number = 0; number < times; number += 1) {
    const values = { name: `Zoë Anderson ${number}`, employer: "Müller & Søn", date: "14 May, 10:00" };
    const start = performance.now();
    fill(pack, { parts, values });
    took.push(performance.now() - start);
  }
  return took.sort((one, other) => one - other)[times >> 1];
}
"""

READ = """
async ([copy, times]) => {
  const { readForm } = await import("/assets/second-round/way-back/form.mjs");
  const bytes = Uint8Array.from(atob(copy), (sign) => sign.charCodeAt(0));
  const took = [];
  for (let number = 0; number < times; number += 1) {
    const start = performance.now();
    const { fields, carried } = await readForm(bytes);
    took.push(performance.now() - start);
    if (!carried || fields.get("name").texts[0] !== "Zoë Anderson 1") throw new Error("It reads something else.");
  }
  return took.sort((one, other) => one - other)[times >> 1];
}
"""


def report(console: Console, library: Library, cache: Path, rounds: int) -> None:
    """Print the tables: one copy, many copies, one core and two, and the sizes.

    Each copy is timed `rounds` times, and all else grows with that: 50 write a class of 1,000, and one of 10,000.
    """
    pack = paper.open_pack(library, PackName(SCENARIO, "letter"), cache)
    _one_copy(console, library, cache, pack, rounds)
    _in_the_browser(console, pack, rounds)
    _many_copies(console, cache, (20 * rounds, 200 * rounds))
    _cores(console, library, cache, rounds)
    _sizes(console, pack)


def _values(number: int) -> dict[str, str]:
    return {"name": f"Zoë Anderson {number}", "employer": "Müller & Søn", "date": "14 May, 10:00"}


# --------------------------------------------------------------------------------------------------------- one copy


def _one_copy(console: Console, library: Library, cache: Path, pack: Pack, rounds: int) -> None:
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        ways = {
            "our filler": _ours(pack),
            "pikepdf, kept open": _pikepdf(pack),
            "typst as it comes (no form fields)": _typst(library, Path(folder)),
            "pypdf": _pypdf(pack),
            "WeasyPrint again": _weasyprint(library, cache),
        }
        for make in ways.values():
            make(0)  # what is made once is made
        for number in range(1, rounds + 1):
            for way, make in ways.items():
                repeats = 20 if way == "our filler" else 1  # one alone would be as long as the clock's own noise
                start = time.process_time()
                for again in range(repeats):
                    make(number * 100 + again)
                times.setdefault(way, []).append((time.process_time() - start) / repeats)
    title = "A personal copy, in milliseconds of a processor's time"
    table = Table("one checklist with three fields", "median", "min", "max", "against ours", title=title)
    ours = statistics.median(times["our filler"])
    for way, seconds in times.items():
        median = statistics.median(seconds)
        shown = [f"{1000 * each:.2f}" for each in (median, min(seconds), max(seconds))]
        table.add_row(way, *shown, f"{median / ours:,.0f}×")
    console.print(table)


def _ours(pack: Pack) -> Callable[[int], bytes]:
    return lambda number: fill(pack, PARTS, _values(number)).pdf


def _weasyprint(library: Library, cache: Path) -> Callable[[int], bytes]:
    """Render the sheet again with the values in its HTML, fonts and style sheet kept."""
    machine = Machine(cache)
    download = next(each for each in paper.downloads(library) if each.name == f"{SCENARIO}-letter.pdf")
    fit = machine.fit(download)
    html = sheet_html(download, fit)

    def make(number: int) -> bytes:
        text = html
        for name, value in _values(number).items():
            text = text.replace(f'name="{name}"', f'name="{name}" value="{escape(value)}"')
        return machine.print(text, len(fit.sides), download.name)

    return make


def _pikepdf(pack: Pack) -> Callable[[int], bytes]:
    """Set the values in a file that is kept open, let pikepdf draw them, write all of it."""
    pdf = pikepdf.open(io.BytesIO(fill(pack, PARTS).pdf))
    fields = {str(each.T): each for each in pdf.Root.AcroForm.Fields}

    def make(number: int) -> bytes:
        for name, value in _values(number).items():
            fields[name].V = pikepdf.String(value)
        pdf.generate_appearance_streams()
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()

    return make


def _pypdf(pack: Pack) -> Callable[[int], bytes]:
    import pypdf

    blank = fill(pack, PARTS).pdf

    def make(number: int) -> bytes:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
        writer.update_page_form_field_values(writer.pages[0], _values(number), auto_regenerate=False)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    return make


def _typst(library: Library, folder: Path) -> Callable[[int], bytes]:
    """Set the same items and values with typst, warm; it makes tagged PDFs, but has no form fields."""
    import typst

    checklist: Checklist = library.checklist(SCENARIO)
    lines = ['#set page(paper: "us-letter", margin: 18mm)', "#set text(size: 11pt)"]
    lines += [f"= {checklist.scenario.title}", "#sys.inputs.name #h(1fr) #sys.inputs.employer #h(1fr) #sys.inputs.date"]
    for pause_point in checklist.pause_points:
        lines += [f"== {pause_point.title}", *(f"- {json.dumps(item.do)[1:-1]}" for item in pause_point.items)]
    source = folder / "checklist.typ"  # it reads from files alone
    source.write_text("\n".join(lines), encoding="utf-8")
    compiler = typst.Compiler(str(source), root=str(folder))

    def make(number: int) -> bytes:
        return bytes(compiler.compile(format="pdf", sys_inputs=_values(number)))  # type: ignore[arg-type]  # one file

    return make


# ------------------------------------------------------------------------------------------------------------ others


def _in_the_browser(console: Console, pack: Pack, rounds: int) -> None:
    """Time the filler in Chromium, six copies a round; then how a copy is read back there, and by others, by turns."""
    from playwright.sync_api import sync_playwright

    root = Path(__file__).resolve().parent.parent / "docs"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (Path(folder) / "pack.pdf").write_bytes(pack.pdf)
        (Path(folder) / "pack.json").write_text(json.dumps(pack.map), encoding="utf-8")
        (Path(folder) / "index.html").write_text("<!doctype html><title>Bench</title>", encoding="utf-8")
        (Path(folder) / "assets").symlink_to(root / "assets")
        with serve({"/": Path(folder)}) as address, playwright.chromium.launch(**chromium()) as browser:
            page = browser.new_page()
            page.goto(address)
            milliseconds = page.evaluate(BROWSER, [f"{address}pack", PARTS, 6 * rounds])
            console.print(f"The same in Chromium: {milliseconds:.2f} ms, the median of {6 * rounds}.\n")
            _round_trip(console, pack, page, rounds)


def _round_trip(console: Console, pack: Pack, page: Page, rounds: int) -> None:
    """Read a copy back so often, every field of it and the plan that it carries: in the page, and as others do it."""
    plan = json.dumps({"kind": "second-round-back-up", "plans": {"a": {"about": _values(1)}}}).encode()
    file = Attached("second-round-plan.json", "application/json", "A plan", "Data", zlib.compress(plan), len(plan))
    copy = fill(pack, [*PARTS, "people"], _values(1), attached=[file]).pdf
    sent = base64.b64encode(copy).decode()
    others = {"pikepdf": _read_by_pikepdf, "MuPDF": _read_by_mupdf, "pypdf": _read_by_pypdf}
    page.evaluate(READ, [sent, 20])  # what a browser makes faster once it is used often is made so
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        times.setdefault("our reader, in Chromium", []).append(page.evaluate(READ, [sent, 5]))
        for way, read in others.items():
            start = time.perf_counter()
            name, carried = read(copy)
            times.setdefault(way, []).append(1000 * (time.perf_counter() - start))
            assert (name, carried) == (_values(1)["name"], plan), way
    title = "The way back: a checklist and a worksheet read, in milliseconds"
    table = Table("every field, and the plan", "median", "min", "max", "against ours", title=title)
    ours = statistics.median(times["our reader, in Chromium"])
    for way, took in times.items():
        median = statistics.median(took)
        table.add_row(way, *(f"{each:.2f}" for each in (median, min(took), max(took))), f"{median / ours:.1f}×")
    console.print(table)


def _read_by_pikepdf(copy: bytes) -> tuple[str, bytes]:
    """Return the name in a copy, all other fields being read as well, and the plan that it carries."""
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        texts = {field.fully_qualified_name: field.value_as_string for field in pdf.acroform.fields}
        return texts["name"], pdf.attachments["second-round-plan.json"].get_file().read_bytes()


def _read_by_mupdf(copy: bytes) -> tuple[str, bytes]:
    import pymupdf

    with pymupdf.open(stream=copy, filetype="pdf") as document:
        texts = {field.field_name: field.field_value for page in document for field in page.widgets()}
        return texts["name"], bytes(document.embfile_get("second-round-plan.json"))


def _read_by_pypdf(copy: bytes) -> tuple[str, bytes]:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(copy))
    texts = {name: str(field.get("/V", "")) for name, field in (reader.get_fields() or {}).items()}
    return texts["name"], reader.attachments["second-round-plan.json"][0]


def _many_copies(console: Console, cache: Path, classes: Sequence[int]) -> None:
    """Write the copies of classes so large to disk, as the command does, and by turns the same files with none made.

    It runs in a process of its own, so that its memory is its own.
    """
    root = Path(__file__).resolve().parent.parent
    title = "Copies to disk, in seconds of a processor's time"
    table = Table("copies", "made", "written alone", "against that", "peak memory, MB", title=title)
    for many in classes:
        with tempfile.TemporaryDirectory() as out:
            command = [sys.executable, "-c", MANY, str(root), str(cache), out, str(many)]
            run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
        made, alone, memory = map(float, run.stdout.split())
        table.add_row(f"{many:,}", f"{made:.2f}", f"{alone:.2f}", f"{made / alone:.1f}×", f"{memory:.0f}")
    console.print(table)


def _cores(console: Console, library: Library, cache: Path, rounds: int) -> None:
    """Press the same eight sheets with one process and with two, by turns, the processes being there already."""
    sheets = [each for each in paper.downloads(library) if each.name.startswith("card-")][:8]
    context = get_context("spawn")
    times: dict[int, list[float]] = {1: [], 2: []}
    pools = {cores: ProcessPoolExecutor(cores, mp_context=context) for cores in times}
    try:
        for pool in pools.values():
            list(pool.map(press, sheets[:4], repeat(cache)))
        for _ in range(max(1, rounds // 10)):
            for cores, pool in pools.items():
                start = time.perf_counter()
                list(pool.map(press, sheets, repeat(cache)))
                times[cores].append(time.perf_counter() - start)
    finally:
        for pool in pools.values():
            pool.shutdown()
    table = Table("processes", "median s", "against one", title="Pressing eight sheets")
    one = statistics.median(times[1])
    for cores, seconds in times.items():
        median = statistics.median(seconds)
        table.add_row(str(cores), f"{median:.2f}", f"{one / median:.2f}×")
    console.print(table)


def _sizes(console: Console, pack: Pack) -> None:
    import gzip

    table = Table("PDF", "bytes", title="Sizes")
    chosen = {"the checklist": PARTS, "with one card": [*PARTS, "card-meal"], "one card": ["card-meal"]}
    chosen |= {"a worksheet": ["people"], "everything": list(pack.parts)}
    for words, parts in chosen.items():
        table.add_row(words, f"{len(fill(pack, parts, _values(1)).pdf):,}")
    table.add_row("the pack itself", f"{len(pack.pdf):,}")
    map_ = json.dumps(pack.map, ensure_ascii=False, separators=(",", ":")).encode()
    table.add_row("its map (gzip)", f"{len(map_):,} ({len(gzip.compress(map_, 9)):,})")
    console.print(table)
