"""Worksheets and conversations on paper: room for a hand, names for programs, and an order that can be followed."""

from __future__ import annotations

import dataclasses
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pypdf
import pytest

from macros.guidance import CALL_WORDS, Answer, Conversation, Part, Worksheet
from macros.guidance.model import Blank
from macros.paper import Download
from macros.paper.sheets import trial_html
from macros.paper.sheets.blocks import Beat, Lines
from tests.paper.structure import boxes, fields, listening_problems, spans, squeezed

Form = Worksheet | Conversation


@pytest.fixture
def path(folder: Path, form: str) -> Path:
    return folder / form


@pytest.fixture
def sheet(sheets: dict[str, Download], form: str) -> Download:
    return sheets[form]


@pytest.fixture
def subject(sheet: Download) -> Form:
    assert isinstance(sheet.subject, Form)
    return sheet.subject


def blanks(worksheet: Worksheet) -> dict[str, Blank]:
    """Return what each field of a worksheet is in the data, by its name."""
    own = {f"{worksheet.id}.{line.id}": line for part in worksheet.parts for line in part.fields}
    rows = [(row, part.columns) for part in worksheet.parts for row in part.rows]
    return {**own, **{f"{worksheet.id}.{row.id}.{each.id}": each for row, columns in rows for each in columns}}


def pieces(path: Path) -> list[tuple[str, bool, float]]:
    """Return each piece of text in a PDF, whether it is bold, and its size in points."""
    with pymupdf.open(path) as document:
        found = [span for page in document for span in spans(page)]
    return [(squeezed(span["text"]), "Bold" in span["font"], span["size"]) for span in found]


def test_it_is_good_to_listen_to(path: Path) -> None:
    """outloud, which reads a PDF as a screen reader does, has no complaint."""
    assert listening_problems(path) == []


def test_programs_that_fill_forms_know_its_fields(path: Path, subject: Form) -> None:
    """pypdf and MuPDF put the name of a field together from its parts, to the name that the contract promises."""
    with pymupdf.open(path) as document:
        names = {widget.field_name for page in document for widget in page.widgets()}
    promised = set(blanks(subject)) if isinstance(subject, Worksheet) else {f"{subject.id}.notes"} & names
    assert promised <= names
    assert names <= set(pypdf.PdfReader(path).get_fields() or {})


def test_there_is_room_to_write(path: Path, subject: Form) -> None:
    """A line of handwriting has 7 mm, as many lines as the data says, and a box to tick is 4 mm wide and high."""
    with pikepdf.open(path) as pdf:
        places = {name: boxes(field)[0].Rect for name, field in fields(pdf).items()}
        sizes = {name: [float(edge) / 72 * 25.4 for edge in place] for name, place in places.items()}
    for name, (left, low, right, high) in sizes.items():
        blank = blanks(subject).get(name) if isinstance(subject, Worksheet) else None
        is_tick = blank is not None and blank.kind == "tick"
        assert right - left > (4 if is_tick else 12), name
        assert high - low > (4 if is_tick else 6.7 if blank is None or blank.lines == 1 else 7 * blank.lines - 0.6)


def test_dotted_lines_guide_a_hand_in_a_table(path: Path, sheet: Download, subject: Form) -> None:
    """Where a box of a table has several lines to write, all but the last are dotted, at least 7 mm apart."""
    tables = [part for part in subject.parts if isinstance(part, Part) and part.columns]
    wanted = sum(len(part.rows) * (max(column.lines for column in part.columns) - 1) for part in tables)
    with pymupdf.open(path) as document:
        heights = [dotted(page) for page in document]
    runs = {sum(len({round(each) for each in page}) for page in heights)}
    assert runs == {wanted}, "one line on each height, through all boxes"
    gaps = [below - above for page in heights for above, below in pairwise(sorted(set(page))) if below - above > 1]
    assert min(gaps, default=99) >= 7 / 25.4 * 72 - 0.2


def dotted(page: Any) -> list[float]:
    """Return how far down on a page each dotted line is, in points."""
    return [each["rect"].y0 for each in page.get_drawings() if each["dashes"].startswith("[ 0 ")]


def test_what_matters_is_large_and_bold(path: Path, subject: Form) -> None:
    """Labels, headings of tables and words to say are 10.5 pt or more; hints and answers 9.5 pt or more."""
    if isinstance(subject, Worksheet):
        parts = subject.parts
        loud = {each.label for part in parts for each in (*part.fields, *part.columns)}
        quiet = {part.hint for part in parts} | {each.hint for part in parts for each in (*part.fields, *part.columns)}
    else:
        steps = [step for stage in subject.parts for step in stage.steps]
        loud = {step.say for step in steps}
        quiet = {*(step.note for step in steps), *(answer.hear for step in steps for answer in step.answers)}
    shown = pieces(path)
    for words, least, is_loud in ((loud, 10.49, True), (quiet - {None}, 9.49, False)):
        for text in (squeezed(str(each)) for each in words):
            sizes = [size for found, bold, size in shown if bold == is_loud and text.startswith(found)]
            assert sizes, text
            assert max(sizes) >= least, text


def test_it_reads_in_the_order_of_the_data(path: Path, sheet: Download) -> None:
    """What is heard one after the other is what stands in the data one after the other, whatever stands beside it.

    So an answer of a conversation is followed by the number of the step that it leads to, and that number is the one
    which stands before that step.
    """
    with pymupdf.open(path) as document:
        text = squeezed(" ".join(page.get_text("text", sort=False) for page in document))
    at = 0
    for piece in (squeezed(each) for each in said(sheet)):
        found = text.find(piece, at)
        assert found >= 0, f"{piece} after {text[max(at - 60, 0) : at]}"
        at = found + len(piece)


def said(sheet: Download) -> list[str]:
    """Return what a sheet says from its title on, in order."""
    pieces: list[str] = [sheet.title, sheet.kind.listed.lead]
    for block in sheet.blocks:
        shows: Any = block.shows
        if isinstance(shows, Part):
            pieces += [shows.title, shows.hint or ""]
            pieces += [each.label + (each.hint or "") for each in (*shows.fields, *shows.columns)]
        elif isinstance(shows, Lines):
            pieces += [shows.title, *shows.lines]
        elif isinstance(shows, Beat):
            assert isinstance(sheet.subject, Conversation)
            numbers = sheet.subject.numbers
            if shows.is_first:
                pieces += [shows.stage.title, shows.stage.about, *(_way(answer, numbers) for answer in shows.exits)]
            for step in shows.steps:
                answers = [_way(answer, numbers) for answer in shows.answers(step)]
                pieces += [f"{numbers[step.id]}{step.say}{step.note or ''}", *answers]
                pieces += [] if step.answers else [CALL_WORDS["end"]]
    return pieces


def _way(answer: Answer, numbers: dict[str, int]) -> str:
    return f"{answer.hear}→{numbers[answer.go]}"


@pytest.mark.parametrize("is_large", [False, True], ids=["ordinary", "large"])
def test_there_is_a_line_to_write_on_at_every_step_of_a_call(
    sheets: dict[str, Download], call: str, is_large: bool
) -> None:
    """At each alternative too, and wherever the call goes on, so that nothing heard is left to memory."""
    sheet = dataclasses.replace(sheets[call], large=is_large)
    assert isinstance(sheet.subject, Conversation)
    steps = [step for stage in sheet.subject.parts for step in stage.steps]
    html = trial_html(sheet)
    said_and_lines = re.findall(r'class="(say|heard)"', html)
    assert said_and_lines.count("say") == len(steps)
    assert said_and_lines.count("heard") == sum(bool(step.answers) for step in steps)


def test_what_is_said_once_for_a_part_leads_out_of_it(sheets: dict[str, Download], call: str) -> None:
    """An answer that most steps of a part share stands at its head; no step's own way on is lost by that."""
    conversation = sheets[call].subject
    assert isinstance(conversation, Conversation)
    for beat in (block.shows for block in sheets[call].blocks if isinstance(block.shows, Beat)):
        home = {step.id for step in beat.stage.steps}
        assert all(answer.go not in home for answer in beat.exits)
        for step in beat.steps:
            assert {*beat.answers(step), *beat.exits} >= set(step.answers)


def test_a_conversation_says_of_each_part_when_to_ask_it(folder: Path, sheets: dict[str, Download], call: str) -> None:
    """Core, optional, ladder and close are said in words; a step of the core has a line for what was heard."""
    words = {
        "core": "Ask these",
        "optional": "Optional",
        "ladder": "Only while they are warm",
        "close": "Always end here",
    }
    conversation = sheets[call].subject
    assert isinstance(conversation, Conversation)
    with pymupdf.open(folder / call) as document:
        text = " ".join(page.get_text() for page in document)
        heard = [widget.field_name for page in document for widget in page.widgets() if "heard" in widget.field_label]
    assert all(words[stage.kind] in text for stage in conversation.parts)
    core = [step.id for stage in conversation.parts if stage.kind == "core" for step in stage.steps]
    assert heard == [f"{conversation.id}.{step}" for step in core]
