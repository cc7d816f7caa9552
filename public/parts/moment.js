/** How long something has to be under a thumb before a tap there is meant for it, in milliseconds. */
export const MOMENT = 1000;
