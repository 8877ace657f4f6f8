"""What a screen reader says of the pages that matter most, key by key, is what is written down beside this file."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.browser import serve
from tests.heard.firefox import WIDTH, Firefox
from tests.heard.orca import Orca
from tests.heard.transcript import Step, Transcript, again, difference, read

WALKS = sorted(Path(__file__).parent.glob("*.txt"))
AGAIN = "make heard WRITE=1"
VARIES = re.compile(
    r"(?<=[Ee]dition )\d+\.\d+(, \w+ \d{4})?|(?<=Last reviewed in )\w+ \d{4}|(?<=says: )\d+(?= pages)"
    r"|(?<=-handouts-)\d+\.\d+-\d{4}-\d\d-\d\d"
)
"""What changes with each edition, page or day, and is no change of how a page sounds."""

NARROW = re.compile(r"(?<=^Menu <)collapsed (?=push button>$)|^<(Focus|Browse) mode>$")
"""Firefox tells that a menu can be opened now at once, now later, and Orca changes its mode with that: chance."""

LETTER = re.compile(r"(shift\+)?[a-z]")
"""A key that leads to the next thing of a kind. It is one of browse mode, whatever Orca says of its mode there."""


def listen(step: Step, site: str, window: Firefox, reader: Orca) -> Step:
    """Do what a step says, and return it with what is said then."""
    command, _, rest = step.does.partition(" ")
    if command == "open":
        path, _, width = rest.partition(" at ")
        window.widen(int(width or WIDTH))
        window.open(site + path.removeprefix("/"))
        reader.settle(window)
        reader.said()  # what is said of a page that is still loading comes in a different order each time
        said = []
    elif command == "type":
        said = reader.type(window, rest)
    elif command == "listen":
        said = reader.listen(window)
    elif rest == "and listen":
        said = [*reader.press(window, command), *reader.listen(window)]
    else:
        said = reader.press(window, step.does)
        if LETTER.fullmatch(step.does):
            said = [line for line in said if line != "<Focus mode>"]
    return Step(step.does, tuple(VARIES.sub("…", line) for line in said), step.before)


def hear(kept: Transcript, site: str, window: Firefox, reader: Orca) -> Transcript:
    """Go the way of a transcript anew."""
    versions = f"Orca {reader.version.partition('.')[0]} and Firefox {window.version.partition('.')[0]}"
    steps = [listen(step, site, window, reader) for step in kept.steps]
    if any(" at " in step.does for step in kept.steps):
        said = [tuple(filter(None, (NARROW.sub("", line) for line in step.said))) for step in steps]
        steps = [replace(step, said=lines) for step, lines in zip(steps, said, strict=True)]
    return Transcript(versions, tuple(steps))


@pytest.mark.parametrize("path", WALKS, ids=lambda path: path.stem)
def test_a_walk_is_heard_as_it_was(path: Path, site: str, site_folder: Path, window: Firefox, reader: Orca) -> None:
    """A change of a word, of what a thing is called, or of what is said by itself shows as a diff.

    What is different is heard again, by somebody new, up to three times in all: on a busy machine Orca may miss a word,
    but not the same one each time.
    """
    kept = read(path.read_text(encoding="utf-8"))
    heard = hear(kept, site, window, reader)
    if os.environ.get("WRITE"):
        path.write_text(str(heard), encoding="utf-8")
        return
    for _ in range(2):
        if difference(kept, heard, path.name):
            with serve({"/": site_folder}) as anew:
                heard = again(kept, heard, hear(kept, anew, window, reader))
    found = difference(kept, heard, path.name)
    assert not found, (
        f"{path.name} was heard with {kept.versions}; now, with {heard.versions}, this is different:\n{found}\n"
        f"If it should sound like that, write it down with: {AGAIN}"
    )
