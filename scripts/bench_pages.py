"""Owns how long a page keeps a phone from answering, with its scripts and without; sets no limit to it."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from scripts.browser import chromium, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = {"a list": "scenarios/panel-day/", "home": "", "a worksheet": "worksheets/story-bank/"}
SLOWER = 4
"""How much slower the processor is made, which is what Lighthouse does for a middling phone."""
LONG = 50
"""Milliseconds after which a person notices that a page does not answer."""
QUIET = 500
"""Milliseconds for which a page is still watched when nothing more is fetched."""

Event = dict[str, Any]
"""What Chromium tells of one thing that it did: its name, process, thread, start and duration in microseconds."""


def report(console: Console, site: Path, runs: int) -> None:
    """Print how long each of PAGES blocks: as it is, and without its scripts, by turns; the median of `runs`."""
    from playwright.sync_api import sync_playwright

    times: dict[str, list[tuple[float, float]]] = {page: [] for page in PAGES}
    with (
        serve({"/": site}, compressed=True) as address,
        sync_playwright() as playwright,
        playwright.chromium.launch(**chromium()) as browser,
    ):
        for number in range(runs):
            ways = (True, False) if number % 2 else (False, True)  # so that neither always comes second
            for page, path in PAGES.items():
                seen = {way: opened(browser, address + path, runs_scripts=way) for way in ways}
                with_scripts, without = (blocking(seen[way], address + path) for way in (True, False))
                times[page].append((with_scripts, without))
    table = Table("page", "with scripts", "without", "added", title=f"Blocked, in ms, the median of {runs}")
    for page, found in times.items():
        with_scripts, without = (statistics.median(each) for each in zip(*found, strict=True))
        table.add_row(page, *(f"{each:.0f}" for each in (with_scripts, without, with_scripts - without)))
    console.print(table)


def opened(browser: Browser, address: str, *, runs_scripts: bool) -> list[Event]:
    """Return all that Chromium does while a page opens on a slow phone that has never seen the site."""
    events: list[Event] = []
    ended: list[bool] = []
    with browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
        session.on("Tracing.tracingComplete", lambda _: ended.append(True))
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        session.send("Emulation.setScriptExecutionDisabled", {"value": not runs_scripts})
        session.send(
            "Tracing.start",
            {"transferMode": "ReportEvents", "traceConfig": {"includedCategories": ["devtools.timeline", "toplevel"]}},
        )
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(QUIET)
        session.send("Tracing.end")
        while not ended:
            page.wait_for_timeout(20)
    return events


def blocking(events: Sequence[Event], address: str) -> float:
    """Return the milliseconds of each task beyond LONG, on the thread that makes the page at `address`, in all."""
    processes = {
        each["pid"] for each in events if each.get("args", {}).get("beginData", {}).get("url", "") == address
    }  # the one that reads its HTML
    threads = {
        (each["pid"], each["tid"])
        for each in events
        if each["name"] == "thread_name" and each["args"]["name"] == "CrRendererMain" and each["pid"] in processes
    }
    tasks: list[float] = [
        each["dur"] / 1000
        for each in events
        if each["name"] == TASK and each["ph"] == "X" and (each["pid"], each["tid"]) in threads
    ]
    return sum(task - LONG for task in tasks if task > LONG)


TASK = "ThreadControllerImpl::RunTask"
"""What Chromium calls one thing that a thread does before it looks for the next."""
