// Owns what a page says while what is personal is hidden, and the way back; does not hide anything itself.

import { button, element } from "./markup.mjs";

/** @type {Element | null | undefined} where the person stood when they hid */
let origin;

/**
 * @param {boolean} hidden
 * @param {() => Promise<void>} uncover shows it again
 * @param {Element | null} [from] where the person stands who hides it just now
 */
export function showCover(hidden, uncover, from) {
  const shown = document.querySelector(".second-round-cover");
  if (!hidden) shown?.remove();
  if (!hidden || shown) return;
  origin = from;
  // A dialog lies above every cover.
  for (const dialog of document.querySelectorAll("dialog[open]")) if (dialog instanceof HTMLDialogElement) dialog.close();
  const cover = element("aside", "second-round-cover", "What is yours is hidden on every page. ");
  cover.setAttribute("aria-label", "Hidden");
  const again = button("Show it again");
  again.toggleAttribute("data-show-again", true);
  again.addEventListener("click", async () => {
    await uncover();
    if (origin instanceof HTMLElement && origin.isConnected) origin.focus();
  });
  cover.append(again);
  document.body.prepend(cover);
  if (from) again.focus();
}
