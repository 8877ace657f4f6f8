"""A look at known holes: it says what has one, and never says “none” when nobody answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner

from scripts.holes import packages
from scripts.second_round import main

LOCKED = packages(Path(__file__).resolve().parents[2])


@contextmanager
def database(answer: Any) -> Iterator[tuple[str, list[Any]]]:
    """Serve `answer` to whatever is asked, and note what was asked."""
    asked: list[Any] = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


def look(address: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["holes", "--database", address])
    return result.exit_code, result.output


def test_a_package_with_a_hole_is_named_and_nothing_else_is_sent() -> None:
    """Each locked package is asked about by name and version; the one that has a hole is told, and the look fails."""
    results: list[dict[str, Any]] = [{} for _ in LOCKED]
    results[3] = {"vulns": [{"id": "GHSA-x"}, {"id": "PYSEC-1"}]}
    with database({"results": results}) as (address, asked):
        code, said = look(address)
    assert code == 1
    assert said.splitlines()[0] == f"{' '.join(LOCKED[3][1:])}: GHSA-x, PYSEC-1"
    queries = [(each["package"], each["version"]) for each in asked[0]["queries"]]
    assert [(package["ecosystem"], package["name"], version) for package, version in queries] == LOCKED
    assert len([origin for origin, _, _ in LOCKED if origin == "PyPI"]) > 80
    assert ("npm", "lighthouse") in {(origin, name) for origin, name, _ in LOCKED}


def test_none_is_said_when_every_package_was_looked_up() -> None:
    """An answer about each package, without a hole, is the only way to hear that there is none."""
    with database({"results": [{} for _ in LOCKED]}) as (address, _):
        assert look(address) == (0, f"None of {len(LOCKED)} locked packages is on the list.\n")


@pytest.mark.parametrize("answer", [{}, [], {"results": []}, {"results": None}, "no"])
def test_an_answer_about_something_else_is_no_answer(answer: Any) -> None:
    """Whatever else comes back, nothing was looked at, and that is said."""
    with database(answer) as (address, _):
        code, said = look(address)
    assert code == 2
    assert "nothing was looked at" in said


def test_without_the_internet_it_says_that_it_cannot() -> None:
    """Nobody listens at port 9: that is told in a line, without a traceback."""
    code, said = look("http://127.0.0.1:9/")
    assert code == 2
    assert "nothing was looked at. Try again with the internet." in said
