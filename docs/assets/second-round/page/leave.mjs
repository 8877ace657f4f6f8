// Owns what becomes of a page that somebody leaves, since the browser may show it again as it was; does not know what
// is on it.

const FORGOTTEN = ":is(form, input)[autocomplete=off]";

/** From now on, close what lies over the page when it is left, and let nothing on it be forgotten. */
export function watchLeaving() {
  addEventListener("pagehide", ({ persisted }) => {
    for (const each of document.querySelectorAll("[popover]")) if (each instanceof HTMLElement) each.hidePopover?.();
    if (persisted) keepAsItIs();
  });
}

/**
 * WebKit resets whatever says autocomplete="off" some time after its page is shown again: boxes, fields, whole forms. So
 * nothing says it while the page sleeps, and everything says it again when it is shown.
 */
function keepAsItIs() {
  const parts = [...document.querySelectorAll(FORGOTTEN)];
  for (const part of parts) part.removeAttribute("autocomplete");
  addEventListener("pageshow", () => parts.forEach((part) => part.setAttribute("autocomplete", "off")), { once: true });
}
