"""Owns how a test works the page of all interviews; refuses to know how it is made."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect


class PlansPage:
    """The page of all interviews, open."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        page.goto(f"{site}plan/")
        self.root = page.locator("second-round-plans")
        self.say = self.root.locator("[data-say]")
        expect(self.button("Add an interview")).to_be_visible()

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    @property
    def cards(self) -> Locator:
        return self.root.locator("article")

    def card(self, title: str) -> Locator:
        """The card of an interview."""
        return self.root.get_by_role("article", name=title, exact=True)

    @property
    def form(self) -> Locator:
        return self.root.get_by_role("dialog", name="An interview")

    def fill(self, **details: str) -> None:
        """Type into the form that is open."""
        for name, value in details.items():
            field = self.form.locator(f'[name="{name}"]')
            if name == "scenario":
                field.select_option(value)
            else:
                field.fill(value)

    def add(self, **details: str) -> None:
        """Add an interview, which is none that was begun without a name, and keep it."""
        self.button("Add an interview").click()
        begun = self.form.get_by_label("It is the one that I have begun to tick for")
        if begun.is_visible():
            begun.uncheck()
        self.fill(**details)
        self.keep()

    def keep(self) -> None:
        self.form.get_by_role("button", name="Keep it").click()

    def bring_in(self, back_up: str | bytes) -> Locator:
        """Choose a back-up; return what it would change."""
        content = back_up if isinstance(back_up, bytes) else back_up.encode()
        self.root.locator('input[type="file"]').set_input_files(
            {"name": "back-up.json", "mimeType": "application/json", "buffer": content}
        )
        dialog = self.root.get_by_role("dialog", name="What this back-up changes")
        expect(dialog).to_be_visible()
        return dialog

    def kept(self) -> dict[str, str]:
        """All that this site keeps in the browser."""
        kept: dict[str, str] = self.page.evaluate(
            "Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('second-round:')))"
        )
        return kept


def plan_of(at: str = "2026-11-01T08:00:00.000Z", **sections: dict[str, str]) -> dict[str, Any]:
    """Return a plan as a browser keeps it, each word written at the same time."""
    return {
        "schema": 1,
        **{
            section: {name: {"value": value, "at": at} for name, value in words.items()}
            for section, words in sections.items()
        },
    }


def back_up_of(plans: object, **more: Any) -> str:
    """Return a back-up file of these plans."""
    file = {"kind": "second-round-back-up", "schema": 1, "at": "2026-11-20T08:00:00.000Z", "plans": plans}
    return json.dumps(file | more)
