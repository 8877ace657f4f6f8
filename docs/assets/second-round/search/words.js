// Owns when two words count as the same: spelling, hyphens, endings, slips of the finger; does not know any page.
//
// A classic script, for the worker: it brings one global, `words`, and needs lunr before it.

/* global lunr */

/** Words that say nothing about what is looked for. “No” and “off” are none of them: “a no”, “time off”. */
const LITTLE = new Set(
  ("a about am an and any are as at be been but by can could did do does else for from had has have he her hers him his how i if in " +
    "into is it its just let may me might my of on or our she should so some than that the their them then there these they this to " +
    "us was we were what when where which while who whom why will with would you your").split(" "),
);

const WORD = /[\p{L}\p{N}]+(?:[’'‐‑-][\p{L}\p{N}]+)*/gu;

/** @type {Map<string, string[]>} what a word is compared by, as it is written */
const formsOf = new Map();
/** @type {Map<string, string[]>} the parts of what was met with hyphens, by what it is without */
const joined = new Map();
/** @type {Map<string, string>} stems, by the words that were met so far */
const known = new Map();

/**
 * A word as it is compared: in small letters, without accents, in one spelling of British and American, and so that
 * what is typed so far still begins like the whole word.
 * @param {string} word
 */
function plain(word) {
  return word
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[’']s$/, "")
    .replace(/[’'‐‑-]/g, "")
    .replace(/(\w\w[iy])z/g, "$1s") // organize, analyze
    .replace(/([bdilmnv])ou(?=r|$)/g, "$1o") // behaviour, favour
    .replace(/(\w\wt)re(s?)$/, "$1er$2"); // centre
}

/**
 * What plural, past and doubled letters have in common: “interviews”, “panel” and “pannel”, “counsellor”.
 * @param {string} word a plain one
 */
function stem(word) {
  const found = known.get(word);
  if (found !== undefined) return found;
  const made = single(lunr.stemmer(new lunr.Token(word, {})).toString());
  known.set(word, made);
  return made;
}

/** A word with one of each doubled letter: where there are two is what people know least. @param {string} word */
const single = (word) => word.replace(/([^aeiou\d])\1/g, "$1");

/**
 * Every word of a text, where it stands, and what it is compared by. One with a hyphen is compared as a whole and in
 * parts: “e-mail” is “email”, and “follow-up” is “follow up” too.
 * @param {string} text
 * @returns {{start: number, end: number, plain: string[]}[]}
 */
function split(text) {
  return [...text.matchAll(WORD)].map(({ 0: word, index: start }) => ({ start, end: start + word.length, plain: forms(word) }));
}

/** @param {string} word */
function forms(word) {
  let found = formsOf.get(word);
  if (!found) {
    const parts = word.split(/[‐‑-]/).map(plain);
    const whole = plain(word);
    found = parts.length > 1 ? [whole, ...parts.filter((part) => part.length > 1)] : [whole];
    formsOf.set(word, found);
    if (found.length > 2) joined.set(whole, found.slice(1));
  }
  return found;
}

/**
 * The words of a text as they are compared, one after the other; one with a hyphen is two, unless a part is a letter.
 * @param {string} text
 */
function sequence(text) {
  return split(text).flatMap(({ plain }) => (plain.length > 2 ? plain.slice(1) : plain[0]));
}

/**
 * Whether a word is another with few slips in it: a letter too many, missing, wrong, or changed with its neighbour. The
 * first letter is right, as it nearly always is.
 * @param {string} typed
 * @param {string} word
 * @param {number} most slips
 */
function isNear(typed, word, most) {
  if (typed[0] !== word[0] || Math.abs(typed.length - word.length) > most) return false;
  let before = /** @type {number[]} */ ([]);
  let last = Array.from({ length: word.length + 1 }, (_, column) => column);
  for (let row = 1; row <= typed.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= word.length; column += 1) {
      const isSame = typed[row - 1] === word[column - 1];
      const isSwapped = row > 1 && column > 1 && typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1];
      next[column] = Math.min(
        last[column] + 1,
        next[column - 1] + 1,
        last[column - 1] + (isSame ? 0 : 1),
        isSwapped ? before[column - 2] + 1 : Infinity,
      );
    }
    if (Math.min(...next) > most) return false;
    [before, last] = [last, next];
  }
  return last[word.length] <= most;
}

/** How many slips a word may have. @param {string} typed */
const slips = (typed) => (typed.length < 5 ? 0 : typed.length < 8 ? 1 : 2);

globalThis.words = { LITTLE, joined, known, plain, single, stem, split, sequence, isNear, slips };
