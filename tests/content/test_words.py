"""The guidance as words: short, whole, and made of the contract's own terms."""

from __future__ import annotations

import re
import statistics

import pytest
import yaml

from macros.guidance import Item, download_name
from macros.paper.sheets.sheet import downloads
from macros.reading import load
from macros.values import PAPERS
from tests.conftest import ROOT
from tests.content.reading import grade, prose

pytestmark = pytest.mark.guidance

LIBRARY = load(ROOT)

PAUSE_POINTS = [
    "when-they-call",
    "week-before",
    "night-before",
    "at-the-door",
    "between-conversations",
    "before-you-leave",
    "within-the-hour",
    "next-day",
]
PAGES = sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))
GUIDES = [
    page
    for page in PAGES
    if page.split("/")[0] in ("start", "scenarios", "prepare", "worksheets", "conversations", "understand", "reference")
    or page.startswith("career-centers/")
]
WORKSHEETS = [
    *("first-round", "story-bank", "deep-dive", "people", "concerns", "questions"),
    *("first-90-days", "pay-and-needs", "adjustments", "day-log", "culture", "offers"),
    *("score-sheet", "practice-feedback", "their-business"),
]


def items() -> list[Item]:
    return list(LIBRARY.items.values())


def test_the_scenarios_are_there_in_their_order() -> None:
    """The answers to “Who will be in the room?” go from the one you know to many, and to those who watch you work."""
    assert list(LIBRARY.scenarios) == ["same-interviewer", "new-interviewer", "panel-day", "assessment-day"]


@pytest.mark.parametrize("scenario", LIBRARY.scenarios)
def test_a_scenario_has_every_pause_point_in_the_order_of_the_day(scenario: str) -> None:
    """Only a day of several talks or tasks has gaps between them; the rest is in all scenarios."""
    has_gaps = scenario in ("panel-day", "assessment-day")
    expected = [each for each in PAUSE_POINTS if has_gaps or each != "between-conversations"]
    assert [pause_point.id for pause_point in LIBRARY.checklist(scenario).pause_points] == expected


@pytest.mark.parametrize("scenario", LIBRARY.scenarios)
def test_few_items_must_not_be_missed_and_all_of_those_are_marked(scenario: str) -> None:
    """What no candidate can do without is marked in every scenario, and little else is."""
    must = {item.id for item in LIBRARY.checklist(scenario).items if item.must}
    killers = {"ask-format", "ask-names", "ask-adjustments", "two-in-depth", "facts-match", "ask-next-step-and-date"}
    assert killers <= must
    assert len(must) <= 9


@pytest.mark.parametrize("item", items(), ids=lambda item: item.id)
def test_an_item_is_one_short_sentence_and_one_reason(item: Item) -> None:
    """What to do takes at most 15 words; both it and the reason are whole sentences."""
    assert len(item.do.split()) <= 15
    assert item.do[-1] in ".?"
    assert item.why.rstrip("”")[-1] in ".?"
    assert "'" not in item.do + item.why, "apostrophes and quotes are typographic"


@pytest.mark.parametrize("card", LIBRARY.cards)
def test_a_card_has_enough_items_to_be_worth_its_side(card: str) -> None:
    """Five to nine items: fewer belong on the checklist itself."""
    assert 5 <= len(LIBRARY.card(card).items) <= 9


def test_the_median_item_can_be_read_after_eight_years_of_school() -> None:
    """What to do and why, together; and nothing is far above what that reader manages."""
    grades = sorted(grade(f"{item.do}\n{item.why}") for item in items())
    assert statistics.median(grades) <= 8
    assert grades[-1] <= 13


@pytest.mark.parametrize("page", [page for page in GUIDES if page != "reference/law.md"])
def test_a_page_can_be_read_after_nine_years_of_school(page: str) -> None:
    """Every page of guidance; the law by place quotes the law's own words."""
    assert grade(prose((ROOT / "docs" / page).read_text(encoding="utf-8"))) <= 9


def test_the_grade_tells_hard_words_from_easy_ones() -> None:
    """The measure can fail: officialese is far above nine, and a page's marks, calls and addresses don't count."""
    hard = "Notwithstanding organisational considerations, applicants undergo comprehensive evaluation procedures."
    assert grade(hard) > 14
    page = "---\ntitle: x\n---\n# A dog {#a}\n\n| It | runs |\n|---|---|\n\n{{ call('x') }}[Go](https://a.example/b)"
    assert prose(page).split("\n") == ["A dog.", "It.", "runs.", "Go."]


@pytest.mark.parametrize("worksheet", WORKSHEETS)
def test_a_worksheet_is_whole(worksheet: str) -> None:
    """It has a page that shows it, a filled example in every part that could have one, and a PDF on each paper."""
    sheet = LIBRARY.worksheet(worksheet)
    assert f'{{{{ worksheet("{worksheet}") }}}}' in (ROOT / f"docs/worksheets/{worksheet}.md").read_text("utf-8")
    assert any(line.example for part in sheet.parts for line in part.fields) or any(p.examples for p in sheet.parts)
    assert {download_name(sheet, paper) for paper in PAPERS} <= {download.name for download in downloads(LIBRARY)}


def test_the_worksheets_are_there_in_their_order() -> None:
    """From what happened in round one to choosing between offers, and then the sheets to practise with."""
    assert list(LIBRARY.worksheets) == WORKSHEETS


def test_the_page_of_who_heard_what_finds_its_fields() -> None:
    """Each field that its script reads is in every row that its template names: the first part of both worksheets."""
    script = (ROOT / "docs/assets/second-round/worksheet/told-element.mjs").read_text(encoding="utf-8")
    read = set(re.findall(r"field\(`([a-z-]+)\.\$\{[a-z.]+\}\.([a-z-]+)`\)", script))
    assert {worksheet for worksheet, _ in read} == {"people", "story-bank"}
    for worksheet, column in read:
        sheet = LIBRARY.worksheet(worksheet)
        assert {f"{worksheet}.{row.id}.{column}" for row in sheet.parts[0].rows} <= sheet.fields.keys(), column


def test_the_call_has_its_core_its_ladder_and_its_warnings() -> None:
    """A handful of questions to ask always, a ladder to climb only when asked up, and when not to."""
    call = LIBRARY.conversation("callback")
    kinds = [part.kind for part in call.parts]
    assert kinds[0] == "core"
    assert "ladder" in kinds
    assert kinds[-1] == "close"
    assert call.stop
    assert call.email.paragraphs
    ladder = [step.id for part in call.parts if part.kind == "ladder" for step in part.steps]
    ways_in = [a for part in call.parts if part.kind == "core" for s in part.steps for a in s.answers if a.go in ladder]
    assert ways_in, "the ladder is reached from the core, by a choice"


@pytest.mark.parametrize("conversation", LIBRARY.conversations)
def test_a_conversation_is_whole(conversation: str) -> None:
    """It begins with what to ask and ends with thanks, says when not to, is on a page of its own, and has an e-mail."""
    call = LIBRARY.conversation(conversation)
    assert (call.parts[0].kind, call.parts[-1].kind) == ("core", "close")
    assert not call.parts[-1].steps[-1].answers
    assert call.stop
    assert call.email.paragraphs
    page = (ROOT / f"docs/conversations/{conversation}.md").read_text(encoding="utf-8")
    assert f'{{{{ conversation("{conversation}") }}}}' in page


@pytest.mark.parametrize("bank", ["asked-of-you", "to-ask"])
def test_a_bank_has_questions_for_every_role_and_scenario(bank: str) -> None:
    """Whatever a person filters by, something is left."""
    questions = [question for group in LIBRARY.question_bank(bank).groups for question in group.questions]
    roles = ["hr", "manager", "peer", "other-team", "executive"] + (["sponsor"] if bank == "to-ask" else [])
    for role in roles:
        for scenario in LIBRARY.scenarios:
            assert [each for each in questions if role in each.by and scenario in each.scenarios], (role, scenario)


@pytest.mark.parametrize("page", GUIDES)
def test_a_page_leads_on(page: str) -> None:
    """Every page of guidance ends with where to go next."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    if page.split("/")[0] not in ("scenarios", "cards") and page != "worksheets/index.md":
        assert re.search(r"^## Next \{#next\}\n+(- .*\]\(.+\n?)+\Z", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_in_front_what_it_is(page: str) -> None:
    """A title, a description that fits a search result, when it was last reviewed, and where it comes from."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    description = re.search(r"^description: (.+)$", text, re.MULTILINE)
    assert re.search(r"^title: .+$", text, re.MULTILINE)
    assert isinstance(yaml.safe_load(text.split("---\n")[1]), dict), "a colon in a title or description needs quotes"
    assert description
    assert 60 <= len(description[1]) <= 160
    assert not re.search(r"(?<!“)as I (already )?said", text, re.IGNORECASE)
    assert re.search(r"^reviewed: \d{4}-\d{2}$", text, re.MULTILINE)
    assert re.search(r"^sources: \[.+\]$", text, re.MULTILINE) or page == "about/sources.md"


@pytest.mark.parametrize("sector", LIBRARY.sectors)
def test_a_line_of_work_is_whole(sector: str) -> None:
    """It has a page, a PDF on each paper, questions of its own in both banks, and a source for all that happens there.

    What is judgement says so: `editors` is the only source of no more than one point of what happens.
    """
    card = LIBRARY.sector(sector)
    assert f'{{{{ sector("{sector}") }}}}' in (ROOT / f"docs/sectors/{sector}.md").read_text("utf-8")
    assert {download_name(card, paper) for paper in PAPERS} <= {download.name for download in downloads(LIBRARY)}
    for bank in LIBRARY.questions.values():
        assert [each for group in bank.groups for each in group.questions if sector in each.sectors], bank.id
    assert sum(point.sources == ("editors",) for point in card.happens) <= 1


BRIDGES = ("refer-to-round-one.md#bridge-lines", "Shall I go through it, or")

OF_AN_EXAMPLE = {"start/worked-example.md"}
"""Where the bridge line is what a made-up candidate says, to people who don't score."""


@pytest.mark.parametrize("page", PAGES)
def test_where_the_bridge_line_is_offered_scored_panels_are_left_out_of_it(page: str) -> None:
    """A panel that scores may count only what is said in the room: each page that offers the line leads to that."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    if any(bridge in text for bridge in BRIDGES) and page not in OF_AN_EXAMPLE:
        assert "scored-panel" in text or page == "sectors/scored-panel.md"


def test_each_item_with_the_bridge_line_leaves_out_scored_panels() -> None:
    """On paper no link is followed, so the exception stands beside the line itself."""
    said = [item for item in LIBRARY.items.values() if "I told your colleague" in item.why]
    assert len(said) >= 2
    assert all("a panel that scores" in item.why for item in said)
