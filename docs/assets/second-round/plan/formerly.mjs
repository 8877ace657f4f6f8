// Owns how what was kept under an id of an earlier edition goes on under today's; does not take the old entry away.

/** @typedef {import("./store.mjs").Plan} Plan */
/** @typedef {import("./plan-text.mjs").Section} Section */

/**
 * Carry over what a plan has for the items, cards and worksheets in an element, or for the worksheet that it is, under
 * the ids that each says to have had, in `data-formerly`.
 * @param {Plan} plan
 * @param {HTMLElement} root
 */
export function carryOver(plan, root) {
  const parts = /** @type {HTMLElement[]} */ ([root, ...root.querySelectorAll("[data-formerly]")]);
  const changes = parts.flatMap((part) => namesOf(plan, part)).flatMap(([section, former, name]) => {
    const entry = plan.entry(section, former);
    const isNew = entry && !plan.entry(section, name);
    return isNew ? [{ section, name, value: entry.value, digest: entry.digest }] : [];
  });
  if (changes.length) plan.set(changes);
}

/**
 * @param {Plan} plan
 * @param {HTMLElement} part
 * @returns {[Section, string, string][]} a section, the former name in it, and today's
 */
function namesOf(plan, part) {
  const { item, choose, formerly = "" } = part.dataset;
  const id = item ?? part.getAttribute("worksheet") ?? part.getAttribute("value") ?? "";
  return formerly.split(" ").filter(Boolean).flatMap((former) => {
    /** @type {Section[]} */
    const sections = item ? ["items", "notes"] : [choose === "cards" ? "cards" : "worksheets"];
    const typed = sections.includes("worksheets") ? [...plan.section("fields").keys()] : [];
    const fields = typed.filter((name) => name.startsWith(`${former}.`));
    return [
      ...sections.map((section) => /** @type {[Section, string, string]} */ ([section, former, id])),
      ...fields.map((name) => /** @type {[Section, string, string]} */ (["fields", name, id + name.slice(former.length)])),
    ];
  });
}
