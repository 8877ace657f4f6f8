"""What a centre hides and adds: every slip is told with its line, and the menu is as they want it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.errors import DataError
from macros.reading import Menu, load, read_menu, read_pages
from macros.reading.menu import NEEDED as NEEDED_PAGES
from macros.reading.menu import NEEDED_CARDS
from macros.site import read_site
from tests.conftest import ROOT

NAV = """\
nav:
  - Lists:
      - Who will be in the room?: index.md
      - scenarios/panel-day.md
  - Prepare:
      - Their answer:
          - prepare/reply.md
      - prepare/law.md
  - Staff:
      - staff/index.md
      - Print: staff/print.md
"""


@pytest.fixture
def centre(project: Path) -> Path:
    """The small project, with a menu and pages for staff."""
    (project / "mkdocs.yml").write_text(NAV, encoding="utf-8")
    for name in ("index", "prepare/law", "staff/index", "staff/print"):
        write(project, name, "# Title {#title}\n")
    return project


def write(project: Path, name: str, text: str) -> None:
    path = project / f"docs/{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def hide(project: Path, text: str) -> None:
    path = project / "checklists/brand.yml"
    path.write_text(path.read_text(encoding="utf-8") + f"hide:\n{text}", encoding="utf-8")


def menu(project: Path) -> Menu:
    return read_menu(project, load(project))


def test_nothing_hidden_leaves_the_menu_as_it_is(centre: Path) -> None:
    """Whoever changes nothing has the menu that is written."""
    nav = [{"Lists": ["index.md", {"More": ["a.md"]}]}, "b.md"]
    assert menu(centre) == Menu()
    assert Menu().of(nav) == nav


def test_pages_folders_and_sections_leave_the_menu(centre: Path) -> None:
    """A page by its path, a folder with and without a slash, a section at any level, and what is empty then."""
    hide(centre, "  pages: [prepare/law.md, staff/]\n  sections: [Their answer]\n")
    found = menu(centre)
    assert found.hidden == {"prepare/law.md", "staff/index.md", "staff/print.md", "prepare/reply.md"}
    nav = [
        "index.md",
        {"Prepare": [{"Their answer": ["prepare/reply.md"]}, "prepare/law.md"]},
        {"Print": "staff/print.md"},
    ]
    assert found.of(nav) == ["index.md"]


def test_a_line_of_work_takes_its_page_with_it(centre: Path) -> None:
    """Its page is made of the card, so that it can't stand without it."""
    hide(centre, "  cards: [school]\n")
    assert menu(centre).hidden == {"sectors/school.md"}


def test_own_pages_join_a_section_or_begin_one(centre: Path) -> None:
    """They stand at the end, in the order of their names; a section of their own comes last."""
    write(centre, "ours/a", "---\nsection: Prepare\n---\n# A\n")
    write(centre, "ours/b", "---\nsection: Our centre\n---\n# B\n")
    write(centre, "ours/c", "---\nsection: Their answer\n---\n# C\n")
    made = menu(centre).of([{"Prepare": [{"Their answer": ["prepare/reply.md"]}, "prepare/law.md"]}, "index.md"])
    assert made == [
        {"Prepare": [{"Their answer": ["prepare/reply.md", "ours/c.md"]}, "prepare/law.md", "ours/a.md"]},
        "index.md",
        {"Our centre": ["ours/b.md"]},
    ]


def test_an_own_page_takes_the_place_of_ours(centre: Path) -> None:
    """In the menu, and in what is said below the words; items may lead to anchors that only ours had."""
    path = centre / "checklists/items/when-they-call.yml"
    text = path.read_text(encoding="utf-8")
    assert "guide: prepare/reply.md#" in text
    write(centre, "ours/reply", "---\nstands_in_for: prepare/reply.md\nreviewed: 2025-03\n---\n# Our words\n")
    assert menu(centre).of(["prepare/reply.md", {"Reply": "prepare/reply.md"}]) == ["ours/reply.md", "ours/reply.md"]
    said = read_site(centre).pages
    assert "ours/reply.md" not in said
    assert said["prepare/reply.md"]["reviewed"].words == "2025-03"
    assert "ours/reply.md" in read_pages(centre)


NEEDED = (
    "can’t be hidden, because every page, a plan or a printed sheet leads there. "
    "Name the other pages one by one, under pages."
)
WRONG = {
    "names that nobody knows": (
        "  pages: [staf, prepare/la.md]\n  sections: [Stuff]\n  cards: [meel]\n",
        [
            'hide → pages → entry 1  There is no page or folder "staf" in docs/. Did you mean "staff"?',
            'hide → pages → entry 2  There is no page or folder "prepare/la.md" in docs/. '
            'Did you mean "prepare/law.md"?',
            'hide → sections → entry 1  There is no section "Stuff" in the menu of mkdocs.yml. Did you mean "Staff"?',
            'hide → cards → entry 1  There is no card "meel". Did you mean "meal"?',
        ],
    ),
    "what everybody needs": (
        "  pages: [index.md, scenarios]\n  sections: [Lists]\n",
        [
            "hide → pages → entry 1  This page can’t be hidden, "
            "because every page, a plan or a printed sheet leads to it.",
            f"hide → pages → entry 2  scenarios/panel-day.md {NEEDED}",
            f"hide → sections → entry 1  index.md, scenarios/panel-day.md {NEEDED}",
        ],
    ),
    "another shape": (
        "  page: [staff]\n  sections: Staff\n  cards: [7]\n",
        [
            'hide → page  There is no such key here. Did you mean "pages"? Known keys: pages, sections, cards.',
            'hide → sections  Expected a list of titles of the menu, such as Career centres; found "Staff" (text).',
            'hide → cards → entry 1  Expected a list of ids of cards and lines of work; found "7" (a number). '
            'Write "7" instead.',
        ],
    ),
}


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG)
def test_what_is_hidden_wrongly_is_told(centre: Path, text: str, told: list[str]) -> None:
    """Each with its line, and the nearest name that there is."""
    hide(centre, text)
    with pytest.raises(DataError) as caught:
        load(centre)
    assert [f"{each.where}  {each.message}" for each in caught.value.problems] == told
    assert {each.file for each in caught.value.problems} == {"checklists/brand.yml"}


def test_a_card_that_plans_lead_to_is_not_hidden(centre: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told why."""
    monkeypatch.setattr("macros.reading.menu.NEEDED_CARDS", ("meal",))
    hide(centre, "  cards: [meal]\n")
    with pytest.raises(DataError, match="cards → entry 1  This card can’t be hidden, because each plan leads to it"):
        load(centre)


def test_what_scripts_lead_to_must_be_seen() -> None:
    """An address that stands in an attribute for a script is no link that could become words."""
    templates = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "macros/web/templates").glob("*.html.jinja")
    )
    given = re.findall(r"""data-\w+="\{\{ link\(['"]([^'"]+\.md)(?:#card-([\w-]+))?['"]\)""", templates)
    given += re.findall(r"""href="\{\{ link\(['"]([^'"]+\.md)(?:#card-([\w-]+))?['"]\) \}\}" data-""", templates)
    assert len(given) > 5
    assert {page for page, _ in given if not page.startswith(NEEDED_PAGES)} == set()
    assert {card for _, card in given if card} == set(NEEDED_CARDS)
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert [each for each in NEEDED_PAGES if not any(page.startswith(each) for page in pages)] == []


EXPECTED = (
    "Expected section, with the title of the section of the menu in which it stands, such as Prepare; "
    "or stands_in_for, with the page whose place it takes, such as reference/law.md"
)


def test_an_own_page_without_a_place_is_told(centre: Path) -> None:
    """Whatever is missing, twice, unknown, hidden or nearly right."""
    hide(centre, "  sections: [Staff]\n")
    for name, said in {
        "a": "section: Prepair",
        "b": "stands_in_for: prepare/lw.md",
        "c": "section: Prepare\nstands_in_for: prepare/law.md",
        "d": "title: D",
        "e": "section: [Prepare]",
        "f": "stands_in_for: staff/index.md",
        "g": "stands_in_for: prepare/law.md",
        "h": "stands_in_for: prepare/law.md",
    }.items():
        write(centre, f"ours/{name}", f"---\n{said}\n---\n# It\n")
    write(centre, "ours/i", "# It\n")
    with pytest.raises(DataError) as caught:
        load(centre)
    assert [str(each) for each in caught.value.problems] == [
        'docs/ours/a.md:2  section  There is no section "Prepair". Did you mean "Prepare"?',
        "docs/ours/b.md:2  stands_in_for  Expected a page of the guidance, such as reference/law.md; "
        'found "prepare/lw.md" (text). Did you mean "prepare/law.md"?',
        f"docs/ours/c.md:2  the file  {EXPECTED}; found both.",
        f"docs/ours/d.md:2  the file  {EXPECTED}; found neither.",
        "docs/ours/e.md:2  section  Expected the title of a section of the menu; found a list.",
        "docs/ours/f.md:2  stands_in_for  brand.yml hides staff/index.md. Take it out there, so that yours is seen.",
        "docs/ours/h.md:2  stands_in_for  docs/ours/g.md stands in for this page already. Keep one of them.",
        f"docs/ours/i.md:1  front matter  {EXPECTED}, between two lines of --- at the top.",
    ]


def test_a_link_to_a_page_that_has_moved_is_told(centre: Path) -> None:
    """On any page, with its line: a new edition may move a page that a centre's own links to. What is code is none."""
    links = "[Law](../prepare/law.md) and [what](../prepare/laws.md#x)\n[A](../editions/1.0-1.1.md) [B](https://b.example/b.md)"
    shown_only = "```text\n[C](c.md)\n```\nWrite `[D](d.md)`.\n\n"
    write(centre, "ours/a", f"---\nsection: Prepare\n---\n# A\n\n{shown_only}{links}\n")
    with pytest.raises(DataError) as caught:
        load(centre)
    assert [str(each) for each in caught.value.problems] == [
        'docs/ours/a.md:11  ../prepare/laws.md  There is no page "prepare/laws.md" in docs/. Did you mean '
        '"prepare/law.md"?'
    ]


def test_a_hidden_card_is_in_no_list_that_is_shown(centre: Path) -> None:
    """It is a card of the edition all the same: it is frozen with it, and its ids are kept."""
    path = centre / "checklists/scenarios/panel-day.yml"
    path.write_text(path.read_text(encoding="utf-8") + "ready_set: {cards: [meal]}\n", encoding="utf-8")
    hide(centre, "  cards: [meal]\n")
    library = load(centre)
    assert "meal" in library.cards
    assert "meal" not in library.shown.cards
    assert library.shown.scenarios["panel-day"].ready_set.cards == ()
    assert load(centre).shown.items.keys() == library.items.keys() - {each.id for each in library.cards["meal"].items}
