"""Owns what the files of checklists/ say of each other, and reports all that is wrong in it; it makes no Library of it.

It is looked up in what is written (`source_files`), so no problem hides another.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from dataclasses import replace
from math import ceil
from pathlib import Path

from macros.brand import COLOUR, LANGUAGE, LEAST_CONTRAST, contrast, fonts, logo, readable
from macros.errors import nearest
from macros.guidance import (
    CARD_NOTES,
    GUIDE,
    MOST_ITEMS,
    PACK_PREFIX,
    SHEET_FIELDS,
    SHEET_PLACE,
    SHEET_PREFIXES,
    SearchWords,
    Source,
    counted_rows,
    kept_as,
    languages,
    month_words,
)
from macros.reading.source_files import SourceFiles, files_in
from macros.reading.validate import shown
from macros.reading.yaml_advice import quoted, without_curly
from macros.reading.yaml_file import Node, front_matter

OTHER_SHEETS = (*SHEET_PREFIXES.values(), PACK_PREFIX)
"""What the names of other sheets begin with, so that no scenario, worksheet or conversation can be called so."""

TOLD_ANCHOR = "who-heard-what"
"""Where the grid stands on a page that calls told()."""

PARTS = (*SHEET_FIELDS, "checklist", "cover")
"""What parts of a pack and fields of every sheet are called, so that nothing whose fields begin with its id can be."""

# ------------------------------------------------------------------------------------------------ what many files have


def check_front_matter(files: SourceFiles) -> None:
    """Report each source that a page of docs/ names and that does not exist, and a month of review that is none."""
    for name, text in files.pages.items():
        file, problems = front_matter(text or "", f"docs/{name}")
        files.problems += problems
        if file is None:
            continue
        sources, reviewed = file.root["sources"], file.root["reviewed"]
        if "sources" in file.root.keys and not sources.is_list:
            message = f"Expected a list of ids of checklists/sources.yml; found {shown(sources.raw)}."
            files.report(sources, message)
        _check_sources(files, sources)
        if not reviewed.is_empty and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", reviewed.words or ""):
            found = shown(reviewed.raw) if reviewed.words is None else f'"{reviewed.words}"'
            files.report(reviewed, f"Expected a year and a month, such as 2026-11; found {found}.")
        _check_search(files, file.root["search"])


def _check_search(files: SourceFiles, search: Node) -> None:
    """Report what a page says of the search that the search would not understand."""
    if not search.is_empty and not search.is_mapping:
        files.report(search, f"Expected the key boost or exclude; found {shown(search.raw)}.")
    boost, exclude = search["boost"], search["exclude"]
    if not boost.is_empty and (type(boost.raw) not in (int, float) or not 0 < boost.raw <= 10):
        files.report(boost, f"Expected a number above 0 and up to 10, such as 0.5; found {shown(boost.raw)}.")
    if not exclude.is_empty and not isinstance(exclude.raw, bool):
        files.report(exclude, f"Expected true or false; found {shown(exclude.raw)}.")


def _check_references(files: SourceFiles, node: Node) -> None:
    """Report each source and page that `node` names and that does not exist."""
    _check_sources(files, node["sources"])
    guide = node["guide"]
    if not guide.text or not re.fullmatch(GUIDE, guide.text):
        return
    page, _, anchor = guide.text.partition("#")
    if page not in files.pages:
        files.report(guide, f'There is no page "{page}" in docs/.{nearest(page, files.pages)}')
    else:
        _check_anchor(files, guide, page, anchor)


def _check_anchor(files: SourceFiles, node: Node, page: str, anchor: str) -> None:
    """Report an anchor that neither a heading of a page nor anything that the page calls has."""
    if not anchor or (text := files.pages[page]) is None:
        return
    anchors = re.findall(r"\{[^}\n]*#([\w-]+)[^}\n]*\}", text)
    anchors += [TOLD_ANCHOR for _ in re.findall(r"\{\{ *told\(\) *\}\}", text)]
    if anchor not in anchors:
        files.report(node, f"No heading of docs/{page} carries {{#{anchor}}}.{nearest(anchor, anchors)}")


def _check_sheet_place(files: SourceFiles, item: Node) -> None:
    """Report an item's worksheet that does not exist, or has no such place."""
    place = item["worksheet"]
    if not place.text or not re.fullmatch(SHEET_PLACE, place.text):
        return
    sheet, _, anchor = place.text.partition("#")
    known = files.ids("worksheet").keys() | files.unread("worksheet")
    page = f"worksheets/{sheet}.md"
    if sheet not in known:
        files.report(place, files.missing("worksheet", sheet, known))
    elif page in files.pages:  # else that is reported of the worksheet
        _check_anchor(files, place, page, anchor)


def _check_pause_point(files: SourceFiles, node: Node) -> None:
    known = files.ids("pause point").keys() | files.unread("pause point")
    _check_known(files, node["pause_point"], "pause point", known)


def _check_page(files: SourceFiles, node: Node, kind: str, folder: str, macro: str) -> None:
    """Report a file without a page of its name: other pages and sheets lead to it."""
    page = f"{folder}/{Path(node.file.name).name.removesuffix('.yml')}.md"
    if page not in files.pages:
        files.report(node, f"This {kind} has no page. Expected docs/{page}, which calls {macro}(…).")


def _check_sources(files: SourceFiles, sources: Node) -> None:
    if known := files.ids("source"):  # else their file cannot be read, which is reported once
        for source in sources.entries:
            _check_known(files, source, "source", known)


def _check_known(files: SourceFiles, node: Node, kind: str, known: Collection[str]) -> None:
    if node.text is not None and node.text not in known:
        files.report(node, files.missing(kind, node.text, known))


def _check_once(files: SourceFiles, node: Node, name: str | None, seen: set[str], what: str) -> None:
    if name is not None:
        if name in seen:
            files.report(node, f"{what} Give each an id of its own.")
        seen.add(name)


def _check_name(files: SourceFiles, identity: Node, reserved: Collection[str]) -> None:
    if identity.text and (identity.text in reserved or identity.text.startswith(OTHER_SHEETS)):
        files.report(identity, "Another part of a pack is called so, or begins so. Choose another id.")


def _check_ids(files: SourceFiles, entries: Node, what: str) -> None:
    seen: set[str] = set()
    for entry in entries.mappings:
        _check_once(files, entry["id"], entry["id"].text, seen, f"Another {what} has this id.")


def _check_count(files: SourceFiles, items: Node) -> None:
    count = len(items.entries)
    if count > MOST_ITEMS:
        message = (
            f"There are {count} items here; at most {MOST_ITEMS} get gone through. Move the least needed to a card."
        )
        files.report(items, message)


# ---------------------------------------------------------------------------------------------- sources, search, brand


def read_sources(files: SourceFiles) -> dict[str, Source]:
    """Read checklists/sources.yml, noting every id in it."""
    node = files.read("sources.yml")
    if node is None:
        return {}
    if not node.is_list:
        files.report(node, f"Expected a list of sources; found {shown(node.raw)}.")
    sources: dict[str, Source] = {}
    for entry in node.entries:
        source = files.shape(Source, entry)
        files.enter("source", entry)
        if source:
            sources.setdefault(source.id, source)
    return sources


def read_search_words(files: SourceFiles) -> SearchWords:
    """Read checklists/search.yml, and report each word that stands in it twice; a project need not have one."""
    name = "search.yml"
    node = files.read(name) if files_in(files.root / "checklists", name) else None
    if node is None:
        return SearchWords()
    seen: dict[str, Node] = {}
    for group in node["synonyms"].entries:
        if len(group.entries) == 1:
            files.report(group, "One word by itself means nothing else. Add one that means the same, or remove it.")
        for phrase in group.entries:
            words = phrase.text or ""
            same = "".join(letter for letter in words.casefold() if letter.isalnum())
            if not same and words:
                files.report(phrase, f'Nobody can look for "{words}": it has no letter and no digit.')
            first = seen.setdefault(same, phrase) if same else phrase
            if first is not phrase:
                line = first.file.line(first.place)
                message = (
                    f'"{words}" counts as the same as "{first.text}" on line {line}. Take one away, or join the groups.'
                )
                files.report(phrase, message)
    return files.shape(SearchWords, node) or SearchWords()


def check_brand(files: SourceFiles, node: Node, folder: Path) -> Node:
    """Report what is wrong with a brand's colours, dates and logo. Returns it with the logo itself instead of its name.

    `folder` is where the file of the logo is looked for.
    """
    _check_colours(files, node)
    _check_dates(files, node["dates"])
    for text in (node["name"], node["contact"], *(link["title"] for link in node["links"].mappings)):
        if text.text and (bare := without_curly(text.text)) != text.text:
            message = f"These quotation marks would be printed. Write {text.place[-1]}: {quoted(bare)} instead."
            files.report(text, message)
    name = node["logo"].text
    if name is None:
        return node
    drawing = None
    try:
        drawing = logo.read(name, folder)
    except logo.Unfit as error:
        files.report(node["logo"], f"{name}: {error}")
    return replace(node.file, data={**node.raw, "logo": drawing}).root


def _check_dates(files: SourceFiles, dates: Node) -> None:
    language = dates.text
    if language is None or not re.fullmatch(LANGUAGE, language):
        return
    try:
        if not _has_months(language):
            message = (
                f'The fonts of the sheets lack letters of the months in "{language}". Leave it out: English is used.'
            )
            files.report(dates, message)
    except ValueError:
        files.report(dates, f'No language is called "{language}".{nearest(language, languages())}')


def _check_colours(files: SourceFiles, brand: Node) -> None:
    """Report each colour of the brand that people cannot read on white, with the nearest that they can."""
    for node in (brand["colour"], brand["accent"]):
        colour = node.text
        if colour and re.fullmatch(COLOUR, colour) and contrast(colour) < LEAST_CONTRAST:
            message = (
                f"{colour} on white has a contrast of {contrast(colour):.1f} to 1; "
                f'people need {LEAST_CONTRAST} to 1 to read it. The nearest that works is "{readable(colour)}".'
            )
            files.report(node, message)


# -------------------------------------------------------------------------------------------- items, cards, scenarios


def check_items(files: SourceFiles, block: Node) -> None:
    """Report what the items of a pause point or card name and that does not exist, and ids that no item can have."""
    for item in block["items"].mappings:
        _check_references(files, item)
        _check_sheet_place(files, item)
        identity = item["id"].text
        if identity is None:
            continue
        if identity in SHEET_FIELDS:
            files.report(item["id"], f'Every sheet has a field called "{identity}". Choose another id.')
        elif kept_as(identity) != ("items", identity):
            files.report(item["id"], f'Fields for notes have names that begin with "{CARD_NOTES}". Choose another id.')
        for kind in ("worksheet", "conversation"):
            if identity in files.ids(kind):
                message = f"A {kind} has this id, and begins the names of its fields with it. Choose another id."
                files.report(item["id"], message)


def check_card(files: SourceFiles, card: Node) -> None:
    """Report what is wrong with a card as a card: too many items, or no one moment at which to open it."""
    _check_count(files, card["items"])
    _check_pause_point(files, card)
    if card["pause_point"].is_empty == card["when"].is_empty:
        message = "Expected either pause_point, at which a candidate opens it, or when, for a card that is for others."
        files.report(card, message)


def check_sector(files: SourceFiles, sector: Node) -> None:
    """Report what the points of a line of work name and that does not exist, repeated ids, and a missing page."""
    files.enter("sector", sector)
    _check_page(files, sector, "sector", "sectors", "sector")
    seen: set[str] = set()
    for part in ("happens", "decides", "trap"):
        for point in sector[part].mappings:
            _check_once(files, point["id"], point["id"].text, seen, "Another point has this id.")
            _check_sources(files, point["sources"])


def check_scenario(files: SourceFiles, scenario: Node) -> set[str]:
    """Report what a scenario lists wrongly, and that it has no page. Returns the ids of every item that it lists."""
    _check_page(files, scenario, "scenario", "scenarios", "checklist")
    _check_name(files, scenario["id"], ())
    for kind in ("worksheet", "card"):
        for each in scenario["ready_set"][f"{kind}s"].entries:
            _check_known(files, each, kind, files.ids(kind).keys() | files.unread(kind))
    scenarios, other = files.ids("scenario"), scenario["questions_of"]
    _check_known(files, other, "scenario", scenarios.keys() | files.unread("scenario"))
    if other.text in scenarios and not scenarios[str(other.text)]["questions_of"].is_empty:
        files.report(other, f'"{other.text}" takes its questions from another. Name that one.')
    pause_points, items = files.ids("pause point"), files.ids("item")
    used: set[str] = set()
    stops: set[str] = set()
    for stop in scenario["pause_points"].mappings:
        at = stop["id"].text
        if at is None or at in files.unread("pause point"):
            continue
        known = at in pause_points
        _check_known(files, stop["id"], "pause point", pause_points)
        if known and at in stops:
            files.report(stop["id"], f'The pause point "{at}" is twice in this scenario.')
        stops.add(at)
        _check_count(files, stop["items"])
        listed: set[str] = set()
        for entry in stop["items"].entries:
            item = entry["item"].text if entry.is_mapping else entry.text
            if item is None:
                continue
            if item not in items:
                files.report(entry, files.missing("item", item, items))
            elif known and (home := items[item].file.name) != pause_points[at].file.name:
                message = f'The item "{item}" stands in {home}; only items of items/{at}.yml can be listed here.'
                files.report(entry, message)
            elif item in listed:
                files.report(entry, f'The item "{item}" is twice at this pause point.')
            listed.add(item)
        used |= listed
    return used


def check_used(files: SourceFiles, used: set[str]) -> None:
    """Report every item that no scenario lists; not while a scenario cannot be read, which might list it."""
    if files.unread("scenario") or not files.ids("scenario"):
        return
    for identity, item in files.ids("item").items():
        if item.file.name.startswith("checklists/items/") and identity not in used:
            files.report(item, f'No scenario lists "{identity}". List it in checklists/scenarios/, or take it out.')


# ------------------------------------------------------------------------------ worksheets, conversations, questions


def check_worksheet(files: SourceFiles, worksheet: Node) -> None:
    """Report parts that are neither fields nor a table, names that two fields would share, and examples of no column.

    Also an id that something else has, what it names and that is not there, and that it has no page.
    """
    _check_references(files, worksheet)
    _check_pause_point(files, worksheet)
    _check_page(files, worksheet, "worksheet", "worksheets", "worksheet")
    _check_name(files, worksheet["id"], PARTS)
    identity = worksheet["id"].text
    if identity in files.ids("scenario"):
        files.report(worksheet["id"], "A scenario has this id, and their PDFs would have one name. Choose another.")
    if identity in files.ids("conversation"):
        files.report(worksheet["id"], "A conversation has this id, and their fields would have one name.")
    names: set[str] = set()
    before: Node | None = None
    for part in worksheet["parts"].mappings:
        there = {key for key in part.keys if not part[key].is_empty}
        is_table = bool(there & {"row", "rows", "columns", "examples"})
        if is_table == ("fields" in there) or (is_table and not {"row", "rows", "columns"} <= there):
            files.report(part, "A part holds either fields, or row, rows and columns.")
            continue
        for line in part["fields"].mappings:
            _check_once(files, line, line["id"].text, names, "Another field or row has this id.")
        if is_table:
            _check_table(files, part, names)
            _check_goes_on(files, part, before)
        before = part


def _check_goes_on(files: SourceFiles, part: Node, before: Node | None) -> None:
    """Report a table that goes on with another one, where that does not stand just before it with as many rows."""
    goes_on = part["goes_on"]
    if goes_on.text is None:
        return
    if before is None or before["row"].text != goes_on.text:
        files.report(goes_on, f'The part before this one has no rows called "{goes_on.text}", to go on with.')
    elif before["rows"].number != part["rows"].number:
        files.report(goes_on, f"Expected as many rows as the part before has; found {shown(part['rows'].raw)}.")


def _check_table(files: SourceFiles, part: Node, names: set[str]) -> None:
    """Report rows of a name that is in `names` already, two columns of one name, and examples that don't fit."""
    count = part["rows"].number
    rows = (
        [row["id"].text for row in part["rows"].mappings]
        if count is None
        else counted_rows(part["row"].text or "", count)
    )
    for row in rows:
        _check_once(files, part["rows"], row, names, f'Another field or row has the id "{row}".')
    columns: set[str] = set()
    for column in part["columns"].mappings:
        _check_once(files, column, column["id"].text, columns, "Another column has this id.")
    examples = part["examples"].mappings
    most = len(part["rows"].entries) if count is None else count
    if len(examples) > most:
        files.report(part["examples"], f"There are {len(examples)} examples for {most} rows.")
    for example in examples:
        for key in example.keys:
            if key not in columns:
                files.report(example[key], f'There is no column "{key}".{nearest(key, columns)}')


def check_conversation(files: SourceFiles, conversation: Node) -> None:
    """Report steps that lead nowhere, lead back, or are never reached: every way through must come to an end.

    Also what it names and that is not there, and that it has no page.
    """
    _check_references(files, conversation)
    _check_pause_point(files, conversation)
    _check_page(files, conversation, "conversation", "conversations", "conversation")
    _check_name(files, conversation["id"], PARTS)
    _check_ids(files, conversation["parts"], "part")
    every = [step for part in conversation["parts"].mappings for step in part["steps"].mappings]
    steps = {identity: step for step in every if (identity := step["id"].text) is not None}
    order = {step: number for number, step in enumerate(steps)}
    seen: set[str] = set()
    reached = set(list(steps)[:1])
    for step in every:
        identity = step["id"].text
        _check_once(files, step["id"], identity, seen, "Another step has this id.")
        for answer in step["answers"].mappings:
            go = answer["go"]
            _check_known(files, go, "step", order)
            if go.text is None:
                continue
            if order.get(go.text, len(every)) <= order.get(identity or "", -1):
                message = (
                    f'"{go.text}" stands above this step. A conversation goes forward; move the step further down.'
                )
                files.report(go, message)
            reached.add(go.text)
    for lost in steps.keys() - reached:
        files.report(steps[lost], "No answer leads to this step.")


CARD_LINES, CARD_LETTERS = 8, 38
"""How many lines the back of a practice card has room for, and how many letters stand on one of them at least."""


def _check_card(files: SourceFiles, question: Node) -> None:
    """Report a question that lacks half of what one to say aloud needs, or is too long for the back of its card."""
    if question["good"].is_empty != question["follow_ups"].is_empty:
        lacking = "good" if question["good"].is_empty else "follow_ups"
        files.report(question, f"A question that can be rehearsed has good and follow_ups. Add {lacking}.")
    entries = (*question["good"].entries, *question["follow_ups"].entries)
    lines = sum(ceil(len(entry.text or "") / CARD_LETTERS) for entry in entries)
    if lines > CARD_LINES:
        message = f"With follow_ups it takes {lines} lines on its practice card, and {CARD_LINES} fit."
        files.report(question["good"], f"{message} Shorten what is longer than {CARD_LETTERS} characters.")


def check_questions(files: SourceFiles, bank: Node) -> None:
    """Report what the questions of a bank name and that does not exist, and repeated ids."""
    _check_ids(files, bank["groups"], "group")
    scenarios = files.ids("scenario").keys() | files.unread("scenario")
    sectors = files.ids("sector").keys() | files.unread("sector")
    for group in bank["groups"].mappings:
        for question in group["questions"].mappings:
            files.enter("question", question)
            _check_card(files, question)
            _check_references(files, question)
            for scenario in question["scenarios"].entries:
                _check_known(files, scenario, "scenario", scenarios)
            for sector in question["sectors"].entries:
                _check_known(files, sector, "sector", sectors)


def _has_months(language: str) -> bool:
    """Whether our fonts have every letter of the names of its months. Raises ValueError for an unknown language."""
    words = "".join(month_words(datetime.date(2026, month, 1), language) for month in range(1, 13))
    return not fonts.unprinted(words)
