"""What a script says to its authors is not sent, and nothing else of it is changed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import playwright
import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.web.build.comments import without_comments
from tests.conftest import ROOT

SCRIPTS = sorted((ROOT / "docs/assets/second-round").rglob("*.mjs"))

# Node.js, which Playwright brings, has acorn within it: a parser that is nobody's of ours.
READER = """
const acorn = require("internal/deps/acorn/acorn/dist/acorn");
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const tokens = [], comments = [], text = JSON.parse(line);
  try {
    acorn.parse(text, {
      ecmaVersion: "latest", sourceType: "module", locations: true,
      onToken: ({ type, value, loc }) => tokens.push([type.label, `${value?.pattern ?? value}`, loc.start.line]),
      onComment: (isBlock, text, start, end) => comments.push([isBlock, start, end]),
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    console.log("null");
    return;
  }
  console.log(JSON.stringify({ tokens, comments }));
});
"""

Read = Callable[[str], Any]


@pytest.fixture(scope="module")
def read() -> Iterator[Read]:
    """What a script consists of: each token with its line, and where each comment stands; None for no valid script."""
    node = Path(str(playwright.__file__)).parent / "driver" / "node"
    command = [str(node), "--expose-internals", "-e", READER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdin
        assert reader.stdout

        def ask(script: str) -> Any:
            assert reader.stdin
            assert reader.stdout
            print(json.dumps(script), file=reader.stdin, flush=True)
            return json.loads(reader.stdout.readline())

        yield ask
        reader.stdin.close()


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
        ("/** one */ /** two */ // three\nrun();", "\nrun();"),
        ("/* kept */\n/*! kept */\n/**/\nrun(); /** kept */", "/* kept */\n/*! kept */\n/**/\nrun(); /** kept */"),
        ("// why\r\nrun();\r\n", "\r\nrun();\r\n"),
        ("// why\u2028run();\n", "\u2028run();\n"),
        ("// why\r// how\nrun();\r", "// why\r// how\nrun();\r"),
    ],
)
def test_a_comment_with_a_line_to_itself_leaves_it_empty(script: str, sent: str) -> None:
    """Each kind of comment goes, and its lines stay; what stands beside code stays."""
    assert without_comments(script) == sent


@pytest.mark.parametrize(
    "script",
    [
        "/** a */ run(); /** b */\n",
        "/** a */ (b).c();\nrun();\nd(); /** e */\n",
        "/**/ run(); /** a */\n",
        "/* a\n// b */ run();\n",
        "show(`\n// a\n/** b */\n`);\n",
        "show(`${`\n// a\n`}\n// b\n`);\n",
        'show("a\\\n// b");\n',
        "show(/[`]/);\nshow(`\n// a\n`);\n",
        "show(/[/`]/, b / c);\nshow(`\n// a\n`);\n",
        "if (a) /`/.test(b);\nshow(`\n// a\n`);\n",
        "if (a) { b } /`/.test(c);\nshow(`\n// a\n`);\n",
        "show(a++ / b, `\n// a\n`, c / d);\n",
        "show(a.return / b, `\n// c\n`, d / e);\n",
        "const of = 6;\nshow(of / 2, `\n// a\n`, of / 3);\n",
        "for (const a of /`/.exec(b)) show(`\n// c\n`);\n",
    ],
)
def test_what_only_looks_like_a_comment_of_its_own_stays(script: str) -> None:
    """Code between two comments, after one that ends in its line, and lines of a text that begin with two slashes."""
    assert without_comments(script) == script


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_line_of_code_is_lost_or_moved(path: Path, read: Read) -> None:
    """In each script of ours all that does something is there, in its line, and no comment has a line to itself."""
    script = path.read_text(encoding="utf-8")
    sent = without_comments(script)
    before, after = read(script), read(sent)
    assert after["tokens"] == before["tokens"]
    assert len(sent.split("\n")) == len(script.split("\n"))
    for is_block, start, end in after["comments"]:
        line = sent[sent.rfind("\n", 0, start) + 1 : start] + sent[end:].partition("\n")[0]
        assert line.strip() or (is_block and not sent[start:].startswith("/**"))


VALUES = st.sampled_from(
    [
        *(
            "a",
            "1.",
            "(a)",
            "[a]",
            "a.of",
            "a.if(b)",
            "this",
            "'//'",
            '"/** a */"',
            '"a\\\n// b"',
            "'\\''",
            "() => /`/",
        ),
        *("`\n// a\n`", "`\n/** a */\n`", "`${a /** b */}\n/** c */\n`", "`${`\n// a\n`}\n// b`", "`$\\${`", "`${{}}`"),
        *("/`/", "/[/`'\"]/g", "/\\/\\*/u", "/[\\]//** a]/v", "/a/.b", "typeof /'/", "a++", "{ b: `// c` }", "({})"),
        *("function () { /** a */\n// b\n}", "class { /** a */\n b = /'/\n// c\n }", "async () => await /`/"),
    ]
)
BETWEEN = st.sampled_from(
    [
        *(" ", "\n", " // a `\n", "\n// a '\n", "\n  // b /** \n", "\n// */\n", "// a\u2028", "\r\n// c\r\n"),
        *(
            " /** a */ ",
            "\n/** a */\n",
            "\n/** a\n * `b\n */\n",
            "\n/** a */ ",
            "\n/**/ ",
            "\n/* a\n// b */ ",
            " /** \n*/",
        ),
        *("\n/** a */ /** b */\n", "\n/** a */ // b\n", "\n\t/** // */\n", "/* ' */"),
    ]
)
MARKS = st.sampled_from(["/", "/", "/", "+", "-", ",", "in", "instanceof", "?? ", "&&", "=== !"])


@st.composite
def scripts(draw: st.DrawFn) -> str:
    """A script of a few statements, made to be misread, with comments wherever one may stand."""
    pieces: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        opening = draw(
            st.sampled_from(
                [
                    *(("x", "="), ("run", "("), ("if", "(", "a", ")"), ("if", "(", "a", ")", "b", ";", "else")),
                    *(
                        ("while", "(", "a", ")"),
                        ("{", "}"),
                        ("label", ":"),
                        ("export", "default"),
                        ("x", "=", "{", "}", "/"),
                    ),
                    *(("for", "(", "const", "a", "of"), ("throw",), ("import", "("), ("x", "=", "`", "`", "/"), ()),
                ]
            )
        )
        pieces += [*opening, draw(VALUES)]
        for _ in range(draw(st.integers(0, 3))):
            pieces += [draw(MARKS), draw(VALUES)]
        pieces += [")", ";"] if (opening and opening[-1] == "(") or "for" in opening else [";"]
    return "".join(piece + draw(BETWEEN) for piece in pieces)


@given(scripts())
def test_whatever_a_script_holds_what_it_does_is_sent(read: Read, script: str) -> None:
    """Comments of every kind between tokens of every kind: another parser reads the same tokens, each in its line."""
    before = read(script)
    if before is None:
        return  # no script at all
    assert read(without_comments(script))["tokens"] == before["tokens"]
