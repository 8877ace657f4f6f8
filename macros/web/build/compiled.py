"""Owns compiled templates, kept from build to build; it renders none."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from macros.cache import Cache, digest, versions


class Compiled(BytecodeCache):
    """What Jinja asks for a template before it compiles it: to compile all of a site takes a tenth of a build.

    One is kept by its words, the settings it is read with, and who has compiled it, in the folder `cache`.
    """

    def __init__(self, cache: Path) -> None:
        self._kept = Cache(cache / "templates", ".bytecode")
        self._made_by = [sys.version, *versions("jinja2")]

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket what is kept, if anything is."""
        found = self._kept.find(self._key(bucket))
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in a bucket, where the machine lets us."""
        with suppress(OSError):
            self._kept.keep(self._key(bucket), bucket.bytecode_to_string())

    def prune(self) -> None:
        """Remove what nobody asked for in a while."""
        self._kept.prune()

    def _key(self, bucket: Bucket) -> str:
        read = bucket.environment
        settings = (read.trim_blocks, read.lstrip_blocks, read.keep_trailing_newline, read.autoescape is True)
        return digest([*self._made_by, bucket.key, bucket.checksum, str((settings, sorted(read.extensions)))])
