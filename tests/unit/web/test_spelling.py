"""American spelling of what stands around the guidance: titles, menus and buttons, and no word of the guidance."""

from __future__ import annotations

from macros.web.build import american

PAGE = """\
<head><title>For career centres - Centre</title><meta name="description" content="Your centre’s">
<style>.centre{}</style></head>
<body class="centre"><nav aria-label="Career centres"><a href="../career-centres/">CENTRES</a></nav>
<article><h1 id="career-centres">Career <em>centres</em></h1><p>Ask the centre’s <cite>Centre</cite>.</p>
<table><caption>For counsellors</caption><tr><td>Colour</td></tr></table><label>Practise.</label>
<p><a href="#s">our own judgement</a>, their judgement</p><button title="Practise">Practise</button>
<aside><h2>Sources</h2><a href="#a">Assessment Centres</a> <a href="#s">our own judgement</a></aside></article>
<footer>Licence</footer></body>"""

SPELLED = """\
<head><title>For career centers - Center</title><meta name="description" content="Your center’s">
<style>.centre{}</style></head>
<body class="centre"><nav aria-label="Career centers"><a href="../career-centres/">CENTERS</a></nav>
<article><h1 id="career-centres">Career <em>centers</em></h1><p>Ask the centre’s <cite>Centre</cite>.</p>
<table><caption>For counselors</caption><tr><td>Colour</td></tr></table><label>Practise.</label>
<p><a href="#s">our own judgment</a>, their judgement</p><button title="Practice">Practice</button>
<aside><h2>Sources</h2><a href="#a">Assessment Centres</a> <a href="#s">our own judgment</a></aside></article>
<footer>License</footer></body>"""


def test_only_what_stands_around_the_guidance_is_spelled_anew() -> None:
    """Addresses, ids, styles, names of sources and items stay, and so does how large a letter is."""
    assert american(PAGE) == SPELLED
    assert american(SPELLED) == SPELLED
