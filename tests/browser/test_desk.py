"""The handout desk: a class's copies, made in the browser alone, the same as the command makes them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from macros import paper, reading
from macros.paper import PackName
from tests.browser.axe import violations
from tests.conftest import ROOT
from tests.paper.structure import problems, text_values

ROSTER = "name\temployer\temail\nZoë Anderson\tMüller & Søn\tz\nשרה\tAcme\ty\nDana\t" + "very long " * 30 + "\tx\n"
"""Two that can be made, and one that no font of the pack shows; whether a picture does is for the machine's fonts."""


@pytest.fixture
def desk(page: Page, site: str) -> Locator:
    """The desk on its page."""
    page.goto(f"{site}handouts/")
    return page.locator("second-round-desk")


def saved(page: Page, desk: Locator, path: Path) -> Path:
    """Save what was made."""
    with page.expect_download() as download:
        desk.locator("[data-made] a").click()
    download.value.save_as(path)
    return path


TODAY = r"\d+\.\d+-20\d\d-\d\d-\d\d"
"""How the name of a file says of which edition it is, and of which day."""


def paste(desk: Locator, roster: str) -> None:
    desk.get_by_label("The class").fill(roster)


def people(count: int) -> str:
    return "name\n" + "\n".join(f"Person {number}" for number in range(count))


def test_without_a_script_it_says_where_else_to_go(open_context: Callable[..., BrowserContext], site: str) -> None:
    """Nothing that needs a script is shown, and a link leads to the command."""
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{site}handouts/")
    desk = page.locator("second-round-desk")
    expect(desk.locator("form")).to_be_hidden()
    expect(desk.get_by_role("link")).to_have_attribute("href", "../career-centers/bulk-handouts/#command")


def test_a_class_is_saved_as_one_zip(page: Page, desk: Locator, tmp_path: Path) -> None:
    """Each row that can be made is a sound PDF, byte for byte the command's; what is wrong is named by its row."""
    paste(desk, ROSTER)
    expect(desk.locator("[data-read]")).to_contain_text('Left out: "email".')
    desk.get_by_role("button", name="Make 3 handouts").click()
    expect(desk.locator("[data-said]")).to_contain_text("Row 4, Dana: “Employer” did not fit")
    drawn_or_refused = re.compile(
        "Row 3(: letters that our fonts lack are drawn with|, שרה: No font here shows this correctly)"
    )
    expect(desk.locator("[data-said]")).to_contain_text(drawn_or_refused)
    expect(desk.locator("[data-made] a")).to_be_focused()
    with zipfile.ZipFile(saved(page, desk, tmp_path / "out.zip")) as found:
        files = {name: found.read(name) for name in found.namelist()}
    named = {re.sub(rf"-{TODAY}\.pdf$", "", name): name for name in files}
    assert {"002-Zoë-Anderson", "004-Dana"} <= set(named)
    assert [each for name, pdf in files.items() for each in problems(tmp_path / name, pdf)] == []
    pack = paper.open_pack(reading.load(ROOT), PackName("same-interviewer", "letter"), ROOT / ".cache")
    here = paper.fill(pack, ["checklist"], {"name": "Zoë Anderson", "employer": "Müller & Søn"})
    assert files[named["002-Zoë-Anderson"]] == here.pdf


def test_one_pdf_for_the_printer(page: Page, desk: Locator, tmp_path: Path) -> None:
    """With other sheets and another paper, all copies come in one sound PDF, each with fields of its own."""
    desk.get_by_label("Several people").check()
    desk.get_by_label("A4").check()
    desk.get_by_text("Worksheets").click()
    desk.get_by_label("Who I will meet").check()
    paste(desk, "name\nZoë\nDana\n")
    desk.get_by_label("One PDF to print").check()
    desk.get_by_role("button", name="Make 2 handouts").click()
    link = desk.locator("[data-made] a")
    expect(link).to_have_attribute("download", re.compile(rf"^panel-day-a4-all-{TODAY}\.pdf$"))
    out = saved(page, desk, tmp_path / "all.pdf")
    assert problems(out) == []
    found = text_values(out.read_bytes())
    assert [found["copy-1.name"], found["copy-2.name"]] == ["Zoë", "Dana"]


def test_too_many_pages_for_a_printer_are_several_pdfs(page: Page, desk: Locator, tmp_path: Path) -> None:
    """It is said how many there are, and they come in one ZIP, numbered."""

    def answer(route: Route) -> None:
        tables = route.fetch().text()
        assert "MOST_PAGES = 2_000;" in tables
        route.fulfill(body=tables.replace("MOST_PAGES = 2_000;", "MOST_PAGES = 4;"), content_type="text/javascript")

    page.route("**/desk/tables.mjs", answer)
    paste(desk, people(5))
    desk.get_by_label("One PDF to print").check()
    desk.get_by_role("button", name="Make 5 handouts").click()
    words = "5 handouts are ready. They are 3 PDFs in one ZIP: one for each kind of sheets, none too long "
    words += "for a printer."
    expect(desk.locator("[data-said] p").first).to_have_text(words)
    with zipfile.ZipFile(saved(page, desk, tmp_path / "out.zip")) as found:
        assert len(found.namelist()) == 3
        for number, name in enumerate(found.namelist(), 1):
            assert re.fullmatch(rf"same-interviewer-letter-all-{number}-{TODAY}\.pdf", name)
        assert problems(tmp_path / "all.pdf", found.read(found.namelist()[2])) == []


def test_no_roster_is_one_blank_copy(page: Page, desk: Locator, tmp_path: Path) -> None:
    """The blank copy is the download itself."""
    desk.get_by_role("button", name="Make the handout").click()
    blank = saved(page, desk, tmp_path / "blank.pdf").read_bytes()
    assert blank == page.request.get(page.url.replace("handouts/", "downloads/same-interviewer-letter.pdf")).body()


def test_five_hundred_do_not_freeze_the_page(page: Page, desk: Locator) -> None:
    """While they are made the page goes on, says how far it is, and can be stopped; then all can be made."""
    with page.expect_file_chooser() as chooser:
        desk.get_by_role("button", name="Choose a CSV file").press("Enter")
    chooser.value.set_files({"name": "class.csv", "mimeType": "text/csv", "buffer": people(8000).encode()})
    desk.get_by_role("button", name="Make 8,000 handouts").click()
    desk.get_by_role("button", name="Cancel").click()
    expect(desk.locator("[data-said]")).to_have_text("Cancelled. Nothing was made.")
    expect(desk.get_by_role("button", name="Make 8,000 handouts")).to_be_focused()
    paste(desk, people(500))
    desk.get_by_role("button", name="Make 500 handouts").press("Enter")
    expect(desk.locator("[data-said]")).to_contain_text("500 handouts are ready.")


def test_a_mended_file_can_be_chosen_again(desk: Locator) -> None:
    """The same name with other rows is read anew; once there is no roster, the button offers one copy."""
    file = desk.locator("#desk-file")
    for count in (2, 3):
        file.set_input_files({"name": "class.csv", "mimeType": "text/csv", "buffer": people(count).encode()})
        expect(desk.locator("[data-read]")).to_have_text(f"{count} people.")
        expect(desk.get_by_role("button", name=f"Make {count} handouts")).to_be_visible()
        # A browser tells of no change where the same file is chosen as stands there.
        expect(file).to_have_value("")
    paste(desk, "name")
    paste(desk, "")
    expect(desk.locator("[data-read]")).to_be_empty()
    expect(desk.get_by_role("button", name="Make the handout")).to_be_visible()


def test_a_guess_and_what_cannot_be_read_are_said_before_anything_is_made(desk: Locator) -> None:
    """The same words as the command's: what was guessed and left out, in which row a byte is wrong, what to save."""
    file, said = desk.locator("#desk-file"), desk.locator("[data-read]")
    for name, data, words in (
        ("mac.csv", "First name,Surname,Email\nRené,Núñez,r@x.example\n".encode("mac_roman"), "these: René Núñez."),
        ("mac.csv", "First name,Surname,Email\nRené,Núñez,r@x.example\n".encode("mac_roman"), 'Left out: "Email".'),
        ("mixed.csv", b"name\nZo\xc3\xab\nRen\xe9\n", "It is UTF-8, except for some bytes in row 3."),
        ("class.xlsx", b"PK\x03\x04xl/workbook.xml", "in Excel with File, Save As, CSV UTF-8"),
    ):
        file.set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
        expect(said).to_contain_text(words)


def test_a_look_that_fails_leaves_the_keyboard_alone(page: Page, desk: Locator, faults: list[str]) -> None:
    """Whoever types a roster while the network is gone sees why, and goes on typing; the next look takes it back."""
    page.route("**/downloads/pack-*", lambda route: route.abort())
    roster = desk.get_by_label("The class")
    roster.press_sequentially("name\nZoë")
    expect(desk.locator("[data-read]")).to_contain_text("The sheets could not be fetched.")
    expect(roster).to_be_focused()
    page.unroute("**/downloads/pack-*")
    roster.press_sequentially(" Anderson")
    expect(desk.locator("[data-read]")).to_have_text("1 person.")
    expect(roster).to_have_value("name\nZoë Anderson")
    faults[:] = [fault for fault in faults if "ERR_FAILED" not in fault]


def test_a_map_of_another_build_is_noticed(page: Page, desk: Locator) -> None:
    """Between a pack and its map the site may be replaced; then it says what to do, not what went wrong inside."""
    other = page.request.get(page.url.replace("handouts/", "downloads/pack-panel-day-a4.json")).body()
    page.route("**/pack-same-interviewer-letter.json", lambda route: route.fulfill(body=other))
    desk.get_by_role("button", name="Make the handout").click()
    expect(desk.locator("[data-said]")).to_have_text("The site has just changed. Reload this page, then try again.")


def test_names_are_as_long_as_the_command_makes_them(page: Page, desk: Locator, tmp_path: Path) -> None:
    """Numbers have the digits of the last row, even where that row cannot be made."""
    paste(desk, "name\nZoë\n" + "\n" * 997 + '"Dana')
    expect(desk.locator("[data-read]")).to_contain_text("Row 1000")
    desk.get_by_label("A PDF for each person, in one ZIP").check()
    desk.get_by_role("button", name="Make the handout").click()
    with zipfile.ZipFile(saved(page, desk, tmp_path / "out.zip")) as found:
        (name,) = found.namelist()
        assert re.fullmatch(rf"0002-Zoë-{TODAY}\.pdf", name)


def test_choosing_nothing_is_noticed(desk: Locator) -> None:
    """Without a sheet there is nothing to make; the first one is where the keyboard is put."""
    desk.get_by_label("The checklist", exact=True).uncheck()
    desk.get_by_role("button", name="Make the handout").click()
    expect(desk.locator("[data-said]")).to_have_text("Choose at least one sheet.")
    expect(desk.get_by_label("The checklist", exact=True)).to_be_focused()


def test_pages_and_leaves_are_counted_before_anything_is_made(desk: Locator) -> None:
    """For both sides and for one, for blank copies too; the setting of the printer is named beside the button."""
    counted = desk.locator("[data-paper]")
    desk.get_by_label("A cover").check()
    expect(counted).to_have_text("1 blank copy, 3 pages, 2 leaves.")
    paste(desk, people(24))
    desk.get_by_label("Blank copies as well").fill("2")
    expect(counted).to_have_text("24 people and 2 blank copies, 3 pages, 2 leaves each. 52 leaves in all.")
    expect(desk.get_by_role("button", name="Make 26 handouts")).to_be_visible()
    desk.get_by_label("For printing on both sides").uncheck()
    expect(counted).to_have_text("24 people and 2 blank copies, 3 pages, 3 leaves each. 78 leaves in all.")
    expect(desk).to_contain_text("both sides, turned on the long edge, 100 %")


def test_the_button_stays_where_it_is_when_a_class_is_there(desk: Locator) -> None:
    """What is above it comes while somebody types: a button that moves as it is pressed loses the press."""
    make = desk.get_by_role("button", name="Make the handout")
    paste(desk, people(1))
    before = make.evaluate("each => each.getBoundingClientRect().y + scrollY")
    expect(desk.locator("[data-read]")).to_have_text("1 person.")
    desk.get_by_label("The class").blur()
    expect(desk.locator("[data-paper]")).to_contain_text("1 person, ")
    assert make.evaluate("each => each.getBoundingClientRect().y + scrollY") == before


def test_the_button_stays_where_it_is_when_there_are_blank_copies(desk: Locator) -> None:
    """The field for their number loses the keyboard as the button is pressed, and nothing moves by that."""
    make = desk.locator('[data-action="make"]')
    desk.get_by_label("Blank copies as well").press_sequentially("5")
    before = make.evaluate("each => each.getBoundingClientRect().y + scrollY")
    desk.get_by_label("Blank copies as well").blur()
    expect(desk.locator("[data-paper]")).to_contain_text("5")
    assert make.evaluate("each => each.getBoundingClientRect().y + scrollY") == before


def test_the_ready_set_is_a_button(desk: Locator) -> None:
    """It ticks what the bulk page names for the interview that is chosen, and says so; nothing else stays ticked."""
    desk.get_by_label("A cover").check()
    desk.get_by_label("Several people").check()
    desk.get_by_role("button", name="Tick the ready set").click()
    words = "Ticked: The checklist, Adjustments, Meal, My story bank, Who I will meet, Log of the day."
    expect(desk.locator("[data-ticked]")).to_have_text(words)
    ticked = desk.locator('[name="part"]:checked').evaluate_all("boxes => boxes.map((box) => box.value)")
    assert ticked == ["checklist", "card-adjustments", "card-meal", "story-bank", "people", "day-log"]


def test_one_list_makes_the_whole_class(page: Page, desk: Locator, tmp_path: Path) -> None:
    """Who gets another interview, paper or size is made from their own sheets; what is wrong is said by its row."""
    rows = "Gonzalez, Maria\tpanel-day\t\t\nReed, Dana\t\tx\t\nSol\t\t\tA4\nKim\tpannel\t\t\n"
    paste(desk, f"Class of spring\nStudent\tscenario\tlarge\tpaper\n{rows}")
    read = desk.locator("[data-read]")
    expect(read).to_contain_text("3 people.")
    expect(read).to_contain_text("turned round: Maria Gonzalez, Dana Reed.")
    expect(read).to_contain_text('Row 6, "scenario": "pannel" is none of these: same-interviewer, new-interviewer')
    expect(desk.locator("[data-paper]")).to_contain_text("3 people, 2 to 6 pages, 1 to 3 leaves each. 5 leaves in all.")
    desk.get_by_label("One PDF to print").check()
    desk.get_by_role("button", name="Make 3 handouts").click()
    with zipfile.ZipFile(saved(page, desk, tmp_path / "out.zip")) as found:
        made = {re.sub(rf"-{TODAY}\.pdf$", "", name): found.read(name) for name in found.namelist()}
    names = {stem: text_values(pdf)["copy-1.name"] for stem, pdf in made.items()}
    assert names == {
        "panel-day-letter-all": "Maria Gonzalez",
        "same-interviewer-letter-large-all": "Dana Reed",
        "same-interviewer-a4-all": "Sol",
    }


def test_that_no_names_were_found_is_said_in_bold(desk: Locator) -> None:
    """Before anything is made, with what to type; a list that has names is not shouted at."""
    bold = desk.locator("[data-read] strong")
    paste(desk, "employer\nOrchard\n")
    expect(bold).to_have_text(re.compile('No names were found, so no copy will have one. Write "name" above'))
    paste(desk, "name\nDana\n")
    expect(desk.locator("[data-read]")).to_have_text("1 person.")
    expect(bold).to_have_count(0)


def test_a_link_brings_a_student_exactly_these(page: Page, desk: Locator, tmp_path: Path) -> None:
    """With the call, large print and the cover, and nothing of it in the counsellor's own plan; the PDF is that set.

    A second link asks whether to add or to replace.
    """
    desk.get_by_label("Several people").check()
    for words in ("A cover", "The call after the invitation", "Large print"):
        desk.get_by_label(words).check()
    desk.locator("summary", has_text="Cards").click()
    desk.get_by_label("Meal").check()
    desk.get_by_role("button", name="A link to exactly these").click()
    link = desk.get_by_label("Send this to a student").input_value()
    assert link.endswith("panel-day/#cards=meal&worksheets=cover,conversation-callback&large=yes&paper=letter")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('second-round:'))") == []
    page.goto(link)
    say = page.locator("[data-say]").first
    expect(say).to_contain_text("Chosen for you: Meal, ")
    expect(say).to_contain_text("large print")
    say.get_by_role("button", name="Add to my list").click()
    with page.expect_download() as download:
        say.get_by_role("button", name="Save these as a PDF").click()
    download.value.save_as(tmp_path / "mine.pdf")
    assert problems(tmp_path / "mine.pdf") == []
    with pikepdf.open(tmp_path / "mine.pdf") as pdf, pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        labels = [str(each.label) for each in pdf.pages]
    assert labels[3:5] == ["Cover 4", "Several people 1"], "a cover of four pages in large print, and a new leaf"
    assert titles == ["Cover", "Several people", "Meal", "The call after the invitation"]
    for press, cards in (("Add to mine", ["meal", "travel"]), ("Replace mine", ["video-call"])):
        page.goto("about:blank")
        page.goto(f"{link.partition('#')[0]}#cards={cards[-1]}")
        expect(say).to_contain_text("You had chosen: ")
        say.get_by_role("button", name=press).click()
        for card in ("meal", "travel", "video-call"):
            expect(page.locator(f'[data-block="{card}"]')).to_have_count(int(card in cards))


def test_a_made_up_address_is_said_where_sheets_are_made(page: Page, desk: Locator) -> None:
    """The codes on paper would lead nowhere; the page tells what to do."""
    expect(page.get_by_text("The codes on these sheets lead nowhere yet.")).to_be_visible()
    expect(desk).to_be_visible()


def test_it_is_accessible_when_done(page: Page, desk: Locator) -> None:
    """axe finds nothing with a roster read, the lists open and a result there."""
    for words in ("Cards", "Worksheets"):
        desk.locator("summary", has_text=words).click()
    paste(desk, ROSTER)
    desk.get_by_role("button", name="Make 3 handouts").click()
    expect(desk.locator("[data-made] a")).to_be_visible()
    assert violations(page, "second-round-desk") == []
