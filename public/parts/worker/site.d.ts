// What is put in when the site is made.

/** offline.html, as it is. */
declare const OFFLINE_PAGE: string;
