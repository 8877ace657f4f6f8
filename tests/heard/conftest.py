"""One room for all walks, with one Firefox and one Orca in it, and the project's own site."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.browser import serve
from tests.heard.firefox import Firefox, firefox
from tests.heard.orca import Orca, orca
from tests.heard.room import Room, room


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """The address of the project's own site, built and served."""
    with serve({"/": site_folder}) as address:
        yield address


@pytest.fixture(scope="session")
def quiet_room() -> Iterator[Room]:
    # Not pytest's own folder: the name of a socket may not be longer than a hundred characters.
    with tempfile.TemporaryDirectory(prefix="heard-") as folder, room(Path(folder)) as place:
        yield place


@pytest.fixture(scope="session")
def reader(quiet_room: Room) -> Iterator[Orca]:
    """Orca, before anything that it reads."""
    with orca(quiet_room) as reader:
        yield reader


@pytest.fixture(scope="session")
def window(quiet_room: Room, reader: Orca) -> Iterator[Firefox]:
    """Firefox, which Orca listens to."""
    with firefox(quiet_room) as window:
        yield window
