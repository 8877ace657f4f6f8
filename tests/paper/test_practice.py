"""Cards to practise with: each back lies behind its question, all of it fits, and can be heard and filled."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from macros import reading
from macros.guidance import Library, Practice
from macros.paper import Download
from macros.paper.press.press import Machine
from macros.paper.sheets import sheet_html
from macros.reading.checks import CARD_LETTERS
from tests.conftest import ROOT
from tests.paper.structure import fields, file_problems, spans, tree_problems, warnings
from tests.paper.verapdf import standard_problems

LIBRARY = reading.load(ROOT)
NAMES = [f"rehearsal-{scenario}-{paper}.pdf" for scenario in LIBRARY.scenarios for paper in ("letter", "a4")]
ONE = NAMES[0]
COUNT = re.compile(r"(\d+) ·")
"""What stands at the head of a card, on both of its sides."""

CARD = 177 / 2 * 72 / 25.4
"""How wide a card is, in points."""

LINE = 7.4 * 72 / 25.4
"""How high the line for key words is, in points."""


def questions(name: str) -> list[str]:
    """Return the ids of the questions of a sheet, in order."""
    practice = LIBRARY.practice(name.removeprefix("rehearsal-").rpartition("-")[0])
    assert practice
    return [question.id for question in practice.questions]


@pytest.mark.parametrize("cards", NAMES)
def test_it_is_accessible_and_sound(folder: Path, cards: str) -> None:
    """It passes PDF/UA-1 and qpdf, its structure holds together, and no viewer has to mend it."""
    path = folder / cards
    assert standard_problems(path) == []
    assert tree_problems(path) == []
    assert file_problems(path) == ""
    assert warnings(path) == ""
    assert path.stat().st_size <= 120_000


@pytest.mark.parametrize("cards", NAMES)
def test_each_back_lies_behind_its_question(folder: Path, cards: str) -> None:
    """Turned over the long edge, left and right change places, and what is high on a page stays as high."""
    with pymupdf.open(folder / cards) as document:
        width = document[0].rect.width
        assert len(document) % 2 == 0
        heads = [
            {int(found[1]): span["bbox"] for span in spans(page) if (found := COUNT.match(span["text"]))}
            for page in document
        ]
    for number in range(1, len(questions(cards)) + 1):
        front = 2 + 2 * ((number - 1) // 6)
        question, back = heads[front][number], heads[front + 1][number]
        assert abs(question[1] - back[1]) < 0.5, "as high on the page"
        assert (question[0] < width / 2) == (back[0] > width / 2), "on the other side of it"
        assert abs(question[0] - back[0]) == pytest.approx(CARD, abs=1)


def test_a_line_to_cut_along_is_drawn_once(folder: Path) -> None:
    """Six cards have four lines across and three down, so that no dash of one card fills the gap of the next."""
    with pymupdf.open(folder / ONE) as document:
        for page in document[2:4]:
            dashed = [each["rect"] for each in page.get_drawings() if each["dashes"] not in ("", "[] 0")]
            places = [(round(each.x0), round(each.y0), each.width > each.height) for each in dashed]
            assert len(places) == len(set(places)) == 4 * 2 + 3 * 3


def test_its_fields_say_what_they_are_for(folder: Path) -> None:
    """A log of twelve answers, a box on each front and key words on each back, named as a person would."""
    with pikepdf.open(folder / ONE) as pdf:
        found = {name: (str(field.FT), str(field.TU)) for name, field in fields(pdf).items()}
    ids = questions(ONE)
    assert {name for name in found if name.endswith("-said")} == {f"{each}-said" for each in ids}
    assert found[f"{ids[0]}-said"] == ("/Btn", "Card 1: Said aloud")
    assert found[f"{ids[0]}-words"] == ("/Tx", "Card 1: My key words")
    scenario = ONE.removeprefix("rehearsal-").removesuffix("-letter.pdf")
    assert found[f"{scenario}.answer-12.again"] == ("/Btn", "Answer 12: Again tomorrow")
    assert len(found) == 12 * 6 + 2 * len(ids)


@pytest.mark.parametrize("cards", NAMES)
def test_every_word_of_a_question_is_on_its_card(folder: Path, cards: str) -> None:
    """The question on the front; what a good answer has and what they ask next on the back, none of it cut."""
    practice = LIBRARY.practice(cards.removeprefix("rehearsal-").rpartition("-")[0])
    assert practice
    with pymupdf.open(folder / cards) as document:
        pages = [" ".join(page.get_text().split()) for page in document]
        least = min(span["size"] for page in document for span in spans(page))
    assert least >= 8.99
    for number, question in enumerate(practice.questions):
        leaf = 2 + 2 * (number // 6)
        assert question.ask in pages[leaf]
        for words in (*question.good, *question.follow_ups):
            assert words in pages[leaf + 1]


def test_the_longest_words_fit_a_card(real: Library, sheets: dict[str, Download]) -> None:
    """As long as the data may be, nothing of a card reaches into the next one."""
    sheet = sheets["rehearsal-panel-day-letter.pdf"]
    assert isinstance(sheet.subject, Practice)
    line = "What happened when the second was so?!"
    assert len(line) == CARD_LETTERS
    long = sheet.subject.questions[0].model_copy(
        update={
            "ask": ("Wie mwm " * 18)[:140].strip(),
            "good": (line, line, line, f"{line} {line[:21]}"),
            "follow_ups": (line, line, line),
        }
    )
    cards = sheet.subject.model_copy(
        update={"questions": tuple(long.model_copy(update={"id": f"long-{at}"}) for at in range(6))}
    )
    tall = Download(cards, sheet.paper, sheet.brand, sheet.edition)
    machine = Machine(ROOT / ".cache")
    layout = machine.fit(tall)
    raw = machine.print(sheet_html(tall, layout), len(layout.sides), "longest")
    with pymupdf.open(stream=raw) as document:
        back = document[3]
        labels = sorted(span["bbox"][3] for span in spans(back) if "key words" in span["text"])
        top = min(span["bbox"][1] for span in spans(back) if "good answer" in span["text"])
        card = layout.sides[3].row * 72 / 25.4
        assert labels[0] + LINE < top + card, "the line for key words of the first row is above the second row"
