"""Owns what a finished site needs beside its pages' words: styles, policy, the worker; it leaves pages to `web`."""

from macros.web.build.colours import branded
from macros.web.build.comments import without_comments
from macros.web.build.offline import SCRIPT, worker
from macros.web.build.policy import code_in, fingerprint, with_policy
from macros.web.build.preload import chains, with_preloads
from macros.web.build.styles import joined

__all__ = [
    "SCRIPT",
    "branded",
    "chains",
    "code_in",
    "fingerprint",
    "joined",
    "with_policy",
    "with_preloads",
    "without_comments",
    "worker",
]
