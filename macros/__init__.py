"""Owns door one: what a page can call between double braces; refuses to build anything itself.

{{ checklist("panel-day") }}   a scenario's pause points, to tick
{{ card("video-call") }}       one card, to tick
{{ cards() }}                  every card
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
{{ question() }}               “Who will be in the room?” and its answers
{{ sources() }}                every source
{{ editions() }}               what changed from each edition to the next
{{ changes("1.0", "1.2") }}    what changed between two editions
{{ check() }}                  whether a printed sheet is current
{{ edition.edition }}          the edition: its number, day and month
{{ brand.name }}               whose site it is, as brand.yml gives it
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs_macros.plugin import MacrosPlugin

    from macros.guidance import Library

COMPONENTS = (
    *("checklist", "card", "cards", "worksheet", "worksheets", "told", "example", "conversation", "questions"),
    *("downloads", "handouts", "desk", "plan", "question", "sources"),
    *("editions", "changes", "check"),
)
"""What a page can call: the methods of `macros.web.Components`."""


def define_env(env: MacrosPlugin) -> None:
    """Give every page the components. mike calls this in a process of its own too: no side effects, nothing slow.

    The other door has read the library by now, and has stopped the build where anything is wrong in it.
    """
    from macros.web import Components, link_from, titles

    library: Library = env.conf.extra["second_round"]
    components = Components(
        library,
        link=lambda target: link_from(env.page.url, target),
        title=titles(Path(env.conf.docs_dir)).__getitem__,
    )
    for component in COMPONENTS:
        env.macro(getattr(components, component), component)  # type: ignore[no-untyped-call]  # it ships no types
    env.variables["brand"] = library.brand
    env.variables["edition"] = library.edition
