// Owns that a text box grows with what is typed, where a browser can't do that by itself; does not know what is typed.

import { plans } from "./store.mjs";

/** How much was in a box when it was last made to fit, and how wide it was. @type {WeakMap<Element, {length: number, wide: number}>} */
const fitted = new WeakMap();

/** Let the text boxes in a part of the page grow, now and from now on. @param {HTMLElement} part */
export function letGrow(part) {
  const fitAll = () => {
    for (const box of part.querySelectorAll("textarea")) fit(box);
  };
  for (const moment of ["input", "focusin", "focusout"]) part.addEventListener(moment, fitAll);
  part.addEventListener("toggle", fitAll, { capture: true }); // What was folded had no size.
  plans.addEventListener("second-round-changed", fitAll);
  addEventListener("resize", fitAll);
  fitAll();
}

/** @param {HTMLTextAreaElement} box */
function fit(box) {
  const { length, wide } = fitted.get(box) ?? { length: 0, wide: 0 };
  if (!box.clientWidth) return;
  fitted.set(box, { length: box.value.length, wide: box.clientWidth });
  // Only then may it need less: a page that became shorter for a moment at every key would jump.
  if (box.value.length < length || box.clientWidth !== wide) box.style.height = "";
  if (box.scrollHeight > box.clientHeight) box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}
