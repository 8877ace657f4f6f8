"""Owns what stands on the document of each kind of sheet, in reading order; leaves how it looks to `template`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from macros.guidance import (
    CALL_WORDS,
    HEADING_WORDS,
    HOUSE,
    LICENCE,
    SECTOR_WORDS,
    STAGE_WORDS,
    WAY_HINTS,
    WAY_WORDS,
    Block,
    Card,
    Checklist,
    Conversation,
    Item,
    Library,
    Orientation,
    Part,
    Sector,
    Sheet,
    Stage,
    Worksheet,
    duration,
    sheet_name,
)
from macros.word.elements import Elements, TableColumn
from macros.word.template import WIDTH, begun

if TYPE_CHECKING:
    from docx.document import Document

    from macros.guidance import Row

Subject = Checklist | Card | Sector | Worksheet | Conversation

LINE = 7.0
"""How high a line of handwriting is, in millimetres."""

NOUN_WIDTH = 0.2
"""How much of a table its first column takes where rows have names."""

COUNT_WIDTH, STEP_WIDTH = 18.0, 13.0
"""How wide the first column is where rows are only counted, or steps are, in millimetres."""

LETTER, BESIDE = 2.1, 4.5
"""How wide a letter of a bold heading is, and what stands to the left and right of it, in millimetres."""


def listed(subject: Subject) -> Sheet:
    """Return what the library calls it."""
    return subject.scenario if isinstance(subject, Checklist) else subject


def turned(subject: Subject) -> Orientation:
    """Return which way the paper is turned."""
    return subject.orientation if isinstance(subject, Worksheet) else "portrait"


def document(subject: Subject, library: Library, file: bytes) -> Document:
    """Return the document of a sheet, made of the `file` with which all begin."""
    sheet, word = listed(subject), _word(subject)
    made = begun(file, sheet.title, word, turned(subject), library.brand, library.edition)
    elements = Elements(made)
    elements.heading(sheet.title, 1)
    elements.say(sheet.lead, "Lead")
    match subject:
        case Checklist():
            _checklist(elements, subject)
        case Sector():
            _sector(elements, subject, library)
        case Card():
            _facts(elements, subject, library)
            _items(elements, subject.items, with_why=True)
        case Worksheet():
            _worksheet(elements, subject, library)
        case Conversation():
            _conversation(elements, subject, library)
    _close(elements, sheet, library)
    return made


def _word(subject: Subject) -> str:
    """Return what a kind of sheet is called."""
    return {Checklist: "Checklist", Worksheet: "Worksheet", Conversation: "Conversation"}.get(type(subject), "Card")


def _who(elements: Elements, names: Sequence[str], width: float) -> None:
    """Ask whose sheet it is."""
    columns = [TableColumn(HEADING_WORDS[name], width / len(names)) for name in names]
    table = elements.table("Whose sheet this is", columns, rows=1, named=False)
    elements.height(table, 1, LINE + 2)


def _facts(elements: Elements, sheet: Card | Worksheet | Conversation, library: Library) -> None:
    """Say when to open a sheet, how to use it, and how long that takes."""
    way = [f"{WAY_WORDS[sheet.way]}: {WAY_HINTS[sheet.way]}"] if isinstance(sheet, Card) else []
    facts = [f"Open it first: {library.opens_at(sheet)}", *way, duration(sheet.minutes)]
    elements.say(" · ".join(facts), "Facts")


def _checklist(elements: Elements, checklist: Checklist) -> None:
    _who(elements, list(HEADING_WORDS), WIDTH["portrait"])
    for number, each in enumerate(checklist.pause_points, 1):
        elements.heading(f"{number}. {each.title}", 2)
        _use(elements, each, each.when)
        _items(elements, each.items, with_why=False)


def _use(elements: Elements, block: Block, when: str) -> None:
    way = f"{WAY_WORDS[block.way]}: {WAY_HINTS[block.way]}"
    elements.say(f"{when} · {way} · {duration(block.minutes)}", "Facts").paragraph_format.keep_with_next = True


def _items(elements: Elements, items: Iterable[Item], with_why: bool) -> None:
    *_, last = listed_items = list(items)
    for item in listed_items:
        paragraph = elements.say("", "Item")
        # A list that fits on a page is not torn.
        paragraph.paragraph_format.keep_with_next = with_why or item is not last
        must = " (must)" if item.must else ""
        elements.box(paragraph, item.id, item.do + must)
        paragraph.add_run("\t")
        paragraph.add_run(item.do).bold = item.must or None
        if must:
            paragraph.add_run(must, "Must")
        if with_why:
            elements.say(item.why, "Why")


def _sector(elements: Elements, sector: Sector, library: Library) -> None:
    _facts(elements, sector, library)
    for part, points in (("happens", sector.happens), ("decides", sector.decides), ("trap", sector.trap)):
        elements.heading(SECTOR_WORDS[part], 2)
        for point in points:
            elements.say(point.say, "List Bullet")
    elements.heading(SECTOR_WORDS["items"], 2)
    _items(elements, sector.items, with_why=True)


def _worksheet(elements: Elements, worksheet: Worksheet, library: Library) -> None:
    width = WIDTH[worksheet.orientation]
    _facts(elements, worksheet, library)
    _who(elements, list(HEADING_WORDS)[:3], width)
    for number, part in enumerate(worksheet.parts, 1):
        elements.heading(f"{number}. {part.title}", 2)
        if part.hint:
            elements.say(part.hint, "Facts").paragraph_format.keep_with_next = True
        if part.columns:
            _grid(elements, worksheet, part, width)
        else:
            _fields(elements, worksheet, part, width)


def _fields(elements: Elements, worksheet: Worksheet, part: Part, width: float) -> None:
    """Fields one below the other: what is to be written in a table, what is to be ticked between such tables."""
    for kind, lines in groupby(part.fields, key=lambda line: line.kind):
        here = list(lines)
        if kind == "tick":
            for line in here:
                paragraph = elements.say("", "Item")
                elements.box(paragraph, f"{worksheet.id}.{line.id}", line.label)
                paragraph.add_run(f"\t{line.label}{f' {line.hint}' if line.hint else ''}")
            continue
        columns = [TableColumn("What to write", 0.35 * width), TableColumn("My notes", 0.65 * width)]
        table = elements.table(part.title, columns, len(here), named=True)
        for at, line in enumerate(here, 1):
            cell = table.rows[at].cells[0]
            elements.fill(cell, line.label, "Cell Heading")
            if line.hint:
                elements.below(cell, line.hint, "Hint")
            elements.fill(table.rows[at].cells[1], "")
            elements.height(table, at, LINE * line.lines + 1)


def _grid(elements: Elements, worksheet: Worksheet, part: Part, width: float) -> None:
    """A row for each thing of a kind."""
    first = max(COUNT_WIDTH if part.is_counted else NOUN_WIDTH * width, _least(part.noun))
    widths = _shared([(each.width, _least(f"{each.label} {each.hint or ''}")) for each in part.columns], width - first)
    columns = [TableColumn(part.noun, first)]
    columns += [TableColumn(each.label, room, each.hint) for each, room in zip(part.columns, widths, strict=True)]
    table = elements.table(part.title, columns, len(part.rows), named=True)
    lines = max(column.lines for column in part.columns)
    cells = [row.cells for row in table.rows]
    for at, row in enumerate(part.rows, 1):
        elements.fill(cells[at][0], _row_name(part, row, at), "Cell Heading")
        for cell, column in zip(cells[at][1:], part.columns, strict=True):
            paragraph = elements.fill(cell, "")
            if column.kind == "tick":
                elements.box(paragraph, f"{worksheet.id}.{row.id}.{column.id}", f"{row.label}: {column.label}")
        elements.height(table, at, LINE * lines)


def _least(words: str) -> float:
    """Return how wide a column must be so that no word of its heading is cut, in millimetres."""
    return BESIDE + LETTER * max(map(len, words.split()))


def _shared(columns: Sequence[tuple[int, float]], width: float) -> list[float]:
    """Return the width of each column: its share of `width`, or its least where others must give way to it."""
    shares = sum(share for share, _ in columns)
    short = [least for share, least in columns if width * share / shares < least]
    if not short or len(short) == len(columns):
        return [width * share / shares for share, _ in columns]
    rest = [each for each in columns if width * each[0] / shares >= each[1]]
    given = iter(_shared(rest, width - sum(short)))
    return [least if width * share / shares < least else next(given) for share, least in columns]


def _row_name(part: Part, row: Row, number: int) -> str:
    return str(number) if part.is_counted else row.label


def _conversation(elements: Elements, conversation: Conversation, library: Library) -> None:
    _facts(elements, conversation, library)
    elements.heading(CALL_WORDS["before"], 2)
    for line in conversation.before:
        elements.say(line, "List Bullet")
    for stage in conversation.parts:
        elements.heading(f"{stage.title} ({STAGE_WORDS[stage.kind][:1].lower()}{STAGE_WORDS[stage.kind][1:]})", 2)
        elements.say(stage.about, "Facts").paragraph_format.keep_with_next = True
        _steps(elements, conversation, stage)
    elements.heading(CALL_WORDS["stop"], 2)
    for line in conversation.stop:
        elements.say(line, "List Bullet")
    elements.heading("The same as an email", 2)
    elements.say(f"Subject: {conversation.email.subject}", "Facts")
    for words in conversation.email.paragraphs:
        elements.say(words, "Normal")


def _steps(elements: Elements, conversation: Conversation, stage: Stage) -> None:
    """What to say at each step, what may be heard and which step follows; and room for what they said."""
    width, is_core = WIDTH["portrait"], stage.kind == "core"
    shares = (0.38, 0.32, 0.30) if is_core else (0.5, 0.5)
    headings = ("Say this", "What you hear, and where to go on", "They said")[: len(shares)]
    columns = [TableColumn("Step", STEP_WIDTH)]
    columns += [TableColumn(words, share * (width - STEP_WIDTH)) for words, share in zip(headings, shares, strict=True)]
    table = elements.table(stage.title, columns, len(stage.steps), named=True)
    numbers = conversation.numbers
    for row, step in zip(table.rows[1:], stage.steps, strict=True):
        cells = row.cells
        elements.fill(cells[0], str(numbers[step.id]), "Cell Heading")
        elements.fill(cells[1], step.say)
        if step.note:
            elements.below(cells[1], step.note, "Hint")
        ways = [f"{answer.hear} →\u00a0step\u00a0{numbers[answer.go]}" for answer in step.answers] or [
            CALL_WORDS["end"]
        ]
        for at, words in enumerate(ways or [CALL_WORDS["end"]]):
            if at:
                elements.below(cells[2], words, "Cell")
            else:
                elements.fill(cells[2], words)
        if is_core:
            elements.fill(cells[3], "")


def _close(elements: Elements, sheet: Sheet, library: Library) -> None:
    """Say whom to turn to, how to see whether it is current, and what may be done with it."""
    brand, edition = library.brand, library.edition.edition
    last = elements.say(f"{brand.contact} · ", "Closing")
    if brand.appointment:
        elements.link(last, "Book an appointment", brand.appointment)
        last.add_run(" · ")
    elements.link(last, f"Is edition {edition} still current?", f"{brand.address}check/#{edition}/{sheet_name(sheet)}")
    last.add_run(f" · {HOUSE}, {LICENCE}: if you change these words, say so here.")
