// Pages, and parts of pages, as text.

/**
 * Whether it has its end: without that something cut it off.
 *
 * @param {string} html
 */
export const isWhole = (html) => (html.includes("<html") ? /<\/html>/ : /<\/div>\s*$/).test(html);

/** @param {string} html */
export const parse = (html) => new DOMParser().parseFromString(html, "text/html");
