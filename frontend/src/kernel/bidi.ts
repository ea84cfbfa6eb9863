/**
 * Signs that turn the direction of what follows them: overrides, embeddings and isolates (Unicode UAX 9).
 * They let "gpj.exe" read as "exe.jpg", and a name turn the words after it. Stored as they were written,
 * never shown. The marks of Hebrew and Arabic (U+200E, U+200F, U+061C) turn nothing and stay.
 */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

export function straight(words: string): string {
  return words.replace(TURNING, "");
}
