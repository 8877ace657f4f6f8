// Owns whether what is personal is covered, on every page of this browser; refuses to know what that is: an element
// is covered whole where the page says that what it shows may be somebody's own (data-personal).

import { button, element } from "./markup.mjs";

const KEY = "second-round:hidden";

/** @type {Element | null} where the person stood when they hid */
let origin = null;

/** Hide from now on, or show, as was chosen last in this browser; and follow when another choice is made. */
export function watchHiding() {
  document.documentElement.toggleAttribute("data-second-round", true);
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-hide], [data-show-again]") : null;
    if (button) hide(button.hasAttribute("data-hide"));
  });
  addEventListener("storage", ({ key }) => {
    if (key === null || key === KEY) cover(isHidden());
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) cover(isHidden());
  });
  cover(isHidden());
}

/** @param {boolean} hidden */
function hide(hidden) {
  if (hidden) origin = document.activeElement;
  try {
    if (hidden) localStorage.setItem(KEY, "yes");
    else localStorage.removeItem(KEY);
  } catch {
    // Then for as long as this page is open.
  }
  cover(hidden);
  const place = hidden ? document.querySelector("[data-show-again]") : origin;
  if (place instanceof HTMLElement && place.isConnected) place.focus();
}

function isHidden() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return document.documentElement.hasAttribute("data-second-round-hidden");
  }
}

/** @param {boolean} hidden */
function cover(hidden) {
  document.documentElement.toggleAttribute("data-second-round-hidden", hidden);
  const shown = document.querySelector(".second-round-cover");
  if (!hidden) shown?.remove();
  if (!hidden || shown) return;
  // A dialog lies above every cover.
  for (const dialog of document.querySelectorAll("dialog[open]")) if (dialog instanceof HTMLDialogElement) dialog.close();
  const cover = element("aside", "second-round-cover", "What is yours is hidden on every page. ");
  cover.setAttribute("aria-label", "Hidden");
  const again = button("Show it again");
  again.toggleAttribute("data-show-again", true);
  cover.append(again);
  document.body.prepend(cover);
}
