// Owns how the clock is heard and felt: a quiet tone, a short tremble; does not make either where nobody asked for it.

const LOUD = 0.06; // Of 1: heard in a quiet room, and drowned by a voice.
const SECONDS = 0.25;
const PITCH = { part: 440, end: 330 }; // In hertz.
const TREMBLE = { part: [60], end: [60, 80, 60] }; // In milliseconds: on, off, on.

/** @type {AudioContext | undefined} */
let context;

/** Whether this browser can make the device tremble. */
export const canTremble = "vibrate" in navigator;

/** Make ready for tones, while somebody presses a button: later no browser lets a page begin to sound. */
export function readyToSound() {
  if (!("AudioContext" in globalThis)) return;
  context ??= new AudioContext();
  context.resume().catch(() => {});
}

/**
 * Tell that a part begins, or that the time is up.
 * @param {"part" | "end"} what
 * @param {{tone: boolean, tremble: boolean}} asked
 */
export function signal(what, { tone, tremble }) {
  if (tremble && canTremble) navigator.vibrate(TREMBLE[what]);
  if (tone && context) sound(context, PITCH[what]);
}

/** @param {AudioContext} context @param {number} pitch */
function sound(context, pitch) {
  const [source, volume] = [context.createOscillator(), context.createGain()];
  const start = context.currentTime;
  source.frequency.value = pitch;
  // It swells and fades: a tone that breaks off clicks.
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(LOUD, start + SECONDS / 4);
  volume.gain.linearRampToValueAtTime(0, start + SECONDS);
  source.connect(volume).connect(context.destination);
  source.start(start);
  source.stop(start + SECONDS);
}
