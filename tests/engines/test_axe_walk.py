"""axe finds nothing in Firefox either, where pages have another tree; one page of each kind, as it is when worked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.axe import AXE, COLOUR
from tests.browser.test_pages import LAID_OUT
from tests.engines.test_list_walk import FIRST, LIST, tick
from tests.engines.test_plan_walk import add
from tests.engines.visitor import Visitor

RUN = """
await new Promise((done) => setTimeout(done, 400)); // what changes its colour has changed it
const found = await axe.run("html", { resultTypes: ["violations"], preload: false, ...arguments[0] });
return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
"""


def interview(visitor: Visitor) -> None:
    add(visitor, {"employer": "Acme", "day": "2031-12-03", "scenario": "panel-day"})


def item(visitor: Visitor) -> None:
    tick(visitor, FIRST)
    visitor.press(f'[data-item="{FIRST}"] summary')
    visitor.press("[data-action=reset]")


def found(visitor: Visitor) -> None:
    visitor.press("[data-search-open]")
    visitor.keys("salary")
    visitor.sees("[role=option]")


KINDS: dict[str, Callable[[Visitor], None]] = {
    "": found,
    LIST: item,
    "plan/": interview,
    "worksheets/people/": lambda visitor: visitor.type('[name="people.person-1.name"]', "Marek"),
    "handouts/": lambda visitor: visitor.put("#desk-roster", "name\\nZoë\\nDana"),
    "conversations/callback/": lambda visitor: visitor.press("[data-action=walk]"),
    "prepare/raise-pay/": lambda visitor: visitor.press(".second-round-menu-button"),
}


@pytest.mark.parametrize("engine", ["firefox"], indirect=True)
def test_axe_finds_nothing_in_firefox(visitor: Visitor) -> None:
    """Light, and the colours of the dark too."""
    wrong = {}
    for path, work in KINDS.items():
        visitor.open(path)
        work(visitor)
        visitor.run(f"({LAID_OUT})()")
        visitor.run(
            "document.head.append(Object.assign(document.createElement('script'), { src: arguments[0] }))", *AXE
        )
        visitor.until("return 'axe' in window")
        wrong[path] = list(visitor.run(f"return (async function () {{{RUN}}})(...arguments)", {}))
        visitor.run("document.querySelector('.second-round-scheme').click()")
        wrong[path] += visitor.run(f"return (async function () {{{RUN}}})(...arguments)", {"runOnly": list(COLOUR)})
        visitor.run("document.querySelector('.second-round-scheme').click()")
    assert {path: told for path, told in wrong.items() if told} == {}
