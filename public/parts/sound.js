// A sound and a buzz for a new offer. Browsers keep a page silent until its user has touched it.

/** Two tones, in hertz, heard over a ward. */
const TONES = [880, 1175];

/** Seconds from one tone to the next. */
const STEP = 0.22;

/** Milliseconds of buzz, pause, buzz. */
const BUZZ = [250, 120, 250];

/** @type {AudioContext | undefined} */
let audio;

/**
 * What this makes of the sound; nothing where there is none, or it fails.
 *
 * @template T
 * @param {(audio: AudioContext) => T} act
 */
function withAudio(act) {
  try {
    audio ??= new AudioContext();
    return act(audio);
  } catch (problem) {
    console.warn(problem);
  }
}

/** Sound and buzz, once. */
export function callAttention() {
  withAudio(beep);
  // Not in Firefox, in Safari, nor on any iPhone.
  navigator.vibrate?.(BUZZ);
}

/** @param {AudioContext} audio */
function beep(audio) {
  const volume = audio.createGain();
  volume.gain.value = 0.3;
  volume.connect(audio.destination);
  TONES.forEach((tone, place) => {
    const at = audio.currentTime + place * STEP;
    const oscillator = audio.createOscillator();
    oscillator.frequency.value = tone;
    oscillator.connect(volume);
    oscillator.start(at);
    oscillator.stop(at + STEP);
  });
}

/** Whether the browser keeps this page silent. */
export const isMuted = () => withAudio(({ state }) => state !== "running") ?? false;

/** Lets the page be heard, from a tap. Whether it may be now. */
export const unlock = () => withAudio((audio) => Boolean(audio.resume())) ?? false;
