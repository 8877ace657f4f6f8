"""Owns door two: what the site build adds to the pages (PDFs, fonts, data, facts); refuses to make them itself."""

from __future__ import annotations

import datetime
import json
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from macros.editions import History
    from macros.guidance import Library

ASSETS = "assets/second-round/"

log = logging.getLogger("mkdocs.hooks.second_round")

_library: Library
_explained: dict[str, dict[str, str]]
"""What each page explains, found once for all pages."""
_is_preview: bool
_offline: set[str]
"""The addresses of pages that a browser keeps before anybody has opened them."""


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


@event_priority(100)
def on_config(config: MkDocsConfig) -> None:
    """Read checklists/ first of all, so that nothing is built on data that is wrong."""
    global _library, _explained, _is_preview, _offline
    # A preview that runs for long must see edits of the engine's own Python, which the interpreter has kept.
    for module in [name for name in sys.modules if name.split(".")[0] == "macros"]:
        del sys.modules[module]
    from macros.errors import SecondRoundError
    from macros.reading import load

    try:
        _library = load(_root(config))
    except SecondRoundError as error:
        raise PluginError(str(error)) from error
    _explained = _library.explained()
    _offline = set()
    # `mkdocs serve` has set its own address by now; every other build goes by the brand's.
    _is_preview = urlsplit(config.site_url or "").netloc == str(config.dev_addr)
    # Of several editions, the latest is the one that others should link to.
    released = os.environ.get("MIKE_DOCS_VERSION")
    config.site_url = config.site_url or _library.brand.address + ("latest/" if released else "")
    # What the theme keeps, such as dark, it keeps for the whole site: else each edition would begin anew.
    config.extra["scope"] = urlsplit(_library.brand.address).path
    if released:
        config.extra["version"] = {"provider": "mike", "default": "latest"}
    config.extra["second_round"] = _library
    config.extra["assets"] = ASSETS


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the PDFs and fonts as files of the site, so that links to them are checked like any others."""
    from macros import editions, paper
    from macros.brand import fonts
    from macros.errors import MissingSystemPart, SecondRoundError
    from macros.guidance import checklists_data
    from macros.web.build import branded, chains

    cache = _root(config) / ".cache"
    prints: dict[str, bytes] = {}
    try:
        try:
            prints = paper.render(_library, cache=cache)
        except MissingSystemPart as error:
            # A warning stops a strict build, so that no site goes out with dead links; a preview goes on.
            log.warning("%s To build the pages without them: mkdocs build --no-strict", error)
        webfonts = {
            "atkinson-regular.woff2": fonts.web_font(bold=False, cache=cache),
            "atkinson-bold.woff2": fonts.web_font(bold=True, cache=cache),
        }
    except SecondRoundError as error:
        raise PluginError(str(error)) from error
    for name, content in prints.items():
        files.append(File.generated(config, f"downloads/{name}", content=content))
    for name, content in webfonts.items():
        files.append(File.generated(config, f"{ASSETS}fonts/{name}", content=content))
    history = editions.history(_library)
    facts = {"checklists.json": checklists_data(_library), "editions.json": editions.editions_data(history)}
    for name, told in facts.items():
        files.append(File.generated(config, f"data/{name}", content=json.dumps(told, ensure_ascii=False).encode()))
    for name, text in _about_editions(history, config).items():
        files.append(File.generated(config, name, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    style = files.src_uris[f"{ASSETS}second-round.css"]
    files.remove(style)
    files.append(File.generated(config, style.src_uri, content=branded(style.content_string, _library.brand)))
    if not _is_preview:
        _join_sheets(files, config)
        _name_by_content(files, config)
    assets = config.extra["assets"]
    own = [file for file in files if file.src_uri.startswith(assets) and file.src_uri.endswith(".mjs")]
    config.extra["chains"] = chains({file.src_uri.removeprefix(assets): file.content_string for file in own})


def _join_sheets(files: Files, config: MkDocsConfig) -> None:
    """Put the theme's style sheets in front of ours: a phone asks for one, and sees the page half a second earlier."""
    from macros.errors import SecondRoundError
    from macros.web.build import joined

    folder = "assets/stylesheets/"
    theme = sorted((file for file in files if file.src_uri.startswith(folder)), key=lambda file: file.src_uri)
    sheets = [file for file in theme if file.src_uri.endswith(".css")]
    ours = files.src_uris[f"{ASSETS}second-round.css"]
    if [file.name.split(".")[0] for file in sheets] != ["main", "palette"]:
        raise PluginError(f"Expected main and palette in the theme's {folder}.")
    try:
        text = joined((file.content_string for file in sheets), ours.content_string)
    except SecondRoundError as error:
        raise PluginError(str(error)) from error
    for file in [*theme, ours]:
        files.remove(file)
    files.append(File.generated(config, ours.src_uri, content=text))
    config.extra["one_sheet"] = True


def _name_by_content(files: Files, config: MkDocsConfig) -> None:
    """Move scripts, styles and fonts to a folder that is named after what is in them.

    So a page and its scripts belong together, whatever a browser or a server between has kept of an earlier build.
    """
    from macros.cache import digest
    from macros.web.build import without_comments

    own = sorted((file for file in files if file.src_uri.startswith(ASSETS)), key=lambda file: file.src_uri)
    sent = {
        file.src_uri: without_comments(file.content_string).encode()
        if file.src_uri.endswith(".mjs")
        else file.content_bytes
        for file in own
    }
    folder = f"{ASSETS.rstrip('/')}-{digest(part for pair in sent.items() for part in pair)[:12]}/"
    for file in own:
        files.remove(file)
        name = folder + file.src_uri.removeprefix(ASSETS)
        files.append(File.generated(config, name, content=sent[file.src_uri]))
    config.extra["assets"] = folder
    config.extra_css = [path.replace(ASSETS, folder) for path in config.extra_css]
    for script in config.extra_javascript:
        if isinstance(script, ExtraScriptValue):
            script.path = script.path.replace(ASSETS, folder)
    for sign in ("logo", "favicon"):
        config.theme[sign] = config.theme[sign].replace(ASSETS, folder)


def _about_editions(history: History, config: MkDocsConfig) -> dict[str, str]:
    """Return the feed, and a page for every two released editions that are no neighbours: those are on one page."""
    from macros.web import Components, link_from

    address = (config.site_url or _library.brand.address).rstrip("/")
    whole = Components(_library, link=lambda target: f"{address}/{link_from('', target)}", title=str)
    pages = {
        f"editions/{old.edition}-{new.edition}.md": PAIR.format(old=old.edition, new=new.edition)
        for old, new in history.pairs
        if history.released.index(new) > history.released.index(old) + 1
    }
    return {"feed.xml": whole.feed(), **pages}


PAIR = """---
title: From edition {old} to {new}
description: All that changed on checklists, cards and worksheets between edition {old} and edition {new}.
search:
  exclude: true
---

# From edition {old} to {new}

{{{{ changes("{old}", "{new}") }}}}

[What changed in each edition](index.md)
"""


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: object) -> dict[str, Any]:
    """Give each page what it explains, and what its front matter names: its sources, and when it was last reviewed."""
    from macros.guidance import month_words
    from macros.web import link_from

    if "reviewed" in page.meta:
        context["reviewed"] = month_words(datetime.date.fromisoformat(f"{page.meta['reviewed']}-01"))
    if page.meta.get("offline"):
        _offline.add(page.url)
    explained = _explained.get(page.file.src_uri, {})
    context["explains"] = [(link_from(page.url, target), words) for target, words in explained.items()]
    context["sources"] = [_library.sources[name] for name in page.meta.get("sources", ())]
    return context


@event_priority(-100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Refuse code and style in the words of a page: the page's own policy would, and nobody would be told."""
    from macros.web.build import code_in

    if found := code_in(html):
        told = "A page holds no script and no style of its own. Put it in docs/assets/second-round/."
        raise PluginError(f"docs/{page.file.src_uri}:1  {found[0]}  {told}")


@event_priority(-100)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Give the page what the theme leaves out, last of all, so that the policy knows every script."""
    return _finished(output, config)


@event_priority(-100)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Do the same for the page that stands in for pages that don't exist."""
    return _finished(output_content, config) if template_name.endswith(".html") else output_content


def _finished(page: str, config: MkDocsConfig) -> str:
    """Return a page that asks for its scripts at once, has a name for its search dialog, and has its policy.

    The dialog is announced as just “dialog” otherwise. A preview has no policy: it reloads the page by a script that
    stands there only once it is served.
    """
    from macros.web.build import with_policy, with_preloads

    page = page.replace('role="dialog"', 'role="dialog" aria-label="Search"')
    page = with_preloads(page, config.extra["chains"])
    return page if _is_preview else with_policy(page)


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the worker that keeps the site for when there is no network; a preview has none."""
    from macros.web.build import SCRIPT, worker

    site = Path(config.site_dir)
    if not _is_preview:
        (site / SCRIPT).write_text(worker(site, _offline), encoding="utf-8")
