"""Owns which sheets there are, and what each file and field of them is called; does not make any."""

from __future__ import annotations

from macros.guidance.conformance import Conformance
from macros.guidance.model import Card, Checklist, Conversation, Item, PausePoint, Question, Scenario, Sector, Worksheet
from macros.values import Paper, Value

SHEET_FIELDS = ("name", "date", "employer", "centre", "notes", "more")
"""Fields that the sheets of a pack have beside its items, so that no item can be called so."""

CARD_NOTES = "notes-"
"""What the name of the field for notes on a card begins with, before the card's id."""


def kept_as(field: str) -> tuple[str, str] | None:
    """Return where a plan keeps what stands in a field of a sheet: a section, and the name in it.

    None where it has no place of its own. `docs/assets/second-round/plan/places.mjs` says the same in JavaScript, and
    tests/browser/places.yml holds both to it.
    """
    if field in ("name", "employer"):
        return "about", field
    if field in SHEET_FIELDS or field.startswith(CARD_NOTES):
        return None
    return "fields" if "." in field else "items", field


class Cover(Value):
    """The front of a pack."""

    checklist: Checklist

    @property
    def id(self) -> str:
        return self.checklist.scenario.id

    @property
    def title(self) -> str:
        return self.checklist.scenario.title

    @property
    def lead(self) -> str:
        return self.checklist.scenario.lead


class NotesPage(Value):
    """A page of lines to write on, at the end of a pack."""

    scenario: Scenario
    title: str = "Notes"
    lead: str = "Names, figures, promises, questions: whatever has no place on another sheet."

    @property
    def id(self) -> str:
        return self.scenario.id


PRACTICE = "Practice cards"
"""What the cards to practise with are called, before the title of their scenario."""


class Practice(Value):
    """Cards to practise with: the questions of a scenario on one side, what a good answer has on the other."""

    scenario: Scenario
    questions: tuple[Question, ...]

    @property
    def id(self) -> str:
        return self.scenario.id

    @property
    def title(self) -> str:
        return f"{PRACTICE}: {self.scenario.title}"

    @property
    def lead(self) -> str:
        return (
            "Print on both sides, turned over the long edge, and cut along the lines. Ask, listen, then turn the card."
        )


class Pocket(Value):
    """The moments of the day itself, on one side that folds to a quarter: what a person wants to have in a pocket."""

    scenario: Scenario
    pause_points: tuple[PausePoint, ...]

    @property
    def id(self) -> str:
        return self.scenario.id

    @property
    def title(self) -> str:
        return f"Pocket card: {self.scenario.title}"

    @property
    def lead(self) -> str:
        return "Fold it twice, with the words outside."

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in the order in which it is gone through."""
        return tuple(item for each in self.pause_points for item in each.items)


Sheet = Scenario | Card | Worksheet | Conversation | Cover | NotesPage | Practice | Pocket | Conformance
"""What is pressed as a sheet of its own. A cover and a page of notes are downloaded only as parts of a pack."""

SHEET_PREFIXES: dict[type[Sheet], str] = {
    Card: "card-",
    Sector: "card-",
    Conversation: "conversation-",
    Cover: "cover-",
    NotesPage: "notes-",
    Practice: "rehearsal-",
    Pocket: "pocket-",
}
"""What stands before the id in the name of a sheet, so that sheets of two kinds may have one id."""

PACK_PREFIX = "pack-"

CARTRIDGE, MOODLE_CARTRIDGE = "second-round.imscc", "second-round-moodle.imscc"
"""The file names of the whole guidance as a course: for most systems, and in the older format that Moodle reads."""

CARTRIDGES = (CARTRIDGE, MOODLE_CARTRIDGE)


def sheet_name(sheet: Sheet) -> str:
    """Return what a sheet is called, whatever its paper and size: 'card-video-call'."""
    return SHEET_PREFIXES.get(type(sheet), "") + sheet.id


def download_name(sheet: Sheet, paper: Paper, large: bool = False) -> str:
    """Return the file name of a download, as links and printed sheets rely on it: 'panel-day-a4-large.pdf'."""
    return f"{_on(paper, large, sheet_name(sheet))}.pdf"


def word_name(sheet: Sheet, paper: Paper) -> str:
    """Return the file name of a sheet as a Word document: 'panel-day-a4.docx'."""
    return f"{_on(paper, False, sheet_name(sheet))}.docx"


def pack_name(scenario_id: str, paper: Paper, large: bool = False) -> str:
    """Return the name of a scenario's pack without an ending, since its map has it too: 'pack-panel-day-a4'."""
    return _on(paper, large, PACK_PREFIX + scenario_id)


def thumbnail_address(name: str, large: bool = False) -> str:
    """Return where the small picture of a sheet or pack of this name is: 'thumbnails/panel-day-large.png'."""
    return f"thumbnails/{name}{'-large' if large else ''}.png"


def archive_name(paper: Paper) -> str:
    """Return the file name of all sheets on a paper: 'second-round-a4.zip'. The newest edition alone has it."""
    return f"second-round-{paper}.zip"


def _on(paper: Paper, large: bool, name: str) -> str:
    return f"{name}-{paper}{'-large' if large else ''}"
