"""Owns how the Library looks as HTML in a page; does not know MkDocs, paper, or what is kept in the browser.

One template a component. Every component is complete without JavaScript; the element in
docs/assets/second-round/ adds keeping, counting and undoing to what stands here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from pathlib import Path

import jinja2
from markupsafe import Markup

from macros.editions import CHANGE_WORDS, Change, History, compare, new_sheets_in_words
from macros.editions import history as history_of
from macros.errors import DataError, Problem, nearest
from macros.guidance import (
    CALL_WORDS,
    CARTRIDGES,
    CHAPTERS,
    COMPONENT_WORDS,
    LEVEL_WORDS,
    PAPER_WORDS,
    ROLE_WORDS,
    SECTOR_WORDS,
    SHAPE_WORDS,
    SHAPES,
    STAGE_WORDS,
    WAY_HINTS,
    WAY_WORDS,
    Library,
    Practice,
    QuestionBank,
    Sheet,
    aloud,
    archive_name,
    download_name,
    duration,
    how_many,
    pack_name,
    sheet_name,
    thumbnail_address,
    word_name,
)
from macros.values import PAPERS, Paper
from macros.web.thumbnail import sheet


class Components:
    """What a page can show. `link` turns a path under docs/ (with its anchor) into an address for the page at hand;
    `title` gives the title of such a page, and to none of those that are `hidden` anything leads. Unless sheets are
    `pictured`, there are no small pictures of them to show. Templates need not be compiled anew where `compiled` says
    where they are kept. The ZIPs are in `newest`, from the top of the site.
    """

    def __init__(
        self,
        library: Library,
        link: Callable[[str], str],
        title: Callable[[str], str],
        hidden: Collection[str] = frozenset(),
        *,
        pictured: bool = True,
        compiled: jinja2.BytecodeCache | None = None,
        newest: str = "downloads/",
    ) -> None:
        self._whole = library
        library = self._library = library.shown
        self._link = link
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=compiled,
        )
        environment.globals.update(
            link=link,
            title=title,
            is_hidden=lambda target: target.partition("#")[0] in hidden,
            library=library,
            brand=library.brand,
            edition=library.edition,
            way_words=WAY_WORDS,
            way_hints=WAY_HINTS,
            role_words=ROLE_WORDS,
            sector_words=SECTOR_WORDS,
            stage_words=STAGE_WORDS,
            call_words=CALL_WORDS,
            chapter_words=CHAPTERS,
            component_words=COMPONENT_WORDS,
            level_words=LEVEL_WORDS,
            change_words=CHANGE_WORDS,
            new_sheets=new_sheets_in_words,
            page_of=self._page_of,
            shapes=SHAPES,
            shape_words=SHAPE_WORDS,
            retired=self._retired,
            paper_words=PAPER_WORDS,
            papers=self.papers,
            download=lambda subject, paper, large=False: link(f"downloads/{download_name(subject, paper, large)}"),
            word=lambda subject, paper: link(f"downloads/{word_name(subject, paper)}"),
            cartridge=lambda name: link(f"downloads/{name}"),
            cartridges=CARTRIDGES,
            archive=lambda paper: link(newest + archive_name(paper)),
            pack=lambda scenario, paper, large=False: link(f"downloads/{pack_name(scenario.id, paper, large)}.pdf"),
            thumbnail=lambda name, large=False: pictured and link(thumbnail_address(name, large)),
            sheet_name=sheet_name,
        )
        environment.filters["code"] = _with_code
        environment.filters["duration"] = duration
        environment.filters["how_many"] = how_many
        environment.filters["aloud"] = aloud
        self._templates = environment

    @property
    def papers(self) -> list[Paper]:
        """The papers, the brand's own first."""
        return sorted(PAPERS, key=lambda paper: paper != self._library.brand.paper)

    def _show(self, template: str, **values: object) -> Markup:
        name = template if "." in template else f"{template}.html"
        text = self._templates.get_template(f"{name}.jinja").render(**values)
        # Markdown takes a block that begins at column 0 and has no blank line in it as it stands.
        return Markup("\n".join(line.strip() for line in text.splitlines() if line.strip()))

    def checklist(self, scenario: str) -> Markup:
        """The scenario's pause points, to tick. Raises DataError where there is no such scenario."""
        return self._show("checklist", checklist=self._library.checklist(scenario))

    def card(self, card: str) -> Markup:
        """One card, to tick; nothing of one that is hidden. Raises DataError where there is no such card."""
        if card in self._whole.brand.hide.cards:
            return Markup()
        return self._show("card", card=self._library.card(card))

    def cards(self) -> Markup:
        """Every card that a candidate opens at some pause point, each at the anchor #card-<id>."""
        sectors = self._library.sectors
        cards = [card for card in self._library.cards.values() if card.pause_point and card.id not in sectors]
        return self._show("cards", cards=cards, sectors=sectors.values())

    def sector(self, sector: str) -> Markup:
        """A line of work: what is different there, and its items, to tick. Raises DataError where there is none."""
        found = self._library.sector(sector)
        listed = found.model_copy(update={"title": SECTOR_WORDS["items"]})
        return self._show("sector", sector=found, listed=listed, sources=self._library.sources)

    def sectors(self) -> Markup:
        """Every line of work, in order."""
        return self._show("sectors", sectors=self._library.sectors.values())

    def worksheet(self, worksheet: str) -> Markup:
        """A worksheet to type into or print, and its example. Raises DataError where there is no such worksheet."""
        return self._show("worksheet", worksheet=self._library.worksheet(worksheet))

    def worksheets(self) -> Markup:
        """Every worksheet, in order, with its downloads."""
        return self._show("worksheets", worksheets=self._library.worksheets.values())

    def example(self, worksheet: str) -> Markup:
        """A worksheet as the example candidate filled it in. Raises DataError where there is no such worksheet."""
        return self._show("example_of", worksheet=self._library.worksheet(worksheet))

    def told(self) -> Markup:
        """Who has heard which story, and who has not: people and stories of the worksheets, joined."""
        return self._show("told")

    def conversation(self, conversation: str) -> Markup:
        """A conversation, whole; the element that holds it adds walking through it step by step.

        Raises DataError where there is no such conversation.
        """
        return self._show("conversation", conversation=self._library.conversation(conversation))

    def questions(self, bank: str) -> Markup:
        """The questions of a bank, whole; the element that holds them adds a filter. Raises DataError where none is."""
        return self._show("questions", bank=self._library.question_bank(bank))

    def rehearsal(self) -> Markup:
        """The place to say answers aloud: a script draws a question and brings a clock; without one it leads on."""
        return self._show("rehearsal", banks=self._rehearsed)

    def aloud(self) -> Markup:
        """Every question that can be said aloud, with what a good answer has, and the shapes of answers."""
        return self._show("aloud", banks=self._rehearsed)

    @property
    def _rehearsed(self) -> list[QuestionBank]:
        return [bank for bank in self._library.questions.values() if any(each.good for each in bank.questions)]

    def practice(self) -> Markup:
        """The cards to practise with, for each scenario."""
        return self._show("practice", practice=self._practice)

    @property
    def _practice(self) -> list[Practice]:
        every = [self._library.practice(scenario) for scenario in self._library.scenarios]
        return [cards for cards in every if cards]

    def downloads(self, subject: str) -> Markup:
        """The PDFs of one scenario, card, worksheet or conversation. Raises DataError where nothing has this id."""
        if subject in self._whole.brand.hide.cards:
            return Markup()
        pocket = self._library.pocket(subject) if subject in self._library.scenarios else None
        return self._show("downloads", subject=self._subject(subject), pocket=pocket)

    def handouts(self) -> Markup:
        """Every download of the edition."""
        pocket = [self._library.pocket(scenario) for scenario in self._library.scenarios]
        return self._show("handouts", practice=self._practice, pocket=pocket)

    def desk(self) -> Markup:
        """The desk that makes a class's handouts in the browser; without a script it says where else they are made."""
        return self._show("desk")

    def plan(self) -> Markup:
        """Every interview of a person; a script fills it, and without one it leads to what works on paper."""
        return self._show("plan")

    def day(self) -> Markup:
        """Whose interview is when, for whoever has a plan in this browser; else a quiet way to say the day."""
        return self._show("day", checklists=[self._library.checklist(scenario) for scenario in self._library.scenarios])

    def question(self) -> Markup:
        """“Who will be in the room?”: an answer for each scenario, and one for those who don't know yet."""
        checklists = [self._library.checklist(scenario) for scenario in self._library.scenarios]
        unknown = self._library.cards.get("unnamed-interviewers")
        sheets = {each.scenario.id: sheet(each.pause_points) for each in checklists}
        return self._show("question", checklists=checklists, sheets=sheets, unknown=unknown)

    def scenarios(self) -> Markup:
        """Every scenario as a link, by its answer to “Who will be in the room?”."""
        return self._show("scenarios", scenarios=self._library.scenarios.values())

    def ready_sets(self) -> Markup:
        """What a counsellor hands out with each checklist, as a table: its worksheets and cards."""
        return self._show("ready_sets", scenarios=self._library.scenarios.values())

    def sources(self) -> Markup:
        """Every source, by kind, with the number of items that lean on it."""
        uses = Counter(source for item in self._library.items.values() for source in item.sources)
        return self._show("sources", sources=self._library.sources.values(), uses=uses)

    def conformance(self, chapter: str = "") -> Markup:
        """One table of the report on accessibility, what is "left-out" of it, or what it is about and how it was made.

        Raises DataError where there is no report, or no such table in it.
        """
        report = self._library.conformance
        if not report:
            raise DataError([Problem("checklists/openacr.yml", 1, "", "There is no report on accessibility.")])
        if chapter not in ("", "left-out", *report.tables):
            message = f'The report has no table "{chapter}".{nearest(chapter, report.tables)}'
            raise DataError([Problem("checklists/openacr.yml", 1, "chapters", message)])
        return self._show("conformance", report=report, chapter=chapter)

    @cached_property
    def _history(self) -> History:
        return history_of(self._whole)

    @cached_property
    def _left(self) -> dict[str, list[str]]:
        """The items that left each list, by the name that printed sheets have for it."""
        left: dict[str, list[str]] = {}
        for retired in self._library.retired:
            held = [each for each in self._library.editions if retired.kind == "item" and retired.id in each.items]
            for name in held[-1].items[retired.id].lists if held else ():
                left.setdefault(name, []).append(retired.id)
        return left

    def _retired(self, subject: Sheet) -> list[str]:
        return self._left.get(sheet_name(subject), [])

    def editions(self) -> Markup:
        """What changed from each edition to the next, the newest first."""
        return self._show("editions", history=self._history)

    def changes(self, old: str, new: str) -> Markup:
        """What changed between any two released editions. Raises DataError with the nearest that there is."""
        released = {each.edition: each for each in self._history.released}
        for wanted in (old, new):
            if wanted not in released:
                message = f"No edition of this number was released.{nearest(wanted, released)}"
                raise DataError([Problem("docs", 1, f'changes("{old}", "{new}")', message)])
        pair = released[old], released[new]
        return self._show("changes_between", old=pair[0], new=pair[1], found=compare(*pair))

    def check(self) -> Markup:
        """Whether a printed sheet is current: what changed since each edition, which the element narrows to a sheet."""
        history, library = self._history, self._library
        practice = {cards.id: cards for cards in self._practice}
        lists = (library.scenarios, library.cards, library.worksheets, library.conversations, practice)
        subjects: dict[str, Sheet] = {sheet_name(each): each for values in lists for each in values.values()}
        since = [(old, compare(old, history.now)) for old in history.released if old != history.now][::-1]
        gone = {name: title for old, _ in since for name, title in old.lists.items() if name not in subjects}
        scenarios = {identity for old in history.released for identity in old.scenarios}
        return self._show("check", history=history, subjects=subjects, since=since, gone=gone, scenarios=scenarios)

    def _page_of(self, change: Change) -> str | None:
        """The address of the page on which a new sheet stands here; None where it has none, or has left since."""
        library, identity = self._library, change.id
        if change.kind == "card":
            card = library.cards.get(identity)
            if identity in library.sectors:
                return self._link(f"sectors/{identity}.md")
            return self._link(f"cards/index.md#card-{identity}") if card and card.pause_point else None
        kinds: dict[str, Mapping[str, object]] = {
            "scenario": library.scenarios,
            "worksheet": library.worksheets,
            "conversation": library.conversations,
        }
        return self._link(f"{change.kind}s/{identity}.md") if identity in kinds.get(change.kind, ()) else None

    def feed(self) -> str:
        """The Atom feed of the editions. `link` must give whole addresses for it."""
        history = self._history
        steps = [(new, old, changes) for old, new, changes in history.steps if new in history.released]
        entries = [*steps, (history.first, None, ())]
        return str(self._show("feed.xml", history=history, entries=entries)) + "\n"

    def _subject(self, subject: str) -> Sheet:
        library = self._library
        known: dict[str, Sheet] = {
            **library.conversations,
            **library.cards,
            **library.worksheets,
            **library.scenarios,
        }
        if subject not in known:
            message = f"There is no sheet with this id.{nearest(subject, known)}"
            raise DataError([Problem("docs", 1, f'downloads("{subject}")', message)])
        return known[subject]


def _with_code(words: str) -> Markup:
    """Return words in which what stands between backticks is code."""
    parts = words.split("`")
    return Markup("").join(Markup("<code>{}</code>").format(each) if at % 2 else each for at, each in enumerate(parts))
