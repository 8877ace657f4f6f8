"""Owns the way from checklists/ to a Library, and reports every problem in every file at once.

A file is read (`source_files`) in four steps, and each step reports all that it finds: YAML that is safe to hold
(`yaml_file`), the shape of each file (`validate`), what the files say of each other (`checks`), and what editions
promised (`promises`). It leaves the value it makes to `guidance`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from macros.brand import Brand
from macros.errors import DataError
from macros.guidance import Card, Conversation, Edition, Library, PausePoint, QuestionBank, Scenario, Sector, Worksheet
from macros.reading import checks, menu, promises
from macros.reading.conformance import read_conformance
from macros.reading.print_words import check_printed
from macros.reading.source_files import SourceFiles
from macros.reading.yaml_file import Node, front_matter, read_yaml

Ordered = TypeVar("Ordered", Scenario, Sector, Worksheet)


def load(root: Path) -> Library:
    """Read `root`/checklists into a Library.

    Raises DataError with every problem in every file; one that is reported never hides another.
    """
    files = SourceFiles(root)
    pause_points = files.folder("items", PausePoint, "pause point", entries="item")
    scenarios = files.folder("scenarios", Scenario, "scenario")
    cards = files.folder("cards", Card, "card", entries="item")
    sectors = files.folder("sectors", Sector, "card", entries="item", needed=False)
    worksheets = files.folder("worksheets", Worksheet, "worksheet", needed=False)
    conversations = files.folder("conversations", Conversation, "conversation", needed=False)
    questions = files.folder("questions", QuestionBank, "question bank", needed=False)
    sources = checks.read_sources(files)
    brand_node = files.read("brand.yml")
    brand = _brand(files, brand_node, root / "checklists")
    edition_node = files.read("edition.yml")
    edition = files.shape(Edition, edition_node) if edition_node else None

    retired = promises.read_retired(files)  # what left is known to whatever names it still
    for node in (*pause_points.nodes, *cards.nodes, *sectors.nodes):
        checks.check_items(files, node)
    for node in (*cards.nodes, *sectors.nodes):
        checks.check_card(files, node)
    for node in sectors.nodes:
        checks.check_sector(files, node)
    used = {item for node in scenarios.nodes for item in checks.check_scenario(files, node)}
    checks.check_used(files, used)
    for node in worksheets.nodes:
        checks.check_worksheet(files, node)
    for node in conversations.nodes:
        checks.check_conversation(files, node)
    for node in questions.nodes:
        checks.check_questions(files, node)
    for folder in (pause_points, cards, sectors, scenarios, worksheets, conversations, questions):
        for node in folder.nodes:
            check_printed(files, node)
    checks.check_front_matter(files)
    menu.check(files, brand_node)
    search = checks.read_search_words(files)
    conformance = read_conformance(files)
    editions = promises.read_editions(files)
    retired = promises.check(files, editions, retired, edition)
    if files.problems or not brand or not edition:
        raise DataError(set(files.problems))
    return Library(
        pause_points.values,
        _in_order(scenarios.values),
        {**cards.values, **_in_order(sectors.values)},
        _in_order(worksheets.values),
        conversations.values,
        {identity: _asked_too(bank, scenarios.values) for identity, bank in questions.values.items()},
        sources,
        brand,
        edition,
        editions,
        retired,
        search,
        conformance,
    )


def read_brand(path: Path) -> Brand:
    """Read a brand from a file anywhere, its logo from beside it. Raises DataError with every problem in it."""
    files = SourceFiles(path.parent)
    file, problems = read_yaml(path)
    files.problems += problems
    brand = _brand(files, file.root if file else None, path.parent)
    if files.problems or not brand:
        raise DataError(set(files.problems))
    return brand


def read_pages(root: Path) -> dict[str, Node]:
    """Return what each page of `root`/docs says of itself, by its path there; `load` reports what is wrong with it."""
    found = {name: front_matter(text or "", f"docs/{name}")[0] for name, text in SourceFiles(root).pages.items()}
    return {name: file.root for name, file in found.items() if file}


def _brand(files: SourceFiles, node: Node | None, folder: Path) -> Brand | None:
    if not node:
        return None
    check_printed(files, node)
    return files.shape(Brand, checks.check_brand(files, node, folder))


def _asked_too(bank: QuestionBank, scenarios: Mapping[str, Scenario]) -> QuestionBank:
    """Return a bank in which each question names the scenarios too that take theirs from another."""
    groups = []
    for group in bank.groups:
        questions = []
        for question in group.questions:
            more = [each.id for each in scenarios.values() if each.questions_of in question.scenarios]
            every = tuple(dict.fromkeys((*question.scenarios, *more)))
            questions.append(question.model_copy(update={"scenarios": every}))
        groups.append(group.model_copy(update={"questions": tuple(questions)}))
    return bank.model_copy(update={"groups": tuple(groups)})


def _in_order(values: dict[str, Ordered]) -> dict[str, Ordered]:
    return dict(sorted(values.items(), key=lambda pair: (pair[1].order, pair[0])))
