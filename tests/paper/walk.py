"""Owns how a page that says what to type is followed: its blocks in order; refuses to know what they are about."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path


def follow(page: Path, project: Path) -> None:
    """Do what a page says, in `project`: run each `sh` block, compare each `text` block, write each `yaml` block.

    A yaml block goes to the file that was named last before it. Fails on the first thing that is not as the page says.
    """
    text = page.read_text(encoding="utf-8")
    said = ""
    for block in re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        kind, content = block[1], block[2]
        if kind == "sh":
            run = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", content],
                cwd=project,
                env={**os.environ, "PYTHONPATH": str(project)},
                capture_output=True,
                text=True,
                check=False,
            )
            assert run.returncode == 0, content + run.stdout + run.stderr
            said = run.stdout
        elif kind == "text":
            assert said == content
        else:
            assert kind == "yaml", f"a page to follow has no block of the kind {kind}"
            named = re.findall(r"`([\w/-]+\.yml)`", text[: block.start()])[-1]
            assert (project / named).is_file(), f"{named} must have been begun"
            (project / named).write_text(content, encoding="utf-8")
