// The form of a step that comes next, from what a page keeps of it without a connection.

/**
 * Where the form of a step posts to. What was kept by the build before may be opened by this one: there the form had the step alone.
 * @param {string} kept `/me/jobs/TICKET/finish`, or `finish`
 * @param {string} ticket
 */
export function addressOf(kept, ticket) {
  return kept.startsWith("/") ? kept.replace("TICKET", ticket) : `/me/jobs/${ticket}/${kept}`;
}

/** Which form that is, however it was kept. @param {string} step */
export function selectorOf(step) {
  return `form[action="${step}"], form[action$="/${step}"]`;
}
