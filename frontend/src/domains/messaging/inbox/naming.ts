/** Naming colleagues in a note: "@" and the beginning of a name. */

/** What was begun behind the last "@" before the caret; null where no name is being written. */
export function nameBegun(words: string, caret: number): string | null {
  const found = words.slice(0, caret).match(/(?:^|\s)@([^\s@]*)$/);
  return found ? (found[1] ?? "") : null;
}

/** The words with the begun name completed, and where the caret stands then. */
export function nameInto(words: string, caret: number, name: string): { words: string; caret: number } {
  const before = words.slice(0, caret).replace(/@[^\s@]*$/, `@${name} `);
  return { words: before + words.slice(caret).replace(/^ /, ""), caret: before.length };
}

/** Those of `people` whom the words name. */
export function namedIn<P extends { name: string }>(words: string, people: readonly P[]): P[] {
  return people.filter(({ name }) => {
    const at = words.indexOf(`@${name}`);
    return at >= 0 && !/^[\p{L}\p{N}]/u.test(words.slice(at + name.length + 1));
  });
}
