"""The Word documents of the built site: what stands in them, and that Word and people who listen find their way."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from macros.guidance import Card, Checklist, Conversation, Item, Sector, Worksheet, sheet_name, word_name
from macros.reading import load
from macros.values import PAPERS
from macros.word.content import BESIDE, LETTER, listed
from tests.conftest import ROOT

LIBRARY = load(ROOT)

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
W = f"{{{NAMES['w']}}}"

TWIPS = 56.7
"""How many of Word's units a millimetre has."""

Subject = Checklist | Card | Worksheet | Conversation

SHEETS: tuple[Subject, ...] = (
    *map(LIBRARY.checklist, LIBRARY.scenarios),
    *LIBRARY.cards.values(),
    *LIBRARY.worksheets.values(),
    *LIBRARY.conversations.values(),
)
SUBJECTS = {sheet_name(listed(each)): each for each in SHEETS}


@dataclass(frozen=True)
class Opened:
    """A document: its name, what it is about, and its parts as XML."""

    name: str
    subject: Subject
    parts: dict[str, etree._Element]
    times: set[tuple[int, ...]]

    def find(self, path: str) -> list[etree._Element]:
        """Return what an XPath finds in its words."""
        return list(self.parts["word/document.xml"].xpath(path, namespaces=NAMES))

    def values(self, path: str) -> list[str]:
        """Return the `w:val` of what an XPath finds."""
        return [each.get(f"{W}val") or "" for each in self.find(path)]


@pytest.fixture(scope="session")
def opened(site_folder: Path) -> list[Opened]:
    """Every document on A4: those on Letter have the same words."""
    found = []
    for subject in SUBJECTS.values():
        name = word_name(listed(subject), "a4")
        with zipfile.ZipFile(site_folder / "downloads" / name) as file:
            parts = {each: etree.fromstring(file.read(each)) for each in file.namelist() if each.endswith(".xml")}
            found.append(Opened(name, subject, parts, {each.date_time for each in file.infolist()}))
    return found


def text_of(element: etree._Element) -> str:
    return "".join(element.itertext(f"{W}t"))


def items_of(subject: Subject) -> tuple[Item, ...]:
    return subject.items if isinstance(subject, Checklist | Card) else ()


def words_of(subject: Subject) -> Iterator[str]:
    """Yield all that a document must say."""
    yield listed(subject).title
    yield listed(subject).lead
    for item in items_of(subject):
        yield item.do
        if isinstance(subject, Card):
            yield item.why
    match subject:
        case Checklist():
            for each in subject.pause_points:
                yield from (each.title, each.when)
        case Sector():
            yield from (point.say for point in subject.points)
        case Worksheet():
            for part in subject.parts:
                yield from (part.title, part.hint or "")
                for blank in (*part.fields, *part.columns):
                    yield from (blank.label, blank.hint or "")
                yield from (row.label for row in part.rows if not part.is_counted)
        case Conversation():
            yield from (*subject.before, *subject.stop, *subject.email.paragraphs)
            for step in (step for stage in subject.parts for step in stage.steps):
                yield from (step.say, step.note or "", *(answer.hear for answer in step.answers))


def boxes_of(subject: Subject) -> list[str]:
    """Return the ids of all that can be ticked, in reading order."""
    if isinstance(subject, Worksheet):
        ticks = {blank.id for part in subject.parts for blank in (*part.fields, *part.columns) if blank.kind == "tick"}
        return [name for name in subject.fields if name.rpartition(".")[2] in ticks]
    return [item.id for item in items_of(subject)]


def test_each_document_says_what_its_sheet_says(opened: list[Opened]) -> None:
    """Nothing that is asked of a person is left out, and what asks for a name has the words that the PDF has."""
    for each in opened:
        said = {text_of(paragraph) for paragraph in each.find("//w:p")}
        whole = "\n".join(said)
        assert [words for words in words_of(each.subject) if words not in whole] == [], each.name
        assert sum(" (must)" in line for line in said) == sum(item.must for item in items_of(each.subject)), each.name


def test_whoever_jumps_from_heading_to_heading_finds_each_part(opened: list[Opened]) -> None:
    """There is one heading of the first level, none is skipped, and each part of a sheet has its own."""
    for each in opened:
        styles = each.values("//w:pStyle[starts-with(@w:val, 'Heading')]")
        levels = [int(style.removeprefix("Heading")) for style in styles]
        assert levels[0] == 1, each.name
        assert levels.count(1) == 1, each.name
        assert all(after - before <= 1 for before, after in pairwise(levels)), each.name
        parts = {Checklist: "pause_points", Worksheet: "parts"}.get(type(each.subject))
        if parts:
            assert levels.count(2) == len(getattr(each.subject, parts)), each.name


def test_each_table_has_headings_that_a_screen_reader_says(opened: list[Opened]) -> None:
    """The first row is marked as the header and full of words, no heading is cut within a word, no cell merged."""
    for each in opened:
        assert each.find("//w:gridSpan | //w:vMerge | //w:tc//w:tbl") == [], each.name
        for table in each.find("//w:tbl"):
            rows = table.findall(f"{W}tr")
            headers = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
            assert headers == rows[:1], each.name
            assert all(map(text_of, rows[0].findall(f"{W}tc"))), each.name
            for cell in rows[0].findall(f"{W}tc"):
                room = int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) / TWIPS - BESIDE
                assert LETTER * max(map(len, text_of(cell.find(f"{W}p")).split())) <= room + 0.1, (
                    each.name,
                    text_of(cell),
                )
            about = table.find(f"{W}tblPr")
            assert about.find(f"{W}tblCaption").get(f"{W}val"), each.name
            look = about.find(f"{W}tblLook")
            assert look.get(f"{W}firstRow") == "1"
            if look.get(f"{W}firstColumn") == "1":
                assert all(text_of(row.find(f"{W}tc")) for row in rows), each.name


def test_each_box_ticks_and_has_a_name_of_its_own(opened: list[Opened]) -> None:
    """All that can be ticked has a box, in order, with the id that PDF and page know; Word takes no longer names."""
    for each in opened:
        boxes = each.find("//w:sdt[w:sdtPr/w14:checkbox]")
        tags = [box.find(f"{W}sdtPr/{W}tag").get(f"{W}val") for box in boxes]
        assert tags == boxes_of(each.subject), each.name
        names = [box.find(f"{W}sdtPr/{W}alias").get(f"{W}val") for box in boxes]
        assert all(0 < len(name) <= 64 for name in (*names, *tags)), each.name
        assert {text_of(box) for box in boxes} <= {"☐"}
        assert len({box.find(f"{W}sdtPr/{W}id").get(f"{W}val") for box in boxes}) == len(boxes), each.name


def test_each_document_says_its_title_its_language_and_its_day(opened: list[Opened]) -> None:
    """Word opens it as one of today, so that it checks it; nothing in it is of the day on which it was made."""
    day = LIBRARY.edition.released
    for each in opened:
        about = each.parts["docProps/core.xml"]
        assert about.findtext("dc:title", namespaces=NAMES).startswith(f"{listed(each.subject).title} · "), each.name
        assert about.findtext("dc:language", namespaces=NAMES) == "en-GB"
        times = {about.findtext(f"dcterms:{name}", namespaces=NAMES) for name in ("created", "modified")}
        assert times == {f"{day}T00:00:00Z"}, each.name
        assert each.times == {(day.year, day.month, day.day, 0, 0, 0)}, each.name
        languages = each.parts["word/styles.xml"].xpath("//w:lang/@w:val", namespaces=NAMES)
        assert set(languages) == {"en-GB"}
        modes = each.parts["word/settings.xml"].xpath(
            "//w:compatSetting[@w:name='compatibilityMode']/@w:val", namespaces=NAMES
        )
        assert modes == ["15"]


def test_no_blank_paragraphs_make_room(opened: list[Opened]) -> None:
    """Whoever listens hears no row of blanks: room is made by styles, and only cells to write in are empty."""
    for each in opened:
        empty = [p for p in each.find("/w:document/w:body/w:p") if not text_of(p).strip()]
        assert empty == [], each.name
        assert not re.search(r"  |\u00a0\u00a0", "\n".join(map(text_of, each.find("//w:p")))), each.name


def test_another_program_opens_them(site_folder: Path, tmp_path: Path) -> None:
    """LibreOffice reads headings, header rows, boxes, title, language and paper as they are meant."""
    wanted = [("panel-day", "letter"), ("people", "a4"), ("conversation-callback", "a4"), ("card-school", "letter")]
    files = [site_folder / f"downloads/{name}-{paper}.docx" for name, paper in wanted]
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "fodt"]
    run = subprocess.run([*command, "--outdir", str(tmp_path), *map(str, files)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    for (name, paper), file in zip(wanted, files, strict=True):
        subject = SUBJECTS[name]
        found = etree.parse(tmp_path / f"{file.stem}.fodt")

        def find(path: str, found: etree._ElementTree = found) -> list[etree._Element]:
            return list(found.xpath(path, namespaces=NAMES))

        assert find("//dc:title")[0].text.startswith(listed(subject).title)
        headings = find("//text:h[@text:outline-level='1']")
        assert ["".join(each.itertext()) for each in headings] == [listed(subject).title]
        assert len(find("//text:h[@text:outline-level='2']")) >= 1
        assert len(find("//table:table-header-rows/table:table-row")) == len(find("//table:table")), name
        assert len(find("//loext:content-control[@loext:checkbox='true']")) == len(boxes_of(subject)), name
        assert "GB" in find("//@fo:country")
        widths = {round(float(str(each).removesuffix("in")) * 25.4) for each in find("//@fo:page-width")}
        sides = {"letter": (216, 279), "a4": (210, 297)}[paper]
        assert widths == {sides[isinstance(subject, Worksheet) and subject.orientation == "landscape"]}, name


def test_both_papers_have_the_same_words(site_folder: Path) -> None:
    """Only the page differs."""
    for name in SUBJECTS:
        bodies = set()
        for paper in PAPERS:
            with zipfile.ZipFile(site_folder / f"downloads/{name}-{paper}.docx") as file:
                bodies.add(re.sub(rb"<w:sectPr.*</w:sectPr>", b"", file.read("word/document.xml"), flags=re.DOTALL))
        assert len(bodies) == 1, name
