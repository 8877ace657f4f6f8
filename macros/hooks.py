"""Owns MkDocs' events, as calls of `site`; does not make or know what a site is made of."""

from __future__ import annotations

import gc
import logging
import mimetypes
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from macros.site import Offer

EVERY = 5
"""How many seconds pass, at least, until the next word on how many PDFs are pressed."""

THEME = ("assets/stylesheets/", "assets/javascripts/")
"""Where the theme has its style and its script."""

log = logging.getLogger("mkdocs.hooks.second_round")

_seen: tuple[tuple[str, int], ...] = ()
"""The engine's files as they were when its modules were loaded."""

# At each build, the plugin for macros lists all that a page may call, on long lines.
logging.getLogger("mkdocs.plugins.mkdocs_macros").setLevel(logging.WARNING)
# What links to pages that are left out becomes words once all is built; until then there is a line for each.
logging.getLogger("mkdocs.structure.pages").addFilter(lambda record: "excluded from the built" not in record.msg)


@contextmanager
def _in_words() -> Iterator[None]:
    """Stop the build with a message about what went wrong, such as a full disk, and no traceback."""
    from macros.errors import SecondRoundError

    try:
        yield
    except SecondRoundError as error:
        raise PluginError(str(error)) from error
    except OSError as error:
        raise PluginError(f"{error.filename}: {error.strerror}." if error.filename else f"{error}.") from error


def _counter() -> Callable[[int, int], None]:
    """Return a function that reports every few seconds how many PDFs are made, also without a terminal."""
    said = monotonic()

    def count(done: int, of: int) -> None:
        nonlocal said
        if done == of or monotonic() - said >= EVERY:
            said = monotonic()
            log.info("PDF %d of %d is ready.", done, of)

    return count


def _see_edits() -> None:
    """Forget the engine's modules, which the interpreter has kept, when one of its files was edited in a preview."""
    global _seen
    files = sorted(path for path in Path(__file__).parent.rglob("*") if path.is_file() and path.suffix != ".pyc")
    now = tuple((str(path), path.stat().st_mtime_ns) for path in files)
    if now != _seen:
        _seen = now
        for module in [name for name in sys.modules if name.split(".")[0] == "macros"]:
            del sys.modules[module]


@event_priority(100)
def on_config(config: MkDocsConfig) -> None:
    """Read checklists/ first of all, so that nothing is built on data that is wrong."""
    # A build makes millions of objects and keeps most of them: collecting garbage among them takes a tenth of its time.
    gc.disable()
    _see_edits()
    from macros.site import begin, read_site

    released = bool(os.environ.get("MIKE_DOCS_VERSION"))
    # `mkdocs serve` has set its own address by now; every other build goes by the brand's.
    is_preview = urlsplit(config.site_url or "").netloc == str(config.dev_addr)
    root = Path(config.config_file_path).parent
    with _in_words():
        config.extra["workers"] = None if is_preview else begin(root)
        site = read_site(root, config.site_url or "", is_preview=is_preview, is_one_of_several=released)
    config.site_url = site.address
    # The site is theirs, and says whose guidance it gives. The theme takes its name as it stands.
    config.extra["guidance"], config.site_name = config.site_name, escape(site.library.brand.name)
    # What the theme keeps, such as dark, it keeps for the whole site: else each edition would start without it.
    config.extra["scope"] = urlsplit(site.library.brand.address).path
    if released:
        config.extra["version"] = {"provider": "mike", "default": "latest"}
    config.extra["second_round"] = site
    if config.nav:
        config.nav = site.menu.of(config.nav)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add what the engine offers as files of the site, so that links to them are checked like any others."""
    from macros.site import before

    # Whoever wants the theme's script back has it, and all of its style: docs/contribute/another-generator.md.
    keeps = config.extra.get("theme_script")
    theme = {} if keeps else {file.src_uri: file.content_string for file in files if file.src_uri.startswith(THEME)}
    with _in_words():
        offer = before(config.extra["second_round"], theme, _counter(), config.extra.pop("workers"))
    config.extra["offer"] = offer
    if offer.lacking:
        # A warning stops a strict build, so that no site goes out with dead links; a preview goes on.
        log.warning("%s To build the pages without them: mkdocs build --no-strict", offer.lacking)
    for file in [file for file in files if file.src_uri in offer.instead]:
        files.remove(file)
    _hide_pages(config, files)
    made: dict[str, str | bytes] = {**offer.files, **offer.pages}
    for name, content in made.items():
        files.append(File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    _name_assets(config, offer)


def _hide_pages(config: MkDocsConfig, files: Files) -> None:
    """Leave out the pages that are not shown, and give those of a centre's own the place of ours."""
    menu = config.extra["second_round"].menu
    for file in [file for file in files if file.src_uri in menu.hidden]:
        file.inclusion = InclusionLevel.EXCLUDED
    for own, page in menu.instead.items():
        ours, theirs = files.get_file_from_path(page), files.get_file_from_path(own)
        if ours and theirs:
            theirs.dest_uri, theirs.url, theirs.inclusion = ours.dest_uri, ours.url, ours.inclusion
            ours.inclusion = InclusionLevel.EXCLUDED


def _name_assets(config: MkDocsConfig, offer: Offer) -> None:
    """Tell the theme in which folder our scripts, styles and signs are."""
    from macros.web.build import FOLDER, MARK

    folder = offer.assets.folder
    config.extra_css = [path.replace(FOLDER, folder) for path in config.extra_css]
    for script in config.extra_javascript:
        if isinstance(script, ExtraScriptValue):
            script.path = script.path.replace(FOLDER, folder)
    for sign, name in (("logo", offer.signs.logo), ("favicon", offer.signs.icon)):
        config.theme[sign] = config.theme[sign].replace(FOLDER + MARK, folder + name).replace(FOLDER, folder)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> None:
    """Answer for downloads/ in a preview: each PDF is made from the present data when it is asked for."""
    root, top = Path(config.config_file_path).parent, f"{server.mount_path}downloads/"
    one_at_a_time = Lock()

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.startswith(top):
            return server.serve_request(environ, start)
        # After an edit of the engine these are other modules.
        from macros.errors import SecondRoundError
        from macros.site import printed

        try:
            with one_at_a_time:
                made = printed(root, path.removeprefix(top))
        except SecondRoundError as error:
            start("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")])
            return [f"{error}\n".encode()]
        if made is None:
            return server.serve_request(environ, start)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        start("200 OK", [("Content-Type", kind), ("Content-Length", str(len(made))), ("Cache-Control", "no-store")])
        return [made]

    server.set_app(answer)


@event_priority(-100)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Reject code in the words of all pages at once, by the names of the files that people have written."""
    from macros.site import refuse_code

    env.bytecode_cache = config.extra["second_round"].compiled

    pages = [file.page for file in files.documentation_pages() if file.page]
    with _in_words():
        refuse_code((f"docs/{page.file.src_uri}", page.content or "") for page in pages)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Let links to hidden cards pass when links are checked: in the finished site they are words."""
    places = [place.partition("#") for place in config.extra["second_round"].hidden.places]
    if page.present_anchor_ids is not None:
        page.present_anchor_ids |= {anchor for address, _, anchor in places if address == page.url}


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: object) -> dict[str, Any]:
    """Give each page what stands below its words."""
    from macros.site import beside

    return {**context, **vars(beside(config.extra["second_round"], page.file.src_uri))}


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Finish the folder, last of all, so that the policy of a page knows every script."""
    from macros.site import after

    with _in_words():
        after(config.extra["second_round"], config.extra["offer"], Path(config.site_dir))
    gc.enable()


def on_build_error(error: Exception) -> None:
    """Leave a preview that goes on as it was."""
    gc.enable()
