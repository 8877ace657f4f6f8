"""What a built site offers to its search: its sections and their words, no more, and the same bytes each time."""

from __future__ import annotations

import gzip
import json
import re
from importlib.machinery import ModuleSpec
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.errors import SiteError
from macros.web.build import named_by_content, read_assets, search
from tests.conftest import ROOT

HEAD = '<meta charset="utf-8"><meta name="description" content="How to say &quot;thanks&quot;.">'
PAGE = """<html><head>{head}</head><body><nav>Menu</nav><article>
<h1 id="follow-up">Follow up</h1>
<p>Thank people, <strong>soon</strong>.<br>Then wait.</p>
<h2 id="thank-you">Thank &amp; people</h2>
<ul><li>One line</li><li>Another line.</li><li>One line</li></ul>
<div id="box"><h3>No way to here</h3><p>It is part of the section before.</p></div>
</article></body></html>"""


def page(content: str) -> str:
    return f"<html><head></head><body><article><h1>Title</h1>{content}</article></body></html>"


def pages(written: dict[str, str], **ranks: float) -> list[dict[str, Any]]:
    """Return what the index has of each page, by its name and HTML."""
    found: list[dict[str, Any]] = json.loads(search.index(written, ranks))["pages"]
    return found


def sections(content: str) -> list[dict[str, Any]]:
    """Return the sections of a page with this content, its head included."""
    found: list[dict[str, Any]] = pages({"": page(content)})[0]["sections"]
    return found


def test_a_page_is_cut_where_its_headings_can_be_led_to() -> None:
    """Its address, title and description; then each section by its anchor, in plain words, no part twice."""
    (found,) = pages({"follow/": PAGE.format(head=HEAD)})
    assert found == {
        "address": "follow/",
        "title": "Follow up",
        "about": 'How to say "thanks".',
        "sections": [
            {"text": "Thank people, soon. Then wait."},
            {
                "anchor": "thank-you",
                "title": "Thank & people",
                "text": "One line · Another line. No way to here · It is part of the section before.",
            },
        ],
    }


def test_a_section_is_led_to_as_a_whole() -> None:
    """Where a heading names a whole that has an id, or folds what has one, the anchor is the whole's."""
    block = (
        '<section id="night" aria-labelledby="night-title"><h2 id="night-title">The night</h2><p>Sleep.</p></section>'
    )
    question = '<ul><li id="why"><details><summary>“Why us?”</summary><p>Say it.</p></details></li></ul>'
    fold = '<div id="box"><details><summary>See more</summary><p>More.</p></details></div>'
    _, night, why = sections(block + question + fold)
    assert night == {"anchor": "night", "title": "The night", "text": "Sleep."}
    assert why == {"anchor": "why", "title": "“Why us?”", "text": "Say it. See more · More."}


def test_an_item_is_written_down_once() -> None:
    """Each list names its items by their ids; their words stand beside the pages, whichever lists they are on."""
    item = '<li data-item="ask"><input id="i"><label for="i">Ask.{}</label><p data-search-exclude>Why</p></li>'
    must = ' <span class="second-round__must">must</span>'
    written = {"a": page(f"<ul>{item.format(must)}</ul>"), "b": page(f"<p>First.</p><ul>{item.format('')}</ul>")}
    found = json.loads(search.index(written, {}))
    assert found["items"] == {"ask": "Ask."}
    assert [each["sections"] for each in found["pages"]] == [
        [{"items": ["ask"]}],
        [{"text": "First.", "items": ["ask"]}],
    ]


@pytest.mark.parametrize(
    "content",
    [
        "<script>if (1 < 2) secret()</script>",
        "<style>p::after { content: 'secret' }</style>",
        "<!-- secret <p>secret</p> -->",
        "<svg><title>secret</title><path d='M0 0'/></svg>",
        "<nav><a href='x'>secret</a></nav>",
        "<p hidden>secret</p>",
        "<span aria-hidden='true'>secret</span>",
        '<span class="a second-round__hidden">secret</span>',
        "<details data-search-exclude><summary>secret</summary><div><p>secret</div></details>",
        "<dialog><h2 id='tools'>secret</h2></dialog>",
        "<button>secret</button><select><option>secret</option></select><textarea>secret</textarea>",
        '<a href="secret" title="secret > secret"></a>',
        '<h2 id="next">Next</h2><p>secret</p>',
    ],
)
def test_what_is_not_shown_as_words_is_not_found(content: str) -> None:
    """Code, menus, what is hidden, what to type into, and what asks not to be; what stands around it is found."""
    assert "secret" not in json.dumps(sections(f"<p>Before.</p>{content}"))
    around = sections(f'<p>Before.</p>{content}<h2 id="after">After</h2><p>It goes on.</p>')
    assert [each.get("text") for each in around] == ["Before.", "It goes on."]


def test_a_page_is_found_by_its_rank() -> None:
    """Some not at all; some before or behind others, those by how sections begin, and the last by headings alone."""
    long = page(f"<p>{'word ' * 80}</p>")
    written = {"excluded": long, "first": long, "behind": long, "last": long, "plain": page("<p>Plain.</p>")}
    no_pages = {
        "strange": "<html><body><p>No content, no title.</p></body></html>",
        "untitled": "<article><p>No title.</p></article>",
        "404.html": page("<p>Not here.</p>"),
    }
    found = {each["address"]: each for each in pages(written | no_pages, excluded=0, first=2, behind=0.5, last=0.02)}
    ranks = {address: each.get("rank") for address, each in found.items()}
    assert ranks == {"behind": 0.5, "first": 2, "last": 0.02, "plain": None}
    assert len(found["first"]["sections"][0]["text"]) == len("word " * 80) - 1
    assert found["behind"]["sections"][0]["text"] == "word " * 31 + "word …"
    assert found["last"]["sections"] == [{}]


def test_the_same_pages_give_the_same_bytes() -> None:
    """Whatever they were made in first, and with the words that mean the same and those often looked for."""
    written = {name: page(f"<p>{name}</p>") for name in ("b", "a", "c")}
    made = search.index(written, {}, [("CV", "resume")], ["salary"])
    assert made == search.index(dict(sorted(written.items())), {}, [("CV", "resume")], ["salary"])
    assert list(json.loads(made)) == ["form", "often", "synonyms", "items", "pages"]
    assert made != search.index(written, {}, [("CV", "résumé")], ["salary"])


PIECES = [
    *("<p>", "</p>", "<h2 id=a>", "</h2>", "<li data-item=i>", "</li>"),
    "<",
    ">",
    "&amp",
    "<br>",
    "<p hidden>",
    "x",
    '"',
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_markup_stops_it(content: str) -> None:
    """Whatever is left open or closed twice: every page is read to its end, and no tag becomes a word."""
    reader = search._Reader(f"<article>{content}</article>")
    words = json.dumps([reader.items, [each.written(False) for each in reader.sections]])
    assert not re.search(r"</?(p|h2|li|div|br|article)\b", words)


def test_lunr_leaves_its_comments_at_home() -> None:
    """They are half of it; whose it is stays. It is the script of the installed package, less that."""
    source = search.engine()
    assets = named_by_content({**read_assets(ROOT / "docs"), "search/lunr.js": source.encode()})
    sent = assets.files["search/lunr.js"].decode()
    assert sent.startswith("/*!\n * lunr - http://lunrjs.com")
    assert "@license MIT" in sent
    assert len(gzip.compress(sent.encode(), 9)) < 0.6 * len(gzip.compress(source.encode(), 9))
    assert sent.count("\n") == source.count("\n")


def test_without_lunr_nothing_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where MkDocs is another, or not there, the build says what it lacks."""
    for found in (None, ModuleSpec("mkdocs", None), ModuleSpec("mkdocs", None, is_package=True)):
        monkeypatch.setattr(search, "find_spec", lambda name, found=found: found)
        with pytest.raises(SiteError, match="brings no lunr"):
            search.engine()


def test_both_sides_know_the_same_form() -> None:
    """What the build writes is what the search in the browser reads."""
    script = (ROOT / "docs/assets/second-round/search/search-worker.js").read_text(encoding="utf-8")
    assert f"const FORM = {search.FORM};" in script
    assert f'"../../../{search.INDEX}"' in script
