"""Owns a generator of sites as small as one can be: a loop, Markdown and Jinja; refuses to know another."""

from __future__ import annotations

import posixpath
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import jinja2
import markdown

from macros import COMPONENTS
from macros.site import Site, after, before, beside, read_site
from macros.web import Components, address_of, link_from, titles

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ title | e }}</title>
<link rel="stylesheet" href="{{ folder }}second-round.css">
<script type="module" src="{{ folder }}second-round.mjs"></script>
</head>
<body>
<main><article>
{{ words }}
{% for source in beside.sources %}<p>{{ source.title | e }}</p>
{% endfor %}
</article></main>
</body>
</html>
"""
EXTENSIONS = ["admonition", "attr_list", "def_list", "md_in_html", "tables", "toc"]


def generate(root: Path, out: Path) -> None:
    """Make the site of the project in `root` into the folder `out`."""
    docs, site = root / "docs", read_site(root)
    offer = before(site)
    files = {path.relative_to(docs).as_posix(): path for path in docs.rglob("*") if path.is_file()}
    pages = {name: path.read_text(encoding="utf-8") for name, path in files.items() if name.endswith(".md")}
    copied = {name: path.read_bytes() for name, path in files.items() if name not in pages.keys() | offer.instead}
    for name, content in {**copied, **offer.files}.items():
        write(out / name, content)
    for name, text in {**pages, **offer.pages}.items():
        here, link = address_of(name), partial(link_from, address_of(name))
        page = jinja2.Template(PAGE).render(
            title=name,
            words=markdown.markdown(linked(name, called(text, site, docs, link), link), extensions=EXTENSIONS),
            folder=link(offer.assets.folder) + "/",
            beside=beside(site, name),
        )
        write(out / here / "index.html", page.encode())
    after(site, offer, out)


def called(text: str, site: Site, docs: Path, link: Callable[[str], str]) -> str:
    """Return the words of a page, without its front matter, with all that it calls in its place."""
    components = Components(site.library, link, titles(docs).__getitem__)
    calls = jinja2.Environment(comment_start_string="{##", comment_end_string="##}", undefined=jinja2.StrictUndefined)
    words = re.sub(r"\A---\n.*?^---\n", "", text, flags=re.DOTALL | re.MULTILINE)
    offered = {name: getattr(components, name) for name in COMPONENTS}
    return calls.from_string(words).render(offered, brand=site.library.brand, edition=site.library.edition)


def linked(name: str, text: str, link: Callable[[str], str]) -> str:
    """Return the words of a page with addresses in place of the files that it links to."""
    here = posixpath.dirname(name)

    def address(found: re.Match[str]) -> str:
        return f"]({link(posixpath.normpath(posixpath.join(here, found[1])))})"

    return re.sub(r"\]\(([^():]+\.md(?:#[^()]*)?)\)", address, text)


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    generate(Path(sys.argv[1]), Path(sys.argv[2]))
    print(sorted({name.partition(".")[0] for name in sys.modules}))
