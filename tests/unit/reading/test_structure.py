"""Files that are right but for their structure: a list where an id should be, keys for words, a part that is gone.

Each file of a small project that uses every key is parsed to its nodes, and one node is changed: replaced by something
of another kind, put into a list or under a key, dropped, repeated, moved. What was wrong once is in problems.yml, in
words; here nobody says what is right, only that it is reported.
"""

from __future__ import annotations

import copy
import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros import editions
from macros.errors import DataError
from macros.guidance import Library, checklists_data
from macros.reading import load, yaml_file

SMALL = Path(__file__).parents[1] / "project"

# ------------------------------------------------------------------------------------------- a project with every key

MORE_KEYS = {
    "checklists/items/when-they-call.yml": [
        ("when: At the invitation\n", "when: At the invitation\ndue: 7 days before, 18:00\n"),
        (
            "    do: Ask who will be there.\n",
            "    do: Find out every name.\n    formerly: [ask-who]\n    same_as: SAME\n",
        ),
    ],
    "checklists/cards/meal.yml": [("items:\n", "formerly: [lunch]\nitems:\n")],
    "checklists/worksheets/people.yml": [
        ("parts:\n", "orientation: landscape\nformerly: [persons]\nparts:\n"),
        (
            "  - title: Each person\n",
            "  - title: Each day\n    hint: One line is enough.\n    row: day\n"
            "    rows:\n      - {id: first, label: The first day}\n      - {id: last, label: The last day}\n"
            "    columns:\n      - {id: what, label: What, hint: A word., lines: 3}\n"
            "  - title: Each person\n",
        ),
    ],
    "checklists/conversations/callback.yml": [
        ("parts:\n", "formerly: [call]\nparts:\n"),
        ("        say: Who will I meet?\n", "        say: Who will I meet?\n        note: Write down each name.\n"),
    ],
    "checklists/brand.yml": [
        (
            "paper: letter\n",
            "paper: letter\nlogo: logo.svg\nappointment: https://careers.example/\ndates: en-GB\n"
            "spelling: american\nhide: {pages: [prepare], sections: [], cards: [meal]}\n"
            "links:\n  - {title: Practice, address: https://careers.example/practice}\n",
        )
    ],
    "docs/prepare/reply.md": [("title: Reply\n", "title: Reply\nreviewed: 2026-11\nsources: [a-page, an-article]\n")],
}

MORE_FILES = {
    "checklists/retired.yml": "- id: wave\n  left: '1.0'\n  because: Nobody did it.\n  instead: ask-format\n"
    "- {id: drinks, kind: card, left: '1.0', because: Nobody drinks.}\n",
    "checklists/cards/greeting.yml": "id: greeting\ntitle: Greeting\nlead: For counsellors.\nwhen: As they come in\n"
    "way: read-do\nitems:\n  - {id: smile, do: Smile., why: They are nervous., minutes: 1, must: true, "
    "guide: prepare/reply.md, sources: [a-page]}\n",
    "checklists/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0L4 4Z"/></svg>',
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One project for all cases, which uses every key and has an edition behind it; each case puts back its file."""
    root = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("structure") / "project"))
    frozen = json.loads(editions.to_json(editions.freeze(load(root))))
    items = frozen["items"]
    items |= {"wave": items["ask-format"], "ask-who": items.pop("ask-names")}
    for listed in frozen["scenarios"]["panel-day"]["pause_points"].values():
        listed[:] = ["ask-who" if each == "ask-names" else each for each in listed]
    frozen["cards"]["drinks"] = frozen["cards"]["meal"]
    frozen["cards"]["lunch"] = frozen["cards"].pop("meal")
    frozen["worksheets"]["persons"] = frozen["worksheets"].pop("people")
    frozen["conversations"]["call"] = frozen["conversations"].pop("callback")
    items["order-light"] |= {"at": "card-lunch", "lists": ["card-lunch"]}
    frozen["places"]["card-lunch"] = frozen["places"].pop("card-meal")
    frozen["edition"] = "0.9"
    files = {**MORE_FILES, "checklists/editions/0.9.json": json.dumps(frozen, indent=1)}
    for name, changes in MORE_KEYS.items():
        files[name] = (root / name).read_text(encoding="utf-8")
        for find, put in changes:
            assert files[name].count(find) == 1
            files[name] = files[name].replace(find, put.replace("SAME", f'"{items["ask-who"]["digest"]}"'))
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    use(load(root))
    return root


@pytest.fixture(scope="module", autouse=True)
def _parsed_once() -> Iterator[None]:
    """A file that is as it was is not parsed again: of a dozen, a case changes one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_file, "_parsed", cache(yaml_file._parsed))
        yield


FILES = sorted(
    {path.relative_to(SMALL).as_posix() for path in (SMALL / "checklists").rglob("*.yml")}
    | {name for name in (*MORE_KEYS, *MORE_FILES) if not name.endswith(".svg")}
    | {"checklists/editions/0.9.json"}
)


def use(library: Library) -> None:
    """Ask a library for everything that the site, the sheets and other programs ask it for."""
    history = editions.history(library)
    for _, _, changes in history.steps:
        assert editions.in_words(changes)
    assert json.dumps(editions.editions_data(history))
    assert json.dumps(checklists_data(library))
    assert library.explained()
    for scenario in library.scenarios:
        assert library.checklist(scenario, library.cards).items
    assert all(map(library.opens_at, library.cards.values()))
    assert all(map(library.opens_at, library.worksheets.values()))
    assert all(map(library.opens_at, library.conversations.values()))
    assert library.brand.address
    assert library.edition.epoch


# ------------------------------------------------------------------------------------------------- what can be changed

Change = Callable[[list[Any], int, list[yaml.Node]], None]
"""Changes the entry of this number in a row: in a list its nodes, in keys a pair of key and value each."""


def scalar(value: str, kind: str = "str") -> yaml.ScalarNode:
    return yaml.ScalarNode(f"tag:yaml.org,2002:{kind}", value)


def listed(*nodes: yaml.Node) -> yaml.SequenceNode:
    return yaml.SequenceNode("tag:yaml.org,2002:seq", [copy.deepcopy(node) for node in nodes])


def keyed(key: str, node: yaml.Node) -> yaml.MappingNode:
    return yaml.MappingNode("tag:yaml.org,2002:map", [(scalar(key), node)])


def nested(depth: int) -> yaml.Node:
    return listed(nested(depth - 1)) if depth else scalar("x")


def put(replace: Callable[[yaml.Node], yaml.Node]) -> Change:
    """Make a change of what replaces a value by another."""

    def change(row: list[Any], number: int, _: list[yaml.Node]) -> None:
        entry = row[number]
        row[number] = (entry[0], replace(entry[1])) if isinstance(entry, tuple) else replace(entry)

    return change


def put_key(replace: Callable[[yaml.Node], yaml.Node]) -> Change:
    """Make a change of what replaces a key by another."""

    def change(row: list[Any], number: int, _: list[yaml.Node]) -> None:
        if isinstance(row[number], tuple):
            row[number] = (replace(row[number][0]), row[number][1])

    return change


def drop(row: list[Any], number: int, _: list[yaml.Node]) -> None:
    del row[number]


def repeat(row: list[Any], number: int, _: list[yaml.Node]) -> None:
    row.insert(number, copy.deepcopy(row[number]))


def move(row: list[Any], number: int, _: list[yaml.Node]) -> None:
    row.append(row.pop(number))


def exchange(row: list[Any], number: int, others: list[yaml.Node]) -> None:
    """Put something there that stands elsewhere in the file."""
    put(lambda _: copy.deepcopy(others[(number * 7 + len(row) * 13) % len(others)]))(row, number, others)


CHANGES: dict[str, Change] = {
    "as it is": put(lambda node: node),
    "in a list": put(listed),
    "in a list twice": put(lambda node: listed(node, node)),
    "in a list in a list": put(lambda node: listed(listed(node))),
    "under a key": put(lambda node: keyed("x", node)),
    "under its id": put(lambda node: keyed("id", node)),
    "in a list under a key": put(lambda node: listed(keyed("id", node))),
    "another text": put(lambda _: scalar("something-else")),
    "text of two lines": put(lambda _: scalar("two\nlines")),
    "empty text": put(lambda _: scalar("")),
    "a number": put(lambda _: scalar("7", "int")),
    "less than nothing": put(lambda _: scalar("-1", "int")),
    "a number without end": put(lambda _: scalar(f"0x{'f' * 5000}", "int")),
    "a fraction": put(lambda _: scalar("1.5", "float")),
    "a fraction without end": put(lambda _: scalar(".inf", "float")),
    "a fraction of sixties": put(lambda _: scalar(f"{'1:' * 200}1.5", "float")),
    "yes": put(lambda _: scalar("true", "bool")),
    "nothing": put(lambda _: scalar("null", "null")),
    "a day": put(lambda _: scalar("2026-11-23", "timestamp")),
    "a moment": put(lambda _: scalar("2026-11-23 12:00:00", "timestamp")),
    "an empty list": put(lambda _: listed()),
    "no keys": put(lambda _: yaml.MappingNode("tag:yaml.org,2002:map", [])),
    "ten lists": put(lambda _: nested(8)),
    "dropped": drop,
    "repeated": repeat,
    "moved": move,
    "exchanged": exchange,
    "a key that is a list": put_key(listed),
    "a key that is keys": put_key(lambda node: keyed("x", node)),
    "a key that is a number": put_key(lambda _: scalar("7", "int")),
    "a key that is nothing": put_key(lambda _: scalar("null", "null")),
    "a key of two lines": put_key(lambda _: scalar("two\nlines")),
}


def parsed(text: str) -> yaml.Node:
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert node
    return node


def rows(node: yaml.Node) -> Iterator[tuple[list[Any], int]]:
    """Go through every row of the file with each number in it."""
    for number, entry in enumerate(node.value if isinstance(node, yaml.CollectionNode) else []):
        yield node.value, number
        yield from rows(entry[1] if isinstance(entry, tuple) else entry)


def changed(text: str, place: int, change: str) -> yaml.Node:
    """Parse a file and change its entry number `place` in reading order; 0 is all of it."""
    whole = [parsed(text)]
    places = [(whole, 0), *rows(whole[0])]
    others = [entry[1] if isinstance(entry, tuple) else entry for row, number in places for entry in [row[number]]]
    CHANGES[change](*places[place], others)
    return whole[0] if whole else scalar("", "null")


def as_json(node: yaml.Node) -> str:
    """Write nodes as JSON, where a key may stand twice."""
    if isinstance(node, yaml.SequenceNode):
        return f"[{', '.join(map(as_json, node.value))}]"
    if isinstance(node, yaml.MappingNode):
        return f"{{{', '.join(f'{json.dumps(str(key.value))}: {as_json(value)}' for key, value in node.value)}}}"
    plain = node.tag.rpartition(":")[2] in ("int", "float", "bool", "null") and re.fullmatch(
        r"-?\d+(\.\d+)?|true|false|null", node.value
    )
    return str(node.value) if plain else json.dumps(node.value)


def data_of(text: str) -> tuple[str, str]:
    """Return what is data in a file, and what follows: in a page it stands between two lines of `---`."""
    front = re.match(r"---\n(.*?)---\n", text, re.DOTALL)
    return (front[1], text[front.end() :]) if front else (text, "")


def written(name: str, right: str, place: int, change: str) -> str:
    """Return the text of a file with one change in it."""
    data, rest = data_of(right)
    node = changed(data, place, change)
    if name.endswith(".json"):
        return as_json(node)
    text = str(yaml.serialize(node, Dumper=yaml.CSafeDumper, allow_unicode=True))
    return f"---\n{text}---\n{rest}" if name.endswith(".md") else text


# ---------------------------------------------------------------------------------------------------------- the tests


def wrong(root: Path) -> str:
    """Return what is wrong with how a project is taken: '' where it is of use, or every problem is fit for a person."""
    try:
        use(load(root))
    except DataError as error:
        for problem in error.problems:
            path = root / problem.file
            lines = path.read_text(encoding="utf-8").count("\n") + 1 if path.is_file() else 1
            if not (path.exists() and 1 <= problem.line <= lines):
                return f"not in the file: {problem}"
            if not problem.message.endswith((".", "?", problem.file)) or len(str(problem).splitlines()) > 1:
                return f"not a line for a person: {problem}"
        return "" if error.problems else "refused without a reason"
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]
    return ""


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_structure_is_read_or_reported(whole: Path, name: str) -> None:
    """Whatever stands where something else should, the library is whole, or a line of a file is reported.

    Not every change is tried in every place: each time the same ones are, picked by the name of the file.
    """
    path = whole / name
    right = path.read_text(encoding="utf-8")
    count = 1 + len(list(rows(parsed(data_of(right)[0]))))
    every = [(place, change) for place in range(count) for change in CHANGES]
    failed = {}
    try:
        path.write_text(written(name, right, 0, "as it is"), encoding="utf-8")
        use(load(whole))
        for place, change in random.Random(name).sample(every, min(len(every), 40 + len(every) // 30)):
            path.write_text(written(name, right, place, change), encoding="utf-8")
            if found := wrong(whole):
                failed[place, change] = found
    finally:
        path.write_text(right, encoding="utf-8")
    assert failed == {}
