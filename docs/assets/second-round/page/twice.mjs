// Owns asking once more before something is deleted for good; does not delete anything itself.

import { button, element } from "./markup.mjs";

/**
 * A button that asks, and does what it says only when it is pressed again.
 * @param {string} words
 * @param {string} sure what it says when it asks
 * @param {() => unknown} act
 */
export function askTwice(words, sure, act) {
  const place = element("span");
  place.setAttribute("role", "status");
  const first = button(words);
  const again = button(sure);
  const keep = button("Keep it");
  first.addEventListener("click", () => {
    place.replaceChildren(again, " ", keep);
    keep.focus();
  });
  again.addEventListener("click", act);
  keep.addEventListener("click", () => {
    place.replaceChildren(first);
    first.focus();
  });
  place.append(first);
  return place;
}
