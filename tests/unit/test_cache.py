"""What was made once is found again, whole or not at all, however much is kept and whoever else keeps it."""

from __future__ import annotations

import errno
import os
import secrets
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NoReturn

import pytest

from macros.cache import ASIDE_DAYS, KEPT_DAYS, Cache, digest, write_whole

KEYS = [digest([name]) for name in ("one", "two", "three")]


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "kept", ".json")


def test_what_is_kept_is_found_under_its_key_alone(cache: Cache) -> None:
    """The bytes come back as they were, none too; the last that were kept count; another key or folder has nothing."""
    for data in (b"first", b"", b"second \x00 longer than before", b"third"):
        cache.keep(KEYS[0], data)
        assert cache.find(KEYS[0]) == data
    assert cache.find(KEYS[1]) is None
    assert Cache(cache.folder / "no-such-folder", ".json").find(KEYS[0]) is None
    assert len(list(cache.folder.iterdir())) == 1


def test_a_look_up_lists_no_folder(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """To find or keep one file, nobody goes through the names of all the others: there may be thousands."""
    cache.keep(KEYS[0], b"data")

    def refuse(*arguments: Any) -> NoReturn:
        raise AssertionError("a folder was listed")

    with monkeypatch.context() as patched:
        patched.setattr(os, "listdir", refuse)
        patched.setattr(os, "scandir", refuse)
        with pytest.raises(AssertionError, match="listed"):
            list(cache.folder.iterdir())
        assert cache.find(KEYS[0]) == b"data"
        assert cache.find(KEYS[1]) is None
        cache.keep(KEYS[0], b"newer")
        cache.keep(KEYS[1], b"other")
        assert (cache.find(KEYS[0]), cache.find(KEYS[1])) == (b"newer", b"other")


def test_what_was_cut_short_or_changed_is_not_found(cache: Cache) -> None:
    """A file without its end, with a byte changed, added or lost, or with another's bytes put in front, is as none."""
    cache.keep(KEYS[0], b"%PDF-1.7 and so on")
    (path,) = cache.folder.iterdir()
    whole = path.read_bytes()
    damaged = [whole[:length] for length in range(len(whole))]
    damaged += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    damaged += [whole + b"\n", b"\x00" * len(whole), whole + whole]
    for data in damaged:
        path.write_bytes(data)
        assert cache.find(KEYS[0]) is None, data
    cache.keep(KEYS[0], b"made again")
    assert cache.find(KEYS[0]) == b"made again"


def keep_and_find(cache: Cache, mine: bytes) -> set[bytes | None]:
    """Keep one thing under one key again and again, and return all that was found there. Runs in a process."""
    found = set()
    for _ in range(300):
        cache.keep(KEYS[0], mine)
        found.add(cache.find(KEYS[0]))
        cache.prune()
    return found


def test_several_processes_keep_and_find_at_once(cache: Cache) -> None:
    """Whoever looks while others write finds what one of them kept, whole; nothing is left half written."""
    data = [bytes([65 + number]) * 50_000 for number in range(3)]
    with ProcessPoolExecutor(len(data), get_context("spawn")) as pool:
        found = set().union(*pool.map(keep_and_find, [cache] * len(data), data))
    assert found <= set(data)
    assert len(list(cache.folder.iterdir())) == 1


def test_what_was_not_used_goes_in_time_and_so_do_files_of_another_make(cache: Cache) -> None:
    """After a month what nobody looked up is removed, also what an older version kept or left; what is used stays."""
    cache.prune()  # before there is a folder
    older = [f"{KEYS[0]}-0123456789abcdef.json", ".0123.json.17.part"]
    for key in KEYS:
        cache.keep(key, b"data")
    for name in older:
        (cache.folder / name).write_bytes(b"data")
    cache.prune()
    assert len(list(cache.folder.iterdir())) == len(KEYS) + len(older)
    long_ago = time.time() - (KEPT_DAYS + 1) * 86_400
    for path in cache.folder.iterdir():
        os.utime(path, (long_ago, long_ago))
    assert cache.find(KEYS[1]) == b"data"
    cache.keep(KEYS[2], b"data")
    cache.prune()
    assert [cache.find(key) for key in KEYS] == [None, b"data", b"data"]
    assert len(list(cache.folder.iterdir())) == 2


def test_what_a_stopped_writer_left_goes_after_a_day(cache: Cache) -> None:
    """Half a file is nobody's any more, and does not wait for a month as what can be used does."""
    cache.keep(KEYS[0], b"data")
    (cache.folder / ".second-round-5.part" / "deep").mkdir(parents=True)
    old = ASIDE_DAYS + 1
    for name, days in (("5.part", old), ("beef.part", old), ("cafe.part", 0), ("x.part", 20)):
        name = f".second-round-{name}"
        if not (cache.folder / name).exists():
            (cache.folder / name).write_bytes(b"half")
        day = time.time() - days * 86_400
        os.utime(cache.folder / name, (day, day))
    cache.prune()
    assert sorted(path.name for path in cache.folder.iterdir() if path.name[0] == ".") == [
        ".second-round-cafe.part",
        ".second-round-x.part",
    ]


@pytest.mark.parametrize("what", ["a link", "a file"])
def test_nothing_that_stands_where_a_file_is_put_aside_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Even if the random name could be guessed: a link there is not followed, and another's file is left alone."""
    monkeypatch.setattr(secrets, "token_hex", lambda _: "beef")
    mine, aside = tmp_path / "mine", tmp_path / ".second-round-beef.part"
    mine.write_bytes(b"mine")
    if what == "a link":
        aside.symlink_to(mine)
    else:
        aside.write_bytes(b"another's")
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "new", b"new")
    assert mine.read_bytes() == b"mine"
    assert aside.exists()
    assert not (tmp_path / "new").exists()


def test_a_system_that_takes_little_at_a_time_gets_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write may take less than it is given; what is then left is written too, of each piece."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:3]))
    write_whole(tmp_path / "new", b"ten ", b"bytes.")
    assert (tmp_path / "new").read_bytes() == b"ten bytes."


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that can't be written whole is not written at all, and nothing stands beside it."""

    def full(handle: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "kept").write_bytes(b"old")
    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "kept", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("kept", b"old")]
