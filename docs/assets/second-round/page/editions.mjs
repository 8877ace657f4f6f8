// Owns which editions a site has, as versions.json tells it: the choice in the head, and the word that this one is old;
// does not know what changed.

import { button, element, link } from "./markup.mjs";

/** @typedef {{version: string, title: string, aliases: string[]}} Version */

/**
 * Let a person go to the same page of another edition, and tell those who are in an old one.
 * @param {HTMLElement} head
 */
export async function openEditions(head) {
  const [edition, page] = ["edition", "page"].map((name) => head.getAttribute(name) ?? "");
  const { root, versions, latest } = await readVersions(head);
  if (!latest) return;
  const banner = document.querySelector(".second-round-outdated");
  if (banner instanceof HTMLElement) banner.hidden = latest.version === edition;
  // Where a browser knows no popover, the link to all editions stays.
  if (!("popover" in head)) return;
  const here = versions.find(({ version }) => version === edition);
  const opener = button("");
  opener.className = "second-round-editions__opener";
  opener.append(element("span", "second-round__hidden", "Edition "), ...titled(here?.title ?? edition));
  const list = element("ul", "second-round-editions__list");
  list.append(...versions.map((version) => entry(version, new URL(`${version.version}/${page}`, root), edition)));
  list.popover = "auto";
  opener.popoverTargetElement = list;
  list.addEventListener("beforetoggle", () => {
    const { right, bottom } = opener.getBoundingClientRect();
    list.style.inset = `${bottom}px ${document.documentElement.clientWidth - right}px auto auto`;
  });
  list.addEventListener("click", (event) => follow(event, page));
  head.replaceChildren(opener, list);
}

/**
 * Which editions there are, and where; none where nobody answers.
 * @param {HTMLElement} head knows where its own is
 */
export async function readVersions(head) {
  const root = new URL("../", new URL(`${head.getAttribute("base") ?? ""}/`, location.href));
  const answer = await fetch(new URL("versions.json", root)).catch(() => undefined);
  /** @type {Version[]} */
  const versions = answer?.ok ? await answer.json().catch(() => []) : [];
  return { root, versions, latest: versions.find(({ aliases }) => aliases.includes("latest")) };
}

/** The number of an edition, and what a phone has no room for. @param {string} title "1.0 (November 2026)" */
function titled(title) {
  const [number, ...more] = title.split(" ");
  return [number ?? "", element("span", "second-round-editions__when", ` ${more.join(" ")}`)];
}

/** @param {Version} version @param {URL} address @param {string} edition the present one */
function entry({ version, title }, address, edition) {
  const [item, way] = [element("li"), link(address.href, title)];
  if (version === edition) way.setAttribute("aria-current", "true");
  item.append(way);
  return item;
}

/**
 * Where the other edition lacks this page, lead to its first one.
 * @param {MouseEvent} event
 * @param {string} page
 */
async function follow(event, page) {
  const way = event.target instanceof Element ? event.target.closest("a") : null;
  if (!way || !page || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const there = await fetch(way.href, { method: "HEAD" }).catch(() => null);
  location.assign(there && !there.ok ? way.href.slice(0, -page.length) : way.href);
}
