"""The site as it is built: every link leads somewhere, nothing comes from elsewhere, wrong data stops it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pikepdf
import pytest

from macros.guidance import archive_name, download_name, pack_name, word_name
from macros.reading import load
from macros.values import PAPERS
from macros.web.build.spelling import american, around
from tests.conftest import ROOT, Run, build
from tests.site.pages import PageReader

LIBRARY = load(ROOT)
OWN = "https://second-round.example/"


def addresses(page: PageReader) -> Iterator[str]:
    for element in page.elements:
        for name in ("href", "src"):
            if name in element.attributes and not element.attributes[name].startswith(("data:", "mailto:")):
                yield element.attributes[name]


def test_a_strict_build_has_no_warnings(built: tuple[Path, Run]) -> None:
    """The build says nothing that begins with WARNING or ERROR."""
    said = built[1].stdout + built[1].stderr
    assert not re.findall(r"^(?:WARNING|ERROR).*", said, re.MULTILINE)


def test_every_internal_link_and_anchor_answers(site_folder: Path, read_pages: dict[str, PageReader]) -> None:
    """Each address on each page is a file of the site, and its anchor an element there, or cards that a list has.

    Or it asks a script there for something, such as an interview: `#add=`, and a script has this word.
    """
    dead = []
    for name, page in read_pages.items():
        for address in addresses(page):
            target = urljoin(OWN + name, address)
            if not target.startswith(OWN):
                continue
            path = unquote(urlsplit(target).path).lstrip("/")
            path += "index.html" if path.endswith("/") or not path else ""
            anchor = urlsplit(target).fragment
            if not (site_folder / path).is_file():
                dead.append(f"{name}: {address}")
            elif re.fullmatch("add=|change=", anchor):
                scenario = anchor.partition("=")[2]
                if path != "plan/index.html" or scenario not in {"", *LIBRARY.scenarios}:
                    dead.append(f"{name}: {address}")
            elif anchor and anchor != "__skip" and path in read_pages:
                cards = anchor.startswith("cards=")
                wanted = set(anchor.removeprefix("cards=").split(","))
                has, value = ("data-choose", "value") if cards else ("id", "id")
                if not wanted <= {element.attributes[value] for element in read_pages[path].all(has)}:
                    dead.append(f"{name}: {address}")
    assert dead == []


def test_an_edition_for_good_costs_little(site_folder: Path) -> None:
    """What stays of an edition once the next is out is at most 26 MB, so that a host with room for 1 GB takes 35."""
    kept = [path for path in site_folder.rglob("*") if path.is_file() and path.suffix != ".zip"]
    assert sum(path.stat().st_size for path in kept) <= 26_000_000


def test_no_id_stands_twice_on_a_page(read_pages: dict[str, PageReader]) -> None:
    """An anchor leads to one place."""
    for name, page in read_pages.items():
        ids = [element.attributes["id"] for element in page.all("id")]
        assert sorted(ids) == sorted(set(ids)), name


def test_nothing_is_fetched_from_elsewhere(site_folder: Path, read_pages: dict[str, PageReader]) -> None:
    """No script, style, picture, font or frame of any page or style sheet comes from another origin."""
    for name, page in read_pages.items():
        for element in page.elements:
            fetched = element.attributes.get("src", "")
            if element.tag == "link" and element.attributes.get("rel") not in ("canonical", "alternate"):
                fetched = element.attributes.get("href", "")
            assert not urlsplit(fetched).netloc, f"{name}: {fetched}"
    for sheet in site_folder.rglob("*.css"):
        assert not re.findall(r"url\(\s*[\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet
        assert "@import" not in sheet.read_text(encoding="utf-8"), sheet


@pytest.mark.parametrize("scenario", LIBRARY.scenarios)
def test_a_scenario_page_holds_its_items_as_the_contract_says(site_folder: Path, scenario: str) -> None:
    """Each item, in order, is an element with data-item that holds one checkbox with a label of its words."""
    page = PageReader(site_folder / f"scenarios/{scenario}/index.html")
    items = page.all("data-item")
    expected = LIBRARY.checklist(scenario).items
    assert [element.attributes["data-item"] for element in items] == [item.id for item in expected]
    for element, item in zip(items, expected, strict=True):
        boxes = [inner for inner in element.inside if inner.tag == "input"]
        labels = [inner for inner in element.inside if inner.tag == "label"]
        assert [box.attributes["type"] for box in boxes] == ["checkbox"]
        assert [label.attributes["for"] for label in labels] == [boxes[0].attributes["id"]]
        assert labels[0].text.split() == [*item.do.split(), *(["must"] if item.must else [])]
        assert item.why in " ".join(element.text.split())
    assert [e.attributes["scenario"] for e in page.elements if e.tag == "second-round-checklist"] == [scenario]


def test_the_home_page_leads_to_each_scenario_in_one_question(read_pages: dict[str, PageReader]) -> None:
    """“Who will be in the room?” has a link for every scenario, and one for those who don't know yet."""
    links = {element.attributes["href"] for element in read_pages["index.html"].all("href")}
    wanted = {f"scenarios/{scenario}/" for scenario in LIBRARY.scenarios} | {"cards/#card-unnamed-interviewers"}
    assert wanted <= links


def test_the_handouts_page_offers_every_download(site_folder: Path, read_pages: dict[str, PageReader]) -> None:
    """Each sheet and pack on every paper is linked, and is there; checklists and packs in large print too."""
    links = {element.attributes["href"] for element in read_pages["handouts/index.html"].all("href")}
    kinds = (LIBRARY.scenarios, LIBRARY.cards, LIBRARY.worksheets, LIBRARY.conversations)
    names = {download_name(subject, paper) for kind in kinds for subject in kind.values() for paper in PAPERS}
    practice = map(LIBRARY.practice, LIBRARY.scenarios)
    names |= {download_name(LIBRARY.pocket(each), paper) for each in LIBRARY.scenarios for paper in PAPERS}
    names |= {download_name(cards, paper) for cards in practice if cards for paper in PAPERS}
    for paper in PAPERS:
        names |= {download_name(each, paper, large=True) for each in LIBRARY.scenarios.values()}
        names |= {f"{pack_name(each, paper, large)}.pdf" for each in LIBRARY.scenarios for large in (False, True)}
    assert {f"../downloads/{name}" for name in names} <= links
    reports = {f"conformance-{paper}.pdf" for paper in PAPERS}  # their own page offers them
    assert {path.name for path in site_folder.glob("downloads/*.pdf")} == names | reports
    assert (site_folder / "data/openacr.yaml").read_bytes() == (ROOT / "checklists/openacr.yml").read_bytes()
    documents = {word_name(subject, paper) for kind in kinds for subject in kind.values() for paper in PAPERS}
    assert {f"../downloads/{name}" for name in documents} <= links
    assert {path.name for path in site_folder.glob("downloads/*.docx")} == documents
    shown = {each.attributes["src"] for each in read_pages["handouts/index.html"].all("src") if each.tag == "img"}
    assert len([each for each in shown if "/thumbnails/" in each]) == len(names) / len(PAPERS)
    assert all((site_folder / "handouts" / each).resolve().is_file() for each in shown)
    for paper in PAPERS:
        name = archive_name(paper)
        assert f"../downloads/{name}" in links
        with zipfile.ZipFile(site_folder / "downloads" / name) as found:
            of_paper = {each for each in names | reports if f"-{paper}" in each and not each.startswith("pack-")}
            assert set(found.namelist()) == of_paper
            assert (
                found.read(f"panel-day-{paper}.pdf") == (site_folder / f"downloads/panel-day-{paper}.pdf").read_bytes()
            )


@pytest.mark.parametrize(
    ("wanted", "page"),
    [("timetable", "scenarios/panel-day/"), ("same questions", "understand/why-questions-repeat/")],
)
def test_search_finds_what_people_look_for(site_folder: Path, wanted: str, page: str) -> None:
    """The words of items and of pages are in the search index."""
    index = json.loads((site_folder / "search/index.json").read_text(encoding="utf-8"))
    found = set()
    for each in index["pages"]:
        for section in each["sections"]:
            items = [index["items"][item] for item in section.get("items", ())]
            if wanted in " ".join([section.get("text", ""), *items]).lower():
                found.add(each["address"])
    assert page in found


def test_the_search_knows_what_is_to_be_found_and_nothing_else(site_folder: Path) -> None:
    """Every page but the one that is shown without a network, with every anchor that it names, and every item."""
    index = json.loads((site_folder / "search/index.json").read_text(encoding="utf-8"))
    pages = {path.parent.relative_to(site_folder).as_posix() + "/" for path in site_folder.rglob("index.html")}
    assert {each["address"] or "./" for each in index["pages"]} == pages - {"offline/"}
    for each in index["pages"]:
        html = (site_folder / each["address"] / "index.html").read_text(encoding="utf-8")
        anchors = [section["anchor"] for section in each["sections"][1:]]
        assert [anchor for anchor in anchors if f' id="{anchor}"' not in html] == [], each["address"]
        assert len(anchors) == len(set(anchors)), each["address"]
    assert index["items"].keys() == {item for item in LIBRARY.items if item in str(index["pages"])}
    assert index["items"].items() <= {item.id: item.do for item in LIBRARY.items.values()}.items()
    assert len(index["items"]) > 150


@pytest.mark.parametrize(
    ("page", "says"), [("prepare/raise-pay", "What none of these says is"), ("handouts", "What this page says is")]
)
def test_a_page_says_what_is_our_own_judgement(site_folder: Path, page: str, says: str) -> None:
    """Below what others wrote it says that the rest is ours, or that all of it is; ours is no entry among theirs."""
    text = (site_folder / page / "index.html").read_text(encoding="utf-8")
    aside = re.findall(r'<aside class="second-round-reviewed".*?</aside>', text, re.DOTALL)[0]
    assert re.search(rf'{says} <a href="[^"]*#source-editors">our own judgement</a>', aside)
    assert len(re.findall("#source-editors", aside)) == 1
    assert ("<ul>" in aside) == (page != "handouts")


def test_every_page_has_a_title_and_a_description_of_its_own(read_pages: dict[str, PageReader]) -> None:
    """No two pages share a title or a description. A title is what a page is about, and then the site's name, once."""
    named = []
    for name, page in read_pages.items():
        title = next(element.text for element in page.elements if element.tag == "title")
        assert re.fullmatch(r"\S.* - Second Round", title), name
        assert title.count("Second Round") == 1, name
        if name == "404.html":  # stands in for any page, so it has no description of its own
            continue
        description = [e.attributes["content"] for e in page.elements if e.attributes.get("name") == "description"]
        assert description, name
        named += [title, description[0]]
    assert len(named) == len(set(named))


def change(path: Path, find: str, put: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(find) == 1
    path.write_text(text.replace(find, put), encoding="utf-8")


def test_wrong_data_stops_the_build_with_the_words_of_the_check(
    copy_project: Callable[[], Path], tmp_path: Path
) -> None:
    """The build tells what `second-round check` tells, without a traceback, and leaves the old site as it was."""
    project = copy_project()
    out = tmp_path / "site"
    (out / "data").mkdir(parents=True)
    for name in ("index.html", "data/checklists.json"):
        (out / name).write_text("old", encoding="utf-8")
    change(project / "checklists/cards/meal.yml", "pause_point: ", "pause_piont: ")
    run = build(project, out)
    said = run.stdout + run.stderr
    assert run.returncode == 1
    assert 'pause_piont  There is no such key here. Did you mean "pause_point"?' in said
    assert "Traceback" not in said
    assert (out / "index.html").read_text(encoding="utf-8") == "old"


def test_a_wrong_call_on_a_page_stops_the_build(copy_project: Callable[[], Path], tmp_path: Path) -> None:
    """A page that asks for a scenario nobody wrote never prints the call into the page; its line is reported."""
    project = copy_project()
    page = project / "docs/scenarios/panel-day.md"
    change(page, 'checklist("panel-day")', 'checklist("panel-days")')
    line = next(n for n, text in enumerate(page.read_text(encoding="utf-8").splitlines(), 1) if "panel-days" in text)
    run = build(project, tmp_path / "site")
    assert run.returncode == 1
    said = run.stdout + run.stderr
    assert 'Did you mean "panel-day"?' in said
    assert f'docs/scenarios/panel-day.md:{line}  "panel-days"  There is no scenario with this id.' in said
    assert "Traceback" not in said


def test_an_item_added_in_one_place_shows_on_the_page_and_in_the_pdf(
    copy_project: Callable[[], Path], tmp_path: Path
) -> None:
    """A maintainer writes an item and lists it; its words, as data and not as markup, are in both."""
    project = copy_project()
    items = project / "checklists/items/at-the-door.yml"
    items.write_text(
        items.read_text(encoding="utf-8").rstrip("\n")
        + "\n  - id: smile-once\n    do: Smile <b>once</b> & breathe {{ now }}.\n    why: It helps.\n    minutes: 1\n"
        "    guide: prepare/on-the-day.md#at-the-door\n    sources: [editors]\n",
        encoding="utf-8",
    )
    scenario = project / "checklists/scenarios/panel-day.yml"
    change(scenario, "      - say-excited\n", "      - say-excited\n      - smile-once\n")
    run = build(project, tmp_path / "site")
    assert run.returncode == 0, run.stdout + run.stderr
    page = PageReader(tmp_path / "site/scenarios/panel-day/index.html")
    item = next(element for element in page.all("data-item") if element.attributes["data-item"] == "smile-once")
    assert "Smile <b>once</b> & breathe {{ now }}." in item.text
    with pikepdf.open(tmp_path / "site/downloads/panel-day-a4.pdf") as pdf:
        fields = {str(field.T): str(field.TU) for field in pdf.Root.AcroForm.Fields}
    assert fields["smile-once"] == "Smile <b>once</b> & breathe {{ now }}."


def test_a_machine_without_pango_builds_the_pages_and_says_what_to_install(
    copy_project: Callable[[], Path], tmp_path: Path
) -> None:
    """A strict build stops with one line that helps; a build that is not strict has every page."""
    project = copy_project()
    for pressed in ("packs", "sheets"):
        shutil.rmtree(project / ".cache" / pressed, ignore_errors=True)
    (project / "weasyprint.py").write_text("raise OSError('cannot load library libpango')", encoding="utf-8")
    run = build(project, tmp_path / "site")
    assert run.returncode == 1
    assert "libpango-1.0-0" in run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr
    environment = {**os.environ, "PYTHONPATH": str(project), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--no-strict", "--site-dir", str(tmp_path / "pages")]
    subprocess.run(command, cwd=project, env=environment, capture_output=True, check=True)
    assert PageReader(tmp_path / "pages/scenarios/panel-day/index.html").all("data-item")


def test_a_machine_that_refuses_to_write_is_reported_in_words(copy_project: Callable[[], Path], tmp_path: Path) -> None:
    """Where what is made cannot be kept, the build names the place and stops, without a traceback."""
    project = copy_project()
    shutil.rmtree(project / ".cache")
    (project / ".cache").touch()
    run = build(project, tmp_path / "site")
    assert run.returncode == 1
    said = run.stdout + run.stderr
    assert re.search(r"^ERROR +- +\S+/project/\.cache\S*: \w[\w ]+\.$", said, re.MULTILINE), said
    assert "Traceback" not in said


READERS = {
    "the same interviewer, tomorrow evening": [
        "scenarios/same-interviewer/",
        "prepare/refer-to-round-one/#upgrade-an-answer",
        "prepare/refer-to-round-one/#bridge-lines",
        "worksheets/first-round/",
        "start/two-hours/",
    ],
    "HR first, the manager in a week": [
        "scenarios/new-interviewer/",
        "prepare/story-bank/#who-hears-which",
        "prepare/questions-to-ask/#by-person",
        "worksheets/story-bank/",
        "conversations/callback/",
    ],
    "a panel day with a presentation, by video": [
        "scenarios/panel-day/",
        "cards/#card-video-call",
        "cards/#card-presentation",
        "prepare/video/",
        "prepare/presentation-or-task/",
        "worksheets/people/",
        "reference/question-bank/",
    ],
    "an assessment centre, or a trial shift": [
        "scenarios/assessment-day/",
        "prepare/watched-at-work/#group",
        "prepare/watched-at-work/#trial-shift",
        "reference/law/#trial-shifts",
        "worksheets/day-log/",
    ],
    "the first round went badly": [
        "understand/what-changes/#if-round-one-went-badly",
        "cards/#card-first-round-went-badly",
        "prepare/refer-to-round-one/#upgrade-an-answer",
        "worksheets/first-round/",
        "worksheets/concerns/",
    ],
}


@pytest.mark.parametrize("reader", READERS)
def test_what_a_reader_needs_is_within_three_taps(read_pages: dict[str, PageReader], reader: str) -> None:
    """Following links in the text alone, no menu and no search: the checklist, how-to, worksheet and words to say."""
    taps = {"": 0}
    pages = [""]
    for page in pages:
        text = next(element for element in read_pages[f"{page}index.html"].elements if element.tag == "article")
        for link in (element.attributes.get("href", "") for element in text.inside):
            target = urljoin(OWN + page, link).removeprefix(OWN)
            for address in (target, target.partition("#")[0]):
                if address not in taps and f"{address.partition('#')[0]}index.html" in read_pages:
                    taps[address] = taps[page] + 1
                    if "#" not in address:
                        pages.append(address)
    assert {target: taps.get(target) for target in READERS[reader] if taps.get(target, 9) > 3} == {}


def test_two_builds_in_two_folders_are_the_same_tree(
    site_folder: Path, copy_project: Callable[[], Path], tmp_path: Path
) -> None:
    """Elsewhere, from a copy with some packs and sheets made anew, every file has the same digest."""
    project = copy_project()
    for kept in [
        *sorted((project / ".cache/sheets").iterdir())[::20],
        *sorted((project / ".cache/packs").iterdir())[::6],
    ]:
        kept.unlink()
    run = build(project, tmp_path / "site")
    assert run.returncode == 0, run.stdout + run.stderr
    assert digests(tmp_path / "site") == digests(site_folder)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_proof_counts_what_is_there(site_folder: Path, read_pages: dict[str, PageReader]) -> None:
    """What the page of proof says there is “more than” is there, and not half as much again."""
    words = next(each.text for each in read_pages["about/quality/index.html"].elements if each.tag == "article")
    promised = {
        what: int(number.replace(",", ""))
        for number, what in re.findall(r"more than ([\d,]+) (PDFs|pages|links|files)\b", words)
    }
    found = {
        "PDFs": len(list(site_folder.glob("downloads/*.pdf"))),
        "pages": len(read_pages),
        "links": sum(len(list(addresses(page))) for page in read_pages.values()),
        "files": len(digests(site_folder)),
    }
    assert promised.keys() == found.keys()
    assert {what: number for what, number in found.items() if not promised[what] < number < 1.5 * promised[what]} == {}


def test_another_generator_builds_the_same_site(site_folder: Path, tmp_path: Path) -> None:
    """ProperDocs, strict, makes the same files of the same source, and what people read on each page is the same."""
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "--config-file", "mkdocs.yml"]
    run = subprocess.run([*command, "--site-dir", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    ours, theirs = ({p.relative_to(out).as_posix() for p in out.rglob("*.*")} for out in (site_folder, tmp_path))
    assert ours == theirs
    for name in ours:
        one, other = site_folder / name, tmp_path / name
        if name.endswith(".html"):
            texts = [next(e.text for e in PageReader(page).elements if e.tag == "main") for page in (one, other)]
            assert texts[0] == texts[1], name
        elif name.startswith(("downloads/", "data/", "assets/second-round/")):
            assert one.read_bytes() == other.read_bytes(), name


BRITISH = re.compile(
    r"\w*(?:\w{3}our(?:s|ed|ing|ites?)?|[nt]tres?|[nrlt]is(?:e[ds]?|ing|ations?)|icis(?:e[ds]?|ing)|lys(?:e[ds]?|ing)|"
    r"alogues?|ellors?|elled|elling|(?:def|off|lic|pret)ences?|practis(?:e[ds]?|ing)|gements?)\b",
    re.IGNORECASE,
)
BOTH = {"enterprise", "expertise", "surprise", "engagement", "management"}
"""What ends as British words do, and is spelled so everywhere."""


def test_every_british_word_of_titles_and_buttons_has_an_american_one(site_folder: Path) -> None:
    """None looks British that the switch in brand.yml would leave as it is."""
    pages = [american(path.read_text(encoding="utf-8")) for path in site_folder.rglob("*.html")]
    found = {word.lower() for page in pages for text in around(page) for word in BRITISH.findall(text)}
    assert found - BOTH == set()
