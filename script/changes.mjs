// Which files have changed and are in no build yet.

/** @param {string[]} first */
export function newChanges(...first) {
  const changed = new Set(first);
  /** What the last build was about, and all that were before it in vain. */
  const unbuilt = new Set();
  return {
    /** @param {string} path */
    add: (path) => changed.add(path),
    /** What to build: nothing where nothing has changed since the last try. */
    take() {
      if (changed.size === 0) return [];
      for (const path of changed) unbuilt.add(path);
      changed.clear();
      return [...unbuilt];
    },
    /** All that was taken is in a build. */
    built: () => unbuilt.clear(),
  };
}
