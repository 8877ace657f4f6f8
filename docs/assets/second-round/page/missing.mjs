// Owns saying why a part of a page didn't come: the network is gone, or the build that it is of; does not bring it.

/** Named after what is in it, so it goes when the build does. */
export const FOLDER = new URL("../", import.meta.url).href;
const GONE = "The site has just changed. Reload this page, then try again.";

/** Something of this build didn't come. Its message says what to do. */
export class Missing extends Error {
  isGone = this.message === GONE;

  /** @param {string} [message] @param {unknown} [cause] */
  constructor(message = GONE, cause = undefined) {
    super(message, { cause });
  }
}

/**
 * Say why something didn't come, by what the server has to say of it; of a script it is that of the first one.
 * @param {unknown} cause
 * @param {string} [address]
 * @returns {Promise<never>}
 */
export async function missing(cause, address) {
  const answer = await fetch(address ?? `${FOLDER}second-round.mjs`, { method: "HEAD", cache: "no-store" }).catch(() => undefined);
  if (answer && answer.status < 500 && (address || !answer.ok)) throw new Missing(GONE, cause);
  throw new Missing(`This part did not load. ${answer ? "Reload this page" : "Go online"}, then try again.`, cause);
}
