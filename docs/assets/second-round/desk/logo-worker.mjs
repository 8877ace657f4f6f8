// Owns looking at one file that somebody chose as a logo, beside the page, where it can be ended; it leaves what is
// right in such a file to logo.

import { readLogo } from "./logo.mjs";
import { Unfit } from "./unfit.mjs";

const FAILED = "It could not be read in this browser. Update the browser, or save the logo as PNG again.";

addEventListener("message", async ({ data }) => {
  try {
    postMessage(await readLogo(data.file, data.isDrawing));
  } catch (error) {
    postMessage({ unfit: error instanceof Unfit ? error.message : FAILED });
  }
});
