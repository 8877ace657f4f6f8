"""Owns the folder of our scripts, styles and fonts as a site has it; leaves asking for them to templates."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.cache import digest
from macros.errors import SiteError
from macros.web.build.comments import without_comments
from macros.web.build.policy import fingerprint
from macros.web.build.preload import START, chains

FOLDER = "assets/second-round/"
"""Where our scripts and styles stand under docs/, and in a preview."""

STYLE = "second-round.css"

FILES = "files.json"
"""Where pages find by which digests they know files that keep their names from build to build."""


@dataclass(frozen=True)
class Assets:
    """Our scripts, styles and fonts as a site has them.

    `folder` is their address from the top of the site, and `files` has the bytes of each by its path from there. What
    `chains` says of modules, `with_preloads` takes.
    """

    folder: str
    files: Mapping[str, bytes]
    chains: Mapping[str, tuple[str, ...]]


def read_assets(docs: Path) -> dict[str, bytes]:
    """Return what stands in FOLDER below `docs`, by its path from there; nothing whose name begins with a dot.

    Raises SiteError where the style sheet, or the script that every page loads, is not there.
    """
    top = docs / FOLDER
    files = {path.relative_to(top).as_posix(): path for path in top.rglob("*") if path.is_file()}
    shown = {name: path.read_bytes() for name, path in sorted(files.items()) if not f"/{name}".count("/.")}
    for needed in (STYLE, START):
        if needed not in shown:
            raise SiteError(f"docs/{FOLDER}{needed} is not there, and every page needs it.")
    return shown


def as_they_stand(files: Mapping[str, bytes]) -> Assets:
    """Return the assets of a preview: where they are written, and with their comments."""
    return Assets(FOLDER, files, _chains(files))


def named_by_content(files: Mapping[str, bytes], sent_as: Callable[[str], str] = without_comments) -> Assets:
    """Return the assets, each script `sent_as` without comments, in a folder that is named after what is in it.

    So a page and its scripts belong together, whatever a browser or a server between has kept of an earlier build.
    """
    sent = {
        name: sent_as(text_of(name, content)).encode() if name.endswith((".mjs", ".js")) else content
        for name, content in sorted(files.items())
    }
    every = digest(part for name, content in sent.items() for part in (FOLDER + name, content))
    return Assets(f"{FOLDER.rstrip('/')}-{every[:12]}/", sent, _chains(sent))


def digests(files: Mapping[str, bytes]) -> bytes:
    """Return the FILES of these files, by their addresses from the top of the site.

    It stands beside the scripts of a page, and changes the name of their folder: so a page that is still open when the
    site is built anew takes no file of the new build for its own.
    """
    return json.dumps({name: fingerprint(content) for name, content in sorted(files.items())}).encode()


def text_of(name: str, content: bytes) -> str:
    """Return the text of a script or style. Raises SiteError where it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SiteError(f"docs/{FOLDER}{name} is not UTF-8, at byte {error.start}. Save it as UTF-8.") from error


def _chains(files: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    modules = {name: text_of(name, content) for name, content in files.items() if name.endswith(".mjs")}
    try:
        return chains(modules)
    except KeyError as error:
        raise SiteError(f"A script imports {error.args[0]}, which is not in docs/{FOLDER}.") from error
