// Whom a page was made for. On one device somebody else may sign in beside it: what is theirs does not stand under another name.

/** Whether an answer is for the same person, or for nobody where nobody is signed in. @param {{ person: string }} answer */
export const isSameReader = ({ person }) => person === (document.body.dataset.person ?? "");
