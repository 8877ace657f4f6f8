// Owns reading an XML file piece by piece, as strictly as expat does for the command; it leaves what the elements mean
// to others.
//
// It puts in no entity and fetches nothing. Workers have no reader of their own, and no two browsers' are alike.

/** @typedef {[space: string, key: string, value: string]} XmlAttribute the address of its namespace, or "", its name and value */
/**
 * @typedef {object} XmlHandlers what is called as the file is read
 * @property {(space: string, tag: string, attributes: XmlAttribute[]) => void} start
 * @property {() => void} end
 * @property {(text: string) => void} text
 */

/** Says that a file is no XML. */
export class NotXml extends Error {}

const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";
// Which other letters a name may have is another question in each edition of XML, and no SVG needs any.
const NAME = "[A-Za-z_][A-Za-z_0-9.-]*";
const QUALIFIED = new RegExp(`(?:(${NAME}):)?(${NAME})`, "y");
const TARGET = new RegExp(`${NAME}(?=[ \\t\\n]|\\?>)`, "y");
const WHITE = /[ \t\n]+/y;
const EQUALS = /[ \t\n]*=[ \t\n]*/y;
const VALUE = /"([^"<]*)"|'([^'<]*)'/y;
const DECLARATION =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"[\w.-]*"|'[\w.-]*')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/;
const REFERENCE = /&(?:#([0-9]+)|#x([0-9a-fA-F]+)|(\w+));/y;
/** @type {Record<string, string>} */
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Read a file, which holds no character that XML has not.
 * @param {string} text
 * @param {XmlHandlers} handlers
 * @throws {NotXml} and whatever the handlers throw
 */
export function parseXml(text, handlers) {
  new XmlReader(text.replace(/\r\n?/g, "\n"), handlers).read();
}

class XmlReader {
  #text;
  #at = 0;
  #handlers;
  /** @type {{raw: string, spaces: Map<string, string>}[]} elements that are open, with the addresses of their prefixes */
  #open = [];
  #hasTop = false;

  /** @param {string} text @param {XmlHandlers} handlers */
  constructor(text, handlers) {
    this.#text = text;
    this.#handlers = handlers;
  }

  read() {
    this.#at = DECLARATION.exec(this.#text)?.[0].length ?? 0;
    while (this.#at < this.#text.length) {
      if (this.#text[this.#at] !== "<") this.#characters();
      else if (this.#skips("<!--")) this.#comment();
      else if (this.#skips("<?")) this.#instruction();
      else if (this.#open.length && this.#skips("<![CDATA[")) this.#handlers.text(this.#upTo("]]>"));
      else if (this.#open.length && this.#skips("</")) this.#endTag();
      else if ((this.#open.length || !this.#hasTop) && this.#skips("<")) this.#startTag();
      else throw new NotXml();
    }
    if (this.#open.length || !this.#hasTop) throw new NotXml();
  }

  #characters() {
    const next = this.#text.indexOf("<", this.#at);
    const end = next < 0 ? this.#text.length : next;
    const raw = this.#text.slice(this.#at, end);
    this.#at = end;
    if (this.#open.length) {
      if (raw.includes("]]>")) throw new NotXml();
      this.#handlers.text(replaced(raw));
    } else if (/[^ \t\n]/.test(raw)) throw new NotXml();
  }

  #comment() {
    if (this.#upTo("--") === undefined || !this.#skips(">")) throw new NotXml();
  }

  #instruction() {
    const target = this.#match(TARGET);
    if (target[0].toLowerCase() === "xml") throw new NotXml();
    this.#upTo("?>");
  }

  #startTag() {
    const from = this.#at;
    const [, prefix, tag] = this.#match(QUALIFIED);
    const raw = this.#text.slice(from, this.#at);
    /** @type {Map<string, [prefix: string | undefined, key: string, value: string]>} */
    const found = new Map();
    let isEmpty = false;
    for (;;) {
      const isApart = this.#matches(WHITE) !== null;
      isEmpty = this.#skips("/>");
      if (isEmpty || this.#skips(">")) break;
      if (!isApart) throw new NotXml();
      const begin = this.#at;
      const [, before, key] = this.#match(QUALIFIED);
      const name = this.#text.slice(begin, this.#at);
      this.#match(EQUALS);
      const [, double, single] = this.#match(VALUE);
      if (found.has(name)) throw new NotXml();
      found.set(name, [before, key, replaced((double ?? single).replace(/[\t\n]/g, " "))]);
    }
    const around = this.#open.at(-1)?.spaces ?? new Map([["xml", XML]]);
    const spaces = declared([...found.values()], around);
    this.#hasTop = true;
    this.#open.push({ raw, spaces });
    this.#handlers.start(spaceOf(prefix ?? "", spaces), tag, attributesOf([...found.values()], spaces));
    if (isEmpty) this.#close();
  }

  #endTag() {
    const from = this.#at;
    this.#match(QUALIFIED);
    if (this.#text.slice(from, this.#at) !== this.#open.at(-1)?.raw) throw new NotXml();
    this.#matches(WHITE);
    if (!this.#skips(">")) throw new NotXml();
    this.#close();
  }

  #close() {
    this.#open.pop();
    this.#handlers.end();
  }

  /** Go on after a text, if it is here. @param {string} text */
  #skips(text) {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  /** What stands before a text, after which it goes on. @param {string} text */
  #upTo(text) {
    const end = this.#text.indexOf(text, this.#at);
    if (end < 0) throw new NotXml();
    const found = this.#text.slice(this.#at, end);
    this.#at = end + text.length;
    return found;
  }

  /** @param {RegExp} pattern */
  #matches(pattern) {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  /** @param {RegExp} pattern */
  #match(pattern) {
    const found = this.#matches(pattern);
    if (!found) throw new NotXml();
    return found;
  }
}

/** A text with characters in place of what refers to them. @param {string} raw */
function replaced(raw) {
  let [text, at] = ["", 0];
  for (let next = raw.indexOf("&"); next >= 0; next = raw.indexOf("&", at)) {
    REFERENCE.lastIndex = next;
    const found = REFERENCE.exec(raw);
    if (!found) throw new NotXml();
    text += raw.slice(at, next) + referred(found);
    at = REFERENCE.lastIndex;
  }
  return text + raw.slice(at);
}

/** @param {RegExpExecArray} found */
function referred([, decimal, digits, name]) {
  if (name !== undefined) {
    if (!Object.hasOwn(ENTITIES, name)) throw new NotXml();
    return ENTITIES[name];
  }
  const number = decimal === undefined ? Number.parseInt(digits, 16) : Number.parseInt(decimal, 10);
  const isCharacter = (number >= 0x20 && number < 0xd800) || (number > 0xdfff && number < 0xfffe) || number > 0xffff;
  if (!(isCharacter || [9, 10, 13].includes(number)) || number > 0x10ffff) throw new NotXml();
  return String.fromCodePoint(number);
}

/**
 * The addresses of prefixes within an element.
 * @param {[prefix: string | undefined, key: string, value: string][]} attributes
 * @param {Map<string, string>} around
 */
function declared(attributes, around) {
  const declarations = attributes.filter(([prefix, key]) => prefix === "xmlns" || (!prefix && key === "xmlns"));
  if (!declarations.length) return around;
  const spaces = new Map(around);
  for (const [prefix, key, value] of declarations) {
    const name = prefix ? key : "";
    // What separates an address from a name for the command stands in no address.
    if (name === "xmlns" || (prefix && !value) || value === XMLNS || (name === "xml") !== (value === XML)) throw new NotXml();
    if (value.includes(" ")) throw new NotXml();
    spaces.set(name, value);
  }
  return spaces;
}

/** @param {[prefix: string | undefined, key: string, value: string][]} attributes @param {Map<string, string>} spaces */
function attributesOf(attributes, spaces) {
  /** @type {XmlAttribute[]} */
  const found = [];
  const known = new Set();
  for (const [prefix, key, value] of attributes) {
    if (prefix === "xmlns" || (!prefix && key === "xmlns")) continue;
    const space = prefix ? spaceOf(prefix, spaces) : "";
    if (known.has(`${space} ${key}`)) throw new NotXml();
    known.add(`${space} ${key}`);
    found.push([space, key, value]);
  }
  return found;
}

/** @param {string} prefix @param {Map<string, string>} spaces */
function spaceOf(prefix, spaces) {
  const space = spaces.get(prefix);
  if (space === undefined && prefix) throw new NotXml();
  return space ?? "";
}
