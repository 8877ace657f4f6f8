// Owns the logo that is chosen at the desk: that it is read, shown and spoken of; reading it is left to a worker that has
// this one task, and is ended when it takes too long.

import { missing } from "../page/missing.mjs";
import { bytesOf, textOf } from "../pdf/brought.mjs";
import { MOST_HIGH, MOST_WIDE } from "./logo-tables.mjs";

/** @typedef {import("./logo.mjs").LogoRead} LogoRead */

const MOST_READ = 200_000; // Bytes of a file: more than any logo has.
const LONGEST = 20_000; // Milliseconds.
const TOO_LONG = "It takes too long to read. Save the logo as a smaller PNG.";
const LEAST_SEEN = 3; // WCAG 2.2, success criterion 1.4.11, for what is no text.
const COARSE = 150; // Dots to an inch.

/** The parts of the page about a logo, and what was chosen. */
export class CentreLogo {
  /** @type {LogoRead | null} what the chosen file is on paper */
  #read = null;
  /** In base 64, since what is kept is text; "" where there is none. */
  file = "";
  isReading = false;
  #asked = 0; // How many files were chosen: what is found out about an older one is late.
  #hint;

  /** @param {HTMLElement} root holds the parts @param {() => void} onChange is called when there is another, or none */
  constructor(root, onChange) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-logo="${name}"]`));
    this.choose = part("choose");
    this.parts = { away: part("away"), shown: part("shown"), words: part("words") };
    this.canvas = /** @type {HTMLCanvasElement} */ (part("shown").querySelector("canvas"));
    this.#hint = this.parts.words.textContent ?? "";
    this.onChange = onChange;
  }

  /** As objects for sheets, or null where there is none. */
  get mark() {
    return this.#read && this.#read.mark;
  }

  /** A picture is heard as whose logo it is. @param {string} centre */
  name(centre) {
    this.canvas.setAttribute("aria-label", centre ? `Logo of ${centre}` : "The logo");
  }

  /** Take a file as the logo, if it is one, and say how it is seen. @param {File} file */
  async take(file) {
    await this.#take(new Uint8Array(await file.slice(0, MOST_READ).arrayBuffer()), /\.svg$/i.test(file.name));
  }

  /** What was kept may have been changed by anybody: it is looked at as a file is. @param {string} kept */
  async takeKept(kept) {
    try {
      await this.#take(bytesOf(atob(kept)), true);
    } catch {
      this.#show(null, "", this.#hint); // It is no base 64.
    }
  }

  drop() {
    this.#asked += 1;
    this.#show(null, "", this.#hint);
    this.choose.focus();
  }

  /** @param {Uint8Array} data @param {boolean} isDrawing */
  async #take(data, isDrawing) {
    this.#asked += 1;
    const asked = this.#asked;
    [this.isReading, this.file] = [true, btoa(textOf(data))];
    const answer = await readInWorker(data, isDrawing);
    const shown = "unfit" in answer ? null : await shownOf(answer);
    if (asked !== this.#asked) return;
    if ("unfit" in answer) {
      this.#show(null, "", answer.unfit);
      return;
    }
    draw(this.canvas, shown);
    this.#show(answer, this.file, seenWords(answer));
  }

  /** @param {LogoRead | null} read @param {string} file @param {string} words */
  #show(read, file, words) {
    [this.#read, this.file, this.isReading] = [read, file, false];
    this.parts.shown.hidden = this.parts.away.hidden = !read;
    this.parts.words.textContent = words;
    this.onChange();
  }
}

/** @param {Uint8Array} file @param {boolean} isDrawing @returns {Promise<LogoRead | {unfit: string}>} */
function readInWorker(file, isDrawing) {
  const worker = new Worker(new URL("logo-worker.mjs", import.meta.url), { type: "module" });
  /** @type {Promise<LogoRead | {unfit: string}>} */
  const answer = new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ unfit: TOO_LONG }), LONGEST);
    worker.addEventListener("message", ({ data }) => {
      clearTimeout(timer);
      resolve(data);
    });
    worker.addEventListener("error", () => resolve(missing(undefined).catch(({ message }) => ({ unfit: message }))));
  });
  worker.postMessage({ file, isDrawing });
  return answer.finally(() => worker.terminate());
}

/** How a logo looks on paper. @param {LogoRead} read @returns {Promise<ImageData | HTMLImageElement>} */
async function shownOf({ picture, plain, mark }) {
  if (picture) {
    const { width, height, pixels } = picture;
    const shown = new ImageData(width, height);
    shown.data.fill(255);
    for (let at = 0; at < width * height; at += 1) shown.data.set(pixels.subarray(at * 3, at * 3 + 3), at * 4);
    return shown;
  }
  const high = Math.min(MOST_HIGH, (MOST_WIDE * 1000) / mark.wide);
  const image = new Image(Math.max(1, Math.round((high * mark.wide) / 1000)), Math.max(1, Math.round(high)));
  // Firefox draws nothing that has no size.
  const sized = plain.replace("<svg ", `<svg width="${image.width}" height="${image.height}" `);
  image.src = `data:image/svg+xml,${encodeURIComponent(sized)}`;
  await image.decode();
  return image;
}

/** @param {HTMLCanvasElement} canvas @param {ImageData | HTMLImageElement | null} shown */
function draw(canvas, shown) {
  if (!shown) return;
  [canvas.width, canvas.height] = [shown.width, shown.height];
  const pen = canvas.getContext("2d");
  if (shown instanceof ImageData) pen?.putImageData(shown, 0, 0);
  else pen?.drawImage(shown, 0, 0, shown.width, shown.height);
}

/** Whether it will be seen on paper, in words. @param {LogoRead} read */
function seenWords({ contrast, dots }) {
  const ratio = `${contrast.toFixed(1)} to 1`;
  const coarse = dots < COARSE ? " It has few pixels and will look coarse; one that is 800 pixels wide looks best." : "";
  if (contrast >= LEAST_SEEN) return `It shows well on white paper: a contrast of ${ratio} where it is dark.${coarse}`;
  return `It is pale: where it is dark, its contrast with white is ${ratio}, and a copier may lose what has less than ${LEAST_SEEN} to 1. Take a darker one if you have one.${coarse}`;
}
