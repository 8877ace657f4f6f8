"""Owns one drawing of a logo before any sheet is pressed with it, in a process whose time and memory have an end.

It leaves judging what the file holds to `brand.logo`, which lets nothing through that is known to be drawn wrong.
"""

from __future__ import annotations

import multiprocessing
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from macros.brand import Logo
from macros.cache import Cache, digest, versions, writable
from macros.errors import MissingSystemPart, PressError
from macros.paper.press.press import Machine

SECONDS = 20
"""How long a processor may be at a logo; one that is drawn well takes less than one, on every page of every sheet."""

MEMORY = 2_000_000_000
"""How many bytes it may take, with all that the press itself needs."""

SIZE = "36mm 9mm"

TOO_MUCH = "Drawing it takes too long, or too much memory. Save a simpler drawing, or a PNG."

FAILED = "It cannot be drawn. Save it as a plain drawing, of paths and plain colours, or as PNG."


def try_logo(logo: Logo, cache: Path) -> str:
    """Return what is wrong with drawing `logo`, in a sentence or two, or "" where nothing is.

    What was found is kept in `cache`. Where the machine lacks what the press needs, nothing can be said, and "" is
    returned.
    """
    cache = writable(cache)
    kept = Cache(cache / "logos", ".txt")
    key = digest([logo.model_dump_json(), Path(__file__).read_bytes(), *versions("weasyprint", "pydyf", "pillow")])
    found = kept.find(key)
    if found is None:
        found = tried(logo, cache).encode()
        kept.keep(key, found)
        kept.prune()
    return found.decode()


def tried(logo: Logo, cache: Path, seconds: int = SECONDS, memory: int = MEMORY) -> str:
    """Return as `try_logo` does, drawing it now, with these limits."""
    # A fork is not safe below a live preview, which runs threads.
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_draw, args=(logo.model_dump_json(), cache, there, seconds, memory), daemon=True)
    process.start()
    there.close()
    try:
        # The process itself ends in time where the system can see to it; a busy machine may take longer.
        return str(here.recv()) if here.poll(6 * seconds) else TOO_MUCH
    except EOFError:
        return TOO_MUCH
    finally:
        process.kill()
        process.join()
        here.close()


def _draw(logo: str, cache: Path, answer: Connection, seconds: int, memory: int) -> None:
    """Draw a logo once as a sheet has it, and send what was wrong."""
    _limit(seconds, memory)
    try:
        image = Logo.model_validate_json(logo).address
        style = f"@page {{ size: A4 }} body {{ height: 20mm; background: url({image}) no-repeat 0 0 / {SIZE} }}"
        Machine(cache).draw(style)
    except MissingSystemPart:
        answer.send("")
    except (PressError, ArithmeticError, LookupError, ValueError):
        answer.send(FAILED)
    except MemoryError:
        answer.send(TOO_MUCH)
    else:
        answer.send("")


def _limit(seconds: int, memory: int) -> None:
    """Give this process an end of time and memory, where the system knows such."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        with suppress(ValueError, OSError):  # a system that has lower ones, or does not take this one
            resource.setrlimit(kind, (most, most))
