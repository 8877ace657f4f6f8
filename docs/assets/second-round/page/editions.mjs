// Owns which editions a site has, as versions.json tells it: the choice in the head, and the word that this one is old;
// refuses to know what changed.

import { element, link } from "./markup.mjs";
import { PageElement } from "./page-element.mjs";

/** @typedef {{version: string, title: string, aliases: string[]}} Version */

/**
 * Let a person go to the same page of another edition, and tell those who are in an old one.
 * @param {PageElement} head
 * @param {AbortSignal} signal
 */
export async function openEditions(head, signal) {
  const [edition, page] = ["edition", "page"].map((name) => head.getAttribute(name) ?? "");
  const root = new URL("../", siteOf(page));
  const versions = await read(new URL("versions.json", root), signal);
  const latest = versions.find(({ aliases }) => aliases.includes("latest"));
  if (signal.aborted || !latest) return;
  const banner = document.querySelector(".second-round-outdated");
  if (banner instanceof HTMLElement) banner.hidden = latest.version === edition;
  const links = versions.map(({ version, title }) => {
    const way = link(new URL(`${version}/${page}`, root).href, title);
    if (version === edition) way.setAttribute("aria-current", "true");
    return way;
  });
  const here = versions.find(({ version }) => version === edition);
  const box = document.createElement("details");
  box.append(element("summary", "", here?.title ?? edition), ...links);
  box.addEventListener("click", (event) => followToPage(event, page, root), { signal });
  head.replaceChildren(box);
}

/** The address of this edition, from a page of it. @param {string} page */
function siteOf(page) {
  return new URL("../".repeat(page.split("/").length - 1) || "./", location.href);
}

/** @param {URL} address @param {AbortSignal} signal @returns {Promise<Version[]>} */
async function read(address, signal) {
  try {
    const answer = await fetch(address, { signal });
    return answer.ok ? await answer.json() : [];
  } catch {
    return []; // A site with one edition has no such file, and without a network nobody can go elsewhere.
  }
}

/**
 * Where the other edition lacks this page, lead to its first one.
 * @param {MouseEvent} event
 * @param {string} page
 * @param {URL} root
 */
async function followToPage(event, page, root) {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || !page || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const there = await fetch(link.href, { method: "HEAD" }).catch(() => null);
  location.assign(there && !there.ok ? link.href.slice(0, -page.length) : link.href);
}
