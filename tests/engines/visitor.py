"""Owns what a person does in a browser, and what they see there, the same words for every engine."""

from __future__ import annotations

import base64
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    StaleElementReferenceException,
    WebDriverException,
)
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

from tests.engines.engines import HEIGHT, WIDTH
from tests.engines.host import END, FAULTS, Host

PATIENCE = 120
"""How long a walk waits for what must come, in seconds: long, because a busy machine is no fault of ours."""

REST = 0.25
"""How long what is seen has to stay as it is, in seconds, where an engine has its own last word after a page's."""

_FIND = """
const [selector, words] = arguments;
const plain = (text) => (text ?? "").trim().replace(/\\s+/g, " ");
const name = (one) => plain(one.ariaLabel || one.labels?.[0]?.textContent || one.textContent);
return [...document.querySelectorAll(selector)].find(
  (one) => one.checkVisibility({ visibilityProperty: true }) && (words === null || name(one) === words),
) ?? null;
"""

_TEXT = """
const all = [...document.querySelectorAll(arguments[0])];
return all.length ? all.map((one) => one.textContent.trim().replace(/\\s+/g, " ")).join("\\n") : null;
"""

_READS = f"const text = (function () {{{_TEXT}}})(...arguments); return text === arguments[1]"

NOT_YET = (ElementClickInterceptedException, ElementNotInteractableException, StaleElementReferenceException)
"""What a click answers while something lies over what is meant, or it is not there yet."""

_PLACE = """
const [found, comes] = arguments;
if (comes) found.scrollIntoView({ block: "center", behavior: "instant" });
const { x, y, width, height } = found.getBoundingClientRect();
return [x, y, width, height].join();
"""

_LISTEN = """
window.isPressed = false;
arguments[0].addEventListener("click", () => { window.isPressed = true; }, { capture: true, once: true });
"""


@dataclass
class Engine:
    """A browser that is open, over all walks."""

    name: str
    driver: WebDriver
    folder: Path
    """Where it puts its downloads and its log."""
    tab: str = field(init=False)
    """The tab that the driver speaks to now."""

    def __post_init__(self) -> None:
        self.tab = self.driver.current_window_handle
        self.widen(WIDTH)

    def widen(self, width: int) -> None:
        """Make the tab as wide as it can be, near `width` in pixels, and as high as a phone."""
        if self.name == "chromium":
            metrics = {"width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
            self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        elif self.name == "firefox":
            self.driver.browsing_context.set_viewport(context=self.tab, viewport={"width": width, "height": HEIGHT})
        else:
            self.driver.set_window_size(width, HEIGHT)

    def speak_to(self, tab: str) -> None:
        if tab != self.tab:
            self.driver.switch_to.window(tab)
            self.tab = tab

    def downloaded(self, name: str) -> bytes:
        """Wait until a file is in the downloads, whole, and take it out; `name` may have "*" for what is not known."""
        end, size = time.monotonic() + PATIENCE, 0
        while time.monotonic() < end:
            for path in [*self.folder.glob(name), *self.folder.glob(f"Downloads/{name}")]:
                before, size = size, path.stat().st_size
                if size and size == before:
                    found = path.read_bytes()
                    path.unlink()
                    return found
            time.sleep(0.1)
        there = sorted(path.name for path in self.folder.rglob("*"))
        raise AssertionError(f"{self.name} has not downloaded {name}. There are: {', '.join(there)}")


class Visitor:
    """A person at one tab of a browser, on the site of a host."""

    def __init__(self, engine: Engine, host: Host) -> None:
        self.engine = engine
        self.host = host
        self.tab = engine.tab
        self.others: list[Visitor] = []

    @property
    def driver(self) -> WebDriver:
        """The driver, which speaks to this tab from now on."""
        self.engine.speak_to(self.tab)
        return self.engine.driver

    # ------------------------------------------------------------------------------------------------- going places

    def open(self, path: str = "") -> None:
        """Open a page of the site by its address."""
        self.driver.get(self.host.address + path)

    def reload(self) -> None:
        """Load the page again, as a person does: a driver's own way passes over the worker that keeps the site."""
        self.run("window.isBefore = true; location.reload()")
        self.until("return !window.isBefore && document.readyState === 'complete'")

    def back(self) -> None:
        self.driver.back()

    def forward(self) -> None:
        self.driver.forward()

    def at(self, path: str) -> None:
        """Wait until the tab is at a page of the site, with all of it loaded."""
        script = "return location.href === arguments[0] && document.readyState === 'complete'"
        self.until(script, self.host.address + path)

    def new_tab(self) -> Visitor:
        """Open a second tab, which closes when the walk ends."""
        driver = self.driver
        driver.switch_to.new_window("tab")
        self.engine.tab = driver.current_window_handle
        self.engine.widen(WIDTH)
        other = Visitor(self.engine, self.host)
        self.others.append(other)
        return other

    # ------------------------------------------------------------------------------------------------------- asking

    def run(self, script: str, *words: Any) -> Any:
        """Run a script in the page; return what it answers."""
        return self.driver.execute_script(script, *words)

    def until(self, script: str, *words: Any) -> Any:
        """Wait until a script answers something that is true; return that."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                answer: Any = self.run(script, *words)
            except WebDriverException as error:  # between two pages nobody answers
                answer, trouble = None, str(error).partition("\n")[0]
            else:
                trouble = f"it answers {answer!r}"
            if answer:
                return answer
            if time.monotonic() > end:
                where, shown = self.driver.current_url, self.run("return document.body?.innerText.slice(0, 1500)")
                raise AssertionError(
                    f"{self.engine.name}, {where}: never so: {script} {words}: {trouble}. It shows: {shown}"
                )
            time.sleep(0.03)

    def stays(self, script: str, *words: Any) -> None:
        """Wait until a script answers something that is true, and see that it still does once the page is at rest."""
        self.until(script, *words)
        time.sleep(REST)
        assert self.run(script, *words), (
            f"{self.engine.name}, {self.driver.current_url}: no longer so: {script} {words}"
        )

    def text(self, selector: str) -> str:
        """Return the words of all that a selector names, a line each."""
        return str(self.run(_TEXT, selector) or "")

    def value(self, selector: str) -> Any:
        return self.run("return document.querySelector(arguments[0]).value", selector)

    def reads(self, selector: str, words: str) -> None:
        """Wait until what a selector names says just these words, and see that it goes on to say them."""
        self.stays(_READS, selector, words)

    def sees(self, selector: str, words: str = "") -> None:
        """Wait until something that a selector names is to be seen and has these words in it."""
        self.until(
            """const [selector, words] = arguments;
            return [...document.querySelectorAll(selector)].some((one) =>
              one.checkVisibility({ visibilityProperty: true })
              && one.textContent.replace(/\\s+/g, " ").includes(words));""",
            selector,
            words,
        )

    def sees_no(self, selector: str) -> None:
        """Wait until nothing that a selector names is to be seen."""
        self.until(
            """return ![...document.querySelectorAll(arguments[0])].some((one) =>
              one.checkVisibility({ visibilityProperty: true }));""",
            selector,
        )

    def has_focus(self, selector: str) -> None:
        """Wait until the keyboard is at what a selector names."""
        self.until("return document.activeElement?.matches(arguments[0])", selector)

    def kept(self) -> dict[str, Any]:
        """Return all that the site keeps in this browser, by its key."""
        found = self.run(
            """return Object.fromEntries(
              Object.entries(localStorage).filter(([key]) => key.startsWith("second-round:")))"""
        )
        return {key: json.loads(text) if text.startswith("{") else text for key, text in found.items()}

    # -------------------------------------------------------------------------------------------------------- doing

    def find(self, selector: str, words: str | None = None) -> WebElement:
        """Wait for the first thing to be seen that a selector names and that is called by these words; return it."""
        found: WebElement = self.until(_FIND, selector, words)
        return found

    def press(self, selector: str, words: str | None = None) -> None:
        """Click something, in the middle of the window, as soon as it stands still and nothing lies over it.

        A busy engine can drop a click on its way to the page. Whoever sees nothing happen presses again.
        """
        end, before = time.monotonic() + PATIENCE, None
        while True:
            found = self.find(selector, words)
            try:
                place = self.run(_PLACE, found, before is None)
                if place == before:
                    self.run(_LISTEN, found)
                    found.click()
                    if self.arrives():
                        return
            except NOT_YET:
                place = None
            assert time.monotonic() < end, f"{self.engine.name}: {selector} {words or ''} cannot be pressed"
            before = place
            time.sleep(0.04)

    def arrives(self) -> bool:
        """Whether the last click came to what it was meant for, or has led to another page."""
        end = time.monotonic() + 3
        while time.monotonic() < end:
            try:
                if self.run("return window.isPressed !== false"):
                    return True
            except WebDriverException:  # between two pages nobody answers
                return True
            time.sleep(0.02)
        return False

    def focus(self, selector: str, words: str | None = None) -> None:
        self.run("arguments[0].focus()", self.find(selector, words))

    def keys(self, *keys: str) -> None:
        """Press keys, one after another, wherever the keyboard is."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def chord(self, held: str, key: str) -> None:
        """Press a key while another is held."""
        ActionChains(self.driver).key_down(held).send_keys(key).key_up(held).perform()

    def type(self, selector: str, words: str) -> None:
        """Type words into a field, at the end of what is there."""
        field = self.find(selector)
        self.run("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", field)
        field.send_keys(words)

    def put(self, selector: str, value: str) -> None:
        """Set a field at once, for what each engine wants typed in its own way: lines, days and times, long texts."""
        self.run(
            """const [selector, value] = arguments;
            const field = document.querySelector(selector);
            field.value = value;
            for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));""",
            selector,
            value,
        )

    def choose_file(self, selector: str, name: str, content: str | bytes) -> None:
        """Choose a file, as from a dialogue that no driver can work."""
        self.run(
            """const [selector, name, content] = arguments;
            const given = new DataTransfer();
            given.items.add(new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], name));
            const field = document.querySelector(selector);
            field.files = given.files;
            field.dispatchEvent(new Event("change", { bubbles: true }));""",
            selector,
            name,
            base64.b64encode(content if isinstance(content, bytes) else content.encode()).decode(),
        )

    # ----------------------------------------------------------------------------------------------------- at the end

    def faults(self) -> list[str]:
        """Return what went wrong in any page of this tab; from then on, nothing did."""
        self.driver.get(f"{self.host.address.rstrip('/')}{END}")
        said = self.run(
            "const said = sessionStorage.getItem(arguments[0]); sessionStorage.clear(); return said", FAULTS
        )
        return list(json.loads(said or "[]"))

    def leave(self) -> list[str]:
        """Close the other tabs; return what went wrong in any of them."""
        faults = []
        for other in self.others:
            faults += other.faults()
            other.driver.close()
        self.others.clear()
        return faults + self.faults()
