// Owns whether what is personal is covered, on every page of this browser; does not know what that is: an element
// is covered whole where the page says that what it shows may be somebody's own (data-personal).

const KEY = "second-round:hidden";
const ROOT = document.documentElement;

/** Hide from now on, or show, as was chosen last in this browser; and follow when another choice is made. */
export function watchHiding() {
  ROOT.toggleAttribute("data-second-round", true);
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-hide]")) hide(true, document.activeElement);
  });
  addEventListener("storage", ({ key }) => {
    if (key === null || key === KEY) cover(isHidden());
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) cover(isHidden());
  });
  cover(isHidden());
}

/** @param {boolean} hidden @param {Element | null} [origin] where the person stood when they hid */
function hide(hidden, origin = null) {
  try {
    if (hidden) localStorage.setItem(KEY, "yes");
    else localStorage.removeItem(KEY);
  } catch {
    // Then for as long as this page is open.
  }
  return cover(hidden, origin);
}

function isHidden() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return ROOT.hasAttribute("data-second-round-hidden");
  }
}

/**
 * At once; how to show it again comes on demand, since few hide anything.
 * @param {boolean} hidden
 * @param {Element | null} [origin]
 */
async function cover(hidden, origin) {
  if (!ROOT.toggleAttribute("data-second-round-hidden", hidden) && !document.querySelector(".second-round-cover")) return;
  (await import("./cover.mjs")).showCover(hidden, () => hide(false), origin);
}
