"""The pictures of the README and the docs: one command takes them all, from the real site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PIL import Image

from scripts.pictures import PICTURES
from tests.conftest import ROOT


def test_the_command_takes_every_picture_that_is_shown(site_folder: Path, tmp_path: Path) -> None:
    """Each picture that is kept is taken anew at its size; none is kept that the command does not take; none is blank.

    It may differ from what is kept, which is as old as the last `make pictures`.
    """
    command = [sys.executable, "-m", "scripts.second_round", "pictures", str(site_folder), "--out", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    sizes = {}
    for folder in (PICTURES, tmp_path):
        for path in folder.glob("*.png"):
            with Image.open(path) as picture:
                sizes[path] = picture.size
                assert len(picture.getcolors() or []) > 16, path
    kept = {path.name: size for path, size in sizes.items() if path.parent == PICTURES}
    assert {path.name: size for path, size in sizes.items() if path.parent == tmp_path} == kept
    assert kept
