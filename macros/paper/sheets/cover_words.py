"""Owns the sentences of a cover: how to use a pack, on a screen and on paper; where they stand is for `kinds`."""

from __future__ import annotations

from macros.guidance import SHAPE_WORDS, SHAPES, Column, Part, aloud
from macros.paper.sheets.blocks import Lines

WHEN_TO_LOOK = (
    "These are the moments of this interview, in order. Stop at each, go through its list, and go on.",
    "Every other sheet says at its top when to open it first.",
)

WHAT_FOR = (
    "Checklist: what to do at each moment, line by line. Tick as you go.",
    "Card: a few more lines for one circumstance. Take out the one you need.",
    "Worksheet: room to think before a talk, and to keep what was said in it.",
    "Script: what to say on a call, and where each answer leads.",
    "Notes: empty lines for the rest.",
    "A pack holds the sheets that were chosen. Use what helps, and leave the rest blank.",
)

ON_SCREEN = (
    "Save the file first, then open it in a program that fills in forms.",
    "Type your name, the date and the employer here once. They appear wherever the pack asks for them.",
    "Save again before you close it. What you type is kept in the file, so keep that where only you look.",
)

ON_PAPER = (
    "Print at 100 %, in black and white. Both sides save paper; on one, each sheet can be taken out alone.",
    "Staple at the top left, and leave cards loose.",
    "Scan the code at the foot to see whether this edition is still current.",
)

PRACTISE = Lines(
    "How to practise",
    (
        "Shuffle the cards, and take one. Think for half a minute.",
        "Start a kitchen clock, and say the answer aloud. Whoever listens keeps quiet.",
        "Stop when it rings, or before. Then ask one or two of the questions on the back.",
        "Turn the card: tick what you heard. Say first what went well.",
        "Put it back in the pile for tomorrow if it needs another go. Three cards an evening are plenty.",
    ),
)

SHAPE_LINES = Lines(
    "How an answer is built",
    tuple(
        f"{SHAPE_WORDS[shape]}, {aloud(shape)}: {', '.join(part[0].lower() + part[1:] for part, _ in SHAPES[shape])}."
        for shape in SHAPES
        if shape != "line"
    ),
)

PRACTISED = Part(
    title="What went well",
    hint="A row for each answer. Tick what was there, and leave the rest blank.",
    row="answer",
    rows=12,  # type: ignore[arg-type]  # so many rows, as files of worksheets say it
    columns=(
        Column(id="card", label="Card, day", lines=2, width=3),
        Column(id="figures", label="True figures", kind="tick", width=2),
        Column(id="part", label="My own part", kind="tick", width=2),
        Column(id="stopped", label="Stopped in time", kind="tick", width=2),
        Column(id="next", label="A word for next time", lines=2, width=6),
        Column(id="again", label="Again tomorrow", kind="tick", width=2),
    ),
)
"""Where whoever practises on paper notes what a plan keeps in the browser."""
