/**
 * Where nobody has to be signed in to tap: a ward's request, and what its asker says about it. Whoever signs out beside it does not
 * take it along.
 *
 * @param {{ path: string }} tap
 */
export const isNobodys = ({ path }) => /^\/(ask$|w\/|r\/)/.test(path);
