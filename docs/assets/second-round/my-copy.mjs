// Owns a person's own copy of a list: as a PDF with their ticks and notes, or on paper with what is open; refuses to
// keep or send anything.

import { isOpen, showAll, showOnly } from "./checklist-tools.mjs";
import { inWords, spanOf } from "./dates.mjs";
import { openPack } from "./pack-file.mjs";
import { drawText } from "./picture.mjs";
import { aboutOf, plans } from "./plan-store.mjs";

/** @typedef {import("./checklist-element.mjs").SecondRoundChecklist} Checklist */
/** @typedef {import("./fill.mjs").Pack} Pack */

const HEADING = /** @type {const} */ (["name", "employer"]);

/**
 * What goes into a copy of the plan in use.
 * @param {Pack} pack
 * @param {Map<string, string>} words what each item says, by its id
 */
export function copyOf(pack, words) {
  const plan = plans.current;
  const chosen = (/** @type {"cards" | "worksheets"} */ section) =>
    [...plan.section(section)].filter(([, { value }]) => value === "chosen").map(([name]) => name);
  const wanted = ["checklist", ...chosen("cards").map((card) => `card-${card}`), ...chosen("worksheets")];
  const notes = [...plan.section("notes")]
    .filter(([item, { value }]) => value && words.has(item))
    .map(([item, { value }]) => `${words.get(item)}\n${value}`);
  if (notes.length) wanted.push("notes");
  const parts = wanted.filter((part) => pack.parts.has(part));
  const about = aboutOf(plan);
  /** @type {Record<string, string>} */
  const values = {};
  for (const name of HEADING) values[name] = about[name] ?? "";
  const span = spanOf(about);
  if (span) values.date = inWords(span.start, about.zone, span.timed);
  if (notes.length) values.more = notes.join("\n\n");
  const boxes = new Set(Object.keys(pack.fieldsOf(parts, true)));
  const ticks = [...plan.section("items")].filter(([name, { value }]) => value === "done" && boxes.has(name));
  const fields = Object.keys(pack.fieldsOf(parts));
  for (const [name, { value }] of plan.section("fields")) {
    if (boxes.has(name) && value === "done") ticks.push([name, { value, at: 0 }]);
    else if (fields.includes(name) && value) values[name] = value;
  }
  return { parts, values, ticks: ticks.map(([name]) => name) };
}

/**
 * Make the PDF and hand it over.
 * @param {HTMLElement} dialog the tools, which say paper and size and where the packs are
 * @param {string} scenario
 * @param {HTMLElement} said where to say what happened
 */
export async function downloadCopy(dialog, scenario, said) {
  said.textContent = "Making your copy …";
  try {
    const paper = /** @type {HTMLSelectElement} */ (dialog.querySelector("[data-paper]")).value;
    const large = /** @type {HTMLInputElement} */ (dialog.querySelector("[data-large]")).checked ? "-large" : "";
    const downloads = new URL(dialog.dataset.downloads ?? "", document.baseURI);
    const pack = await openPack(new URL(`pack-${scenario}-${paper}${large}`, downloads).href);
    const wanted = copyOf(pack, wordsOf(document));
    await pack.unpack([...wanted.parts, "notes"]);
    const { pdf, moved, cut } = pack.fill({ ...wanted, picture: drawText });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([pdf], { type: "application/pdf" }));
    link.download = `${scenario}-my-copy.pdf`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    said.textContent = ["Your copy is in your downloads.", ...notice(pack, moved, cut)].join(" ");
  } catch (error) {
    said.textContent = error instanceof Error ? error.message : String(error);
  }
}

/**
 * @param {Pack} pack
 * @param {string[]} moved
 * @param {string[]} cut
 */
function notice(pack, moved, cut) {
  const words = (/** @type {string[]} */ names) => names.map((name) => `“${pack.words[name]}”`).join(", ");
  if (cut.length) return [`${words(cut)} is longer than the paper. The PDF’s field keeps all of it.`];
  return moved.length ? [`${words(moved)} did not fit, and stands on a notes page at the back.`] : [];
}

/**
 * Print what is open, with the notes, and show everything again.
 * @param {Checklist} checklist
 * @param {HTMLDialogElement} dialog
 */
export function printOpen(checklist, dialog) {
  dialog.close();
  showOnly(checklist, checklist.lines().filter((line) => isOpen(line) || plans.current.value("notes", line.item)), "");
  addEventListener("afterprint", () => showAll(checklist), { once: true });
  print();
}

/** @param {ParentNode} page @returns {Map<string, string>} */
function wordsOf(page) {
  const rows = /** @type {HTMLElement[]} */ ([...page.querySelectorAll("[data-item]")]);
  return new Map(rows.map((row) => [row.dataset.item ?? "", row.querySelector(".second-round__do")?.textContent ?? ""]));
}
