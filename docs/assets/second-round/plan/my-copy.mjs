// Owns a person's own copy of a list or worksheet, as a PDF with their ticks and notes, which carries what stands on it
// so that it can be brought back; does not keep or send anything.

import { agendaOf, guidanceOf } from "./agenda.mjs";
import { calendarOfPlan } from "./calendar.mjs";
import { CARRIED, carriedText } from "./carried.mjs";
import { inFull, spanOf } from "./dates.mjs";
import { notesText } from "./notes-on-paper.mjs";
import { keptAs } from "./places.mjs";
import { deflated } from "../pdf/brought.mjs";
import { fill } from "../pdf/copy.mjs";
import { messageOf } from "../pdf/errors.mjs";
import { noticeOf, openPack } from "../pdf/pack-file.mjs";
import { drawPictures } from "../pdf/picture.mjs";
import { aboutOf, plans } from "./store.mjs";
import { fetchOfBuild } from "../page/of-build.mjs";
import { ownPaper } from "../page/paper.mjs";
import { saveFile } from "../page/save-file.mjs";

/** @typedef {import("../pdf/attach.mjs").Attached} Attached */
/** @typedef {import("../pdf/pack.mjs").Pack} Pack */

/**
 * @typedef {object} Contents what goes into a copy
 * @property {string[]} parts
 * @property {Record<string, string>} values
 * @property {string[]} ticks
 * @property {string} carried what it carries of the plan
 * @property {boolean} [bothSides]
 */

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
  /** @type {[string, string][]} */
  const notes = [...plans.current.section("notes")].flatMap(([item, { value }]) => {
    const above = words.get(item);
    return value && above !== undefined ? [[above, value]] : [];
  });
  if (!notes.length) return filledIn(pack, parts, words);
  return filledIn(pack, [...parts, "notes"], words, { more: notesText(notes) });
}

/**
 * The chosen parts, with all that the plan in use has for them.
 * @param {Pack} pack
 * @param {string[]} wanted
 * @param {Map<string, string>} words what each item says whose note goes along, by its id
 * @param {Record<string, string>} values
 */
function filledIn(pack, wanted, words, values = {}) {
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
  const isOn = (/** @type {string} */ section, /** @type {string} */ name) => {
    if (section === "items" || section === "fields") return Object.hasOwn(boxes, name) || Object.hasOwn(fields, name);
    if (section === "cards" || section === "worksheets") return parts.includes(section === "cards" ? `card-${name}` : name);
    return section === "notes" ? words.has(name) : section !== "told" || parts.includes("story-bank");
  };
  const ownValue = (/** @type {string} */ name) => {
    const [section, entry] = keptAs(name) ?? [];
    return section && entry !== undefined ? (plan.value(section, entry) ?? "") : "";
  };
  const sheet = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== ownValue(name)));
  return { parts, values, ticks, carried: carriedText(plan, isOn, sheet, new Date()) };
}

/**
 * A file for a copy to carry.
 * @param {string} name
 * @param {string} kind
 * @param {string} words
 * @param {string} relation
 * @param {string} text
 * @returns {Promise<Attached>}
 */
async function attachedOf(name, kind, words, relation, text) {
  const data = new TextEncoder().encode(text);
  return { name, kind, words, relation, data: await deflated(data), size: data.length };
}

/** The plan, as a copy carries it. @param {string} carried */
function planFile(carried) {
  return attachedOf(CARRIED, "application/json", "What stands on this copy, for My interviews", "Data", carried);
}

/**
 * The calendar of the plan in use, where it has a day and what is on the lists can be had.
 * @param {HTMLElement} dialog
 * @returns {Promise<Attached[]>} one, or none
 */
async function calendarFile(dialog) {
  const plan = plans.current;
  if (!spanOf(aboutOf(plan)) || !("CompressionStream" in globalThis)) return [];
  try {
    const now = Date.now();
    const address = new URL(dialog.dataset.guidance ?? "", document.baseURI).href;
    const agenda = agendaOf(plan, guidanceOf(await (await fetchOfBuild(address)).json()), now);
    if (!agenda.span) return [];
    const addresses = { list: location.pathname, silence: dialog.dataset.silence ?? "" };
    const calendar = calendarOfPlan(plan, agenda.span, agenda.pausePoints, addresses, now);
    return [await attachedOf("second-round.ics", "text/calendar", "The interview, for a calendar", "Supplement", calendar)];
  } catch {
    return []; // A copy is worth having without it.
  }
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
  const choose = (/** @type {Pack} */ pack) => ({ ...contentsOf(pack, wordsOf(document)), bothSides });
  return save(address, `${scenario}-my-copy.pdf`, choose, calendarFile(dialog));
}

/**
 * Make the PDF of a worksheet and hand it over.
 * @param {HTMLElement} worksheet
 * @returns {Promise<string>} what to say about it
 */
export function saveWorksheet(worksheet) {
  const name = worksheet.getAttribute("worksheet") ?? "";
  const address = (worksheet.dataset.pack ?? "").replace(/-(letter|a4)\.pdf$/, (_, first) => `-${ownPaper() ?? first}`);
  return save(address, `${name}-my-copy.pdf`, (pack) => filledIn(pack, [name], new Map()));
}

/**
 * @param {string} address of a pack, from the page
 * @param {string} name
 * @param {(pack: Pack) => Contents} choose
 * @param {Promise<Attached[]>} [more] files that it carries besides
 */
async function save(address, name, choose, more) {
  try {
    const pack = await openPack(new URL(address, document.baseURI).href);
    const wanted = choose(pack);
    await pack.unpack([...wanted.parts, "notes"]);
    // Where a browser can't compress, a copy is worth having without what it carries.
    const attached = "CompressionStream" in globalThis ? [await planFile(wanted.carried), ...((await more) ?? [])] : [];
    const picture = await drawPictures(pack, wanted);
    const { pdf, moved, cut } = fill(pack, { ...wanted, attached, picture });
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
