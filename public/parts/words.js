// Times in words, as the server says them (app/src/words.rs). `app/src/words.json` holds both to the same.

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];

/** @type {(number: number, thing: string) => string} */
const count = (number, thing) => `${number} ${thing}${number === 1 ? "" : "s"}`;

/** @type {(time: number, unit: number) => number} */
const whole = (time, unit) => Math.floor(time / unit);

/**
 * How long ago something was. What is ahead was just now: clocks differ.
 *
 * @param {number} time in milliseconds
 */
export function ago(time) {
  if (time < MINUTE) return "just now";
  if (time < HOUR) return `${count(whole(time, MINUTE), "minute")} ago`;
  if (time < DAY) return `${count(whole(time, HOUR), "hour")} ago`;
  return `${count(whole(time, DAY), "day")} ago`;
}

/**
 * How long something has lasted.
 *
 * @param {number} time in milliseconds
 */
export function lasted(time) {
  if (time < MINUTE) return "under 1 min";
  if (time < HOUR) return `${whole(time, MINUTE)} min`;
  if (time < DAY) return `${whole(time, HOUR)} h ${whole(time % HOUR, MINUTE)} min`;
  return count(whole(time, DAY), "day");
}

/**
 * What is left of a time.
 *
 * @param {number} time in milliseconds
 */
export function left(time) {
  const seconds = Math.ceil(time / SECOND);
  if (seconds <= 0) return "no time left";
  return `${seconds <= 90 ? count(seconds, "second") : count(Math.ceil(seconds / 60), "minute")} left`;
}
