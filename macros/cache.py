"""Owns files that can be made again: where they are kept, under which key, and written whole; others make them.

Whatever is written whole, here or in another room, is written aside first: into a new file beside the one that is
meant, under a random name, and then renamed. Two writers never meet in one file, even where both have one process
number, as in two containers that share a folder.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache as remembered
from importlib import metadata
from pathlib import Path

KEPT_DAYS = 30

ASIDE_DAYS = 1
"""What stands aside for so long was left by a writer that was stopped: a file takes a moment."""

_ASIDE = re.compile(r"\.second-round-[0-9a-f]+\.part")

SEAL = 16
"""How many bytes at the end of a kept file are the digest of those before."""


@dataclass(frozen=True)
class Cache:
    """A folder of files that can be made again. A file is named by its key, and ends with the digest of its bytes.

    So a file that was cut short or changed is not found, a look-up opens one file however many there are, and nothing
    needs an index that could be wrong. Several processes may use a folder at once.
    """

    folder: Path
    suffix: str

    def find(self, key: str) -> bytes | None:
        """Return the bytes kept under `key`, or None where there are none that are whole."""
        path = self._path(key)
        try:
            kept = path.read_bytes()
            data = kept[:-SEAL]
            if kept[-SEAL:] != _seal(data):
                return None
            os.utime(path)
        except OSError:
            return None
        return data

    def keep(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`. Raises OSError."""
        write_whole(self._path(key), data, _seal(data))

    def find_or_make(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the bytes kept under `key`; where there are none, `make` them, and keep them. Raises OSError."""
        data = self.find(key)
        if data is None:
            data = make()
            self.keep(key, data)
        return data

    def prune(self) -> None:
        """Remove what was not used for KEPT_DAYS days, and what writers left that were stopped."""
        sweep(self.folder)
        oldest = time.time() - KEPT_DAYS * 86_400
        with suppress(FileNotFoundError), os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(OSError):  # another build was quicker
                    if entry.stat().st_mtime < oldest:
                        Path(entry).unlink()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{self.suffix}"


def _seal(data: bytes) -> bytes:
    return digest([data])[:SEAL].encode()


def write_whole(path: Path | str, *pieces: bytes) -> None:
    """Write a file, and its folder: aside, then renamed, so that nobody ever reads half of it. Raises OSError.

    It consists of `pieces`, one after the other.
    """
    folder = os.path.split(path)[0] or os.curdir
    try:
        aside = write_aside(folder, *pieces)
    except FileNotFoundError:
        Path(folder).mkdir(parents=True, exist_ok=True)
        aside = write_aside(folder, *pieces)
    try:
        os.replace(aside, path)  # noqa: PTH105  a Path would take both names apart, for each of thousands of files
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def write_aside(folder: Path | str, *pieces: bytes) -> str:
    """Write a new file into a folder, under a name that nobody else has or can guess, and return it. Raises OSError.

    It is to be renamed; `sweep` removes it where that never happens. A link that stands in its place is not followed.
    """
    aside = name_aside(folder)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(aside, flags, 0o666)
    try:
        try:
            # A file object would make more system calls, which counts where a class has thousands of files.
            for piece in pieces:
                left = memoryview(piece)
                while left:
                    left = left[os.write(handle, left) :]
        finally:
            os.close(handle)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    return aside


def name_aside(folder: Path | str) -> str:
    """Return a path in a folder that nobody else has or can guess, for a file or folder that is to be renamed."""
    return f"{folder}{os.sep}.second-round-{secrets.token_hex(8)}.part"


def sweep(folder: Path) -> None:
    """Remove the files and folders that were put aside in a folder more than ASIDE_DAYS days ago, and nothing else."""
    oldest = time.time() - ASIDE_DAYS * 86_400
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if _ASIDE.fullmatch(entry.name):
                with suppress(OSError):  # another run was quicker
                    if entry.stat(follow_symlinks=False).st_mtime >= oldest:
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        shutil.rmtree(entry)
                    else:
                        Path(entry).unlink()


def digest(parts: Iterable[str | bytes]) -> str:
    """Return 32 hexadecimal digits for `parts`; where one part ends and the next begins counts."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(b"%d:" % len(data) + data)
    return total.hexdigest()[:32]


def versions(*distributions: str) -> list[str]:
    """Return 'name version' of each installed distribution."""
    return [f"{name} {_version(name)}" for name in distributions]


@remembered
def _version(distribution: str) -> str:
    return metadata.version(distribution)


def writable(folder: Path) -> Path:
    """Return a folder to keep fonts in: `folder`, or where this machine can't have it, one that goes with the process.

    A worker on another machine gets the path of the machine that the job comes from.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _own_folder()
    return folder if os.access(folder, os.W_OK) else _own_folder()


@remembered
def _own_folder() -> Path:
    folder = tempfile.mkdtemp(prefix="second-round-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
