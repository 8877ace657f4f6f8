"""Owns how a test reads and works one checklist in a browser; refuses to know how the checklist is made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

PLAN = "second-round:plan:unnamed"
DAMAGED = "second-round:damaged:unnamed"


@dataclass(frozen=True)
class Place:
    """Where a checklist stands: the address of its page, and which element of the page it is."""

    url: str
    selector: str

    def open(self, page: Page) -> ChecklistPage:
        """Load the page and return its checklist."""
        page.goto(self.url)
        return ChecklistPage(page, self.selector)


class ChecklistPage:
    """One checklist on a page that is open, by the hooks of the public contract."""

    def __init__(self, page: Page, selector: str) -> None:
        self.page = page
        self.root = page.locator(selector)

    @property
    def items(self) -> list[str]:
        """The ids of all its items, in order."""
        return self._values("data-item")

    @property
    def blocks(self) -> dict[str, list[str]]:
        """The ids of its blocks in order, each with the ids of its items."""
        return {block: self._values("data-item", f'[data-block="{block}"] ') for block in self._values("data-block")}

    def _values(self, name: str, within: str = "") -> list[str]:
        elements = self.root.locator(f"{within}[{name}]")
        return [str(value) for value in elements.evaluate_all(f"all => all.map(one => one.getAttribute('{name}'))")]

    def row(self, item: str) -> Locator:
        return self.root.locator(f'[data-item="{item}"]')

    def box(self, item: str) -> Locator:
        return self.row(item).locator('input[type="checkbox"]')

    def block(self, block: str) -> Locator:
        return self.root.locator(f'[data-block="{block}"]')

    def count(self, block: str) -> Locator:
        return self.root.locator(f'[data-count="{block}"]')

    @property
    def links(self) -> Locator:
        return self.root.get_by_role("navigation").get_by_role("link")

    @property
    def progress(self) -> Locator:
        return self.root.locator("[data-progress]")

    @property
    def say(self) -> Locator:
        return self.root.locator("[data-say]")

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def tick(self, *items: str) -> None:
        """Click the items' labels, as most people do."""
        for item in items:
            # At its start: a label may hold more than the words, and run on beyond them.
            self.row(item).locator("label").first.click(position={"x": 4, "y": 8})

    def expect_ticked(self, *items: str) -> None:
        """Wait until these items are ticked, and no others."""
        expect(self.root.locator("[data-item] input:checked")).to_have_count(len(items))
        self.expect_shown(dict.fromkeys(items, True))

    def expect_shown(self, ticked: Mapping[str, bool]) -> None:
        """Wait until every item shows what is expected of it; all that show the same are asked at once."""
        for is_ticked in {*ticked.values()}:
            items = [item for item, each in ticked.items() if each == is_ticked]
            state = ":checked" if is_ticked else ":not(:checked)"
            boxes = [f'[data-item="{item}"] input[type="checkbox"]{state}' for item in items]
            expect(self.root.locator(", ".join(boxes)), f"{state}: {items}").to_have_count(len(items))


def stored(page: Page, key: str = PLAN) -> str | None:
    """Return a text that the browser keeps."""
    text: str | None = page.evaluate("key => localStorage.getItem(key)", key)
    return text


def stored_plan(page: Page) -> dict[str, Any]:
    """Return the plan that the browser keeps."""
    plan: dict[str, Any] = json.loads(stored(page) or "null")
    return plan


def store(page: Page, text: str, key: str = PLAN) -> None:
    """Put a text where the browser keeps it, as another tab would."""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])


def plan_text(*done: str, at: str = "2026-11-01T08:00:00.000Z", **more: object) -> str:
    """Return a plan as this site stores it."""
    return json.dumps({"schema": 1, "items": {item: {"value": "done", "at": at} for item in done}, **more})


def store_address(page: Page) -> str:
    """Return the address of the plan store that the page loaded: importing it gives the page's own plans."""
    # It comes with the first element that needs it.
    found = page.wait_for_function(
        """() => performance.getEntriesByType('resource').map(each => each.name)
          .find(name => name.includes('/plan/store.'))"""
    )
    return str(found.json_value())
