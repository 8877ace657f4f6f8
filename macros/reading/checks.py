"""Owns what the files of checklists/ say of each other, and all that is wrong in it; refuses to make a Library of it.

It is looked up in what is written (`loading`), so no problem hides another.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from macros.brand import COLOUR, LANGUAGE, LEAST_CONTRAST, contrast, fonts, logo, readable
from macros.errors import nearest
from macros.guidance import (
    GUIDE,
    MOST_ITEMS,
    PACK_PREFIX,
    SHEET_FIELDS,
    SHEET_PREFIXES,
    Source,
    counted_rows,
    languages,
    month_words,
)
from macros.reading.source_files import Loading, dicts, entries
from macros.reading.validate import shown
from macros.reading.yaml_file import KeyPath, Written, read_front_matter

OTHER_SHEETS = (*SHEET_PREFIXES.values(), PACK_PREFIX)
"""What the names of other sheets begin with, so that no worksheet can be called so."""

# ------------------------------------------------------------------------------------------------ what many files have


def check_references(loading: Loading, written: Written, place: KeyPath = ()) -> None:
    """Tell every source and the page that the keys at `place` name and that is not there."""
    entry = written.data
    for key in place:
        entry = entry[key]
    _check_sources(loading, written, place)
    guide = entry.get("guide")
    if not isinstance(guide, str) or not re.fullmatch(GUIDE, guide):
        return
    page, _, anchor = guide.partition("#")
    if page not in loading.pages:
        loading.tell(written, (*place, "guide"), f'There is no page "{page}" in docs/.{nearest(page, loading.pages)}')
    elif anchor:
        text = loading.pages[page].read_text(encoding="utf-8", errors="replace")
        anchors = re.findall(r"\{[^}\n]*#([\w-]+)[^}\n]*\}", text)
        if anchor not in anchors:
            told = f"No heading of docs/{page} carries {{#{anchor}}}.{nearest(anchor, anchors)}"
            loading.tell(written, (*place, "guide"), told)


def check_pause_point(loading: Loading, written: Written) -> None:
    """Tell a pause point that the file names and that is not there."""
    known = loading.ids("pause point").keys() | loading.unread("pause point")
    _check_known(loading, written, ("pause_point",), written.data.get("pause_point"), "pause point", known)


def check_front_matter(loading: Loading) -> None:
    """Tell each source that a page of docs/ names and that is not there, and a month of review that is none."""
    for path in loading.pages.values():
        written, problems = read_front_matter(path, loading.root)
        loading.problems += problems
        if written is None or not isinstance(written.data, dict):
            continue
        if "sources" in written.data and not isinstance(written.data["sources"], list):
            told = f"Expected a list of ids of checklists/sources.yml; found {shown(written.data['sources'])}."
            loading.tell(written, ("sources",), told)
        _check_sources(loading, written, ())
        reviewed = written.data.get("reviewed")
        if reviewed is not None and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", str(reviewed)):
            told = f'Expected a year and a month, such as 2026-11; found "{reviewed}".'
            loading.tell(written, ("reviewed",), told)


def check_page(loading: Loading, written: Written, kind: str, folder: str, macro: str) -> None:
    """Tell a file without a page of its name: other pages and sheets lead to it."""
    page = f"docs/{folder}/{Path(written.file).name.removesuffix('.yml')}.md"
    if not (loading.root / page).is_file():
        loading.tell(written, (), f"This {kind} has no page. Expected {page}, which calls {macro}(…).")


def _check_sources(loading: Loading, written: Written, place: KeyPath) -> None:
    if known := loading.ids("source"):  # else their file cannot be read, which is told once
        for here, source in entries(written, (*place, "sources")):
            _check_known(loading, written, here, source, "source", known)


def _check_known(
    loading: Loading, written: Written, place: KeyPath, wanted: Any, kind: str, known: Collection[str]
) -> None:
    if isinstance(wanted, str) and wanted not in known:
        loading.tell(written, place, f'There is no {kind} "{wanted}".{nearest(wanted, known)}')


def _check_once(loading: Loading, written: Written, place: KeyPath, name: Any, seen: set[str], what: str) -> None:
    if isinstance(name, str):
        if name in seen:
            loading.tell(written, place, f"{what} Give each an id of its own.")
        seen.add(name)


def _check_ids(loading: Loading, written: Written, place: KeyPath, what: str) -> None:
    seen: set[str] = set()
    for here, entry in dicts(written, place):
        _check_once(loading, written, (*here, "id"), entry.get("id"), seen, f"Another {what} has this id.")


# ------------------------------------------------------------------------------------------------------ sources, brand


def read_sources(loading: Loading) -> dict[str, Source]:
    """Read checklists/sources.yml, noting every id in it."""
    written = loading.file("sources.yml")
    if written is None:
        return {}
    if not isinstance(written.data, list):
        loading.tell(written, (), f"Expected a list of sources; found {shown(written.data)}.")
        return {}
    sources: dict[str, Source] = {}
    for place, entry in entries(written, ()):
        source = loading.shape(Source, written, place)
        if isinstance(entry, dict):
            loading.enter("source", entry.get("id"), written, place)
        if source:
            sources.setdefault(source.id, source)
    return sources


def check_brand(loading: Loading, written: Written, folder: Path) -> Written:
    """Tell what is wrong with a brand's colours, dates and logo. Returns it with the logo itself instead of its name.

    `folder` is where the file of the logo is looked for.
    """
    if not isinstance(written.data, dict):
        return written
    _check_colours(loading, written)
    _check_dates(loading, written)
    name = written.data.get("logo")
    if not isinstance(name, str):
        return written
    try:
        found = logo.read(name, folder)
    except logo.Unfit as error:
        loading.tell(written, ("logo",), f"{name}: {error}")
        found = None
    return replace(written, data=written.data | {"logo": found})


def _check_dates(loading: Loading, written: Written) -> None:
    language = written.data.get("dates")
    if not isinstance(language, str) or not re.fullmatch(LANGUAGE, language):
        return
    try:
        if not has_latin_months(language):
            told = f'The fonts of the sheets lack letters of the months in "{language}". Leave it out: English is used.'
            loading.tell(written, ("dates",), told)
    except ValueError:
        loading.tell(written, ("dates",), f'No language is called "{language}".{nearest(language, languages())}')


def _check_colours(loading: Loading, written: Written) -> None:
    """Tell each colour of the brand that people cannot read on white, with the nearest that they can."""
    for key in ("colour", "accent"):
        colour = written.data.get(key)
        if isinstance(colour, str) and re.fullmatch(COLOUR, colour) and contrast(colour) < LEAST_CONTRAST:
            told = (
                f"{colour} on white has a contrast of {contrast(colour):.1f} to 1; "
                f'people need {LEAST_CONTRAST} to 1 to read it. The nearest that works is "{readable(colour)}".'
            )
            loading.tell(written, (key,), told)


# -------------------------------------------------------------------------------------------- items, cards, scenarios


def check_items(loading: Loading, written: Written) -> None:
    """Tell what the items of a file name and that is not there, and each id that no item can have."""
    for place, item in dicts(written, ("items",)):
        check_references(loading, written, place)
        if item.get("id") in SHEET_FIELDS:
            told = f'Every sheet has a field called "{item["id"]}". Choose another id.'
            loading.tell(written, (*place, "id"), told)
        if str(item.get("id")).removeprefix("notes-") in loading.ids("card").keys() - {item.get("id")}:
            loading.tell(written, (*place, "id"), "The notes of a card are called so. Choose another id.")
        for kind in ("worksheet", "conversation"):
            if item.get("id") in loading.ids(kind):
                told = f"A {kind} has this id, and begins the names of its fields with it. Choose another id."
                loading.tell(written, (*place, "id"), told)


def check_card(loading: Loading, written: Written) -> None:
    """Tell what is wrong with a card as a card: too many items, or no one moment at which to open it."""
    _check_count(loading, written, ("items",))
    check_pause_point(loading, written)
    if ("pause_point" in written.data) == ("when" in written.data):
        told = "Expected either pause_point, at which a candidate opens it, or when, for a card that is for others."
        loading.tell(written, (), told)


def check_scenario(loading: Loading, written: Written) -> set[str]:
    """Tell what a scenario lists wrongly. Returns the ids of every item that it lists."""
    pause_points, items = loading.ids("pause point"), loading.ids("item")
    used: set[str] = set()
    stops: set[str] = set()
    for place, stop in dicts(written, ("pause_points",)):
        if not isinstance(stop.get("id"), str) or stop["id"] in loading.unread("pause point"):
            continue
        known = stop["id"] in pause_points
        _check_known(loading, written, (*place, "id"), stop["id"], "pause point", pause_points)
        if known and stop["id"] in stops:
            loading.tell(written, (*place, "id"), f'The pause point "{stop["id"]}" stands twice in this scenario.')
        stops.add(stop["id"])
        _check_count(loading, written, (*place, "items"))
        listed: set[str] = set()
        for here, entry in entries(written, (*place, "items")):
            item = entry.get("item") if isinstance(entry, dict) else entry
            if not isinstance(item, str):
                continue
            _check_known(loading, written, here, item, "item", items)
            if item in items and known and (home := items[item][0].file) != pause_points[stop["id"]][0].file:
                told = f'The item "{item}" stands in {home}; only items of items/{stop["id"]}.yml can be listed here.'
                loading.tell(written, here, told)
            elif item in items and item in listed:
                loading.tell(written, here, f'The item "{item}" stands twice at this pause point.')
            listed.add(item)
        used |= listed
    return used


def check_used(loading: Loading, used: set[str]) -> None:
    """Tell every item that no scenario lists; not while a scenario cannot be read, which might list it."""
    if loading.unread("scenario") or not loading.ids("scenario"):
        return
    for identity, (written, place) in loading.ids("item").items():
        if written.file.startswith("checklists/items/") and identity not in used:
            told = f'No scenario lists "{identity}". List it in checklists/scenarios/, or take it out.'
            loading.tell(written, place, told)


def _check_count(loading: Loading, written: Written, place: KeyPath) -> None:
    count = len(entries(written, place))
    if count > MOST_ITEMS:
        told = f"There are {count} items here; at most {MOST_ITEMS} get gone through. Move the least needed to a card."
        loading.tell(written, place, told)


# ------------------------------------------------------------------------------ worksheets, conversations, questions


def check_worksheet(loading: Loading, written: Written) -> None:
    """Tell parts that are neither fields nor a table, names that two fields would share, and examples of no column."""
    identity = written.data.get("id")
    if identity in loading.ids("scenario"):
        loading.tell(written, ("id",), "A scenario has this id, and their PDFs would have one name. Choose another.")
    if identity in loading.ids("conversation"):
        loading.tell(written, ("id",), "A conversation has this id, and their fields would have one name.")
    reserved = (*SHEET_FIELDS, "checklist", "cover")
    if isinstance(identity, str) and (identity in reserved or identity.startswith(OTHER_SHEETS)):
        loading.tell(written, ("id",), "Another part of a pack is called so, or begins so. Choose another id.")
    names: set[str] = set()
    for place, part in dicts(written, ("parts",)):
        is_table = bool(part.keys() & {"row", "rows", "columns", "examples"})
        if is_table == ("fields" in part) or (is_table and not {"row", "rows", "columns"} <= part.keys()):
            loading.tell(written, place, "A part holds either fields, or row, rows and columns.")
            continue
        for here, line in dicts(written, (*place, "fields")):
            _check_once(loading, written, here, line.get("id"), names, "Another field or row has this id.")
        if not is_table:
            continue
        rows = part["rows"]
        rows = (
            counted_rows(str(part["row"]), rows)
            if isinstance(rows, int)
            else [row.get("id") for _, row in dicts(written, (*place, "rows"))]
        )
        for row in rows:
            told = f'Another field or row has the id "{row}".'
            _check_once(loading, written, (*place, "rows"), row, names, told)
        columns: set[str] = set()
        for here, column in dicts(written, (*place, "columns")):
            _check_once(loading, written, here, column.get("id"), columns, "Another column has this id.")
        _check_examples(loading, written, (*place, "examples"), columns, part["rows"])


def _check_examples(loading: Loading, written: Written, place: KeyPath, columns: set[str], rows: Any) -> None:
    examples = list(dicts(written, place))
    most = rows if isinstance(rows, int) else len(rows) if isinstance(rows, list) else 0
    if len(examples) > most:
        loading.tell(written, place, f"There are {len(examples)} examples for {most} rows.")
    for here, example in examples:
        for key in example:
            _check_known(loading, written, (*here, key), key, "column", columns)


def check_conversation(loading: Loading, written: Written) -> None:
    """Tell steps that lead nowhere, lead back, or are never reached: every way through must come to an end."""
    steps = {
        step["id"]: place for place, step in dicts(written, ("parts",), ("steps",)) if isinstance(step.get("id"), str)
    }
    _check_ids(loading, written, ("parts",), "part")
    order = {step: number for number, step in enumerate(steps)}
    seen: set[str] = set()
    reached = set(list(steps)[:1])
    for place, step in dicts(written, ("parts",), ("steps",)):
        _check_once(loading, written, (*place, "id"), step.get("id"), seen, "Another step has this id.")
        for here, answer in dicts(written, (*place, "answers")):
            go = answer.get("go")
            _check_known(loading, written, (*here, "go"), go, "step", steps)
            if go in order and order[go] <= order.get(step.get("id", ""), -1):
                told = f'"{go}" stands above this step. A conversation goes forward; move the step further down.'
                loading.tell(written, (*here, "go"), told)
            reached.add(str(go))
    for lost in steps.keys() - reached:
        loading.tell(written, steps[lost], "No answer leads to this step.")


def check_questions(loading: Loading, written: Written) -> None:
    """Tell what the questions of a file name and that is not there, and each id that stands twice."""
    _check_ids(loading, written, ("groups",), "group")
    for place, question in dicts(written, ("groups",), ("questions",)):
        loading.enter("question", question.get("id"), written, place)
        check_references(loading, written, place)
        known = loading.ids("scenario").keys() | loading.unread("scenario")
        for here, scenario in entries(written, (*place, "scenarios")):
            _check_known(loading, written, here, scenario, "scenario", known)


def has_latin_months(language: str) -> bool:
    """Whether our fonts have every letter of the names of its months. Raises ValueError for an unknown language."""
    words = "".join(month_words(datetime.date(2026, month, 1), language) for month in range(1, 13))
    return set(map(ord, words)) <= fonts.LATIN
