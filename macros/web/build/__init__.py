"""Owns what a finished site needs beside its pages' words: styles, scripts, policy, worker; leaves pages to `web`."""

from macros.web.build.assets import (
    FILES,
    FOLDER,
    STYLE,
    Assets,
    as_they_stand,
    digests,
    named_by_content,
    read_assets,
    text_of,
)
from macros.web.build.colours import branded
from macros.web.build.comments import without_comments
from macros.web.build.compiled import Compiled
from macros.web.build.hidden import Hidden, without_hidden
from macros.web.build.offline import SCRIPT, worker
from macros.web.build.policy import code_in, fingerprint, with_policy, words_of
from macros.web.build.preload import with_preloads
from macros.web.build.search import INDEX, engine, index
from macros.web.build.sign import MARK, Signs, signs
from macros.web.build.spelling import american
from macros.web.build.styles import joined, sheets_of

__all__ = [
    "FILES",
    "FOLDER",
    "INDEX",
    "MARK",
    "SCRIPT",
    "STYLE",
    "Assets",
    "Compiled",
    "Hidden",
    "Signs",
    "american",
    "as_they_stand",
    "branded",
    "code_in",
    "digests",
    "engine",
    "fingerprint",
    "index",
    "joined",
    "named_by_content",
    "read_assets",
    "sheets_of",
    "signs",
    "text_of",
    "with_policy",
    "with_preloads",
    "without_comments",
    "without_hidden",
    "words_of",
    "worker",
]
