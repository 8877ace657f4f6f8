"""A class of forty names from all over the world prints whole: each shaped, the way its script runs, and read back."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from itertools import pairwise
from pathlib import Path

import pikepdf
import pymupdf
import pypdf
import pytest
import yaml

from macros import paper
from macros.paper import Copy, Download, Pack, fill, merge
from macros.paper.fill import scripts
from macros.paper.fill.layout import Place
from macros.paper.fill.shaper import Shaper, pieces
from tests.paper.conftest import CACHE
from tests.paper.structure import file_problems
from tests.paper.test_names import ALWAYS, LINE, embedded, ink
from tests.paper.verapdf import standard_problems
from tests.paper.viewers import VIEWERS, darkness, rectangles

FORTY: dict[str, dict[str, str | list[str]]] = yaml.safe_load(
    Path(__file__).with_name("forty-names.yml").read_text(encoding="utf-8")
)

FONTS = {font for each in FORTY.values() for font in each["fonts"]}

PICTURES = ("Ana 😀", "👩\u200d💻 🇺🇦", "❤\ufe0f 1\ufe0f\u20e3")
"""What is drawn as a picture, and put together of several."""

EVERY = [*[unicodedata.normalize("NFC", str(each["name"])) for each in FORTY.values()], *PICTURES]


@pytest.fixture(scope="module")
def pack(sheets: dict[str, Download]) -> Pack:
    """A worksheet by itself, with room for more than forty names."""
    sheet = sheets["people-letter.pdf"]
    return paper.bind({sheet.name: (sheet,)}, CACHE)[sheet.name]


@pytest.fixture(scope="module")
def names(pack: Pack) -> dict[str, str]:
    """Each name in a field of its own."""
    return dict(zip(pack.fields_of(), EVERY, strict=False))


@pytest.fixture(scope="module")
def page(pack: Pack, names: dict[str, str]) -> Copy:
    """All names on one page."""
    return fill(pack, values=names, shape=True)


@pytest.fixture(scope="module")
def path(page: Copy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a file."""
    path = tmp_path_factory.mktemp("scripts") / "page.pdf"
    path.write_bytes(page.pdf)
    return path


def test_forty_countries_are_on_one_page(page: Copy, names: dict[str, str]) -> None:
    """Every name has a field, and is whole in it."""
    assert len(FORTY) == 40
    assert list(names.values()) == EVERY
    assert (page.cut, page.moved) == ((), ())


@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_name_shows(path: Path, names: dict[str, str], viewer: str) -> None:
    """There is ink in each field."""
    image = VIEWERS[viewer](path)
    places = rectangles(path)
    assert [name for name in names if darkness(image, places[name], below=200) < 25] == []


def test_every_name_is_kept(path: Path, names: dict[str, str]) -> None:
    """The fields hold the names as they were typed, with what joins their letters."""
    form = pypdf.PdfReader(path).get_fields() or {}
    assert {name: form[name].value for name in names} == names


def test_what_is_drawn_can_be_read(path: Path, names: dict[str, str]) -> None:
    """A program that reads the page reads the letters of each name in their order, those that run leftwards too."""
    read = {}
    height = pypdf.PdfReader(path).pages[0].mediabox.height
    for name, (left, low, right, high) in rectangles(path).items():
        if name in names:
            crop = [
                f"-{side} {round(at)}"
                for side, at in zip("xyWH", (left, height - high, right - left, high - low), strict=True)
            ]
            command = ["pdftotext", *" ".join(crop).split(), str(path), "-"]
            read[name] = letters(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert read == {name: letters(text) for name, text in names.items()}


def test_the_page_keeps_the_standard(path: Path) -> None:
    """It is PDF/UA-1 and a sound file, each font is in it, and none twice."""
    assert standard_problems(path) == []
    assert file_problems(path) == ""
    assert embedded(path.read_bytes()) == ALWAYS | FONTS | {"NotoEmoji"}


def test_no_sign_stands_for_one_that_is_not_there(path: Path) -> None:
    """Nothing is drawn with the first glyph of a font, which is a box; every glyph that is drawn stands for a text."""
    codes = drawn_codes(path)
    assert len(codes) > 400
    assert [each for each in codes if each[0] == "0000" or not each[1]] == []


def test_a_class_shares_its_fonts(pack: Pack, tmp_path: Path) -> None:
    """Merged for the printer, copies have each font once, with the letters of all, and each name is kept."""
    people = [*EVERY[14:18], *EVERY[22:24], *PICTURES]
    path = tmp_path / "class.pdf"
    path.write_bytes(merge(pack, [({"name": name}, ()) for name in people], shape=True).pdf)
    form = pypdf.PdfReader(path).get_fields() or {}
    assert [form[f"copy-{count}.name"].value for count in range(1, len(people) + 1)] == people
    assert standard_problems(path) == []
    with pikepdf.open(path) as pdf:
        described = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/FontName" in each]
        found = [str(each.FontName).partition("+")[2] for each in described]
    assert len(found) == len(set(found)) > len(ALWAYS) + 3
    assert all(told for _, told in drawn_codes(path))


def test_copies_are_the_same_each_time(pack: Pack, names: dict[str, str], page: Copy) -> None:
    """Fonts that are opened anew are cut to the same bytes."""
    scripts.opened.cache_clear()
    assert fill(pack, values=names, shape=True).pdf == page.pdf


def test_no_font_is_opened_for_what_the_pack_has(pack: Pack) -> None:
    """A class with names in Latin, Greek and Cyrillic costs what it did, and is what it was."""
    scripts.opened.cache_clear()
    values = {LINE: "Zoë Łukasz", "name": "Γιώργος Ольга"}
    assert fill(pack, values=values, shape=True).pdf == fill(pack, values=values).pdf
    assert scripts.opened.cache_info().currsize == 0


# ----------------------------------------------------------------------------------------------------------- shaping


def test_letters_are_joined(pack: Pack, tmp_path: Path) -> None:
    """Arabic letters touch their neighbours, consonants are put together, and so are pictures."""
    assert gaps(pack, tmp_path, "محمد") == 0
    assert gaps(pack, tmp_path, "م ح م د") == 3
    assert width(pack, tmp_path, "لا") < width(pack, tmp_path, "ل") + width(pack, tmp_path, "ا") - 1
    assert width(pack, tmp_path, "क्ष") < width(pack, tmp_path, "क") + width(pack, tmp_path, "ष") - 1
    assert width(pack, tmp_path, "👩\u200d💻") < width(pack, tmp_path, "👩💻") - 5


def test_a_text_begins_where_its_readers_begin(pack: Pack, tmp_path: Path) -> None:
    """What runs leftwards stands at the right edge of its field, even where other letters follow."""
    ink(pack, tmp_path, "Anna")
    left, _, right, _ = rectangles(tmp_path / "ink.pdf")[LINE]
    for text in ("محمد", "אנה Levi 12"):
        assert right - left - 5 < ink(pack, tmp_path, text)[2] < right - left - 1
    for text in ("Anna אנה", "राम"):
        assert 0 < ink(pack, tmp_path, text)[0] < 4


def test_tall_signs_are_whole(pack: Pack) -> None:
    """What goes far up or down is set smaller in a low field, and lines of it stand farther apart."""
    low, box = Place(0, 90_000, 14_000, 1_100), Place(0, 60_000, 90_000, 1_100, lines=1)
    plain, tall = (Shaper(pack).lay_out(text, low).laid for text in ("राम", "ស្ត្រីក្ម៉ុំ"))
    assert tall.size < plain.size == 1_100
    assert tall.first > plain.first
    plain, tall = (Shaper(pack).lay_out(f"{text} " * 6, box).laid for text in ("राम", "ស្ត្រីក្ម៉ុំ"))
    assert tall.leading > plain.leading * tall.size / plain.size


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zoe\u0308", ["Z", "o", "e\u0308"]),
        ("नमस्ते", ["न", "म", "स्ते"]),
        ("👩\u200d💻🇺🇦🇬🇧", ["👩\u200d💻", "🇺🇦", "🇬🇧"]),
        ("👍🏽1\ufe0f\u20e3", ["👍🏽", "1\ufe0f\u20e3"]),
        ("น้ำ", ["น้ำ"]),
        ("علی\u200cرضا", ["ع", "ل", "ی\u200c", "ر", "ض", "ا"]),
    ],
)
def test_what_is_one_sign_is_never_torn(text: str, found: list[str]) -> None:
    """Where a word is broken over lines, a letter keeps its marks, and a picture what it is put together of."""
    assert pieces(text) == found


# ------------------------------------------------------------------------------------------------------------- tools


def letters(text: str) -> str:
    """Return a text without what viewers set in another order: marks, brackets, spaces, and what nobody can see."""
    return "".join([each for each in unicodedata.normalize("NFD", text) if unicodedata.category(each)[0] not in "MCPZ"])


def drawn_codes(path: Path) -> list[tuple[str, bool]]:
    """Return each glyph that is drawn in a field, and whether its font is there and tells what it stands for."""
    found = []
    with pikepdf.open(path) as pdf:
        for field in (field for page in pdf.pages for field in page.get("/Annots", [])):
            if "/AP" not in field or field.get("/FT") == "/Btn":
                continue
            fonts = field.AP.N.Resources.Font
            maps = {name: font.ToUnicode.read_bytes() if "/ToUnicode" in font else b"" for name, font in fonts.items()}
            told = {name: spans(map_.decode()) for name, map_ in maps.items()}
            shown = re.sub(rb"/ActualText<\w*>", b"", field.AP.N.read_bytes()).decode()
            font = ""
            for chosen, codes in re.findall(r"(/F\d+) [\d.]+ Tf|<(\w+)>", shown):
                font = chosen or font
                found += [(code, code in told[font]) for code in re.findall("....", codes)]
    return found


def spans(map_: str) -> set[str]:
    """Return every code that a map to Unicode tells, those within its runs too."""
    runs = re.findall(r"<(\w{4})> <(\w{4})> <", map_)
    return {f"{code:04X}" for first, last in runs for code in range(int(first, 16), int(last, 16) + 1)}


def columns(pack: Pack, folder: Path, text: str) -> list[bool]:
    """Return whether there is ink in each column of a field, from the first to the last where there is."""
    ink(pack, folder, text)
    left, low, right, high = rectangles(folder / "ink.pdf")[LINE]
    with pymupdf.open(folder / "ink.pdf") as document:
        page = document[0]
        clip = (left + 1, page.rect.height - high + 1, right - 1, page.rect.height - low - 1)
        pixels = page.get_pixmap(matrix=pymupdf.Matrix(10, 10), colorspace=pymupdf.csGRAY, clip=clip)
    dark = [min(pixels.samples[at :: pixels.stride]) < 160 for at in range(pixels.width)]
    return dark[dark.index(True) : len(dark) - dark[::-1].index(True)]


def gaps(pack: Pack, folder: Path, text: str) -> int:
    """Return how often the ink of a text is interrupted, from left to right."""
    found = columns(pack, folder, text)
    return sum(one and not other for one, other in pairwise(found))


def width(pack: Pack, folder: Path, text: str) -> float:
    """Return how wide the ink of a text is, in points."""
    return len(columns(pack, folder, text)) / 10
