// Owns recording an answer: the microphone, how loud it hears, and what becomes of it; does not keep or send anything.
//
// The microphone is open only while somebody speaks. What was recorded is in the memory of this page alone.

/**
 * @typedef {object} Recording an answer that is being recorded
 * @property {() => void} pause
 * @property {() => void} resume
 * @property {() => Promise<Blob | undefined>} finish ends it; undefined where nothing was heard
 * @property {() => void} drop ends it, and nothing of it is left
 */

const LOOK = 100; // Milliseconds from one look at the level to the next.
const LIVELY = 4; // How much a voice that speaks is raised, so that it fills a good half of the bar.

/** Why nothing can be recorded, in words for whoever wanted to. */
export class NoMicrophone extends Error {}

const HERE = "Everything else here works without it.";
/** @type {Record<string, string>} by the names that browsers have for it */
const WORDS = {
  NotAllowedError: `The microphone was not allowed, so nothing is recorded. You can allow it in the settings that your browser has for this page. ${HERE}`,
  SecurityError: `This browser lets no page record, so nothing is recorded. ${HERE}`,
  NotFoundError: `There is no microphone here, so nothing is recorded. ${HERE}`,
  NotReadableError: `The microphone is taken: another program may be using it. Close that program, then start again to record. ${HERE}`,
  AbortError: `The microphone did not start, so nothing is recorded. ${HERE}`,
};
const UNABLE = `This browser can’t record on this page, so nothing is recorded. ${HERE}`;
const GONE = "The microphone is gone. What you said until then can be heard below; the clock goes on.";

/** Whether this browser can record at all; where it does not, nobody need be asked. */
export function canRecord() {
  return "MediaRecorder" in globalThis && Boolean(navigator.mediaDevices?.getUserMedia);
}

/**
 * Begin to record. Throws NoMicrophone, with words.
 * @param {{level: (share: number) => void, lost: (words: string) => void}} tell how loud it is, from 0 to 1, every now
 *   and then; and that the microphone went away
 * @returns {Promise<Recording>}
 */
export async function record({ level, lost }) {
  if (!canRecord()) throw new NoMicrophone(UNABLE);
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    throw new NoMicrophone(WORDS[error instanceof Error ? error.name : ""] ?? UNABLE, { cause: error });
  }
  const [track] = stream.getAudioTracks();
  /** @type {Blob[]} */
  const pieces = [];
  let recorder;
  try {
    recorder = new MediaRecorder(stream);
    recorder.start();
  } catch (error) {
    release(stream);
    throw new NoMicrophone(UNABLE, { cause: error });
  }
  const own = recorder;
  const close = watch(stream, level);
  const ended = new Promise((resolve) => own.addEventListener("stop", resolve, { once: true }));
  own.addEventListener("dataavailable", ({ data }) => data.size && pieces.push(data));
  let isWanted = true;
  const end = () => {
    if (own.state !== "inactive") own.stop();
    close();
    release(stream);
  };
  track?.addEventListener("ended", () => {
    if (!isWanted) return;
    end();
    lost(GONE);
  });
  return {
    pause: () => own.state === "recording" && own.pause(),
    resume: () => own.state === "paused" && own.resume(),
    finish: async () => {
      isWanted = false;
      end();
      await ended;
      return pieces.length ? new Blob(pieces, { type: own.mimeType }) : undefined;
    },
    drop: () => {
      isWanted = false;
      pieces.length = 0;
      end();
    },
  };
}

/** How the name of a file with such sound ends. @param {string} type of the sound, such as audio/webm;codecs=opus */
export function endingOf(type) {
  return ["webm", "ogg", "mp4"].find((each) => type.includes(each)) ?? "audio";
}

/**
 * Tell how loud a stream is until it is closed.
 * @param {MediaStream} stream
 * @param {(share: number) => void} level
 * @returns {() => void} closes it
 */
function watch(stream, level) {
  if (!("AudioContext" in globalThis)) return () => {};
  const context = new AudioContext();
  // Made after the browser has asked, it may stand still until it is told to go on.
  context.resume().catch(() => {});
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const wave = new Uint8Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(wave);
    // The middle of a wave is 128: how far it swings from there is how loud it is.
    const swing = Math.sqrt(wave.reduce((sum, each) => sum + (each - 128) ** 2, 0) / wave.length) / 128;
    level(Math.min(1, swing * LIVELY));
  }, LOOK);
  return () => {
    clearInterval(timer);
    context.close().catch(() => {});
  };
}

/** @param {MediaStream} stream */
function release(stream) {
  for (const track of stream.getTracks()) track.stop();
}
