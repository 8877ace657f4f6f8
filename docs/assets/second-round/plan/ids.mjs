// Owns what a plan can be called in storage; does not let an id tell anything of its plan.

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

/**
 * Whether a text can be the id of a plan: small letters, digits and hyphens.
 * @param {string} text
 */
export function isPlanId(text) {
  return ID.test(text);
}

/** An id that tells nothing of its plan. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
