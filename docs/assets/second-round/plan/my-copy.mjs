// Owns a person's own copy of a list or worksheet, as a PDF with their ticks and notes; refuses to keep or send anything.

import { inFull, spanOf } from "./dates.mjs";
import { fill } from "../pdf/copy.mjs";
import { messageOf } from "../pdf/errors.mjs";
import { noticeOf, openPack } from "../pdf/pack-file.mjs";
import { drawPictures } from "../pdf/picture.mjs";
import { aboutOf, plans } from "./store.mjs";
import { ownPaper } from "../page/paper.mjs";
import { saveFile } from "../page/save-file.mjs";

/** @typedef {import("../pdf/pack.mjs").Pack} Pack */

const HEADING = /** @type {const} */ (["name", "employer"]);

/**
 * What goes into a copy of the plan in use.
 * @param {Pack} pack
 * @param {Map<string, string>} words what each item says, by its id
 */
function contentsOf(pack, words) {
  const cards = plans.current.chosen("cards").map((card) => `card-${card}`);
  // Whoever has written on a worksheet wants it, chosen or not.
  const written = [...plans.current.section("fields")].filter(([, { value }]) => value.trim()).map(([name]) => name.split(".")[0] ?? "");
  const parts = [...new Set(["checklist", ...cards, ...plans.current.chosen("worksheets"), ...written])];
  const notes = [...plans.current.section("notes")]
    .filter(([item, { value }]) => value && words.has(item))
    .map(([item, { value }]) => `${words.get(item)}\n${value}`);
  if (!notes.length) return filledIn(pack, parts);
  return filledIn(pack, [...parts, "notes"], { more: notes.join("\n\n") });
}

/**
 * The chosen parts, with all that the plan in use has for them.
 * @param {Pack} pack
 * @param {string[]} wanted
 * @param {Record<string, string>} values
 */
function filledIn(pack, wanted, values = {}) {
  const parts = wanted.filter((part) => pack.parts.has(part));
  const plan = plans.current;
  const about = aboutOf(plan);
  for (const name of HEADING) values[name] = about[name] ?? "";
  const span = spanOf(about);
  if (span) values.date = inFull(span.start, about.zone, span.timed);
  const [fields, boxes] = [pack.fieldsOf(parts), pack.fieldsOf(parts, true)];
  /** @type {string[]} */
  const ticks = [];
  for (const [name, { value }] of [...plan.section("items"), ...plan.section("fields")]) {
    if (Object.hasOwn(boxes, name) && value === "done") ticks.push(name);
    else if (Object.hasOwn(fields, name) && value) values[name] = value;
  }
  for (const [story, names] of heardBy()) {
    const name = `story-bank.same-${story}.told`;
    if (Object.hasOwn(fields, name)) values[name] = [names.join(", "), values[name]].filter(Boolean).join("; ");
  }
  return { parts, values, ticks };
}

/** Who has heard each story as the grid has it, which paper has no room for: on paper it stands with the story. */
function heardBy() {
  /** @type {Map<string, string[]>} */
  const heard = new Map();
  for (const [name, { value }] of plans.current.section("told")) {
    const [person = "", story = ""] = name.split(".");
    const words = ["name", "role"].map((each) => plans.current.value("fields", `people.${person}.${each}`)?.trim()).find(Boolean);
    if (value === "told" && words) heard.set(story, [...(heard.get(story) ?? []), words]);
  }
  return heard;
}

/**
 * Make the PDF of a list and hand it over.
 * @param {HTMLElement} dialog the tools, which say paper and size and where the packs are
 * @param {string} scenario
 * @returns {Promise<string>} what to say about it
 */
export function saveChecklist(dialog, scenario) {
  const paper = /** @type {HTMLSelectElement} */ (dialog.querySelector("[data-paper]")).value;
  const large = /** @type {HTMLInputElement} */ (dialog.querySelector("[data-large]")).checked ? "-large" : "";
  const address = `${dialog.dataset.downloads}pack-${scenario}-${paper}${large}`;
  const bothSides = /** @type {HTMLInputElement} */ (dialog.querySelector("[data-both-sides]")).checked;
  return save(address, `${scenario}-my-copy.pdf`, (pack) => ({ ...contentsOf(pack, wordsOf(document)), bothSides }));
}

/**
 * Make the PDF of a worksheet and hand it over.
 * @param {HTMLElement} worksheet
 * @returns {Promise<string>} what to say about it
 */
export function saveWorksheet(worksheet) {
  const name = worksheet.getAttribute("worksheet") ?? "";
  const address = (worksheet.dataset.pack ?? "").replace(/-(letter|a4)\.pdf$/, (_, first) => `-${ownPaper() ?? first}`);
  return save(address, `${name}-my-copy.pdf`, (pack) => filledIn(pack, [name]));
}

/**
 * @param {string} address of a pack, from the page
 * @param {string} name
 * @param {(pack: Pack) => {parts: string[], values: Record<string, string>, ticks: string[], bothSides?: boolean}} choose
 */
async function save(address, name, choose) {
  try {
    const pack = await openPack(new URL(address, document.baseURI).href);
    const wanted = choose(pack);
    await pack.unpack([...wanted.parts, "notes"]);
    const picture = await drawPictures(pack, wanted);
    const { pdf, moved, cut } = fill(pack, { ...wanted, picture });
    saveFile(new Blob(pdf, { type: "application/pdf" }), name);
    const drawn = picture ? ["Letters that our fonts lack are drawn with those of this device."] : [];
    return ["Your PDF is in your downloads.", ...drawn, ...noticeOf(pack, moved, cut)].join(" ");
  } catch (error) {
    return messageOf(error);
  }
}

/** @param {ParentNode} page @returns {Map<string, string>} */
function wordsOf(page) {
  const rows = /** @type {HTMLElement[]} */ ([...page.querySelectorAll("[data-item]")]);
  return new Map(rows.map((row) => [row.dataset.item ?? "", row.querySelector(".second-round__do")?.textContent ?? ""]));
}
