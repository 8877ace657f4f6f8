"""A browser that stores nothing, no more, or something strange; and a private window: no loss and no silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.checklist_page import DAMAGED, PLAN
from tests.browser.test_storage import BLOCK_STORAGE, FILL_STORAGE
from tests.engines.engines import STARTS
from tests.engines.host import Host
from tests.engines.test_list_walk import FIRST, LIST, SECOND, THIRD, shows, tick
from tests.engines.test_plan_walk import add
from tests.engines.visitor import Engine, Visitor

EMPTY = """for (const key of Object.keys(localStorage)) if (key.startsWith("filling-")) localStorage.removeItem(key);"""


def test_storage_that_is_blocked_full_or_damaged(
    visit: Callable[[Host], Visitor], make_host: Callable[..., Host]
) -> None:
    """It is said at once, ticks go on, and what was kept before is there when there is room again."""
    host = make_host()
    visitor = visit(host)
    visitor.open(LIST)
    tick(visitor, FIRST)
    visitor.run(FILL_STORAGE)
    tick(visitor, SECOND)
    visitor.sees("[data-say]", "This browser does not keep your ticks: its storage is full.")
    shows(visitor, FIRST, SECOND)
    visitor.run(EMPTY)
    tick(visitor, THIRD)
    visitor.reads("[data-say]", "")
    visitor.reload()
    shows(visitor, FIRST, SECOND, THIRD)

    visitor.run("localStorage.setItem(...arguments)", PLAN, '{"schema":1,"items":{"ask-format":{"value":"do')
    visitor.reload()
    visitor.sees("[data-say]", "kept earlier could not be read")
    shows(visitor)
    tick(visitor, FIRST)
    visitor.until("return localStorage.getItem(arguments[0])?.endsWith('do')", DAMAGED)
    visitor.reload()
    shows(visitor, FIRST)

    host.first += BLOCK_STORAGE
    visitor.reload()
    visitor.sees("[data-say]", "This browser does not keep your ticks: it lets this site store nothing.")
    tick(visitor, SECOND)
    shows(visitor, SECOND)
    for path in ("worksheets/people/", "plan/", "conversations/callback/", "handouts/"):
        visitor.open(path)
        visitor.until("return Boolean(document.querySelector('[class*=second-round]:defined'))")


@pytest.mark.parametrize("name", ["chromium", "firefox"])  # WebKit's windows are private whenever a driver is at work
def test_a_private_window_keeps_it_for_as_long_as_it_is_open(
    name: str, make_host: Callable[..., Host], tmp_path: Path
) -> None:
    """Ticks and an interview stay over a reload, nothing fails for want of what it lacks, and a PDF is made."""
    with STARTS[name](tmp_path, private=True) as driver:
        visitor = Visitor(Engine(name, driver, tmp_path), make_host(keeps=True))
        visitor.open("plan/")
        add(visitor, {"employer": "Acme", "scenario": "panel-day"})
        visitor.open(LIST)
        tick(visitor, FIRST)
        visitor.reload()
        shows(visitor, FIRST)
        visitor.sees("[data-plan-words]", "Acme")
        visitor.press("[data-action=tools]")
        visitor.press("dialog[open] [data-action=my-copy]")
        visitor.reads("[data-copied]", "Your PDF is in your downloads.")
        assert visitor.engine.downloaded("panel-day-my-copy.pdf").startswith(b"%PDF-")
        assert visitor.leave() == []
