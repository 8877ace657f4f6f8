"""Owns files that can be made again: where they are kept, under which key, and written whole; refuses to make them."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

KEPT_DAYS = 30


@dataclass(frozen=True)
class Cache:
    """A folder of files that can be made again. A file's name holds its key and the digest of its bytes.

    So a file that was cut short or changed is not found, and nothing needs an index that could be wrong.
    """

    folder: Path
    suffix: str

    def find(self, key: str) -> bytes | None:
        """Return the bytes kept under `key`, or None where there are none that are whole."""
        for path in self._files(key):
            try:
                data = path.read_bytes()
                if path.name != self._name(key, data):
                    continue
                os.utime(path)
            except OSError:
                continue
            return data
        return None

    def keep(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`."""
        kept = self.folder / self._name(key, data)
        write_whole(kept, data)
        for stale in self._files(f"{key}-"):
            if stale != kept:
                stale.unlink(missing_ok=True)

    def prune(self) -> None:
        """Remove what was not used for KEPT_DAYS days."""
        oldest = time.time() - KEPT_DAYS * 86_400
        for path in self._files():
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except OSError:
                continue  # another build was quicker

    def _files(self, start: str = "") -> list[Path]:
        try:
            return [path for path in self.folder.iterdir() if path.name.startswith(start)]
        except FileNotFoundError:
            return []

    def _name(self, key: str, data: bytes) -> str:
        return f"{key}-{digest([data])[:16]}{self.suffix}"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, and its folder: aside, then renamed, so that nobody ever reads half of it. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def digest(parts: Iterable[str | bytes]) -> str:
    """Return 32 hexadecimal digits for `parts`; where one part ends and the next begins counts."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(b"%d:" % len(data) + data)
    return total.hexdigest()[:32]


def versions(*distributions: str) -> list[str]:
    """Return 'name version' of each installed distribution."""
    return [f"{name} {metadata.version(name)}" for name in distributions]
