"""No link of a site leads to what it does not show, and what is left reads on."""

from __future__ import annotations

import pytest

from macros.web.build import Hidden, without_hidden

TOP = "https://careers.example/second/"
HIDDEN = Hidden(pages={"staff/", "staff/print/"}, places={"cards/#card-meal"}, own={"law/"})
LAW = '<article><h1>Law</h1><h2 id="ours">Ours</h2></article>'

CASES = {
    "a sentence keeps its words": (
        '<p>Read <a href="../staff/print/#a">the <em>guide</em></a> or <a href="../cards/">a card</a>.</p>',
        '<p>Read the <em>guide</em> or <a href="../cards/">a card</a>.</p>',
    ),
    "a whole address, and one from the top": (
        f'<p>Go <a href="{TOP}staff/">here</a> or <a title="x" href="/second/staff/">there</a>.</p>',
        "<p>Go here or there.</p>",
    ),
    "an address of another site stays": (
        '<p>See <a href="https://other.example/second/staff/">them</a>.</p>',
        '<p>See <a href="https://other.example/second/staff/">them</a>.</p>',
    ),
    "a card of a page that is shown": (
        '<p>Take <a href="../cards/#card-meal">Meal</a> or <a href="../cards/#card-travel">Travel</a>.</p>',
        '<p>Take Meal or <a href="../cards/#card-travel">Travel</a>.</p>',
    ),
    "an entry that is only the link, and one that is about it": (
        '<ul>\n<li><a href="../staff/">Staff</a></li>\n<li><a href="../staff/print/">Print</a>, for counsellors</li>\n'
        '<li><a href="../cards/">Cards</a></li>\n</ul>',
        '<ul>\n\n\n<li><a href="../cards/">Cards</a></li>\n</ul>',
    ),
    "a list and its heading, and what leads to that": (
        '<nav><ul><li><a href="#why">Why</a></li><li><a href="#next">Next</a></li></ul></nav>'
        '<h2 id="why">Why</h2><p>So.</p><h2 id="next">Next</h2>\n<ul>\n'
        '<li><a href="../staff/">Staff</a></li>\n</ul>\n</article>',
        '<nav><ul><li><a href="#why">Why</a></li></ul></nav><h2 id="why">Why</h2><p>So.</p></article>',
    ),
    "a heading stays where it has more below it": (
        '<h2 id="next">Next</h2>\n<ul><li><a href="../staff/">Staff</a></li></ul><p>Rest.</p>',
        '<h2 id="next">Next</h2>\n<p>Rest.</p>',
    ),
    "facts with dots between them, of which nothing is left": (
        '<p>It.</p><p><a class="second-round__button" href="../staff/">Staff</a>&nbsp;· '
        '<a class="second-round__button" href="../staff/print/">Print</a>&nbsp;· '
        '<a class="second-round__button" href="../staff/">All</a></p>',
        "<p>It.</p>",
    ),
    "an empty list that somebody else fills": ("<p>It.</p><ul data-x></ul>", "<p>It.</p><ul data-x></ul>"),
    "a paragraph and a button": (
        '<p><a href="../staff/">Staff</a></p><div><a class="second-round__button" href="../staff/">Go</a> on</div>',
        "<div> on</div>",
    ),
    "a section for those who read it, to the next of its rank": (
        '<li><a href="#staff">For staff</a></li><h2 data-for="staff/" id="staff">For staff</h2><p>It.</p><h3>More</h3>'
        "<p>It.</p><h2>Rest</h2>",
        "<h2>Rest</h2>",
    ),
    "a section for those who read what is shown": ('<h2 data-for="cards/">A</h2>', '<h2 data-for="cards/">A</h2>'),
    "an anchor that the page in its place lacks": (
        '<a href="../law/#theirs">law</a> <a href="../law/#ours">law</a>',
        '<a href="../law/">law</a> <a href="../law/#ours">law</a>',
    ),
}


@pytest.mark.parametrize(("written", "read"), CASES.values(), ids=CASES)
def test_no_link_leads_to_what_is_hidden(written: str, read: str) -> None:
    """It becomes words; where nothing else was said there, it goes."""
    pages = {"prepare/": written, "law/": LAW}
    assert without_hidden(pages, TOP, HIDDEN) == {"prepare/": read, "law/": LAW}
