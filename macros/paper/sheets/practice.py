"""Owns the cards to practise with: how many stand on a side, and that their backs lie behind their fronts."""

from __future__ import annotations

from itertools import chain

from macros.guidance import Practice
from macros.paper.sheets.blocks import CardFaces, LayoutRules, Panels, SheetBlock
from macros.paper.sheets.cover_words import PRACTISE, PRACTISED, SHAPE_LINES
from macros.paper.sheets.fit import Band, Spacing
from macros.paper.sheets.kinds import SheetKind

ROWS_OF_CARDS = 3
"""How many cards to practise with stand one below the other; two stand side by side."""


class PracticeCards(SheetKind[Practice]):
    word = "Practice cards"
    template = "practice.html.jinja"
    # A row is a card: three of them stand below one another, and two of these never fit on one side.
    ordinary = LayoutRules((10.5,), (), Spacing(gap=Band(4, 6, 8), row=Band(69, 75, 84), notes=None))
    roomy = ordinary.spacing
    display = 26.0  # so that the title of any scenario stands on one line
    ends_with_code = False  # so that cards are equally high on both of their sides
    too_long = "Shorten the questions, or what a good answer to them has."

    @property
    def listed(self) -> Practice:
        return self.subject

    @property
    def blocks(self) -> tuple[SheetBlock, ...]:
        """How to practise and what went well, on one sheet; then the cards, each side of them with its back."""
        numbered = tuple(enumerate(self.subject.questions, 1))
        first = [
            SheetBlock(Panels((PRACTISE, SHAPE_LINES)), PRACTISE.title, rows=0),
            SheetBlock(PRACTISED, PRACTISED.title, rows=ROWS_OF_CARDS),
        ]
        for start in range(0, len(numbered), 2 * ROWS_OF_CARDS):
            cards = numbered[start : start + 2 * ROWS_OF_CARDS]
            which = f"Cards {cards[0][0]} to {cards[-1][0]}" if len(cards) > 1 else f"Card {cards[0][0]}"
            # On the backs the two of a row change places, so that each lies behind its question.
            turned = tuple(chain.from_iterable(cards[at : at + 2][::-1] for at in range(0, len(cards), 2)))
            fronts, backs = CardFaces(cards, is_back=False), CardFaces(turned, is_back=True)
            first.append(SheetBlock(fronts, f"{which}: the questions", ROWS_OF_CARDS))
            first.append(SheetBlock(backs, f"{which}: what a good answer has", ROWS_OF_CARDS))
        return tuple(first)

    @property
    def fields(self) -> dict[str, str]:
        fields = {
            f"{self.listed.id}.{row.id}.{column.id}": f"{row.label}: {column.label}"
            for row in PRACTISED.rows
            for column in PRACTISED.columns
        }
        for block in self.blocks:
            if isinstance(block.shows, CardFaces):
                what, words = ("words", "My key words") if block.shows.is_back else ("said", "Said aloud")
                fields |= {f"{each.id}-{what}": f"Card {number}: {words}" for number, each in block.shows.cards}
        return fields
