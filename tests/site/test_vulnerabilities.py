"""A look at known vulnerabilities: it says what has one, and never says “none” when nobody answered."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner

from scripts import vulnerabilities
from scripts.second_round import main
from tests.conftest import ROOT

LOCKS = [(ROOT / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-test.lock")]
NOWHERE = "http://127.0.0.1:9/"
"""Where nobody listens."""

Answers = Callable[[Any], Any]
"""What a list answers to what it is asked; a number stands for an error with that code."""

Asked = list[tuple[str, Any]]
"""The path and the question, of everything that was asked."""


def always(answer: Any) -> Answers:
    """The lists say one thing, whatever they are asked."""
    return lambda question: answer


@contextmanager
def lists(answers: Answers) -> Iterator[tuple[str, Asked]]:
    """Serve both lists, as OSV and npm speak; note what each is asked."""
    asked: Asked = []

    class Lists(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            sent = gzip.decompress(sent) if self.headers["Content-Encoding"] == "gzip" else sent
            asked.append((self.path, json.loads(sent)))
            answer = answers(asked[-1][1])
            self.send_response(answer if isinstance(answer, int) else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(answer if isinstance(answer, bytes) else json.dumps(answer).encode())

        def do_GET(self) -> None:
            asked.append((self.path, None))
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Lists) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


def stand_in(said: str) -> str:
    """Return a program that says in npm's place what npm 11 was seen to say."""
    return f"#!/bin/sh\ncat <<'END'\n{said}\nEND\n"


NONE = '{"auditReportVersion": 2, "vulnerabilities": {}, "metadata": {}}'
ONE = """{"auditReportVersion": 2, "vulnerabilities": {
  "axe-core": {"name": "axe-core", "via": [{"name": "axe-core", "url": "https://github.com/advisories/GHSA-y"}],
    "nodes": ["node_modules/axe-core"]},
  "lighthouse": {"name": "lighthouse", "via": ["axe-core"], "nodes": ["node_modules/lighthouse"]}}}"""
UNREACHED = '{"message": "request to the registry failed", "error": {"summary": "", "detail": ""}}'


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a program in npm's place: not every machine that runs the tests has npm."""

    def put(said: str) -> None:
        program = tmp_path / "npm"
        program.write_text(stand_in(said), encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return put


def look(address: str) -> tuple[int, list[str]]:
    result = CliRunner().invoke(main, ["vulnerabilities", "--database", address])
    return result.exit_code, result.output.splitlines()


def version(name: str) -> str:
    """Return the version at which a Python package is locked."""
    found: list[str] = re.findall(rf"^{name}==(\S+)", "".join(LOCKS), re.MULTILINE)
    return found[0]


def test_a_package_with_a_vulnerability_is_named_and_nothing_else_is_sent(npm: Callable[[str], None]) -> None:
    """Each Python package is asked about by name and version; what is known of one is said, and the look fails."""
    npm(NONE)
    known = {"id": "PYSEC-1", "aliases": ["GHSA-x"], "affected": []}
    with lists(lambda question: {"vulns": [known]} if question["package"]["name"] == "jinja2" else {}) as (at, asked):
        code, said = look(at)
    assert code == 1
    assert said[0] == f"jinja2 {version('jinja2')}: PYSEC-1"
    locked = set(re.findall(r"^([\w.-]+)==([\w.!+-]+)", "".join(LOCKS), re.MULTILINE))
    questions = [question for _, question in asked]
    sent = {(each["package"]["name"], each["version"]) for each in questions}
    assert all(each.keys() == {"package", "version"} for each in questions)
    assert all(each["package"].keys() == {"name", "ecosystem"} for each in questions)
    assert {each["package"]["ecosystem"] for each in questions} == {"PyPI"}
    assert sent <= locked
    assert {name for name, _ in locked} - {name for name, _ in sent} == {"brotlicffi"}  # for another Python than ours


def test_a_package_of_lighthouse_with_a_vulnerability_is_named(npm: Callable[[str], None]) -> None:
    """The one that has it is named, with its locked version; what only needs it is not."""
    npm(ONE)
    with lists(always({})) as (at, _):
        code, said = look(at)
    assert code == 1
    assert len(said) == 2
    assert re.fullmatch(r"axe-core [\d.]+: https://github.com/advisories/GHSA-y", said[0])


def test_none_is_said_when_every_package_was_looked_up(npm: Callable[[str], None]) -> None:
    """An answer about each package, without a vulnerability, is the only way to hear that there is none."""
    npm(NONE)
    with lists(always({})) as (at, asked):
        code, said = look(at)
    assert code == 0
    assert len(said) == 1
    python, node = map(int, re.findall(r"\d+", said[0]))
    assert python == len(asked) > 100
    assert node > 100


@pytest.mark.parametrize("answer", [b"<p>Sign in first</p>", {"results": []}, {"vulns": None}, "no", 404, 500])
def test_an_answer_about_something_else_is_no_answer(npm: Callable[[str], None], answer: Any) -> None:
    """Whatever else comes back, if only for one package, nothing was looked up, and that is said."""
    npm(NONE)
    with lists(lambda question: answer if question["package"]["name"] == "pyyaml" else {}) as (at, _):
        code, said = look(at)
    assert code == 2
    assert [line for line in said if "no Python package was looked up" in line] == said


def test_without_the_internet_it_says_that_it_cannot(npm: Callable[[str], None]) -> None:
    """Neither list is reached: that is said in a line for each, without a traceback."""
    npm(UNREACHED)
    code, said = look(NOWHERE)
    assert code == 2
    assert said[0].startswith(f"pip-audit got no answer from {NOWHERE} (")
    assert said[0].endswith("so no Python package was looked up.")
    assert said[1:] == [
        "npm got no answer (request to the registry failed), so no package of Lighthouse was looked up."
    ]


def test_without_npm_it_says_what_was_not_looked_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a look is no “none”: what npm would have asked about is named, and what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with lists(always({})) as (at, _):
        code, said = look(at)
    assert code == 2
    assert said == ["npm is not here, so no package of Lighthouse was looked up: sudo apt-get install npm"]


if shutil.which("npm"):  # a skipped check would be a failure where CI=true, and not every machine has npm

    def test_npm_speaks_as_its_stand_in_does(monkeypatch: pytest.MonkeyPatch) -> None:
        """The real npm sends names and versions; its three answers are understood as those of the tests above are."""
        folder = ROOT / "scripts" / "lighthouse"
        known = {"id": 1, "url": "https://github.com/advisories/GHSA-y", "title": "x", "severity": "high"}
        known |= {"vulnerable_versions": "<999", "cwe": [], "cvss": {"score": 0}}
        for answer, found in (({}, 0), ({"axe-core": [known]}, 1)):
            with lists(always(answer)) as (at, asked):
                monkeypatch.setenv("npm_config_registry", at)
                looked = vulnerabilities.look_at_node(folder)
            assert looked.failed == ""
            assert looked.packages > 100
            assert [line.endswith("GHSA-y") for line in looked.found] == [True] * found
            questions = [question for _, question in asked if question]
            assert len(questions) == 1
            assert len(questions[0]) <= looked.packages
            assert all(re.fullmatch(r"[\d.]+\S*", each) for versions in questions[0].values() for each in versions)
        monkeypatch.setenv("npm_config_registry", NOWHERE)
        assert "no package of Lighthouse was looked up" in vulnerabilities.look_at_node(folder).failed
