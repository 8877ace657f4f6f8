"""Owns how the guidance is frozen as an edition, and the file that keeps it; does not compare two of them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import TYPE_CHECKING

from pydantic import ValidationError

from macros.guidance import (
    Card,
    Conversation,
    Frozen,
    FrozenItem,
    FrozenQuestion,
    FrozenScenario,
    FrozenSheet,
    Sector,
    Worksheet,
    sheet_name,
    words_digest,
)

if TYPE_CHECKING:
    from macros.guidance import Library

# ------------------------------------------------------------------------------------------------------------- freeze


def freeze(library: Library) -> Frozen:
    """Return everything that the library says, as it is released."""
    lists: dict[str, list[str]] = {}
    for scenario in library.scenarios.values():
        for stop in scenario.pause_points:
            for entry in stop.items:
                lists.setdefault(entry.item, []).append(scenario.id)
    longest_first = sorted(library.scenarios.values(), key=lambda each: -len(each.pause_points))
    order = dict.fromkeys(stop.id for scenario in longest_first for stop in scenario.pause_points)
    pause_points = [library.pause_points[each] for each in dict.fromkeys((*order, *library.pause_points))]
    places = {each.id: each.title for each in pause_points}
    places |= {sheet_name(card): card.title for card in library.cards.values()}
    items = {}
    for block in (*pause_points, *library.cards.values()):
        at = sheet_name(block) if isinstance(block, Card) else block.id
        for item in block.items:
            items[item.id] = FrozenItem(
                do=item.do,
                digest=item.digest,
                why=item.why,
                must=item.must,
                at=at,
                lists=tuple(lists.get(item.id, [at])),
                formerly=item.formerly,
            )
    return Frozen(
        layout=1,
        edition=library.edition.edition,
        released=library.edition.released,
        places=places,
        scenarios={
            each.id: FrozenScenario(
                title=each.title,
                pause_points={stop.id: tuple(entry.item for entry in stop.items) for stop in each.pause_points},
            )
            for each in library.scenarios.values()
        },
        items=items,
        cards={
            each.id: _sheet(each.title, each.lead, _points_of(each), each.formerly) for each in library.cards.values()
        },
        worksheets={
            each.id: _sheet(each.title, each.lead, _lines_of(each), each.formerly)
            for each in library.worksheets.values()
        },
        conversations={
            each.id: _sheet(each.title, each.lead, _steps_of(each), each.formerly)
            for each in library.conversations.values()
        },
        questions={
            each.id: FrozenQuestion(ask=each.ask, good=each.good, follow_ups=each.follow_ups, scenarios=each.scenarios)
            for bank in library.questions.values()
            for each in bank.questions
            if each.good
        }
        or None,
        retired=tuple(library.retired),
    )


def _sheet(title: str, lead: str, lines: dict[str, str], formerly: tuple[str, ...]) -> FrozenSheet:
    words = "\n".join((title, lead, *lines.values()))
    return FrozenSheet(title=title, lead=lead, digest=words_digest(words), lines=lines, formerly=formerly)


_COUNTED = re.compile(r"(part|before|stop|email)-\d+")


def counted(name: str) -> str | None:
    """Return the row of numbers that a line's name only counts in, such as 'part' for 'part-2'; None where it is an id.

    Ids are for ever; what is second today may be third tomorrow.
    """
    found = _COUNTED.fullmatch(name)
    return found[1] if found else None


def _lines_of(worksheet: Worksheet) -> dict[str, str]:
    """Return what a worksheet asks for, by the names of its fields; the rows of a table share what a column asks.

    Rows have a line of their own where the sheet has more to say of them than their number.
    """
    lines: dict[str, str] = {}
    for place, part in enumerate(worksheet.parts, 1):
        lines[f"part-{place}"] = _sentence(part.title, part.hint)
        lines |= {f"{worksheet.id}.{line.id}": _sentence(line.label, line.hint) for line in part.fields}
        noun = (part.row or "").replace("-", " ").capitalize()
        labels = {row: f"{noun} {number}" for number, row in enumerate(part.rows, 1)}
        lines |= {f"{worksheet.id}.{row.id}": row.label for row, label in labels.items() if row.label != label}
        for column in part.columns:
            name = f"{worksheet.id}.*.{column.id}"
            if name in lines:  # a table before this one has a column of this id
                name = f"{worksheet.id}.{part.rows[0].id}.{column.id}"
            lines[name] = _sentence(column.label, column.hint)
    return lines


def _points_of(card: Card) -> dict[str, str]:
    """Return what a line of work says beside its items, by the ids of its points; another card says nothing more."""
    return {f"{card.id}.{point.id}": point.say for point in card.points} if isinstance(card, Sector) else {}


def _steps_of(conversation: Conversation) -> dict[str, str]:
    """Return what is said at each step, with its note and the answers to it."""
    lines = {f"before-{place}": words for place, words in enumerate(conversation.before, 1)}
    for part in conversation.parts:
        for step in part.steps:
            heard = " ".join(f"“{answer.hear}”" for answer in step.answers)
            is_taken = counted(step.id) or step.id in ("title", "lead")
            name = f"{conversation.id}.{step.id}" if is_taken else step.id
            lines[name] = " ".join(filter(None, (step.say, step.note, heard)))
    lines |= {f"stop-{place}": words for place, words in enumerate(conversation.stop, 1)}
    return lines | {f"email-{place}": words for place, words in enumerate(conversation.email.paragraphs, 1)}


def _sentence(label: str, hint: str | None) -> str:
    return f"{label}: {hint}" if hint else label


def to_json(frozen: Frozen) -> str:
    """Return the text of the file of an edition; the same edition always gives the same text."""
    return frozen.model_dump_json(indent=1) + "\n"


def from_json(text: bytes) -> Frozen:
    """Return the edition that a file holds. Raises ValueError, with words, where it is not as it was frozen."""
    try:
        frozen = Frozen.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = " → ".join(str(step) for step in first["loc"]) or "the file"
        raise ValueError(f"{where}: {first['msg']}.") from error
    for identity, item in frozen.items.items():
        if item.digest != words_digest(item.do):
            raise ValueError(f"items → {identity}: These words are not the ones that were released.")
        _check_named(f"items → {identity} → at", [item.at], frozen.places)
        _check_named(f"items → {identity} → lists", item.lists, frozen.lists)
    for identity, scenario in frozen.scenarios.items():
        _check_named(f"scenarios → {identity} → pause_points", scenario.pause_points, frozen.places)
        for place, items in scenario.pause_points.items():
            _check_named(f"scenarios → {identity} → pause_points → {place}", items, frozen.items)
    return frozen


def _check_named(where: str, names: Iterable[str], known: Container[str]) -> None:
    """Raise ValueError for a name of something that the edition has not: whoever compares it looks that up."""
    for name in names:
        if name not in known:
            raise ValueError(f'{where}: This edition has no "{name}".')
