"""A name is shown as its owner writes it, or refused: never a box, a wrong order, or a mark beside its letter."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from itertools import chain
from pathlib import Path

import pikepdf
import pymupdf
import pypdf
import pytest
import uharfbuzz

from macros import paper
from macros.brand import fonts
from macros.errors import UnsupportedText
from macros.paper import Download, Pack, fill
from macros.paper.fill.text import clean, letters_of
from macros.paper.pack.typeface import advances
from tests.paper.conftest import CACHE
from tests.paper.structure import file_problems
from tests.paper.verapdf import standard_problems
from tests.paper.viewers import VIEWERS, darkness, rectangles

LINE, BOX = "employer", "people.person-1.name"
"""A field of one line, and one in which lines are broken."""

ALWAYS = {"Body", "Body-Bold", "Field"}
"""The fonts that every copy has."""

NAMES = {
    "English": ("Mary O’Neill-Smith", set()),
    "German": ("Jürgen Groß", set()),
    "Polish": ("Łukasz Źdźbło", set()),
    "Turkish": ("İbrahim Işık Çağlar", set()),
    "Romanian": ("Ștefan Țîrlea", set()),
    "Welsh": ("Siân Llŷr Ŵyn", set()),
    "Vietnamese": ("Nguyễn Thị Ước", {"Vietnamese"}),
    "Pinyin": ("Lǚ Xiǎo", {"Latin"}),
    "Hawaiian": ("Kaʻiulani Kāneʻohe", {"Latin"}),
    "Hausa": ("Ƙaramin Ɗan Ƴar", {"Latin", "Rare"}),
    "Ewe": ("Ɖela Ʋɔ̃", {"Latin", "Marks", "Rare"}),
    "Yoruba": ("Ọ̀ṣọ́ Adébáyọ̀ Ẹ́", {"Latin", "Marks"}),
    "Igbo": ("Chị̀ọma Ụ́", {"Marks", "Vietnamese"}),
    "Guarani": ("G̃uasu Ỹvỹ", {"Marks", "Vietnamese"}),
    "Lithuanian": ("Rū́ta Mė́lynė į́", {"Marks"}),
    "Marshallese": ("M̧ajeļ Ļan̄ ņ̄", {"Marks"}),
    "Skolt Sami": ("Ǩeâʹrdd Ǯõõmâs", {"Latin", "Marks"}),
    "Greek": ("Γεώργιος Αθηνάς", {"Greek"}),
    "ancient Greek": ("Ἀριάδνη ᾠδῆς ᾱ́", {"Greek", "Marks"}),
    "Ukrainian": ("Олександра Ґалаґан", {"Cyrillic"}),
    "Ukrainian in Latin": ("Solovʼiana", {"Latin"}),
    "Serbian": ("Љубица Њежић Ђурђа", {"Cyrillic"}),
    "Kazakh": ("Әйгерім Қанат Ұлы", {"Cyrillic"}),
    "Komi": ("Ӧньӧ Ԍӧ", {"Cyrillic", "Rare"}),
    "Chinese": ("王小明", {"NotoSansCJK"}),
    "Chinese, traditional": ("陳大文 (David)", {"NotoSansCJK"}),
    "Chinese, rare": ("𠮷田", {"NotoSansCJK"}),
    "Japanese": ("さとう ケンタ・佐藤", {"NotoSansCJK"}),
    "Korean": ("김민준", {"NotoSansCJK"}),
    "several": ("李小龙 Ọ̀ Łódź Ж", {"Cyrillic", "Marks", "NotoSansCJK"}),
}
"""Plain names in many languages, and the fonts that a copy needs for each beside those it always has."""

REFUSED = {
    "Tibetan": ("བོད", "དབོ"),
    "Syriac": ("ܫܠܡ", "ܠܡܫ"),
    "a picture that is newer than the font": ("A \U0001fae9", "\U0001fae9"),
    "unassigned": ("A\u0378", "\u0378"),
    "private": ("\ue069\ue301", "\ue069\ue301"),
    "another form": ("葛\U000e0100", "\U000e0100"),
    "a mark alone": ("\u0301a", "\u0301"),
    "a mark on a space": ("a \u0301", "\u0301"),
    "a mark on a new line": ("a\n\u0301", "\u0301"),
    "a mark that finds no place": ("g\u0328", "\u0328"),
    "two marks for one place": ("e\u0327\u0327", "\u0327"),
    "a mark on a Chinese character": ("王\u0301", "\u0301"),
    "a mark over two letters": ("k\u0361p", "\u0361"),
    "a vowel sign alone": ("\u093f", "\u093f"),
    "a vowel sign in the wrong place": ("क\u0900\u093e", "\u0900क\u093e"),
    "a sign of another script": ("a\u05b4 م\u0301", "\u0301\u05b4"),
}
"""What is refused, and the characters that are named, in order."""


@pytest.fixture(scope="module")
def pack(sheets: dict[str, Download]) -> Pack:
    """A worksheet by itself, without a page of notes."""
    sheet = sheets["people-letter.pdf"]
    return paper.bind({sheet.name: (sheet,)}, CACHE)[sheet.name]


@pytest.fixture(scope="module")
def blank(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, int]]:
    """How dark each field is in which viewer before anybody types: a box of a table has dots to write on."""
    path = tmp_path_factory.mktemp("blank") / "blank.pdf"
    path.write_bytes(fill(pack).pdf)
    images = {viewer: look(path) for viewer, look in VIEWERS.items()}
    return {
        viewer: {name: darkness(image, rect) for name, rect in rectangles(path).items()}
        for viewer, image in images.items()
    }


@pytest.fixture(scope="module", params=NAMES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language of NAMES."""
    return str(request.param)


@pytest.fixture(scope="module")
def copy(pack: Pack, language: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with the name in two fields."""
    name, _ = NAMES[language]
    path = tmp_path_factory.mktemp("names") / "copy.pdf"
    path.write_bytes(fill(pack, values={LINE: name, BOX: name}, shape=True).pdf)
    return path


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_name_shows_in_every_viewer(copy: Path, viewer: str, blank: dict[str, dict[str, int]]) -> None:
    """There is ink where the name was typed, and nowhere else."""
    image = VIEWERS[viewer](copy)
    dark = {name: darkness(image, rect) for name, rect in rectangles(copy).items()}
    assert dark.pop(LINE) > 25
    assert dark.pop(BOX) > 25
    assert dark == {name: blank[viewer][name] for name in dark}


def test_a_name_is_kept_letter_by_letter(copy: Path, language: str) -> None:
    """The fields hold the name, composed; the letters drawn are those of the name, in its order."""
    name = unicodedata.normalize("NFC", NAMES[language][0])
    form = pypdf.PdfReader(copy).get_fields() or {}
    assert (form[LINE].value, form[BOX].value) == (name, name)
    for field in (LINE, BOX):
        assert " ".join(drawn(copy, field)) == name


def test_a_name_keeps_the_standard(copy: Path, language: str) -> None:
    """A copy is PDF/UA-1 and a sound file, and has just the fonts that its letters need, all of them ours."""
    assert standard_problems(copy) == []
    assert file_problems(copy) == ""
    assert embedded(copy.read_bytes()) == ALWAYS | NAMES[language][1]


@pytest.mark.parametrize("script", REFUSED)
def test_what_cannot_be_shown_right_is_refused(pack: Pack, script: str) -> None:
    """Scripts without a font here, what is no character, and stray marks are named, with their fields."""
    text, named = REFUSED[script]
    with pytest.raises(UnsupportedText) as refusal:
        fill(pack, values={LINE: text, BOX: "Zoë"}, shape=True)
    assert refusal.value.missing == {LINE: named}
    assert all(f"U+{ord(each):04X}" in str(refusal.value) for each in named)


def test_without_a_fallback_the_fonts_of_a_pack_are_all_there_is(pack: Pack) -> None:
    """So it is in a browser: what a pack lacks is refused there, each field with its characters."""
    with pytest.raises(UnsupportedText) as refusal:
        fill(pack, values={LINE: "王小明", BOX: "Łódź 김"})
    assert refusal.value.missing == {LINE: "小明王", BOX: "김"}


def test_what_nobody_can_see_is_left_out(pack: Pack) -> None:
    """Format characters that come along with copied text change nothing, and neither do other kinds of space."""
    typed = "\ufeff\u202aZo\u00ade\u034f\u0308\u200b\u202c\u2003Ann\u200f\u2028Lee"
    assert clean(typed) == "Zoë Ann\nLee"
    assert fill(pack, values={BOX: typed}).pdf == fill(pack, values={BOX: "Zoë Ann\nLee"}).pdf


def test_a_copy_is_as_small_as_its_letters_allow(pack: Pack) -> None:
    """Nobody carries the letters of others along."""
    plain = len(fill(pack, values={LINE: "Zoë"}).pdf)
    most = {"Nguyễn": 5_500, "Γιώργος": 12_000, "Ірина": 11_000, "Kaʻiu": 14_500, "G̃": 4_500, "王小明": 3_500}
    more = {name: len(fill(pack, values={LINE: name}, shape=True).pdf) - plain for name in most}
    assert all(more[name] <= most[name] for name in most), more


# ------------------------------------------------------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("letter", "marks", "above", "below"),
    [
        ("g", "\u0303", 1, 0),
        ("G", "\u0303", 1, 0),
        ("x", "\u030c", 1, 0),
        ("m", "\u0327", 0, 1),
        ("m", "\u0323", 0, 1),
        ("o", "\u0323\u0300", 1, 1),
        ("E", "\u0323\u0301", 1, 1),
        ("e", "\u0307\u0301", 2, 0),
        ("N", "\u0327\u0304", 1, 1),
        ("а", "\u0301", 1, 0),
        ("α", "\u0304\u0301", 2, 0),
    ],
)
def test_a_mark_is_above_or_below_its_letter(
    pack: Pack, tmp_path: Path, letter: str, marks: str, above: int, below: int
) -> None:
    """The ink grows up or down, by some for each mark, and no farther to the sides than a mark is wide."""
    left, low, right, high = ink(pack, tmp_path, letter)
    marked = ink(pack, tmp_path, letter + marks)
    assert marked[3] - high == pytest.approx(2.0 * above, abs=1.2 * max(above, 0.1))
    assert low - marked[1] == pytest.approx(1.8 * below, abs=1.2 * max(below, 0.1))
    assert left - marked[0] < 1.5
    assert marked[2] - right < 1.5


@pytest.mark.parametrize("letter", "ijɨ")
def test_a_dot_gives_way_to_a_mark(pack: Pack, tmp_path: Path, letter: str) -> None:
    """With a circumflex, i is no higher than x: its dot is gone. What is drawn still reads as that letter."""
    marked = ink(pack, tmp_path, letter + "\u0311")
    assert marked[3] == pytest.approx(ink(pack, tmp_path, "x\u0311")[3], abs=0.1)
    assert drawn(tmp_path / "ink.pdf", LINE) == ["x\u0311"]
    ink(pack, tmp_path, letter + "\u0311")
    assert drawn(tmp_path / "ink.pdf", LINE) == [unicodedata.normalize("NFC", letter + "\u0311")]


def test_marks_are_placed_as_by_a_shaper(pack: Pack) -> None:
    """Wherever the font has an anchor, HarfBuzz puts a mark exactly where we do."""
    font = uharfbuzz.Font(uharfbuzz.Face(fonts.anchor_font(CACHE)))
    forms = {glyph: each for each, (glyph, _) in advances(fonts.more_field_fonts(CACHE)["marks"]).items()}
    compared = 0
    for letter in map(chr, range(0x41, 0x450)):
        for mark in map(chr, fonts.MORE["marks"] - {0x327}):  # a cedilla is placed where no anchor is, too
            placed = letters_of(pack).marks.drawn(letter + mark)
            if (
                len(placed) < 2
                or len(unicodedata.normalize("NFC", letter + mark)) < 2
                or unicodedata.decomposition(letter)
            ):
                continue
            (place, *_), (marks, glyph, _, right, up) = placed
            buffer = uharfbuzz.Buffer()
            buffer.add_codepoints([ord(letter) + fonts.PSEUDO * (place == marks), forms[glyph]])
            buffer.guess_segment_properties()
            uharfbuzz.shape(font, buffer)
            one, other = buffer.glyph_positions
            assert (one.x_advance + other.x_offset, other.y_offset) == (right, up), (letter, mark)
            compared += 1
    assert compared > 5_000


def test_a_letter_and_its_marks_stay_together(pack: Pack, tmp_path: Path) -> None:
    """Neither the end of a line nor an ellipsis comes between them."""
    path = tmp_path / "long.pdf"
    copy = fill(pack, values={LINE: "Ọ̀" * 90, BOX: "ẹ́" * 160})
    path.write_bytes(copy.pdf)
    assert set(copy.cut) == {LINE, BOX}
    (line,), lines = drawn(path, LINE), drawn(path, BOX)
    assert line == "Ọ̀" * (len(line) // 2) + "…"
    assert len(lines) > 1
    assert all(each == "ẹ́" * (len(each) // 2) for each in lines[:-1])
    assert lines[-1] == "ẹ́" * (len(lines[-1]) // 2) + "…"


# ------------------------------------------------------------------------------------------------------------- fonts


def test_every_letter_is_in_one_font(pack: Pack) -> None:
    """No font brings what a better one shows, so that each is as small as it can be."""
    more = [set(advances(ttf)) for ttf in fonts.more_field_fonts(CACHE).values()]
    every = [set(advances(fonts.field_font(CACHE))), *more]
    assert len(set(chain(*every))) == sum(map(len, every))


def test_more_fonts_are_the_same_each_time(tmp_path: Path) -> None:
    """No clock and no path gets into a font."""
    assert fonts.more_field_fonts(tmp_path) == fonts.more_field_fonts(CACHE)
    assert fonts.anchor_font(tmp_path) == fonts.anchor_font(CACHE)


# ------------------------------------------------------------------------------------------------------------- tools


def drawn(path: Path, field: str) -> list[str]:
    """Return the lines that are drawn in a field, composed."""
    left, low, right, high = rectangles(path)[field]
    with pymupdf.open(path) as document:
        page = document[0]
        found = page.get_text(clip=(left, page.rect.height - high, right, page.rect.height - low))
    return [unicodedata.normalize("NFC", line.strip()) for line in found.strip().split("\n")]


def embedded(pdf: bytes) -> set[str]:
    """Return the names of all fonts in a PDF; each has its file in it."""
    names = set()
    with pikepdf.open(BytesIO(pdf)) as opened:
        for each in opened.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
                assert "/FontFile2" in each or "/FontFile3" in each
                names.add(str(each.FontName).partition("+")[2])
    return names


def ink(pack: Pack, folder: Path, text: str) -> tuple[float, float, float, float]:
    """Return the edges of the ink (left, low, right, high, in points) in a field of one line that holds `text`."""
    path = folder / "ink.pdf"
    path.write_bytes(fill(pack, values={LINE: text}, shape=True).pdf)
    left, low, right, high = rectangles(path)[LINE]
    scale = 10
    with pymupdf.open(path) as document:
        page = document[0]
        clip = (left + 1, page.rect.height - high + 1, right - 1, page.rect.height - low - 1)
        pixels = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, clip=clip)
    rows = [pixels.samples[at : at + pixels.width] for at in range(0, len(pixels.samples), pixels.stride)]
    dark_rows = [at for at, row in enumerate(rows) if min(row) < 128]
    dark = [at for at in range(pixels.width) if any(row[at] < 128 for row in rows)]
    bottom = pixels.height
    return dark[0] / scale, (bottom - dark_rows[-1]) / scale, dark[-1] / scale, (bottom - dark_rows[0]) / scale
