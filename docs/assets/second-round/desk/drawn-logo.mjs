// Owns a drawing that the browser turns into a PNG, of as many pixels as are printed; what may stand in one is left to
// drawing, and what is right in the PNG to logo.
//
// An image runs no script and fetches nothing; its text goes into it as data:, since pages take no image from elsewhere.

import { asFile, readDrawing, sizeOf } from "./drawing.mjs";
import { MOST_HIGH, MOST_WIDE, NOTHING_SEEN, SVG_DAMAGED } from "./logo-tables.mjs";
import { Unfit, checkLength, checkShape } from "./unfit.mjs";

/**
 * @typedef {object} DrawnLogo
 * @property {Uint8Array} png
 * @property {number} across how many pixels
 * @property {number} down
 */

const UNREADABLE =
  "This browser lets no page read back what it has drawn, so as not to be recognised by it. Save the logo as PNG, at least 800 pixels wide, and choose that.";

/** Draw an SVG file on white. @param {Uint8Array} data @returns {Promise<DrawnLogo>} @throws {Unfit} */
export async function drawnLogo(data) {
  checkLength(data);
  const top = readDrawing(data);
  const { width, height, hasBox } = sizeOf(top);
  checkShape(width, height);
  const scale = Math.min(MOST_WIDE / width, MOST_HIGH / height);
  const [across, down] = [width, height].map((edge) => Math.max(1, Math.round(edge * scale)));
  if (!hasBox) top.setAttribute("viewBox", `0 0 ${width} ${height}`);
  // Firefox draws nothing that has no size, and what a style says of it counts for more than an attribute.
  top.setAttribute("width", `${across}`);
  top.setAttribute("height", `${down}`);
  const size = `width:${across}px!important;height:${down}px!important`;
  top.setAttribute("style", `${size};${top.getAttribute("style") ?? ""}`);
  return { png: await asPng(await asImage(asFile(top)), across, down), across, down };
}

/** @param {string} file */
async function asImage(file) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(file)}`;
  await image.decode().catch(() => {
    throw new Unfit(SVG_DAMAGED);
  });
  return image;
}

/** @param {HTMLImageElement} image @param {number} across @param {number} down */
async function asPng(image, across, down) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [across, down];
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  try {
    pen.fillRect(0, 0, 1, 1);
    // A browser that guards against being recognised gives back white, or noise.
    const [red, green, blue, opaque] = pen.getImageData(0, 0, 1, 1).data;
    if (Math.max(red, green, blue, 255 - opaque) > 16) throw new Unfit(UNREADABLE);
    pen.clearRect(0, 0, 1, 1);
    pen.drawImage(image, 0, 0, across, down);
    if (!pen.getImageData(0, 0, across, down).data.some((value, at) => at % 4 === 3 && value)) throw new Unfit(NOTHING_SEEN);
    pen.globalCompositeOperation = "destination-over";
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, across, down);
    /** @type {Blob | null} */
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    return new Uint8Array(await /** @type {Blob} */ (blob).arrayBuffer());
  } catch (error) {
    throw error instanceof Unfit ? error : new Unfit(UNREADABLE);
  }
}
