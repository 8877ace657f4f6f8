"""Owns where many sheets are pressed: processes of this machine, or a cluster; does not know what a sheet is."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from threading import Thread
from typing import ParamSpec, TypeVar

from macros.errors import MissingSystemPart, PressError

P = ParamSpec("P")

T = TypeVar("T")

SECONDS = 20
"""How long a cluster has to answer."""


class Pool(Executor):
    """So many processes. When one dies, what they all were at is lost, and what is submitted next gets new ones."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool = self._new()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        try:
            return self._pool.submit(fn, *args, **kwargs)
        except BrokenProcessPool:
            self._pool = self._new()
            return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """End the processes after what each is at now."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def _new(self) -> ProcessPoolExecutor:
        # A fork is not safe below a live preview, which runs threads.
        return ProcessPoolExecutor(self._processes, multiprocessing.get_context("spawn"), _begin)


def cores() -> int:
    """Return how many cores this process may use, which in a container are fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def executor_of(words: str) -> Iterator[Executor]:
    """Open what `processes:4` or `dask:tcp://127.0.0.1:8786` stands for.

    Raises PressError for other words, and for a cluster that does not answer; MissingSystemPart where what speaks with
    clusters is not installed.
    """
    kind, _, what = words.partition(":")
    if kind == "processes" and re.fullmatch("[1-9][0-9]{0,3}", what):
        with Pool(int(what)) as pool:
            yield pool
    elif kind == "dask" and what:
        with _cluster(what) as executor:
            yield executor
    else:
        message = f'"{words}" is nowhere to make PDFs. Expected processes: and a number, such as processes:4,'
        raise PressError(f"{message} or dask: and the address of a scheduler, such as dask:tcp://127.0.0.1:8786.")


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as error:
        message = "To use a cluster, install what speaks with one: .venv/bin/pip install 'second-round[dask]'"
        raise MissingSystemPart(message) from error
    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise PressError(f"No dask scheduler answers at {address}. Is it running, and is the address right?") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=SECONDS)
        except TimeoutError as error:
            message = f"The dask scheduler at {address} has no workers. Start one: dask worker {address}"
            raise PressError(message) from error
        executor: Executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)


def _begin() -> None:
    """Set up a process of a pool: it ends when the one that started it tells it to, or is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
