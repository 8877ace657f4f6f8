"""What a script says to its authors is not sent, and nothing else of it is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.web.build import without_comments

SCRIPTS = sorted((Path(__file__).parents[3] / "docs/assets/second-round").rglob("*.mjs"))


@pytest.mark.parametrize(
    ("script", "sent"),
    [
        ("// why\nrun();\n", "\nrun();\n"),
        ("  /** @type {string} */\n  let name;\n", "\n  let name;\n"),
        ("/**\n * Run.\n * @param {string} a\n */\nrun(a);\n", "\n\n\n\nrun(a);\n"),
        ("/** One. */\nrun();\n/** Two. */\n", "\nrun();\n\n"),
        ('open("https://a.example"); // how\n', 'open("https://a.example"); // how\n'),
        ("const a = /** @type {B} */ (b);\n", "const a = /** @type {B} */ (b);\n"),
        ("match(/^\\/\\//);\n", "match(/^\\/\\//);\n"),
        ("/** @type {B} */ (b).c();\n", "/** @type {B} */ (b).c();\n"),
    ],
)
def test_a_comment_with_a_line_to_itself_leaves_it_empty(script: str, sent: str) -> None:
    """Each kind of comment goes, and its lines stay; what stands beside code stays."""
    assert without_comments(script) == sent


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_line_of_code_is_lost_or_moved(path: Path) -> None:
    """In each script of ours only comments go: no line that does something, and no line of a text of several lines."""
    script = path.read_text(encoding="utf-8")
    is_text = False
    for line, sent in zip(script.split("\n"), without_comments(script).split("\n"), strict=True):
        assert sent == line or (sent == "" and line.lstrip().startswith(("//", "/**", "*")) and not is_text)
        is_text ^= line.count("`") % 2 == 1 and sent == line
