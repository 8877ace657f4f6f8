"""Owns one ZIP of all sheets on a paper, for a shared drive; which sheets there are is for others."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping

from macros.guidance import PACK_PREFIX
from macros.values import Paper


def archive(prints: Mapping[str, bytes], paper: Paper, day: datetime.date) -> bytes:
    """Return a ZIP of every single sheet on a paper, in large print too, each dated `day`: the same bytes each time.

    A pack is left out, since it is the same sheets once more. PDFs gain nothing by being compressed again.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in sorted(prints):
            stem = name.removesuffix(".pdf")
            if stem != name and not name.startswith(PACK_PREFIX) and stem.endswith((f"-{paper}", f"-{paper}-large")):
                entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
                entry.create_system, entry.external_attr = 3, 0o100644 << 16
                file.writestr(entry, prints[name])
    return out.getvalue()
