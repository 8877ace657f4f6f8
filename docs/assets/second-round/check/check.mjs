// Owns what a printed code's fragment means on this page: current, or what changed since; does not tell any server.
//
// The fragment is "#<edition>/<sheet>", such as "#1.0/panel-day". It comes from paper, so from anybody: it is only ever
// compared and shown as text. What there is to say stands in the page already, which is why this works offline; only
// whether a newer edition is out is asked, as the head of every page asks.

import { readVersions } from "../page/editions.mjs";
import { withoutTracking } from "../page/fragment.mjs";
import { element, link } from "../page/markup.mjs";

const EDITION = /^(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})(-[a-z][a-z0-9]{0,11}\.[1-9]\d{0,3})?$/;
const SHEET = /^[a-z][a-z0-9-]{0,80}$/;
const PATIENCE = 1000; // Milliseconds that an answer waits for word of newer editions.
const UNASKED = "Without a network, this page can’t ask whether a newer edition is out.";
const FEW = ["No", "One thing", "Two things", "Three things", "Four things", "Five things", "Six things"];

/**
 * Answer the fragment, now and when it changes.
 * @param {import("../page/page-element.mjs").PageElement} page holds what changed since each edition, and every sheet
 */
export async function openCheck(page) {
  const verdict = new Verdict(page);
  let shown = "";
  const show = () => {
    const nodes = verdict.on(withoutTracking(location.hash));
    const words = nodes.map(({ textContent }) => textContent).join();
    // Said once: where word of a newer edition comes late, only if it says something else.
    if (words !== shown) page.querySelector("[data-verdict]")?.replaceChildren(...nodes);
    shown = words;
  };
  addEventListener("hashchange", show);
  const asked = verdict.ask().then(show);
  await Promise.race([asked, new Promise((wake) => setTimeout(wake, PATIENCE))]);
  show();
}

/** What a page has to say about a fragment. */
class Verdict {
  #page;
  #current;
  /** @type {string | undefined} the newest edition, where several can be beside this one and somebody answered */
  #newest;
  #isAsking = false;
  #root = "";

  /** @param {import("../page/page-element.mjs").PageElement} page */
  constructor(page) {
    this.#page = page;
    this.#current = page.getAttribute("edition") ?? "";
  }

  /** Ask whether a newer edition is out. */
  async ask() {
    const head = document.querySelector("second-round-editions");
    if (!(head instanceof HTMLElement)) return;
    this.#isAsking = true;
    const { root, latest } = await readVersions(head);
    this.#root = root.href;
    this.#newest = latest?.version;
  }

  /** @param {string} fragment @returns {Node[]} what to say about it, the most important first */
  on(fragment) {
    // The page has anchors of its own, none of which begins with a digit or holds a slash.
    if (!/^\d|\//.test(fragment)) return [];
    const [edition = "", wanted = "", ...more] = fragment.toLowerCase().split("/").filter(Boolean);
    if (!EDITION.test(edition) || more.length) return this.#unreadable();
    const current = this.#current;
    const place = SHEET.test(wanted) ? this.#sheet(wanted) : undefined;
    const what = place?.dataset.pack === undefined ? "sheet" : "pack";
    const sheet = place?.dataset.title ? `Your ${what} “${place.dataset.title}”` : "Your sheet";
    if (this.#newest && isLaterEdition(this.#newest, current)) return this.#isOld(this.#newest, sheet, fragment);
    const since = this.#page.all("[data-edition]").find((entry) => entry.dataset.edition === edition);
    if (!since && edition !== current) {
      return isLaterEdition(edition, current)
        ? [
            element("h2", "", "Newer than this page"),
            element("p", "", `${sheet} is of edition ${edition}. This page knows editions up to ${current}. Keep your sheet.`),
            element("p", "", "If you are offline, open this page again when you are online."),
          ]
        : [
            element("h2", "", "An edition this page does not know"),
            element("p", "", `${sheet} names edition ${edition}. Compare the number at its foot. The current one is ${current}.`),
            ...this.#fresh(place),
          ];
    }
    const found = since ? [...since.querySelectorAll("[data-lists]")] : [];
    const names = place ? this.#names(wanted, place) : [];
    const isOn = (/** @type {string} */ list) => names.includes(list);
    const own = place ? found.filter((change) => (change.getAttribute("data-lists") ?? "").split(" ").some(isOn)) : found;
    const unknown = place ? [] : [element("p", "", "The code does not say which sheet it is, so this is about all of them.")];
    const unasked = this.#isAsking && !this.#newest ? [element("p", "", UNASKED)] : [];
    // A sheet that is new is no change of one that somebody holds: it is told apart.
    const added = [...(since?.querySelectorAll("[data-new]") ?? [])].map((words) => words.cloneNode(true));
    // Somebody chose what is in it, and its code does not know.
    const whole = what === "pack" ? [element("p", "", "This is about every sheet that a pack can hold. Yours may hold fewer.")] : [];
    if (place?.dataset.gone !== undefined) {
      return [element("h2", "", "This sheet is no longer made"), element("p", "", `${sheet} is of edition ${edition}.`), changes(own)];
    }
    if (!own.length) {
      return edition === current
        ? [element("h2", "", "Current"), element("p", "", `${sheet} is of edition ${edition}, the current one.`), ...unknown, ...unasked]
        : [
            element("h2", "", "Still good"),
            element("p", "", `${sheet} is of edition ${edition}. Nothing ${what === "pack" ? "in" : "on"} it has changed since; the current edition is ${current}.`),
            ...unknown,
            ...added,
            ...unasked,
          ];
    }
    const many = FEW[own.length] ?? `${own.length} things`;
    return [
      element("h2", "", `${many} changed since your ${what}`),
      element("p", "", `${sheet} is of edition ${edition}; the current edition is ${current}. The rest of it still holds.`),
      ...unknown,
      ...whole,
      changes(own),
      ...this.#fresh(place),
      ...added,
    ];
  }

  /**
   * This page can't know what changed after it.
   * @param {string} newest
   * @param {string} sheet
   * @param {string} fragment
   */
  #isOld(newest, sheet, fragment) {
    const [way, there] = [element("p"), link(`${this.#root}latest/check/#${fragment}`, `What edition ${newest} says of it`)];
    way.append(there);
    // An old copy of that very page: to follow the link would not fetch the new one.
    if (there.pathname === location.pathname) there.addEventListener("click", () => setTimeout(() => location.reload()));
    const words = `${sheet} may have changed since. This page is of edition ${this.#current}, and knows none that came later.`;
    return [element("h2", "", `Edition ${newest} is out`), element("p", "", words), way];
  }

  #unreadable() {
    return [
      element("h2", "", "The code could not be read"),
      element("p", "", "Compare the edition at the foot of your sheet with the numbers below."),
    ];
  }

  /** @param {string} wanted a sheet's name, today's or a former one */
  #sheet(wanted) {
    const places = this.#page.all("[data-sheet]");
    return (
      places.find((place) => place.dataset.sheet === wanted) ??
      places.find((place) => {
        const [, prefix = "", id = ""] = /^(card-|conversation-)?(.*)$/.exec(wanted) ?? [];
        return (place.dataset.sheet ?? "").startsWith(prefix) && (place.dataset.formerly ?? "").split(" ").includes(id);
      })
    );
  }

  /**
   * @param {string} wanted
   * @param {HTMLElement} place
   * @returns {(string | undefined)[]} what changes have for this sheet, or for each of a pack's
   */
  #names(wanted, { dataset: { sheet, formerly = "", pack } }) {
    const shared = pack === undefined ? [] : this.#page.all("[data-shared]").map((each) => each.dataset.sheet);
    return [wanted, sheet, pack, ...formerly.split(" "), ...shared].filter(Boolean);
  }

  /** @param {HTMLElement | undefined} place @returns {Node[]} the sheet as it is now, to download */
  #fresh(place) {
    if (!place || place.dataset.gone !== undefined) return [];
    const fresh = element("p");
    fresh.append(...[...place.children].map((link) => link.cloneNode(true)));
    return [element("p", "", "Download the new one:"), fresh];
  }
}

/** Whether an edition comes after another: 1.10 after 1.9-leeds.2, and that after 1.9. @param {string} edition @param {string} other */
export function isLaterEdition(edition, other) {
  return edition.localeCompare(other, "en", { numeric: true }) > 0;
}

/** @param {Element[]} found */
function changes(found) {
  const list = element("ul", "second-round__changes");
  list.append(...found.map((change) => change.cloneNode(true)));
  return list;
}
