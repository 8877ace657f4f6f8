// Owns which places of this edition answer what was typed, the best first; does not ask anybody: it has every word
// from one file of the site, and tells what it found to the page that started it.
//
// A classic worker, since lunr is a classic script. lunr weighs how much a word says about a place; this file says what
// a word may stand for, and how several words are weighed together.

/* global lunr, words */

importScripts("lunr.js", "words.js");

const FORM = 1; // as in macros/web/build/search.py
const INDEX = new URL("../../../search/index.json", self.location.href);

const MOST_PAGES = 8;
const MOST_SECTIONS = 3;
const LONG = 150; // letters of the words around

/**
 * How much a word is worth by how it was come by: as it was typed, as the beginning of it was typed, with slips, as
 * what pages call it, or what they call a phrase; other words of the same meaning are worth less. These and the next ones are set so that the searches of
 * tests/browser/searches.yml lead where they should.
 */
const WORTH = { same: 1, begun: 0.7, alike: 0.45, synonym: 0.8, phrase: 1 };
/** By where it stands: `page` is the title of the page that a section is on. */
const FIELDS = { title: 6, page: 2, about: 3, text: 1 };
/** How much more it counts where it is said of the page as a whole. */
const WHOLE = 1.4;
/** How much more it counts in a short title than in a long one: lunr's `b`, from 0 to 1. */
const SHORT = 0.5;

/**
 * @typedef {{anchor: string, title: string, text: string, page: Page, number: number}} PageSection of a page
 * @typedef {{address: string, title: string, about: string, rank: number, places: PageSection[]}} Page
 * @typedef {{stems: string[], worth: number}} Reading what a typed word may stand for: words that belong together
 * @typedef {{readings: Reading[], weight: number, scores: Map<number, number>}} Term one typed word, or several that are one
 * @typedef {Map<string, string[][]>} Wanted
 * @typedef {import("./results.mjs").Piece} Piece
 * @typedef {import("./results.mjs").Found} Found
 */

/** @type {Page[]} */
let pages = [];
/** @type {PageSection[]} */
let places = [];
/** How many words the longest phrase of them has. */
let longest = 1;
/** @type {Map<string, string[][]>} phrases of stems that mean the same, first what pages say, by each of them with spaces */
const synonyms = new Map();
/** @type {Map<string, Map<number, number>>} what `scored` found, by stem */
const scoresOf = new Map();
/** @type {[string, string][]} every plain word that a page or a synonym has, with one of each doubled letter first */
let vocabulary = [];
/** @type {any} */
let index;

/** Whether the words are there. */
const ready = read()
  .then(build)
  .then(
    (often) => postMessage({ often }) ?? true,
    (error) => postMessage({ failed: String(error) }) ?? false,
  );

addEventListener("message", async ({ data: { ask, typed } }) => {
  if (await ready) postMessage({ ask, found: search(typed) });
});

async function read() {
  const answer = await fetch(INDEX);
  if (!answer.ok) throw new Error(`${INDEX.pathname} answers ${answer.status}.`);
  const data = await answer.json();
  if (data.form !== FORM) throw new Error(`${INDEX.pathname} is of another build.`);
  return data;
}

/** @param {any} data as macros/web/build/search.py writes it @returns {string[]} what is often looked for */
function build(data) {
  for (const group of data.synonyms) {
    const phrases = group.map((/** @type {string} */ phrase) => words.sequence(phrase).map(words.stem));
    for (const phrase of phrases) {
      longest = Math.max(longest, phrase.length);
      synonyms.set(phrase.join(" "), phrases);
    }
  }
  pages = data.pages.map(({ address, title, about = "", rank = 1, sections }) => {
    const page = { address, title, about, rank, places: /** @type {PageSection[]} */ ([]) };
    for (const { anchor = "", title: own = title, text = "", items = [] } of sections) {
      const all = [text, ...items.map((/** @type {string} */ item) => data.items[item])].filter(Boolean).join(" ");
      page.places.push({ anchor, title: own, text: all, page, number: places.length });
      places.push(page.places[page.places.length - 1]);
    }
    return page;
  });
  index = lunr(function () {
    this.pipeline.reset();
    this.searchPipeline.reset();
    this.tokenizer = (/** @type {string} */ text) => stems(text).map((each) => new lunr.Token(each, {}));
    this.b(SHORT);
    this.ref("number");
    for (const [name, boost] of Object.entries(FIELDS)) this.field(name, { boost });
    for (const { number, anchor, title, text, page } of places) {
      this.add({ number, title, text, page: anchor ? page.title : "", about: anchor ? "" : page.about }, { boost: anchor ? 1 : WHOLE });
    }
  });
  vocabulary = [...words.known.keys()].map((word) => [words.single(word), word]);
  return data.often;
}

/** @param {string} [text] */
function stems(text = "") {
  return words.split(text).flatMap(({ plain }) => plain.filter((word) => !words.LITTLE.has(word)).map(words.stem));
}

/** @param {string} stem */
const isTelling = (stem) => !words.LITTLE.has(stem);

/** @param {string} stem */
const isKnown = (stem) => Boolean(index.invertedIndex[stem]);

/**
 * @param {string} typed
 * @returns {Found}
 */
function search(typed) {
  const terms = understood(typed);
  const all = terms.reduce((sum, { weight }) => sum + weight, 0);
  const phrase = phraseOf(typed);
  const found = pages.flatMap((page) => {
    const scored = page.places.map((place) => weighed(place, terms, all, phrase)).filter(({ score }) => score > 0);
    if (!scored.length) return [];
    scored.sort((one, other) => other.score - one.score);
    const others = scored.slice(1, MOST_SECTIONS).reduce((sum, { score }) => sum + score, 0);
    return [{ page, scored, score: (scored[0].score + others / 5) * page.rank }];
  });
  found.sort((one, other) => other.score - one.score);
  const wanted = wantedOf(terms);
  /** @type {Set<string>} */
  const marks = new Set();
  const shown = found.slice(0, MOST_PAGES).map(({ page, scored }) => {
    const head = page.places[0];
    const inside = scored.filter(({ place }) => place !== head);
    const sections = inside.filter(({ score }) => score > inside[0].score / 3).slice(0, MOST_SECTIONS);
    return {
      address: page.address,
      title: pieces(page.title, wanted, marks),
      around: around(head.text && scored.some(({ place }) => place === head) ? head.text : page.about || head.text, wanted, marks),
      // A section that says about as much as the page is nearer to it.
      best: sections.length && sections[0].score > scored[0].score / 2 ? 0 : -1,
      places: sections.map(({ place: { anchor, title, text } }) => ({
        anchor,
        title: pieces(title, wanted, marks),
        around: around(text, wanted, marks),
      })),
    };
  });
  return { pages: shown, count: found.length, marks: [...marks] };
}

/**
 * How well a place answers: by how much its words say about it, and how many of those that were typed it has.
 * @param {PageSection} place
 * @param {Term[]} terms
 * @param {number} all the weight of all terms
 * @param {string} phrase
 */
function weighed(place, terms, all, phrase) {
  const had = terms.filter(({ scores }) => scores.has(place.number));
  const said = had.reduce((sum, { scores }) => sum + (scores.get(place.number) ?? 0), 0);
  const share = had.reduce((sum, { weight }) => sum + weight, 0) / all;
  const isPhrase = said > 0 && phrase.includes(" ") && ` ${phraseOf(place.title)} `.includes(` ${phrase} `);
  return { place, score: said * share ** 2 * (isPhrase ? 2 : 1) };
}

/**
 * What to mark in texts: phrases of stems, the longest first, by the first stem of each.
 * @param {Term[]} terms
 */
function wantedOf(terms) {
  /** @type {Wanted} */
  const wanted = new Map();
  for (const { stems } of terms.flatMap(({ readings }) => readings)) wanted.set(stems[0], [...(wanted.get(stems[0]) ?? []), stems]);
  for (const phrases of wanted.values()) phrases.sort((one, other) => other.length - one.length);
  return wanted;
}

/** The words of a text, one after the other. @param {string} text */
const phraseOf = (text) => words.sequence(text).join(" ");

/**
 * What was typed, as terms with the places that each is found in.
 * @param {string} typed
 * @returns {Term[]}
 */
function understood(typed) {
  const all = words.sequence(typed);
  const isOpen = /[\p{L}\p{N}]$/u.test(typed);
  /** @type {Term[]} */
  const terms = [];
  for (let place = 0; place < all.length; ) {
    const phrase = phraseAt(all, place);
    const readings = phrase.length ? together(phrase) : alone(all[place], isOpen && place === all.length - 1, all.length === 1);
    if (readings.length) terms.push(term(readings));
    place += phrase.length || 1;
  }
  return terms;
}

/** The longest phrase that has others of its meaning. @param {string[]} all plain words @param {number} place */
function phraseAt(all, place) {
  for (let end = Math.min(all.length, place + longest); end > place + 1; end -= 1) {
    const phrase = all.slice(place, end).map(words.stem);
    if (synonyms.has(phrase.join(" "))) return phrase;
  }
  return [];
}

/**
 * Several words that are one, such as “thank you note”.
 * @param {string[]} phrase stems
 * @returns {Reading[]}
 */
const together = (phrase) => [{ stems: phrase, worth: WORTH.same }, ...meant(phrase.join(" "), 1), ...phrase.filter(isTelling).map((stem) => ({ stems: [stem], worth: 0 }))];

/**
 * What else a phrase may be called.
 * @param {string} phrase stems
 * @param {number} worth of the phrase itself
 * @returns {Reading[]}
 */
function meant(phrase, worth) {
  const share = phrase.includes(" ") ? WORTH.phrase : WORTH.synonym;
  return (synonyms.get(phrase) ?? []).map((stems, place) => ({ stems, worth: (worth * share) / (place ? 1.5 : 1) }));
}

/**
 * What one typed word may stand for: itself, a word that it begins, or one that was meant.
 * @param {string} typed a plain word
 * @param {boolean} isOpen whether more of it may come
 * @param {boolean} isAll whether it is all that was typed: then “in” may become “interview”
 * @returns {Reading[]}
 */
function alone(typed, isOpen, isAll) {
  if (words.LITTLE.has(typed) && !(isOpen && isAll)) return [];
  const parts = words.joined.get(typed);
  if (parts) return together(parts.map(words.stem));
  /** @type {Map<string, number>} */
  const stood = new Map();
  const take = (/** @type {string} */ word, /** @type {number} */ worth) => {
    const stem = words.stem(word);
    if (isKnown(stem) || synonyms.has(stem)) stood.set(stem, Math.max(worth, stood.get(stem) ?? 0));
  };
  take(typed, WORTH.same);
  const isWhole = stood.size > 0;
  const begun = words.single(typed);
  if (isOpen && typed.length > 1) {
    for (const [bare, word] of vocabulary) if (bare.startsWith(begun) && word !== typed) take(word, WORTH.begun);
  }
  if (!stood.size) {
    const both = cut(typed);
    if (both.length) return together(both.map(words.stem));
    for (const [bare, word] of vocabulary) if (isMeant(begun, bare, isOpen)) take(word, WORTH.alike);
  }
  return [...stood].flatMap(([stem, worth]) => [{ stems: [stem], worth }, ...meant(stem, isWhole && worth < 1 ? worth / 2 : worth)]);
}

/** Whether a word, or its beginning, was typed with few slips. @param {string} typed @param {string} word @param {boolean} isOpen */
function isMeant(typed, word, isOpen) {
  const most = words.slips(typed);
  return words.isNear(typed, word, most) || (isOpen && most > 0 && word.length > typed.length && words.isNear(typed, word.slice(0, typed.length), 1));
}

/** Two words that were typed as one, such as “followup”. @param {string} typed @returns {string[]} */
function cut(typed) {
  for (let place = 2; place < typed.length - 1; place += 1) {
    const both = [typed.slice(0, place), typed.slice(place)];
    if (both.every((word) => words.LITTLE.has(word) || (words.known.has(word) && isKnown(words.stem(word))))) return both;
  }
  return [];
}

/** @param {Reading[]} readings @returns {Term} */
function term(readings) {
  /** @type {Map<number, number>} */
  const scores = new Map();
  for (const { stems, worth } of readings) {
    const each = stems.filter(isTelling).map(scored);
    const certainty = each.length === 1 && stems.length > 1 ? 0.5 : 1; // of “a no”, only “no” is in the index
    for (const number of each[0]?.keys() ?? []) {
      if (!each.every((scores) => scores.has(number))) continue;
      const sum = each.reduce((sum, scores) => sum + (scores.get(number) ?? 0), 0);
      const score = (worth * certainty * sum) / Math.sqrt(each.length);
      if (score) scores.set(number, Math.max(score, scores.get(number) ?? 0));
    }
  }
  // A word that stands nowhere weighs as much as one that stands in one place.
  const weight = Math.log(1 + places.length / Math.max(1, scores.size));
  return { readings, weight, scores };
}

/** How much a stem says about each place that has it. @param {string} stem @returns {Map<number, number>} */
function scored(stem) {
  let scores = scoresOf.get(stem);
  if (!scores) {
    const found = isKnown(stem) ? index.query((/** @type {any} */ query) => query.term(stem, { usePipeline: false })) : [];
    scores = new Map(found.map((/** @type {{ref: string, score: number}} */ { ref, score }) => [Number(ref), score]));
    scoresOf.set(stem, scores);
  }
  return scores;
}

/**
 * A text in pieces, those that were looked for apart. What they are is noted, to be marked on the page.
 * @param {string} text
 * @param {Wanted} wanted
 * @param {Set<string>} marks
 * @returns {Piece[]}
 */
function pieces(text, wanted, marks) {
  /** @type {Piece[]} */
  const found = [];
  let end = 0;
  for (const match of matches(text, wanted)) {
    const words = text.slice(match.start, match.end);
    marks.add(words.toLowerCase());
    found.push({ words: text.slice(end, match.start), isMatch: false }, { words, isMatch: true });
    end = match.end;
  }
  return [...found, { words: text.slice(end), isMatch: false }].filter(({ words }) => words);
}

/**
 * Where a text has what was looked for: a word, or the words of a phrase one after the other.
 * @param {string} text
 * @param {Wanted} wanted
 * @returns {{start: number, end: number, key: string}[]}
 */
function matches(text, wanted) {
  const all = words.split(text).map(({ start, end, plain }) => ({ start, end, stems: plain.map(words.stem) }));
  const found = [];
  for (let place = 0; place < all.length; place += 1) {
    const phrases = all[place].stems.flatMap((stem) => wanted.get(stem) ?? []);
    const isAt = (/** @type {string} */ stem, /** @type {number} */ more) => {
      const word = all[place + more];
      return word?.stems.includes(stem) && (!more || !/\S/.test(text.slice(all[place + more - 1].end, word.start)));
    };
    const phrase = phrases.find((stems) => stems.every(isAt));
    if (!phrase) continue;
    found.push({ start: all[place].start, end: all[place + phrase.length - 1].end, key: phrase.join(" ") });
    place += phrase.length - 1;
  }
  return found;
}

/**
 * The stretch of a text that has most of what was looked for, or else its beginning.
 * @param {string} text
 * @param {Wanted} wanted
 * @param {Set<string>} marks
 */
function around(text, wanted, marks) {
  const found = matches(text, wanted);
  let [from, most] = [0, 0];
  for (const { start } of found) {
    const inside = found.filter((other) => other.start >= start && other.end <= start + LONG - 30);
    const different = new Set(inside.map(({ key }) => key)).size;
    if (different > most) [from, most] = [start, different];
  }
  // It begins with a sentence where one begins near, else with a word.
  let begin = 0;
  if (from > 40) {
    const before = text.slice(from - 40, from);
    const sentence = Math.max(...[". ", "? ", "! ", ": ", "· "].map((end) => before.lastIndexOf(end)));
    begin = from - 40 + (sentence >= 0 ? sentence + 2 : before.indexOf(" ") + 1);
  }
  let end = Math.min(text.length, begin + LONG);
  if (end < text.length) end = text.lastIndexOf(" ", end);
  const cut = `${text.slice(begin, end).replace(/[\s·,;:–]+$/, "")}${end < text.length ? " …" : ""}`;
  return pieces(`${begin && !/[.?!:·] $/.test(text.slice(0, begin)) ? "… " : ""}${cut}`, wanted, marks);
}
