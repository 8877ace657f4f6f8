"""What was renamed says so wherever a browser may keep something of it under its old id."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from macros.reading import load
from macros.web import Components


def test_pages_name_the_ids_that_something_had(project: Path) -> None:
    """A renamed item, card and worksheet each stand with their former ids on every page that keeps their state."""
    library = load(project)
    meal, people = library.cards["meal"], library.worksheets["people"]
    first = meal.items[0].model_copy(update={"formerly": ("old-item",)})
    card = meal.model_copy(update={"formerly": ("old-card", "older-card"), "items": (first, *meal.items[1:])})
    worksheet = people.model_copy(update={"formerly": ("old-sheet",)})
    renamed = dataclasses.replace(library, cards={"meal": card}, worksheets={"people": worksheet})
    components = Components(renamed, link=str, title=str)

    def told(page: str) -> set[tuple[str, str]]:
        tags = re.findall(r"<[^>]* data-formerly=\"[^>]*>", page)
        former = [re.search(r'data-formerly="([^"]*)"', tag) for tag in tags]
        name = [re.search(r' (?:value|worksheet|data-item|data-sheet)="([^"]*)"', tag) for tag in tags]
        return {(new[1], old[1]) for new, old in zip(name, former, strict=True) if new and old}

    both = {("meal", "old-card older-card"), ("people", "old-sheet")}
    assert told(components.checklist("panel-day")) == both
    assert told(components.card("meal")) == {(first.id, "old-item")}
    assert told(components.plan()) == {("meal", "old-card older-card")}
    assert told(components.worksheet("people")) == {("people", "old-sheet")}
    assert told(components.check()) == {("card-meal", "old-card older-card"), ("people", "old-sheet")}
