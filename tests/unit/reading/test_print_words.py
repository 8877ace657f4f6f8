"""Words that can't be printed, texts that show nothing and addresses that lead nowhere are reported with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.brand import fonts
from macros.errors import DataError
from macros.reading import load
from macros.reading.load import read_brand

BRAND = """\
name: {name}
address: {address}
contact: {contact}
colour: "#12343b"
accent: "#9a3b00"
paper: a4
appointment: {appointment}
links:
  - title: {title}
    address: https://careers.example/practice
"""


def said(folder: Path, **values: str) -> list[str]:
    """Return what is said of a brand with these values, without the name of its file."""
    usual = {
        "name": "Northside Careers",
        "address": "https://careers.example/second/",
        "contact": "Room 214",
        "appointment": "https://careers.example/book",
        "title": "Practice",
    }
    path = folder / "brand.yml"
    quoted = {name: f'"{value}"' for name, value in (usual | values).items()}
    path.write_text(BRAND.format(**quoted), encoding="utf-8")
    try:
        read_brand(path)
    except DataError as error:
        return [str(problem).removeprefix(f"{path.as_posix()}:") for problem in error.problems]
    return []


@pytest.mark.parametrize(
    "text",
    [
        *("Trung tâm Hướng nghiệp, Đại học Cần Thơ", "Κέντρο Σταδιοδρομίας, Πανεπιστήμιο Αθηνών", "Ἀθῆναι ἐν ᾧ"),
        *(
            "Центр карьеры, Институт имени Ёлкина",
            "Қазақстан Ұлттық Үні",
            "Łódź, Ōtaki, Ħamrun, Şişli, Țara",
            "ɛʋe ŋutinya",
        ),
        *("Zoe\u0308’s café “Nº 5” – 10 % … ✓ → 4′ 3″", "Room\u00a0214"),
    ],
)
def test_letters_of_many_languages_can_be_printed(tmp_path: Path, text: str) -> None:
    """Vietnamese, Greek and Cyrillic, letters of Latin, composed or not, and signs: nothing is said of them."""
    assert said(tmp_path, name=text, contact=text, title=text[:40]) == []


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Room 12 ☎ 555 0100", "“☎” (U+260E)"),
        ("王 Careers", "“王” (U+738B)"),
        ("Careers 🎓", "“🎓” (U+1F393)"),
        ("مركز", "“م” (U+0645), “ر” (U+0631), “ك” (U+0643), “ز” (U+0632)"),
        ("करियर", "“क” (U+0915), “र” (U+0930), “ि” (U+093F), “य” (U+092F)"),
        ("✉ ☺ ⚑ ✆ ⌂ ⏰", "“✉” (U+2709), “☺” (U+263A), “⚑” (U+2691), “✆” (U+2706), “⌂” (U+2302) and 1 more"),
        ("x\u0301 marks", "“\u0301” (U+0301)"),
        ("a \u0301 alone", "“\u0301” (U+0301)"),
    ],
)
def test_a_character_that_no_font_of_ours_shows_is_reported_where_it_stands(
    tmp_path: Path, text: str, signs: str
) -> None:
    """In each line of a brand that is printed, with the character, its number, and what to do."""
    message = f"The fonts of the sheets have no {signs}. Write it with letters and signs that can be printed."
    assert said(tmp_path, name=text, contact=text, title=text) == [
        f"1  name  {message}",
        f"3  contact  {message}",
        f"9  links → entry 1 → title  {message}",
    ]


@pytest.mark.parametrize(
    ("file", "find"),
    [
        ("items/when-they-call.yml", "do: "),
        ("items/when-they-call.yml", "why: "),
        ("cards/meal.yml", "lead: "),
        ("cards/meal.yml", "why: "),
        ("worksheets/people.yml", "label: "),
        ("worksheets/people.yml", "met: "),
        ("scenarios/panel-day.yml", "title: "),
        ("conversations/callback.yml", "say: "),
    ],
)
def test_every_word_on_paper_is_looked_at(project: Path, file: str, find: str) -> None:
    """Not the brand's words alone: the same is said of each kind of file from which sheets are made."""
    path = project / "checklists" / file
    text = path.read_text(encoding="utf-8")
    at = text.index(find) + len(find)
    path.write_text(f"{text[:at]}☎ {text[at:]}", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(project)
    (problem,) = caught.value.problems
    assert "no “☎” (U+260E)" in problem.message
    assert (problem.file, problem.line) == (f"checklists/{file}", text[:at].count("\n") + 1)


def test_words_that_no_sheet_shows_may_be_of_any_script(project: Path) -> None:
    """Sources and questions are read on the pages alone, with the letters of the machine."""
    path = project / "checklists/sources.yml"
    path.write_text(path.read_text("utf-8").replace("title: A page", "title: 面接 ☎"), encoding="utf-8")
    assert load(project).sources["a-page"].title == "面接 ☎"


@pytest.mark.parametrize(
    "text",
    [
        *("\u2800", "\u2800\u2800", "\u3164", "\u115f\u1160", "\uffa0", "\u0301", "\u0300\u0301", "\u200b", "\u202e"),
        *("Careers\u202e", "\u2066Careers", "Room\u28005", "\u034f5", "\ufeffRoom", "\u00adRoom"),
    ],
)
def test_a_text_that_shows_nothing_is_refused(tmp_path: Path, text: str) -> None:
    """Blanks that are signs, marks on no letter, and what turns letters round: each is one problem, where it stands."""
    escaped = "".join(f"\\u{ord(each):04x}" if ord(each) > 126 else each for each in text)
    (problem,) = said(tmp_path, contact=escaped)
    assert problem.startswith("3  contact  Expected one line on whom to turn to, at most 90 characters; found ")


@pytest.mark.parametrize(
    "address",
    [
        *("https://[x/", "https://[::1/", "https://[12345::]/", "https://[]/", "https:///", "https://:443/"),
        *("https://me@careers.example/", "https://me:secret@careers.example/", "https://@careers.example/"),
        *("https://careers.example:99999/", "https://careers.example:0/", "https://careers.example:http/"),
        *("https://careers.example:/", "https://careers..example/", "https://-careers.example/", "https://.example/"),
        *("https://careers.example/%zz/", "https://a,b.example/", f"https://{'a' * 64}.example/"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(tmp_path: Path, address: str) -> None:
    """Half a bracket, no host, a user's name, a port that there can't be: nobody prints a code for it."""
    found = [each.split("  ")[:2] for each in said(tmp_path, address=address, appointment=address)]
    assert found == [["2", "address"], ["7", "appointment"]]


@pytest.mark.parametrize(
    "address",
    [
        *("https://careers.example/", "https://careers.example:8443/second/", "https://[::1]/", "https://127.0.0.1/"),
        *("https://kariéra.example/%C3%A9/", "https://xn--karira-eva.example/", "https://intranet/"),
    ],
)
def test_an_address_that_leads_somewhere_is_taken(tmp_path: Path, address: str) -> None:
    """With a port, by a number, in other letters, or within a house."""
    assert said(tmp_path, address=address, appointment=address) == []


def test_an_address_of_a_source_is_looked_at_too(project: Path) -> None:
    """So nobody clicks on one that the browser refuses."""
    path = project / "checklists/sources.yml"
    path.write_text(path.read_text("utf-8").replace("example.org/", "example.org:99999/"), encoding="utf-8")
    with pytest.raises(DataError, match=r"sources.yml:3 .* Expected an address that begins with http"):
        load(project)


def test_what_is_quick_to_tell_is_right() -> None:
    """Letters of Latin are let through unread: the fonts do have each that can be seen."""
    assert {each for each in fonts.LATIN - fonts.printed() if each not in (0xAD, 0xFFFD)} == set()
