"""Several sites on one host share its storage: each has its own plans, and what was kept before that is everybody's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from scripts.browser import serve
from tests.browser.checklist_page import ChecklistPage, Place, plan_text
from tests.browser.plans_page import PlansPage, plan_of


@pytest.fixture
def host(site_folder: Path, own: set[str]) -> Iterator[str]:
    """A host with a site at its top and two below, one of them with two editions."""
    with serve(dict.fromkeys(("/", "/one/1.0/", "/one/latest/", "/two/"), site_folder)) as address:
        own.add(urlsplit(address).netloc)
        yield address


def panel_day(page: Page, site: str) -> ChecklistPage:
    return Place(f"{site}scenarios/panel-day/", 'second-round-checklist[scenario="panel-day"]').open(page)


def titles(page: Page, site: str) -> list[str]:
    """Return what the interviews of a site are called."""
    return sorted(PlansPage(page, site).cards.locator("h2").all_text_contents())


def erase(page: Page, site: str) -> None:
    plans = PlansPage(page, site)
    plans.button("Erase everything").click()
    plans.root.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    expect(plans.say).to_contain_text("Everything is erased.")


def test_sites_of_one_host_have_plans_of_their_own(page: Page, host: str, tmp_path: Path) -> None:
    """Editions of a site share; a neighbour, and the site at the top, see nothing, and erase nothing. A back-up of one
    brought in at another is the other's own from then on. No key holds a path.
    """
    one, two = f"{host}one/latest/", f"{host}two/"
    checklist = panel_day(page, f"{host}one/1.0/")
    item = checklist.items[0]
    checklist.tick(item)
    panel_day(page, one).expect_ticked(item)
    for other in (two, host):
        panel_day(page, other).expect_ticked()
        assert titles(page, other) == []
    for site, name in ((one, "Acme"), (two, "Bolt"), (host, "Cray")):
        PlansPage(page, site).add(employer=name)
    assert titles(page, one) == ["Acme", "An interview without a name"]
    panel_day(page, one).expect_ticked()
    assert titles(page, f"{host}one/1.0/") == titles(page, one)

    plans = PlansPage(page, one)
    with page.expect_download() as download:
        plans.button("Save a back-up").click()
    download.value.save_as(tmp_path / "back-up.json")
    text = (tmp_path / "back-up.json").read_text(encoding="utf-8")
    assert "/one/" not in text
    for _ in range(2):
        plans = PlansPage(page, two)
        assert "There is no back-up yet." in (plans.root.locator("[data-backed-up]").text_content() or "")
        dialog = plans.bring_in(text)
        if dialog.locator('[data-action="take-in"]').is_visible():
            dialog.get_by_role("button", name="Bring it in").click()
            expect(plans.say).to_contain_text("The back-up is in.")
    assert titles(page, two) == ["Acme", "An interview without a name", "Bolt"]
    PlansPage(page, two).card("Acme").get_by_role("button", name="Show it on my lists").click()
    panel_day(page, two).tick(item)
    panel_day(page, one).expect_ticked()

    keys: list[str] = page.evaluate("Object.keys(localStorage)")
    assert [key for key in keys if "/" in key or "one" in key] == []
    PlansPage(page, host).card("Cray").get_by_role("button", name="Remove").click()
    erase(page, two)
    assert titles(page, two) == []
    expect(PlansPage(page, two).root.locator("[data-removed]")).to_be_hidden()
    PlansPage(page, host).root.get_by_role("button", name="Bring it back").click()
    assert titles(page, host) == ["Cray"]
    assert titles(page, one) == ["Acme", "An interview without a name"]
    assert titles(page, host) == ["Cray"]
    erase(page, host)
    assert titles(page, one) == ["Acme", "An interview without a name"]
    erase(page, one)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('second-round'))") == []


def test_what_was_kept_before_goes_on_everywhere(page: Page, host: str) -> None:
    """Plans of the first edition name no site: each site of the host shows them, with the one that was in use, and
    naming or changing one takes it from nobody. Erasing takes them.
    """
    page.goto(f"{host}offline/")
    item = panel_day(page, host).items[0]
    before = {
        "second-round:plan:unnamed": plan_text(item),
        "second-round:plan:acme": json.dumps(plan_of(about={"employer": "Acme"}, items={item: "done"})),
        "second-round:current": "acme",
    }
    page.evaluate("all => Object.entries(all).forEach(([key, text]) => localStorage.setItem(key, text))", before)
    for site in (f"{host}one/1.0/", f"{host}two/", host):
        checklist = panel_day(page, site)
        checklist.expect_ticked(item)
        expect(checklist.root.locator("[data-plan-words]")).to_have_text("Acme")
    plans = PlansPage(page, f"{host}one/1.0/")
    plans.card("An interview without a name").get_by_role("button", name="Name it").click()
    plans.fill(employer="Bolt")
    plans.keep()
    for site in (f"{host}one/latest/", f"{host}two/", host):
        assert titles(page, site) == ["Acme", "Bolt"]
    erase(page, f"{host}two/")
    assert titles(page, host) == []


def test_without_a_choice_what_nobody_named_goes_on(page: Page, host: str) -> None:
    """Whoever only ticked in the first edition finds the ticks, wherever the site stands."""
    page.goto(f"{host}offline/")
    item = panel_day(page, host).items[0]
    page.evaluate("text => localStorage.setItem('second-round:plan:unnamed', text)", plan_text(item))
    checklist = panel_day(page, f"{host}two/")
    checklist.expect_ticked(item)
    checklist.tick(checklist.items[1])
    panel_day(page, host).expect_ticked(item, checklist.items[1])
