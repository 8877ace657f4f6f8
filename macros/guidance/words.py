"""Owns what things are called wherever a person reads them: months, durations, ways of use; without whole sentences."""

from __future__ import annotations

import datetime

from macros.guidance.model import Role, Shape, StageKind, Way
from macros.values import Paper

HOUSE = "Second Round"
"""Whose guidance it is: what stands on every sheet and document, whoever hands it out."""

LICENCE = "CC BY 4.0"
"""Of the words on every sheet; what it asks stands in LICENSE-GUIDANCE."""

HEADING_WORDS = {
    "name": "Your name",
    "date": "Date and time",
    "employer": "Employer",
    "centre": "Careers contact",
}
"""What is asked at the top of a sheet, by the names of the fields."""

WAY_WORDS: dict[Way, str] = {"read-do": "Read, then do", "do-confirm": "Do, then confirm"}
"""What a way of use is called wherever a person reads it."""

SECTOR_WORDS = {
    "happens": "What happens",
    "decides": "Who decides",
    "trap": "The trap",
    "items": "What to ask and bring",
}
"""What the parts of every line of work are called, in the order in which they stand."""

WAY_HINTS: dict[Way, str] = {"read-do": "one line at a time", "do-confirm": "tick what is done"}
"""What a way of use asks for, in the words that stand behind its name on a page."""

PAPER_WORDS: dict[Paper, str] = {"letter": "Letter", "a4": "A4"}


def month_words(day: datetime.date, language: str = "en") -> str:
    """Return 'November 2026' for a day in it, or the same in another language such as 'de' or 'fr-CA'.

    It is never in the locale of the machine. Raises ValueError for a language that nobody has the months of.
    """
    import babel
    from babel.dates import format_skeleton

    try:
        return format_skeleton("yMMMM", day, locale=babel.Locale.parse(language, sep="-"))
    except babel.UnknownLocaleError as error:
        raise ValueError(str(error)) from error


def how_many(count: int, noun: str) -> str:
    """Return a number of things: '1 item', '4 scenarios'."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def duration(minutes: int) -> str:
    """Return minutes as a person would say them: '25 min', '1 hour', '3½ hours'."""
    if minutes < 60:
        return f"{minutes} min"
    hours, half = divmod((minutes + 15) // 30, 2)
    return f"{hours}{'½' if half else ''} hour{'s' if hours > 1 or half else ''}"


STAGE_WORDS: dict[StageKind, str] = {
    "core": "Ask these",
    "optional": "Optional",
    "ladder": "Only while they are warm",
    "close": "Always end here",
}
"""What a kind of stage is called wherever a person reads it."""

CALL_WORDS = {"before": "Before you call", "stop": "When not to ask", "end": "Here the call ends."}
"""What stands around the steps of a conversation, wherever a person reads it."""

ROLE_WORDS: dict[Role, str] = {
    "hr": "HR or recruiter",
    "manager": "Manager",
    "peer": "Future colleague",
    "other-team": "Another team",
    "executive": "Senior leader",
    "sponsor": "Who put you forward",
}
"""What a role is called wherever a person reads it."""


SHAPES: dict[Shape, tuple[tuple[str, int], ...]] = {
    "story": (("Challenge", 30), ("Actions", 60), ("Result", 30)),
    "point": (("My answer", 15), ("An example", 35), ("What it means here", 10)),
    "doubt": (("The true part", 15), ("My evidence", 30), ("What I would do", 15)),
    "opening": (("What I do", 20), ("What I do best", 25), ("Why this job", 15)),
    "months": (("First 30 days", 60), ("Days 31 to 60", 60), ("Days 61 to 90", 60)),
    "line": (("The line", 30),),
}
"""The parts of each shape of an answer, and how many seconds each may take. Two minutes are a custom, not a law."""


SHAPE_WORDS: dict[Shape, str] = {
    "story": "A story",
    "point": "A short answer",
    "doubt": "A doubt",
    "opening": "Your opening",
    "months": "Your first 90 days",
    "line": "A line",
}
"""What a shape is called wherever a person reads it."""


def aloud(shape: Shape) -> str:
    """Return how long an answer of this shape takes: '2 minutes', '1 minute', '30 seconds'."""
    seconds = sum(part for _, part in SHAPES[shape])
    if seconds < 60:
        return f"{seconds} seconds"
    return f"{seconds // 60} minute{'s' if seconds >= 120 else ''}"


def languages() -> list[str]:
    """Return every language whose dates could be printed, by its name, such as 'fr-CA'."""
    from babel.localedata import locale_identifiers

    return [name.replace("_", "-") for name in locale_identifiers()]
