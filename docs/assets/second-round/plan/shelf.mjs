// Owns the row of plans: adding, naming, removing and erasing them; does not show anything, or lose any of them to
// a reload, another tab or full storage halfway.

import { isPlanId, newId } from "./ids.mjs";
import { isLater, parse } from "./plan-text.mjs";
import { GONE, deleteRemoved, keepRemoved, removedPlans } from "./removed.mjs";
import { EDITION, MARK, SITE } from "./site.mjs";
import { ASIDE, PLAN, UNNAMED, plans, setAside } from "./store.mjs";

/** @typedef {import("./store.mjs").Change} Change */
/** @typedef {import("./store.mjs").Plan} Plan */

const PREFIX = "second-round:";
const CACHE = "second-round"; // How the worker calls its own, with the address of its edition behind it.
const MARKED = /^second-round:(?:current|backed-up|draft):[0-9a-f]{8}$/;

/** All plans, with those that nothing but this page holds, in no order. A fresh browser has none. */
export function shelf() {
  const ids = plans.opened.filter(({ isBegun }) => isBegun).map(({ id }) => id);
  return [...new Set([...ids, ...keptIds()])].map((id) => plans.open(id)).filter(({ isOurs }) => isOurs);
}

/** The ids of plans that are other sites' on this host. */
export function idsOfOthers() {
  return keptIds().filter((id) => !plans.open(id).isOurs);
}

function keptIds() {
  try {
    return Object.keys(localStorage).flatMap((key) => (key.startsWith(PLAN) ? key.slice(PLAN.length) : [])).filter(isPlanId);
  } catch {
    return []; // Where nothing is kept, there are no others.
  }
}

/**
 * Begin a plan, and use it.
 * @param {Change[]} changes
 */
export function addPlan(changes) {
  const plan = plans.open(newId());
  plan.set(changes);
  plans.choose(plan.id);
  return plan;
}

/**
 * Give the plan that nobody has named an id of its own, and use it; everything in it goes along. Where there is no room
 * for a copy it stays the unnamed one, and says so itself.
 * @param {Change[]} changes
 * @returns {Plan} the plan that has it all now
 */
export function namePlan(changes) {
  const unnamed = plans.open(UNNAMED);
  const was = /** @type {const} */ ({ section: "about", name: "was", value: UNNAMED });
  let isStuck = unnamed.problem === "newer";
  if (unnamed.problem === "damaged") {
    // Writing in it sets aside what could not be read.
    unnamed.set([was]);
    isStuck = unnamed.problem !== "damaged";
  }
  const plan = plans.open(newId());
  const copy = copyOf(unnamed);
  for (const { section, name, value } of [...changes, was]) {
    copy.entries.set(`${section}/${name}`, { value, at: Math.max(Date.now(), (unnamed.entry(section, name)?.at ?? 0) + 1) });
  }
  plan.merge(copy);
  const isBlocked = plan.problem === "blocked";
  // Once the copy is safe, other tabs move when they hear of it, and bring along what they wrote at this moment.
  const wasCurrent = plans.current === unnamed;
  if (isStuck || plan.problem === "full" || (wasCurrent && !plans.choose(plan.id) && !isBlocked)) {
    plan.remove();
    if (wasCurrent) plans.choose(UNNAMED);
    unnamed.set(changes);
    return unnamed;
  }
  // What another tab wrote in between goes along as well; only then is the old one taken away.
  plan.merge(copyOf(unnamed));
  if (plan.problem !== "full") unnamed.remove();
  return plan;
}

/**
 * Take away an unnamed plan that adds nothing to the plan that was named from it: a page was closed halfway, or another
 * tab wrote it once more.
 */
export function tidy() {
  const unnamed = plans.open(UNNAMED);
  const { entries, damaged, newer } = parse(unnamed.text);
  if (!entries.size || damaged || newer || unnamed.problem) return;
  for (const plan of shelf()) {
    if (plan === unnamed || plan.problem || plan.value("about", "was") !== UNNAMED) continue;
    const own = copyOf(plan).entries;
    if ([...entries].some(([path, entry]) => isLater(entry, own.get(path)))) continue;
    if (plans.current === unnamed) plans.choose(plan.id);
    unnamed.remove();
    return;
  }
}

/**
 * Remove a plan; another one comes in use where it was. It is kept until somebody has it deleted.
 * @param {Plan} plan
 * @returns {(() => void) | undefined} brings it back; undefined where there is no room to keep it, and nothing changed
 */
export function removePlan(plan) {
  const [copy, text] = [copyOf(plan), unreadOf(plan) ?? plan.text];
  const isBlocked = plan.problem === "blocked";
  const wasCurrent = plans.current === plan;
  const early = keepRemoved(plan.id, text, isBlocked);
  if (wasCurrent) plans.choose(shelf().find((other) => other !== plan)?.id ?? UNNAMED);
  plan.remove();
  // Where storage is full, there is room now.
  const gone = early ?? keepRemoved(plan.id, text, isBlocked);
  if (gone === undefined) plan.merge(copy);
  const isBack = () => gone === undefined || bringBack(gone, plan.id);
  const back = () => {
    if (isBack() && wasCurrent) plans.choose(plan.id);
  };
  if (gone !== undefined) return back;
  back();
  return undefined;
}

/**
 * Bring back a plan that was removed.
 * @param {string} id under which it is kept
 * @param {string} [as] the id that it had
 * @returns {Plan | undefined} undefined where another tab was first, or there is no room
 */
export function bringBack(id, as = id) {
  const removed = removedPlans().find((each) => each.id === id);
  if (!removed) return undefined;
  // What has begun without a name meanwhile is another interview.
  const plan = plans.open(as === UNNAMED && plans.open(UNNAMED).isBegun ? newId() : as);
  if (removed.kept.damaged) setAside(plan.id, removed.text);
  // In a full browser the one makes room for the other.
  deleteRemoved(id);
  plan.merge(removed.kept);
  if (plan.problem !== "full") return plan;
  plan.remove();
  keepRemoved(id, removed.text, false);
  return undefined;
}

/** Erase all that this site keeps in this browser, and have its worker keep no more. */
export async function eraseAll() {
  for (const plan of shelf()) plan.remove();
  for (const { id } of removedPlans()) deleteRemoved(id);
  plans.choose(UNNAMED);
  try {
    const others = idsOfOthers();
    for (const storage of [localStorage, sessionStorage]) {
      const keys = Object.keys(storage).filter((key) => key.startsWith(PREFIX));
      for (const key of keys) {
        // What is removed and still there is another site's.
        if (!key.startsWith(GONE) && (!others.length || isErased(key, others))) storage.removeItem(key);
      }
    }
  } catch {
    // Then nothing was kept.
  }
  // The worker goes first: without what it kept it could answer nothing. The next page begins with a new one.
  const workers = (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? [];
  await Promise.all(workers.filter(({ scope }) => siteAt(scope) === SITE).map((worker) => worker.unregister()));
  // Without a secure connection there are no caches.
  const names = "caches" in globalThis ? await caches.keys() : [];
  const own = names.filter((name) => {
    const [start = "", scope] = name.split(" ");
    return start.startsWith(CACHE) && (!scope || siteAt(scope) === SITE);
  });
  await Promise.all(own.map((name) => caches.delete(name)));
}

/** The path of the site that an edition at an address is of. @param {string} address */
function siteAt(address) {
  return new URL(address).pathname.replace(EDITION, "");
}

/**
 * Whether a key goes with this site's, where other sites have plans here too.
 * @param {string} key
 * @param {string[]} others
 */
function isErased(key, others) {
  if (MARKED.test(key)) return MARK !== "" && key.endsWith(MARK);
  if (["current", "backed-up", "draft"].some((name) => key === PREFIX + name)) return !MARK;
  return !others.some((id) => key === PLAN + id || key === ASIDE + id || key.startsWith(`${ASIDE}${id}:`));
}

/** What is stored of a plan and could not be read, as long as nothing was written over it. @param {Plan} plan */
export function unreadOf({ id, problem }) {
  const text = problem === "blocked" ? null : localStorage.getItem(PLAN + id);
  return parse(text).damaged ? text : null;
}

/** @param {Plan} plan */
function copyOf(plan) {
  return parse(plan.text);
}
