"""Owns what a page can call between double braces; does not build anything itself.

{{ checklist("panel-day") }}   a scenario's pause points, to tick
{{ card("video-call") }}       one card, to tick
{{ cards() }}                  every card
{{ sector("school") }}         a line of work: what is different there, and what to ask and bring
{{ sectors() }}                every line of work
{{ worksheet("people") }}      one worksheet, to type into, with its example
{{ worksheets() }}             every worksheet
{{ told() }}                   who has heard which story
{{ example("people") }}        one worksheet as the example candidate filled it in
{{ conversation("callback") }} a script that branches, whole and step by step
{{ questions("to-ask") }}      a bank of questions
{{ downloads("panel-day") }}   the PDFs of a scenario, card, worksheet or conversation
{{ handouts() }}               every PDF of the edition
{{ desk() }}                   the place to make a class's handouts
{{ plan() }}                   every interview of a person, kept in their browser
{{ day() }}                    whose interview is when, for whoever has a plan in their browser
{{ question() }}               “Who will be in the room?” and its answers
{{ scenarios() }}              the same answers as a short list of links
{{ rehearsal() }}              questions to say aloud against a clock
{{ aloud() }}                  every question to say aloud, whole
{{ ready_sets() }}             what a counsellor hands out with each checklist
{{ practice() }}               the PDFs of cards to practise with
{{ sources() }}                every source
{{ conformance() }}            the report on accessibility: what it is about, or one of its chapters
{{ editions() }}               what changed from each edition to the next
{{ changes("1.0", "1.2") }}    what changed between two editions
{{ check() }}                  whether a printed sheet is current
{{ edition.edition }}          the edition: its number, day and month
{{ brand.name }}               whose site it is, as brand.yml gives it
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup
    from mkdocs.structure.pages import Page
    from mkdocs_macros.plugin import MacrosPlugin

COMPONENTS = (
    *("checklist", "card", "cards", "worksheet", "worksheets", "told", "example", "conversation", "questions"),
    *("sector", "sectors", "downloads", "handouts", "desk", "plan", "day", "question", "scenarios", "sources"),
    *("rehearsal", "aloud", "practice", "ready_sets"),
    *("editions", "changes", "check", "conformance"),
)
"""What a page can call: the methods of `macros.web.Components`."""


def define_env(env: MacrosPlugin) -> None:
    """Give every page the components. mike calls this in a process of its own too: no side effects, nothing slow.

    Where the other door was opened, it has read the library by now, and has stopped the build where anything is wrong
    in it. A generator that knows nothing of that door may give its settings as a mapping, and call this for every page.
    """
    from macros.site import Site, site_as_it_stands
    from macros.web import Components, link_from, titles

    root = Path(env.project_dir)
    site: Site = env.conf["extra"].get("second_round") or site_as_it_stands(root)
    components = Components(
        site.library,
        link=lambda target: link_from(env.page.url, target),
        title=titles(root / "docs", {page: own for own, page in site.menu.instead.items()}).__getitem__,
        hidden=site.menu.hidden,
        pictured=not site.is_preview,
        compiled=site.compiled,
        newest=site.newest,
    )
    for name in COMPONENTS:
        env.macro(_checked(name, getattr(components, name)), name)  # type: ignore[no-untyped-call]  # it ships no types
    env.variables["brand"] = site.library.brand
    env.variables["edition"] = site.library.edition
    _tell_wrong_calls()


def _checked(name: str, component: Callable[..., Markup]) -> Callable[..., Markup]:
    """Wrap a component so that a wrong call from a page is reported with the right way to call it."""
    takes = inspect.signature(component)

    @wraps(component)
    def checked(*given: object, **named: object) -> Markup:
        from macros.errors import DataError, Problem

        try:
            fits = all(isinstance(each, str) for each in takes.bind(*given, **named).arguments.values())
        except TypeError:
            fits = False
        if not fits:
            wanted = ", ".join(f'"{each}"' for each in takes.parameters)
            raise DataError([Problem("docs", 1, f"{name}(", f"Expected {name}({wanted}).")])
        return component(*given, **named)

    return checked


def _tell_wrong_calls() -> None:
    """Have the macros plugin report a wrong call with its page and line; by itself it prints a traceback."""
    from jinja2 import UndefinedError

    from macros.errors import DataError, nearest

    with suppress(ImportError):  # another generator has another way
        from mkdocs_macros.errors import format_error

        @format_error.register(DataError)
        def _(error: DataError, markdown: str, page: Page) -> str:
            return "\n".join(_problem(page, each.where, each.message) for each in error.problems)

        @format_error.register(UndefinedError)
        def _(error: UndefinedError, markdown: str, page: Page) -> str:
            name = re.search(r"'(\w+)' is undefined", str(error.message))
            if not name:
                return _problem(page, "{{", f"{error.message}.")
            known = nearest(name[1], (*COMPONENTS, "brand", "edition"))
            return _problem(page, name[1], f"There is nothing of this name that a page can call.{known}")


def _problem(page: Page, where: str, message: str) -> str:
    """Return a problem on a page, with the line of what is wrong."""
    from macros.errors import Problem

    lines = page.file.content_string.splitlines()
    sought = where.strip('"')
    line = next((number for number, each in enumerate(lines, 1) if sought in each), 1)
    return str(Problem(f"docs/{page.file.src_uri}", line, where, message))
