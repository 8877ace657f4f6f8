"""What a site needs before and after its pages are made, by two functions that know no generator."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from macros import courses, paper, site, word
from macros.brand import fonts
from macros.errors import DataError, MissingSystemPart, SecondRoundError, SiteError
from macros.guidance import Library
from macros.reading import load
from macros.site import Offer, Site, after, before, beside, read_site, refuse_code
from macros.web.build import named_by_content, styles
from tests.conftest import ROOT

PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><title>x</title></head>'
    "<body><article><h1>Title</h1>{}</article>"
    '<script type="module" src="assets/second-round-1/second-round.mjs"></script></body></html>'
)
THEME = {
    "assets/stylesheets/main.0.min.css": "".join(f".{name} {{ color: red }}" for name in sorted(styles.KEPT)),
    "assets/stylesheets/palette.0.min.css": "",
    "assets/stylesheets/main.0.min.css.map": "{}",
    "assets/javascripts/bundle.0.min.js": "alert()",
}


@pytest.fixture
def unpressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sheet is pressed and no font cut: each is as good as another here."""
    monkeypatch.setattr(paper, "render", lambda library, cache, **_: {"panel-day-a4.pdf": b"%PDF"})
    monkeypatch.setattr(word, "render", lambda library, cache, **_: {"panel-day-a4.docx": b"PK"})
    monkeypatch.setattr(courses, "cartridge", lambda *_: b"PK")
    monkeypatch.setattr(fonts, "web_font", lambda bold, cache: b"wOF2")


@pytest.fixture
def small(project: Path) -> Path:
    """The small project, with our scripts and styles in it."""
    (project / "docs/assets").mkdir()
    (project / "docs/assets/second-round").symlink_to(ROOT / "docs/assets/second-round")
    return project


@pytest.fixture
def whole(small: Path, unpressed: None) -> tuple[Site, Offer]:
    made = read_site(small)
    return made, before(made)


def test_what_is_offered_stands_in_for_what_is_written(whole: tuple[Site, Offer]) -> None:
    """Scripts and styles come from a folder named by what is in them; those of docs/ are left out, one for one."""
    made, offer = whole
    assert offer.assets.folder.startswith("assets/second-round-")
    files = {name.removeprefix(offer.assets.folder) for name in offer.files if name.startswith(offer.assets.folder)}
    written = {name.removeprefix("assets/second-round/") for name in offer.instead}
    made_too = {"files.json", "fonts/atkinson-regular.woff2", "fonts/atkinson-bold.woff2", "search/lunr.js"}
    assert files == written | made_too
    assert {"downloads/panel-day-a4.pdf", "downloads/panel-day-a4.docx"} < offer.files.keys()
    assert {"data/checklists.json", "data/editions.json", "feed.xml"} < offer.files.keys()
    assert not offer.lacking
    assert made.library.brand.address.encode() in offer.files["feed.xml"]


def test_a_preview_keeps_names_and_comments(small: Path, unpressed: None) -> None:
    """Who edits a script or a style finds it in the browser as it is written, below what is used of the theme's."""
    offer = before(read_site(small, "http://localhost:8000/", is_preview=True), THEME)
    ours = small / "docs/assets/second-round"
    assert offer.files["assets/second-round/second-round.mjs"] == (ours / "second-round.mjs").read_bytes()
    style = offer.files["assets/second-round/second-round.css"]
    assert style.endswith((ours / "second-round.css").read_bytes())
    assert style.startswith(b".admonition{color: red}")
    assert THEME.keys() < offer.instead


def test_a_built_site_sends_nothing_of_the_theme_but_what_is_used(small: Path, unpressed: None) -> None:
    """Its scripts and sheets are left out, and in ours, without its comments, its rules for text and tables stand."""
    made = read_site(small)
    offer = before(made, THEME)
    (style,) = (content for name, content in offer.files.items() if name.endswith("/second-round.css"))
    assert style.startswith(b".admonition{color: red}")
    assert b"/*" not in style
    assert THEME.keys() < offer.instead
    assert not THEME.keys() & before(made).instead


def test_what_is_sent_is_made_ready_once(small: Path, unpressed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that changes no script and no style reads through none of them for what need not be sent."""
    made = read_site(small)
    first = before(made, THEME)
    for name in ("styles.kept", "comments._alone"):
        monkeypatch.setattr(f"macros.web.build.{name}", None)
    assert before(made, THEME).files == first.files


def test_the_address_is_the_brands_unless_it_is_given(small: Path) -> None:
    """Where several editions stand beside one another, it is that of the latest."""
    brand = read_site(small).library.brand
    assert read_site(small).address == brand.address
    assert read_site(small, is_one_of_several=True).address == f"{brand.address}latest/"
    assert read_site(small, "https://a.example/b/", is_one_of_several=True).address == "https://a.example/b/"


def test_a_machine_without_what_prints_has_all_but_the_pdfs(
    small: Path, unpressed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The generator learns why, and decides what that is worth to it."""

    def lacks(library: object, cache: Path, **_: object) -> dict[str, bytes]:
        raise MissingSystemPart("Install libpango-1.0-0.")

    monkeypatch.setattr(paper, "render", lacks)
    offer = before(read_site(small))
    assert offer.lacking == "Install libpango-1.0-0."
    assert "data/checklists.json" in offer.files
    assert [name for name in offer.files if name.startswith("downloads/")] == ["downloads/panel-day-a4.docx"]


def test_what_stands_below_a_page_is_what_it_names(small: Path) -> None:
    """When it was reviewed, where its words come from, and the items that it explains, seen from its own address."""
    page = small / "docs/prepare/reply.md"
    head = "---\nreviewed: 2026-11\nsources: [a-page]\n---\n"
    page.write_text(head + page.read_text(encoding="utf-8").rpartition("---\n")[2], encoding="utf-8")
    below = beside(read_site(small), "prepare/reply.md")
    assert below.reviewed == "November 2026"
    assert [each.id for each in below.sources] == ["a-page"]
    assert below.explains
    assert all(address.startswith("../../") for address, _ in below.explains)
    page.write_text(page.read_text(encoding="utf-8").replace("2026-11", ""), encoding="utf-8")
    assert beside(read_site(small), "prepare/reply.md").reviewed == ""
    assert beside(read_site(small), "made/by/someone-else.md").sources == ()


def test_a_folder_is_finished_once(whole: tuple[Site, Offer], tmp_path: Path) -> None:
    """Every page in it gets its policy and its modules; a second time changes nothing."""
    made, offer = whole
    page = tmp_path / "out/a/index.html"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE.format("Words."), encoding="utf-8")
    after(made, offer, tmp_path / "out")
    finished = page.read_text(encoding="utf-8")
    assert '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"' in finished
    assert '<link rel="modulepreload" href="assets/second-round-1/' in finished
    assert (tmp_path / "out/service-worker.js").is_file()
    (found,) = json.loads((tmp_path / "out/search/index.json").read_text(encoding="utf-8"))["pages"]
    assert (found["address"], found["sections"]) == ("a/", [{"text": "Words."}])
    after(made, offer, tmp_path / "out")
    assert page.read_text(encoding="utf-8") == finished


def test_pages_rank_in_the_search_as_they_wish(small: Path, unpressed: None, tmp_path: Path) -> None:
    """By their front matter; those on two editions are not found; and the words that mean the same go along."""
    wishes = {"prepare/reply": "search:\n  boost: 0.5\n", "worksheets/people": "search:\n  exclude: true\n"}
    for name, wish in wishes.items():
        page = small / f"docs/{name}.md"
        words = page.read_text(encoding="utf-8").removeprefix("---\ntitle: Reply\n---\n")
        page.write_text(f"---\n{wish}---\n{words}", encoding="utf-8")
    made = read_site(small)
    offer = replace(before(made), pages={"editions/1.0-1.2.md": ""})
    for name in (*wishes, "editions/1.0-1.2", "scenarios/panel-day"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "index.html").write_text(PAGE.format("Words."), encoding="utf-8")
    after(made, offer, tmp_path)
    found = json.loads((tmp_path / "search/index.json").read_text(encoding="utf-8"))
    assert {each["address"]: each.get("rank", 1) for each in found["pages"]} == {
        "prepare/reply/": 0.5,
        "scenarios/panel-day/": 1,
    }
    assert found["often"] == ["what to eat"]
    assert found["synonyms"] == [["e-mail", "mail"], ["meal", "lunch", "dinner"]]


def test_a_preview_has_no_policy_and_no_worker(small: Path, unpressed: None, tmp_path: Path) -> None:
    """It reloads its pages by a script; finished twice, its pages stay as they were the first time too."""
    made = read_site(small, "http://localhost/", is_preview=True)
    page = tmp_path / "out/index.html"
    page.parent.mkdir()
    page.write_text(PAGE.format("Words."), encoding="utf-8")
    offer = before(made)
    after(made, offer, tmp_path / "out")
    finished = page.read_text(encoding="utf-8")
    assert "Content-Security-Policy" not in finished
    after(made, offer, tmp_path / "out")
    assert page.read_text(encoding="utf-8") == finished
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"index.html", "search"}


def test_what_keeps_a_folder_from_being_finished_is_told_in_words(
    whole: tuple[Site, Offer], tmp_path: Path, small: Path
) -> None:
    """Code in a page's words, a page that cannot have a policy, one that is no text, and one that is not there."""
    made, offer = whole
    out = tmp_path / "out"
    out.mkdir()

    def refused(page: bytes) -> str:
        (out / "page.html").write_bytes(page)
        with pytest.raises(SecondRoundError) as error:
            after(made, offer, out)
        return str(error.value)

    assert refused(PAGE.format("<p style='x'>").encode()).startswith(
        "page.html:1  <p style='x'>  A page can't have a script"
    )
    headless = PAGE.format("").replace('<meta charset="utf-8">', "")
    assert refused(headless.encode()) == (
        'page.html: It has no <meta charset="utf-8">, after which its content policy belongs.'
    )
    assert refused("é".encode("latin-1")) == "page.html: It is not UTF-8, at byte 0."
    page = small / "docs/prepare/reply.md"
    page.write_text(page.read_text(encoding="utf-8").replace("---\n", "---\noffline: true\n", 1), encoding="utf-8")
    (out / "page.html").unlink()
    with pytest.raises(SiteError, match='"prepare/reply/" says "offline: true", and the site has no'):
        after(read_site(small), offer, out)


def test_a_hidden_page_is_not_kept_for_when_there_is_no_network(
    whole: tuple[Site, Offer], tmp_path: Path, small: Path
) -> None:
    """Nor is it missed, where it says that it wants to be."""
    page = small / "docs/prepare/reply.md"
    page.write_text(page.read_text(encoding="utf-8").replace("---\n", "---\noffline: true\n", 1), encoding="utf-8")
    brand = small / "checklists/brand.yml"
    brand.write_text(brand.read_text(encoding="utf-8") + "hide: {pages: [prepare]}\n", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    after(read_site(small), whole[1], out)
    assert "prepare/reply" not in (out / "service-worker.js").read_text(encoding="utf-8")


def test_code_is_refused_on_all_pages_at_once() -> None:
    """Each page is named by its file; a page without any is no problem."""
    with pytest.raises(DataError) as error:
        refuse_code([("docs/a.md", "<p onclick='x'>"), ("docs/b.md", "<p>"), ("docs/c.md", "<style>")])
    assert [problem.file for problem in error.value.problems] == ["docs/a.md", "docs/c.md"]
    refuse_code([("docs/b.md", "<p>")])


Files = dict[str, bytes]


def without(name: str) -> Callable[[Files], Files]:
    return lambda files: {each: content for each, content in files.items() if each != name}


def with_latin_1(name: str) -> Callable[[Files], Files]:
    return lambda files: {**files, name: "é".encode("latin-1")}


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (without("second-round.css"), "docs/assets/second-round/second-round.css is not there"),
        (without("second-round.mjs"), "docs/assets/second-round/second-round.mjs is not there"),
        (without("plan/store.mjs"), "A script imports plan/store.mjs, which is not in docs/assets/second-round/."),
        (with_latin_1("a.mjs"), "docs/assets/second-round/a.mjs is not UTF-8, at byte 0."),
        (with_latin_1("second-round.css"), "second-round.css is not UTF-8, at byte 0."),
    ],
)
def test_scripts_and_styles_that_are_wrong_are_told_in_words(
    project: Path, unpressed: None, damage: Callable[[Files], Files], message: str
) -> None:
    """One that every page needs and is gone, one that another imports, one that is no UTF-8."""
    ours = ROOT / "docs/assets/second-round"
    files = {path.relative_to(ours).as_posix(): path.read_bytes() for path in ours.rglob("*") if path.is_file()}
    for name, content in damage(files).items():
        path = project / "docs/assets/second-round" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    with pytest.raises(SiteError) as error:
        before(read_site(project))
    assert message in str(error.value)


def test_what_an_editor_leaves_beside_a_script_is_no_part_of_it(small: Path, unpressed: None) -> None:
    """A name that begins with a dot, and a link that leads nowhere, are not sent."""
    folder = small / "docs/assets/second-round"
    folder.unlink()
    folder.mkdir()
    for name in ("second-round.css", "second-round.mjs"):
        (folder / name).write_text("", encoding="utf-8")
    (folder / ".swap").mkdir()
    (folder / ".swap/a.mjs").touch()
    (folder / ".#b.mjs").symlink_to("nowhere")
    (folder / "c.mjs").symlink_to("nowhere")
    offer = before(read_site(small))
    assert {name for name in offer.assets.files if not name.startswith("fonts/")} == {
        "files.json",
        "letter.svg",  # the brand is not the guidance's own
        "search/lunr.js",
        "second-round.css",
        "second-round.mjs",
    }


def test_a_theme_that_is_not_the_one_we_know_is_told(small: Path, unpressed: None) -> None:
    """Other style sheets, more or fewer of them, are named."""
    with pytest.raises(SiteError, match=r"Expected main and palette as the theme's style sheets; found a\.css\."):
        before(read_site(small), {"a.css": "", "a.css.map": ""})


def test_the_library_is_read_again_only_when_it_has_changed(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A generator that asks at each page reads all files once; an edit of one has it read anew."""
    reads: list[Path] = []

    def counted(root: Path) -> Library:
        reads.append(root)
        return load(root)

    monkeypatch.setattr(site, "load", counted)
    first = site.site_as_it_stands(small)
    assert site.site_as_it_stands(small) is first
    brand = small / "checklists/brand.yml"
    brand.write_text(brand.read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")
    assert site.site_as_it_stands(small) is not first
    assert len(reads) == 2


def test_assets_are_named_by_what_is_in_them() -> None:
    """The same files are in the same folder; another comment changes nothing, another file or letter does."""
    files = {"second-round.mjs": b"// a\nrun();\n", "second-round.css": b"p {}"}

    def folder(changed: dict[str, bytes]) -> str:
        return named_by_content({**files, **changed}).folder

    assert folder({}) == folder({"second-round.mjs": b"// b\nrun();\n"})
    assert folder({}) != folder({"second-round.mjs": b"// a\nrun()\n"})
    assert folder({}) != folder({"a.css": b""})
