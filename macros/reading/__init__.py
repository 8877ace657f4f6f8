"""Owns the way from checklists/ to a Library; reports every problem in every file at once.

A file is read (`source_files`) in four steps, and each step tells all that it finds: YAML that is safe to hold
(`yaml_file`), the shape of each file (`validate`), what the files say of each other (`checks`), and what editions
promised (`promises`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from macros.brand import Brand
from macros.errors import DataError
from macros.guidance import Card, Conversation, Edition, Library, PausePoint, QuestionBank, Scenario, Worksheet
from macros.reading import checks, promises
from macros.reading.source_files import Loading
from macros.reading.yaml_file import Written, read_yaml

Ordered = TypeVar("Ordered", Scenario, Worksheet)


def load(root: Path) -> Library:
    """Read `root`/checklists into a Library.

    Raises DataError with every problem in every file; one that is told never hides another.
    """
    loading = Loading(root)
    pause_points = loading.folder("items", PausePoint, "pause point", entries="item")
    scenarios = loading.folder("scenarios", Scenario, "scenario")
    cards = loading.folder("cards", Card, "card", entries="item")
    worksheets = loading.folder("worksheets", Worksheet, "worksheet", needed=False)
    conversations = loading.folder("conversations", Conversation, "conversation", needed=False)
    questions = loading.folder("questions", QuestionBank, "question bank", needed=False)
    sources = checks.read_sources(loading)
    brand = _brand(loading, loading.file("brand.yml"), root / "checklists")
    written_edition = loading.file("edition.yml")
    edition = loading.shape(Edition, written_edition) if written_edition else None

    for written in (*pause_points.written, *cards.written):
        checks.check_items(loading, written)
    for written in cards.written:
        checks.check_card(loading, written)
    for written in scenarios.written:
        checks.check_page(loading, written, "scenario", "scenarios", "checklist")
    used = {item for written in scenarios.written for item in checks.check_scenario(loading, written)}
    checks.check_used(loading, used)
    for written in (*worksheets.written, *conversations.written):
        checks.check_references(loading, written)
        checks.check_pause_point(loading, written)
    for written in worksheets.written:
        checks.check_page(loading, written, "worksheet", "worksheets", "worksheet")
        checks.check_worksheet(loading, written)
    for written in conversations.written:
        checks.check_page(loading, written, "conversation", "conversations", "conversation")
        checks.check_conversation(loading, written)
    for written in questions.written:
        checks.check_questions(loading, written)
    checks.check_front_matter(loading)
    editions, retired = promises.read_editions(loading), promises.read_retired(loading)
    promises.check(loading, editions, retired, edition)
    if loading.problems or not brand or not edition:
        raise DataError(set(loading.problems))
    return Library(
        pause_points.values,
        _in_order(scenarios.values),
        cards.values,
        _in_order(worksheets.values),
        conversations.values,
        questions.values,
        sources,
        brand,
        edition,
        editions,
        retired,
    )


def read_brand(path: Path) -> Brand:
    """Read a brand from a file anywhere, its logo from beside it. Raises DataError with every problem in it."""
    loading = Loading(path.parent)
    written, problems = read_yaml(path)
    loading.problems += problems
    brand = _brand(loading, written, path.parent)
    if loading.problems or not brand:
        raise DataError(set(loading.problems))
    return brand


def _brand(loading: Loading, written: Written | None, folder: Path) -> Brand | None:
    return loading.shape(Brand, checks.check_brand(loading, written, folder)) if written else None


def _in_order(values: dict[str, Ordered]) -> dict[str, Ordered]:
    return dict(sorted(values.items(), key=lambda pair: (pair[1].order, pair[0])))
