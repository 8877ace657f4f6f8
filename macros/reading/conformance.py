"""Owns reading the report on accessibility, checklists/openacr.yml; does not judge a level."""

from __future__ import annotations

from macros.errors import nearest
from macros.guidance import CHAPTERS, Conformance
from macros.reading.source_files import SourceFiles, files_in


def read_conformance(files: SourceFiles) -> Conformance | None:
    """Read checklists/openacr.yml, and report unknown chapters and repeated numbers. It need not be there."""
    name = "openacr.yml"
    node = files.read(name) if files_in(files.root / "checklists", name) else None
    if node is None:
        return None
    chapters = node["chapters"]
    for chapter in [chapters[each] for each in chapters.keys]:
        identity = str(chapter.place[-1])
        if identity not in CHAPTERS:
            message = f"The format has no chapter of this name.{nearest(identity, CHAPTERS)}"
            files.report(chapter, message)
        seen: set[str] = set()
        for criterion in chapter["criteria"].entries:
            number = criterion["num"].text or ""
            if number in seen:
                files.report(criterion["num"], f"{number} has a level already. Take one of the two away.")
            seen.add(number)
    return files.shape(Conformance, node)
