"""Owns which files of a built site a browser keeps at once, and the worker that does it; does not build them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from macros.errors import SiteError
from macros.web.build.policy import fingerprint
from macros.web.build.search import INDEX

SCRIPT = "service-worker.js"

_KEPT = (
    *("assets/**/*.css", "assets/**/*.js", "assets/**/*.mjs", "assets/**/*.woff2", "assets/**/*.svg"),
    "assets/*/logo.png",
    *("assets/*/files.json", "data/*.json", INDEX),
)
_NEVER = "assets/javascripts/lunr/"  # the theme's, for languages that no page is in


def worker(site: Path, pages: Iterable[str]) -> str:
    """Return the worker of the built `site`: `pages`, by their addresses, and whatever any page of it is made with.

    Its bytes change when, and only when, one of those files does. Raises SiteError where a page is not there.
    """
    paths = {path.relative_to(site).as_posix() for pattern in _KEPT for path in site.glob(pattern)}
    files = {path: path for path in paths if not path.startswith(_NEVER)}
    files |= {address: f"{address}index.html" for address in pages}
    for address, path in files.items():
        if not (site / path).is_file():
            raise SiteError(f'The page "{address}" says "offline: true", and the site has no {path}.')
    first = [[address, fingerprint((site / path).read_bytes())] for address, path in sorted(files.items())]
    build = hashlib.sha256(json.dumps(first).encode()).hexdigest()[:16]
    source = (Path(__file__).parent / SCRIPT).read_text(encoding="utf-8")
    listed = ",\n".join(f"  {json.dumps(each)}" for each in first)
    return f"const BUILD = {json.dumps(build)};\nconst FIRST = [\n{listed},\n];\n\n{source}"
