// Owns where somebody is led whose page is not there; does not take them there unasked.

import { asWritten } from "./fragment.mjs";
import { link } from "./markup.mjs";

const EDITION = /^(latest|\d+\.\d+(-[a-z][a-z0-9]*\.\d+)?)$/;
const ALIKE = 0.5;

/**
 * On the page that stands in for missing ones: name the one that was likely meant, found among the links of the menu.
 * @param {HTMLElement} page
 */
export function openLost(page) {
  const base = new URL(page.getAttribute("base") || "./", location.href);
  // A mail program may have encoded the "#", or put words of its own behind the address.
  const [before = "", ...behind] = decoded(location.pathname).split("#");
  const fragment = behind.length ? asWritten(behind.join("#")) : location.hash.slice(1);
  const wanted = before.replace(/[?&].*$/, "").split("/").map(asWritten).filter(Boolean);
  // An address may begin with the site's own folder, and then with an edition that is not this page's.
  const own = base.pathname.split("/").filter((part) => part && !EDITION.test(part));
  const path = wanted.slice(own.every((part, place) => wanted[place] === part) ? own.length : 0);
  if (EDITION.test(path[0] ?? "")) path.shift();
  if (path.at(-1) === "index.html") path.pop();
  if (!path.length) return;
  const found = path[0] === "downloads" ? new URL("handouts/", base).href : nearest(path, base);
  const place = found && menu().find(({ href }) => href === found);
  if (!place) return;
  page.querySelector("[data-found]")?.replaceChildren("You may be looking for ", link(place.href + (fragment && `#${fragment}`), place.title), ".");
}

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** @returns {{href: string, title: string}[]} the pages that the menu leads to */
function menu() {
  return [...document.querySelectorAll("nav a[href]")]
    .filter((link) => link instanceof HTMLAnchorElement)
    .filter((link) => !link.hash && link.origin === location.origin && link.pathname.endsWith("/"))
    .map((link) => ({ href: link.href, title: (link.textContent ?? "").trim().replace(/\s+/g, " ") }))
    .filter(({ title }) => title);
}

/**
 * @param {string[]} path what was asked for, part by part
 * @param {URL} base where this edition begins
 * @returns {string | undefined} the same page, or the one whose address shares most of its words
 */
function nearest(path, base) {
  const asked = words(path);
  const scored = menu()
    .filter(({ href }) => href.startsWith(base.href) && href !== base.href)
    .map(({ href }) => {
      const here = href.slice(base.href.length).split("/").filter(Boolean);
      const same = here.join("/") === path.join("/");
      return { href, score: same ? 2 : overlap(asked, words(here)) };
    });
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one), { href: "", score: 0 });
  return best.score >= ALIKE ? best.href : undefined;
}

/** @param {string[]} path @returns {Set<string>} the words of the last part, which names the page */
function words(path) {
  return new Set((path.at(-1) ?? "").toLowerCase().split(/[^a-z0-9]+/).filter(Boolean));
}

/** @param {Set<string>} one @param {Set<string>} other @returns {number} 0 for nothing shared, 1 for all */
function overlap(one, other) {
  const shared = [...one].filter((word) => other.has(word)).length;
  return (2 * shared) / Math.max(1, one.size + other.size);
}
