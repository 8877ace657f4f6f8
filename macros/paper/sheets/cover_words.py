"""Owns the sentences of a cover: how to use a pack, on a screen and on paper; where they stand is for `kinds`."""

from __future__ import annotations

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
    "Scan the code at the top to see whether this edition is still current.",
)
