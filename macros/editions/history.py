"""Owns every edition in its order, and what changed from each to the next; does not know who asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.editions.compare import CHANGE_WORDS, Change, compare, listed
from macros.editions.frozen import freeze
from macros.guidance import Frozen, how_many, predecessor

if TYPE_CHECKING:
    from macros.guidance import Library

# ------------------------------------------------------------------------------------------------- all of them at once


@dataclass(frozen=True)
class History:
    """Every edition that was released, by their days, and what the guidance says here and now.

    `now` is the last of them, or a draft of the next: what stands in checklists/ may have moved on since a release. In
    a centre's copy two rows meet, the project's editions and its own, and each is compared with the one before it in
    its own row.
    """

    released: tuple[Frozen, ...]
    now: Frozen

    @property
    def is_draft(self) -> bool:
        """Whether what stands here was never released in these words."""
        return self.now not in self.released

    @property
    def first(self) -> Frozen:
        """The edition that was compared with none."""
        return self.released[0] if self.released else self.now

    @property
    def steps(self) -> list[tuple[Frozen, Frozen, tuple[Change, ...]]]:
        """Return each edition but the first, with the one before it and what changed; the newest first, or a draft."""
        steps = [(self.before(new), new) for new in self.released[1:]]
        if self.is_draft and self.released:
            steps.append((self.before(self.now), self.now))
        return [(old, new, compare(old, new)) for old, new in steps][::-1]

    def before(self, new: Frozen) -> Frozen:
        """Return the edition with which one is compared. There must be one of an earlier day, or of the same number."""
        same = next((each for each in self.released if each.edition == new.edition and each != new), None)
        earlier = [each for each in self.released if each.order < new.order] or [self.first]
        return same or predecessor(new.edition, self.released) or earlier[-1]

    @property
    def apart(self) -> list[tuple[Frozen, Frozen]]:
        """Return every two released editions, the older first, that are no step."""
        pairs = [(old, new) for place, old in enumerate(self.released) for new in self.released[place + 1 :]]
        return [(old, new) for old, new in pairs if self.before(new) is not old]


def history(library: Library) -> History:
    """Return the editions that the library holds, and itself."""
    return History(library.editions, freeze(library))


def new_sheets_in_words(changes: Sequence[Change]) -> str:
    """Return how many sheets are new, such as '1 scenario, 8 cards and 2 worksheets'; '' where none is."""
    kinds = Counter(change.kind for change in changes if change.is_new_sheet)
    counts = [how_many(count, kind) for kind, count in kinds.items()]
    return listed(counts) if counts else ""


def in_words(changes: Sequence[Change]) -> str:
    """Return changes as Markdown, for a changelog and for the terminal: new sheets, then one line each, by way."""
    lines: list[str] = []
    if came := [change for change in changes if change.is_new_sheet]:
        lines += ["### New", ""]
        for change in came:
            about = f": {change.after}" if change.after != change.title else "."
            lines.append(" ".join([f"- {change.title} · {change.kind} `{change.id}`{about}", *change.sentences]))
    for way, heading in CHANGE_WORDS.items():
        here = [change for change in changes if change.ways[0] == way and not change.is_new_sheet]
        if not here:
            continue
        lines += ["", f"### {heading}", ""] if lines else [f"### {heading}", ""]
        for change in here:
            said = change.after if change.after is not None else change.before
            if way == "reworded":
                said = f"{change.before} → {change.after}"
            why = [f"Why: {change.why[1]}"] if change.why and way == "reason" else []
            lines.append(" ".join([f"- {change.title} · `{change.id}`: {said}", *why, *change.sentences]))
    return "\n".join(lines) or "Nothing that a checklist says has changed."
