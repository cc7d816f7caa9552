// What scripts say, in the order of the parts that say it; times are in words.js. What the server says stands in app/texts.

/** The time of day. @param {number} at */
const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

/** … to the second. @param {number} at */
const toTheSecond = (at) => new Date(at).toLocaleTimeString("en-GB");

// Forms --------------------------------------------------------------------------------------------------------------------

export const unanswered = "Elbow did not answer. What you sent may or may not have arrived. Check before you send it again.";
export const filledIn = "Filled in. It has not been sent yet.";
/** Before what is wrong, for those who hear the page. */
export const error = "Error: ";
export const holdsNoPatientData = "It holds no patient details";
/** How many characters a text has left, fewer than none if it is too long. @param {number} left */
export const charactersLeft = (left) =>
  `You have ${Math.abs(left)} character${Math.abs(left) === 1 ? "" : "s"} ${left < 0 ? "too many" : "left"}`;

// Live pages ---------------------------------------------------------------------------------------------------------------

export const live = "Live.";
/** @param {string} since */
export const notLive = (since) => `Not live since ${since}. Trying again.`;
/** @param {string} at */
export const paused = (at) => `Updates paused at ${at}.`;
/** @param {string} about */
export const youAreAsked = (about) => `You are being asked: ${about}. `;
export const openMyJobs = "Open My jobs";

// Taps that are not sent yet -----------------------------------------------------------------------------------------------

export const notSentYet = "Not sent yet";
export const noAnswerYet = "No answer yet";
export const isNotAnswering = "Elbow is not answering at the moment. It will be sent automatically as soon as it does.";
export const mayHaveArrived = "Elbow has not answered yet. It may have arrived: this page keeps asking until it knows.";
export const noConnection = "There is no connection. It will be sent automatically when you reconnect.";
/** @type {(words: string, at: number) => string} */
export const lastTried = (words, at) => `${words} Last tried at ${toTheSecond(at)}.`;
/** Around the link to sign in. */
export const signedOut = { before: "You are signed out. ", signIn: "Sign in", after: ", and it will be sent." };
/** @param {number} at when it is sent */
export const tooManyRequests = (at) =>
  `There were many requests from here in a short time. It will be sent automatically at ${toTheSecond(at)}.`;
/** @param {number} at when it is sent */
export const tooManyTaps = (at) => `There were too many taps in a short time. It will be sent automatically at ${toTheSecond(at)}.`;
/** @type {(what: string, at: number) => string} */
export const tappedAt = (what, at) => `${what}, at ${clock(at)}`;
/** @param {string} what */
export const youTapped = (what) => `You tapped: ${what}.`;
export const ok = "OK";
/** @param {number} at */
export const requestSent = (at) => `Your request was sent at ${clock(at)}. `;
export const seeWhoIsComing = "See who is coming";
/** @param {number} at */
export const stillNeeded = (at) => `You asked for help at ${clock(at)}, and Elbow has not answered. Still need help?`;
export const sendIt = "Yes, send it";
export const okNow = "No, I’m OK now";
/** @param {string} what */
export const noLongerNeeded = (what) => `No longer needed: ${what}. If it has arrived, it will be cancelled.`;
export const doNotSend = "Don’t send it";
/** Around the number. */
export const cannotWait = { before: "If it cannot wait, ring ", after: "." };
export const notAccepted = "Elbow did not accept this. Check how things stand now.";
export const notAllIsSent = "Not everything has been sent. Sign out again to discard it.";

// Jobs without a connection ------------------------------------------------------------------------------------------------

/** @param {string} about */
export const withThem = (about) => `You are with them: ${about}.`;
export const sayWhatItWas = "Done – say what the problem was";
export const whatWasIt = "What was the problem?";
export const back = "Back";
/** @param {number} at */
export const jobsAsTheyWere = (at) => `Your jobs as they were at ${clock(at)}`;

// Handsets -----------------------------------------------------------------------------------------------------------------

export const noAlertsHere = "This browser cannot show alerts. On an iPhone, add Elbow to the home screen first.";
export const alertsBlocked = "Alerts are blocked for this page. Allow notifications in the browser’s settings.";
export const alertsFailed = "Alerts could not be turned on. Keep this page open, and try again later.";
export const addOnIphone =
  "To be alerted on an iPhone or iPad, tap Share, then “Add to Home Screen”, and open Elbow from there.";
export const opensFaster = "Elbow opens faster from the home screen. ";
export const addElbow = "Add Elbow";
export const accept = "Accept";
export const cannotTakeIt = "Can’t take it";
/** Of an alert that could not be read. */
export const somethingChanged = { title: "Elbow", body: "Something has changed. Open Elbow to see it." };
