// Owns what day it is for an interview: how far away it is, which pause point is now and when each is to be gone through,
// and what is strange in its times; does not know a plan, a page, or what is done.

import { DAY, addDays, cityOf, dayAt, inFull, inWords, instantOf, isTime, ownZone, spanOf, dueAt } from "./dates.mjs";

/** @typedef {import("./dates.mjs").When} When */
/** @typedef {"none" | "far" | "soon" | "last" | "on" | "over"} Phase soon: within 48 hours; last: within 24; on: during it */
/**
 * @typedef {object} Moment when a pause point is to be gone through
 * @property {Date | undefined} planned counted from the interview; undefined where it has no time of its own
 * @property {Date | undefined} at the same, or an evening from now where that one was missed and there is still one
 * @property {boolean} isMoved whether it is such an evening
 */

const HOUR = 60 * 60_000;
const HALF = HOUR / 2;
const LATE = 21; // The hour from which an evening is too late to begin.
const STRANGE = 10; // Hours after which an interview is more likely mistyped than that long.

/**
 * @param {When} when
 * @param {number} now milliseconds since 1970
 * @returns {Phase}
 */
export function phaseOf(when, now) {
  const span = spanOf(when);
  if (!span) return "none";
  if (span.end.getTime() <= now) return "over";
  const days = daysTo(when, now);
  const away = span.timed ? span.start.getTime() - now : days * DAY;
  if (away <= 0) return "on";
  return away <= DAY ? "last" : away <= 2 * DAY ? "soon" : "far";
}

/**
 * Whether it is within 48 hours, and two of them are left to prepare in.
 * @param {When} when
 * @param {number} now
 */
export function isTimeToPrepare(when, now) {
  const span = spanOf(when);
  if (!span || !["soon", "last"].includes(phaseOf(when, now))) return false;
  return !span.timed || span.start.getTime() - now >= 2 * HOUR;
}

/**
 * How far away it is, in words: Today, Tomorrow, In 3 days, Now, Over.
 * @param {When} when
 * @param {number} now
 */
export function awayWords(when, now) {
  const phase = phaseOf(when, now);
  if (phase === "none") return "No day yet";
  if (phase === "over") return "Over";
  if (phase === "on" && isTime(when.time ?? "")) return "Now";
  const days = daysTo(when, now);
  return ["Today", "Tomorrow"][days] ?? `In ${days} days`;
}

/** Days from today to that day, on the calendars of the place. @param {When} when @param {number} now */
function daysTo({ day = "", zone }, now) {
  return Math.round((Date.parse(day) - Date.parse(dayAt(now, zone))) / DAY);
}

/**
 * When each of a list's pause points is to be gone through.
 * @param {string[]} dues as pause points write them, in order; empty where one has no time
 * @param {When} when
 * @param {number} now
 * @returns {Moment[]}
 */
export function momentsOf(dues, when, now) {
  const planned = dues.map((due) => (due ? dueAt(due, when) : undefined));
  const start = spanOf(when)?.start;
  return dues.map((due, place) => {
    const at = planned[place];
    const before = planned.slice(place + 1).find(Boolean) ?? start;
    const time = /days? before, (.*)/.exec(due)?.[1];
    const isMissed = at && start && dayAt(at.getTime()) < dayAt(now) && dayAt(now) < dayAt(start.getTime());
    const evening = isMissed && before && time ? eveningBefore(before, time, now) : undefined;
    return { planned: at, at: evening ?? at, isMoved: Boolean(evening) };
  });
}

/**
 * The next evening here that comes before a moment; undefined where there is none.
 * @param {Date} before
 * @param {string} time of the evening
 * @param {number} now
 */
function eveningBefore(before, time, now) {
  const today = dayAt(now);
  const [evening, tomorrow] = [today, addDays(today, 1)].map((day) => instantOf(day, time, ownZone()));
  const soon = new Date(Math.ceil(now / HALF) * HALF);
  const isLate = Number(dueHour(now)) >= LATE;
  const wanted = isLate ? [tomorrow, soon, evening] : [evening && evening.getTime() >= now ? evening : soon, evening];
  return wanted.find((each) => each && each < before);
}

/** @param {number} now */
function dueHour(now) {
  return inWords(new Date(now)).slice(-5, -3);
}

/**
 * Which pause point is now: the last whose time has come. An interview without a time is at its door all day.
 * @param {string[]} dues
 * @param {When} when
 * @param {number} now
 * @returns {number} its place; -1 where none has come
 */
export function placeOfNow(dues, when, now) {
  const reached = momentsOf(dues, when, now).reduce((last, { planned }, place) => (planned && planned.getTime() <= now ? place : last), -1);
  if (isTime(when.time ?? "")) return reached;
  const phase = phaseOf(when, now);
  const first = (/** @type {RegExp} */ kind) => dues.findIndex((due) => kind.test(due));
  if (phase === "on") return Math.max(reached, first(/minutes? before|^at the start/));
  return phase === "over" ? Math.max(reached, first(/after/)) : reached;
}

/**
 * When a pause point is to be gone through, in words: "this evening, 18:00", "Thu 3 Dec, 09:50, Tokyo time".
 * @param {Moment} moment
 * @param {When} when
 * @param {number} now
 */
export function momentWords({ at, isMoved }, { zone }, now) {
  if (!at) return "";
  if (!isMoved) return inFull(at, zone);
  const evening = dayAt(at.getTime()) === dayAt(now) ? "this evening" : "tomorrow evening";
  return `${evening}, ${inWords(at).slice(-5)}`;
}

/**
 * A day in words: "Fri 11 Dec". Empty where it is no day.
 * @param {string} day 2026-12-11
 */
export function dayWords(day) {
  const noon = instantOf(day, "12:00", "UTC");
  return noon ? inWords(noon, "UTC", false) : "";
}

/**
 * The day to ask for news: two working days after the one by which they said they would answer. Empty where it is no day.
 * @param {string} day 2026-12-11
 */
export function askDay(day) {
  let asked = dayWords(day) && day;
  for (let left = 2; asked && left; left -= isWeekend(asked) ? 0 : 1) asked = addDays(asked, 1);
  return asked;
}

/** @param {string} day */
function isWeekend(day) {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

/**
 * What is strange in the times of an interview, as a hint for who typed them; nothing where all is well.
 * @param {When} when
 * @param {number} now
 * @returns {{day: string, time: string, ends: string}}
 */
export function strangeIn(when, now) {
  const { day = "", time = "", ends = "", zone = "" } = when;
  const span = spanOf(when);
  return {
    day: span && phaseOf({ day, zone }, now) === "over" ? "This day is over." : "",
    time: time && !day ? "It counts once there is a day." : gapWords(day, time, zone),
    ends: ends ? endWords(when) : "",
  };
}

/** @param {When} when */
function endWords({ day = "", time = "", ends = "", zone = "" }) {
  if (!time) return "It counts once there is a start.";
  if (ends === time) return "That is when it begins. Leave this empty if you don’t know when it ends: it then counts as an hour.";
  const hours = (minutes(ends) - minutes(time) + 24 * 60) % (24 * 60) / 60;
  const noon = Number(ends.slice(0, 2)) < 12 ? `${Number(ends.slice(0, 2)) + 12}${ends.slice(2)}` : "";
  const asked = noon && noon > time ? ` Did you mean ${noon}?` : "";
  if (ends < time) return `That is on the next day${hours > STRANGE ? `, ${Math.round(hours)} hours later.${asked}` : "."}`;
  return gapWords(day, ends, zone) || (hours > STRANGE ? `That is ${Math.round(hours)} hours later.` : "");
}

/** Of a time that a clock change leaves out. @param {string} day @param {string} time @param {string} zone */
function gapWords(day, time, zone) {
  const at = isTime(time) ? instantOf(day, time, zone) : undefined;
  const shown = at ? inWords(at, zone).slice(-5) : time;
  if (shown === time) return "";
  return `There is no ${time} on that day: clocks${zone ? ` in ${cityOf(zone)}` : ""} go forward then. It counts as ${shown}.`;
}

/** @param {string} time */
function minutes(time) {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
