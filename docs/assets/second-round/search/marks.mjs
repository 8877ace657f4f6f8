// Owns how a page shows what it was searched for; does not change its text: the browser paints over it.

const NAME = "second-round-found";
const MOST = 400; // places

/**
 * Mark words and phrases in the content of the page, in place of any that were marked before; and open what the
 * address leads to, where it is folded.
 * @param {string[]} marks in small letters
 */
export function markFound(marks) {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const folded of place?.querySelectorAll(":scope > details") ?? []) if (folded instanceof HTMLDetailsElement) folded.open = true;
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete(NAME);
  const content = document.querySelector("article") ?? document.querySelector("main");
  if (!content || !marks.length) return;
  const ranges = [...rangesOf(content, pattern(marks))];
  if (ranges.length) CSS.highlights.set(NAME, new Highlight(...ranges));
}

/** Whole words only, the longest first. @param {string[]} marks */
function pattern(marks) {
  const longest = [...marks].sort((one, other) => other.length - one.length);
  const any = longest.map((mark) => mark.replace(/[$()*+./?[\\\]^{|}]/g, "\\$&").replace(/\s+/g, "\\s+")).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, "giu");
}

/**
 * @param {Element} content
 * @param {RegExp} wanted
 * @returns {Generator<Range>}
 */
function* rangesOf(content, wanted) {
  const texts = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  let left = MOST;
  while (texts.nextNode() && left > 0) {
    for (const { 0: words, index } of (texts.currentNode.nodeValue ?? "").matchAll(wanted)) {
      const range = new StaticRange({
        startContainer: texts.currentNode,
        startOffset: index,
        endContainer: texts.currentNode,
        endOffset: index + words.length,
      });
      left -= 1;
      yield range;
    }
  }
}
