// Owns when things are: an interview's moment in its own time zone, and what is counted from it; does not show dates.

/** @typedef {{day?: string, time?: string, ends?: string, zone?: string}} When as a plan says it: 2026-12-03, 10:00 … */
/** @typedef {{start: Date, end: Date, timed: boolean}} Span */

const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE; // In milliseconds, as the clock counts it.
const LENGTH = 60; // Minutes that an interview takes where nobody says when it ends.
const MORNING = "09:00"; // Where a plan has a day and no time.

/** @type {string | undefined} asked once: to ask takes as long as to read a plan */
let own;

/** The time zone of this device. */
export function ownZone() {
  own ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return own;
}

/**
 * When an interview is. Undefined where the day is missing or is no day. Without a time it lasts until its day is over.
 * @param {When} when
 * @returns {Span | undefined}
 */
export function spanOf({ day = "", time = "", ends = "", zone = "" }) {
  const timed = isTime(time);
  const start = instantOf(day, timed ? time : MORNING, zone);
  if (!start) return undefined;
  if (!timed) return { start, end: instantOf(addDays(day, 1), "00:00", zone) ?? new Date(start.getTime() + DAY), timed };
  // An end before the start is the next day's. One at the start says nothing, nor one that a clock change puts there.
  const said = isTime(ends) ? instantOf(addDays(day, ends < time ? 1 : 0), ends, zone) : undefined;
  return { start, end: said && said > start ? said : new Date(start.getTime() + LENGTH * MINUTE), timed };
}

/**
 * The moment that something is due, as a pause point writes it: "7 days before, 18:00", "10 minutes before",
 * "5 minutes before the end", "at the start". Undefined where the plan has no day, or no time and one is needed.
 * @param {string} due
 * @param {When} when
 * @returns {Date | undefined}
 */
export function dueAt(due, when) {
  const span = spanOf(when);
  if (!span) return undefined;
  const [, count = "0", unit = "minutes", side = "after", end = "", time = ""] =
    /^(\d+) (days?|minutes?) (before|after)( the end)?(?:, (\d\d:\d\d))?$/.exec(due) ?? [];
  const signed = side === "before" ? -Number(count) : Number(count);
  if (unit.startsWith("day")) return instantOf(addDays(when.day ?? "", signed), time, when.zone);
  if (!span.timed) return undefined;
  return new Date((end ? span.end : span.start).getTime() + signed * MINUTE);
}

/**
 * The moment at which clocks in a zone show a day and a time. A time that a clock change leaves out is as much later
 * as the clocks jump; of one that comes twice, it is the first. Undefined where there is no such day.
 * @param {string} day 2026-12-03
 * @param {string} time 10:00
 * @param {string} [zone] such as Europe/London; that of this device where it is missing or unknown
 */
export function instantOf(day, time, zone) {
  const wall = Date.parse(`${day}T${time}:00Z`);
  // Date.parse takes the 31st of any month for a day of the next.
  if (!Number.isFinite(wall) || new Date(wall).toISOString().slice(0, 10) !== day) return undefined;
  const key = `${wall} ${zone}`;
  const at = moments.get(key) ?? momentOf(wall, zone);
  moments.set(key, at);
  return new Date(at);
}

/** @type {Map<string, number>} */
const moments = new Map();

/** @param {number} wall what the clocks show, as if it were UTC @param {string} [zone] */
function momentOf(wall, zone) {
  const offsets = [-DAY, DAY].map((far) => offsetAt(wall + far, zone));
  const found = offsets.map((offset) => wall - offset).filter((at) => at + offsetAt(at, zone) === wall);
  return found.length ? Math.min(...found) : wall - (offsets[0] ?? 0);
}

/**
 * How far the clocks of a zone are ahead of UTC at a moment, in milliseconds.
 * @param {number} at
 * @param {string} [zone]
 */
function offsetAt(at, zone) {
  /** @type {Record<string, number>} */
  const part = {};
  for (const { type, value } of clockOf(zone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** @param {string} [zone] */
function clockOf(zone) {
  const parts = /** @type {const} */ ({ year: "numeric", month: "numeric", day: "numeric", hour: "numeric" });
  const more = /** @type {const} */ ({ minute: "numeric", second: "numeric", hourCycle: "h23", calendar: "gregory" });
  return formatOf("en", zone, { ...parts, ...more, numberingSystem: "latn" });
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * A format, made once: making one takes longer than all that it is then used for.
 * @param {string} language
 * @param {string} [zone] that of this device where it is missing or unknown
 * @param {Intl.DateTimeFormatOptions} [options]
 */
export function formatOf(language, zone = "", options = {}) {
  const key = JSON.stringify([language, zone, options]);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language, { ...options, timeZone: isZone(zone) ? zone : undefined });
    formats.set(key, format);
  }
  return format;
}

/** @type {Map<string, boolean>} */
const zones = new Map([["", false]]);

/** @param {string} zone */
export function isZone(zone) {
  let known = zones.get(zone);
  if (known === undefined) {
    try {
      known = Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
    } catch {
      known = false;
    }
    zones.set(zone, known);
  }
  return known;
}

/**
 * @param {string} day 2026-12-03
 * @param {number} days
 * @returns {string} empty where it is no day
 */
export function addDays(day, days) {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(at) ? new Date(at + days * DAY).toISOString().slice(0, 10) : "";
}

/** @param {string} time */
export function isTime(time) {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
}

/**
 * A moment in words, as clocks in a zone show it: "Thu 3 Dec, 10:00".
 * @param {Date} at
 * @param {string} [zone]
 * @param {boolean} [timed] whether to say the time
 */
export function inWords(at, zone = "", timed = true) {
  const day = formatOf("en-GB", zone, { weekday: "short", day: "numeric", month: "short" }).format(at).replace(",", "");
  return timed ? `${day}, ${formatOf("en-GB", zone, { hour: "2-digit", minute: "2-digit" }).format(at)}` : day;
}

/**
 * The same, with the place whose time it is where clocks there show another than those here.
 * @param {Date} at
 * @param {string} [zone]
 * @param {boolean} [timed] whether to say the time
 */
export function inFull(at, zone = "", timed = true) {
  const words = inWords(at, zone, timed);
  const isOurs = !timed || !isZone(zone) || inWords(at, ownZone()) === words;
  return isOurs ? words : `${words}, ${cityOf(zone)} time`;
}

/** What people call a zone. @param {string} zone such as America/New_York */
export function cityOf(zone) {
  return zone.replace(/^.*\//, "").replaceAll("_", " ");
}

/**
 * Which day it is somewhere: 2026-12-03.
 * @param {number} now
 * @param {string} [zone]
 */
export function dayAt(now, zone) {
  return formatOf("sv-SE", zone, { year: "numeric", month: "2-digit", day: "2-digit", calendar: "gregory", numberingSystem: "latn" }).format(now);
}
