// Owns what an address says that a mail program, or a hand, changed on the way; does not know what it leads to.

const UNSEEN = /[\s\p{C}]/gu; // A line that was broken, and signs that nobody sees.
const DASH = /\p{Pd}/gu;
const AROUND = /^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu; // The “#”, and the sentence or the brackets that it stood in.

/**
 * A part of an address as it was written: decoded, as often as it was encoded, and without what came to its end.
 * @param {string} text such as "#1.0%2Fpanel-day."
 */
export function asWritten(text) {
  let written = text;
  for (let again = 0; again < 3; again += 1) {
    try {
      written = decodeURIComponent(written);
    } catch {
      break; // A “%” that stands for itself.
    }
  }
  return written.replaceAll("&amp;", "&").replace(UNSEEN, "").replace(DASH, "-").replace(AROUND, "");
}

/** The same, without what was added for those who count visitors. @param {string} text */
export function withoutTracking(text) {
  return asWritten(asWritten(text).replace(/[?&#].*$/, ""));
}

/**
 * What a fragment of names and values asks for, where all of it may have been encoded, or a full stop stands behind it.
 * @param {string} hash such as "#cards=meal,travel&worksheets=people"
 */
export function askedIn(hash) {
  const text = hash.includes("=") ? hash.slice(1) : asWritten(hash);
  return new URLSearchParams(text.replaceAll("&amp;", "&").replace(/\p{P}+$/u, ""));
}
