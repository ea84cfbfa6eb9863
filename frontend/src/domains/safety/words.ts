/**
 * Reading for words of risk, on the phone: a text in, a level from 0 to 3 out. Nothing of it is sent.
 * 0 means that no rule was met; it is never a sign that somebody is well.
 *
 * The same steps as portal/safety/logic/words.py, which says why; tests/portal/safety/vectors.json holds both
 * to the same answers. Change both or neither.
 */
const LONGEST_GAP = 3;
const NEGATION_REACH = 5;
const AFTER_REACH = 2;
const PERSON_REACH = 8;
const TYPO_FROM = 6;

const LETTERS: Record<string, string> = { "0": "o", "1": "i", "3": "e", "4": "a" };
const HIDDEN = /[\u00ad\u200b-\u200d\ufeff'\u2019\u2018`\u00b4\u02bc*]/g;
const MARKS = /[\u0300-\u036f]/g;
const BREAKS = /[.!?;\n\r¡¿]/;
const COMMAS = /[,:()\u2014\u2013]/g;
const OTHERS = /[^a-z0-9,]+/g;

type Choice = string[];
type Phrase = Choice[][];
type Span = [start: number, end: number];

/** The file of one language, as a clinician edits it. */
export interface RuleFile {
  groups: {
    name: string;
    levels: Record<string, string[]>;
    third_person_counts?: boolean;
    alone?: boolean;
  }[];
  not_meant: { phrases: string[] };
  negation: { before: string[]; after: string[]; not_a_negation: string[] };
  third_person: { first: string[]; other: string[] };
  lowered_by: { phrases: string[] }[];
  clause_ends: string[];
}

interface Sign {
  group: string;
  level: number;
  keeps: boolean;
  alone: boolean;
}

export interface Rules {
  signs: Book;
  meanings: Sign[];
  notMeant: Book;
  denies: Book;
  deniesAfter: Book;
  deniesNot: Book;
  first: Book;
  other: Book;
  loweredBy: Book[];
  clauseEnds: Book;
}

export function fold(text: string): string[][] {
  const plain = text.replace(HIDDEN, "").toLowerCase().normalize("NFKD").replace(MARKS, "").toLowerCase();
  return plain
    .split(BREAKS)
    .map((sentence) => {
      const spaced = sentence.replaceAll("@", "a").replaceAll("$", "s").replace(COMMAS, " , ");
      return spaced.replace(OTHERS, " ").split(" ").filter(Boolean).map(oneForm);
    })
    .filter((words) => words.length > 0);
}

function oneForm(word: string): string {
  if (!/[a-z]/.test(word)) return word;
  return word.replace(/[0134]/g, (digit) => LETTERS[digit] ?? digit).replace(/([a-z])\1+/g, "$1");
}

class Book {
  private readonly exact = new Map<string, number[]>();
  private readonly loose = new Map<string, [first: string, number: number][]>();

  constructor(
    private readonly phrases: Phrase[],
    private readonly forgiving: boolean,
  ) {
    phrases.forEach((phrase, number) => {
      for (const first of new Set((phrase[0] ?? []).map(([word = ""]) => word))) {
        put(this.exact, first, number);
        if (first.includes("*") || (forgiving && first.length >= TYPO_FROM)) {
          put(this.loose, first.charAt(0), [first, number] as [string, number]);
        }
      }
    });
  }

  spans(words: string[]): [number: number, span: Span][] {
    const found: [number, Span][] = [];
    words.forEach((word, at) => {
      const heads = new Set(this.exact.get(word));
      for (const letter of [word.charAt(0), "*"]) {
        for (const [first, number] of this.loose.get(letter) ?? []) {
          if (this.is(first, word)) heads.add(number);
        }
      }
      for (const number of heads) {
        const end = this.end(this.phrases[number] ?? [], 0, words, at);
        if (end >= 0) found.push([number, [at, end]]);
      }
    });
    return found;
  }

  places(words: string[]): Span[] {
    return this.spans(words).map(([, span]) => span);
  }

  private end(phrase: Phrase, part: number, words: string[], at: number): number {
    const choices = phrase[part];
    if (!choices) return at;
    if (choices[0]?.[0] === "..") {
      for (let after = at; after <= Math.min(at + LONGEST_GAP, words.length - 1); after += 1) {
        const end = this.end(phrase, part + 1, words, after);
        if (end >= 0 || words[after] === ",") return end;
      }
      return -1;
    }
    for (const choice of choices) {
      const after = at + choice.length;
      if (after > words.length || !choice.every((asked, n) => this.is(asked, words[at + n] ?? ""))) continue;
      const end = this.end(phrase, part + 1, words, after);
      if (end >= 0) return end;
    }
    return -1;
  }

  private is(asked: string, word: string): boolean {
    if (asked.endsWith("*")) return word.startsWith(asked.slice(0, -1));
    if (asked.startsWith("*")) return word.endsWith(asked.slice(1));
    return asked === word || (this.forgiving && asked.length >= TYPO_FROM && slipped(asked, word));
  }
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const held = map.get(key);
  if (held) held.push(value);
  else map.set(key, [value]);
}

function slipped(asked: string, word: string): boolean {
  if (asked[0] !== word[0] || Math.abs(asked.length - word.length) > 1) return false;
  let at = 0;
  while (at < Math.min(asked.length, word.length) && asked[at] === word[at]) at += 1;
  if (asked.length === word.length) {
    const swapped = asked[at] === word[at + 1] && asked[at + 1] === word[at];
    return swapped && asked.slice(at + 2) === word.slice(at + 2);
  }
  if (asked.at(-1) !== word.at(-1)) return false;
  return asked.length > word.length
    ? asked.slice(at + 1) === word.slice(at)
    : asked.slice(at) === word.slice(at + 1);
}

export function compileRules(data: RuleFile): Rules {
  const rows = data.groups.flatMap((group) =>
    Object.entries(group.levels).flatMap(([level, phrases]) =>
      phrases.map((row): [string, Sign] => [
        row,
        {
          group: group.name,
          level: Number(level),
          keeps: "third_person_counts" in group,
          alone: "alone" in group,
        },
      ]),
    ),
  );
  return {
    signs: book(
      rows.map(([row]) => row),
      true,
    ),
    meanings: rows.map(([, meaning]) => meaning),
    notMeant: book(data.not_meant.phrases, true),
    denies: book(data.negation.before),
    deniesAfter: book(data.negation.after),
    deniesNot: book(data.negation.not_a_negation),
    first: book(data.third_person.first),
    other: book(data.third_person.other),
    loweredBy: data.lowered_by.map(({ phrases }) => book(phrases)),
    clauseEnds: book([",", ...data.clause_ends]),
  };
}

function book(rows: string[], forgiving = false): Book {
  return new Book(
    rows.map((row) => row.split(" ").map((word) => word.split("/").map(choice))),
    forgiving,
  );
}

function choice(words: string): Choice {
  return words.split("+").map((word) => {
    if (word === ".." || word === ",") return word;
    const bare = (fold(word)[0] ?? []).join("");
    if (word.startsWith("*")) return `*${bare}`;
    return word.endsWith("*") ? `${bare}*` : bare;
  });
}

/** The highest sign by the rules of any language. Two kinds of sign at level 1 make a 2. */
export function read(text: string, languages: Rules[]): number {
  const sentences = fold(text);
  const adding = new Set<string>();
  let highest = 0;
  for (const rules of languages) {
    for (const words of sentences) {
      for (const [sign, level] of signsIn(words, rules)) {
        highest = Math.max(highest, level);
        if (!sign.alone) adding.add(sign.group);
      }
    }
  }
  return highest === 1 && adding.size > 1 ? 2 : highest;
}

function signsIn(words: string[], rules: Rules): [Sign, number][] {
  const found = rules.signs.spans(words);
  if (found.length === 0) return [];
  const everyday = rules.notMeant.places(words);
  const stepsDown = around(words, rules);
  return found.flatMap(([number, span]): [Sign, number][] => {
    const sign = rules.meanings[number];
    if (!sign || everyday.some((saying) => within(span, saying))) return [];
    return [[sign, Math.max(1, sign.level - stepsDown(span, sign.keeps))]];
  });
}

/** How far what stands around a sign in its sentence lowers it. */
function around(words: string[], rules: Rules): (sign: Span, keeps: boolean) => number {
  const notDenied = rules.deniesNot.places(words);
  const denied = rules.denies.places(words).filter((one) => !notDenied.some((other) => within(one, other)));
  const deniedAfter = rules.deniesAfter.places(words);
  const first = rules.first.places(words);
  const other = rules.other.places(words);
  const ends = rules.clauseEnds.places(words).map(([, end]) => end);
  const always = rules.loweredBy.filter((cues) => cues.places(words).length > 0).length;

  const isDenied = ([start, end]: Span): boolean => {
    const since = Math.max(0, start - NEGATION_REACH, ...ends.filter((at) => at <= start));
    return (
      denied.some(([at, until]) => since <= at && until <= start) ||
      deniedAfter.some(([at]) => end <= at && at <= end + AFTER_REACH)
    );
  };
  const lastBefore = (cues: Span[], start: number): number =>
    Math.max(
      -1,
      ...cues.filter(([at, end]) => at >= start - PERSON_REACH && end <= start).map(([, end]) => end),
    );
  const ofAnother = (sign: Span): boolean => {
    if (first.some((one) => within(one, sign))) return false;
    if (other.some((one) => within(one, sign))) return true;
    return lastBefore(other, sign[0]) > lastBefore(first, sign[0]);
  };
  return (sign, keeps) => always + Number(isDenied(sign)) + Number(!keeps && ofAnother(sign));
}

function within(inner: Span, outer: Span): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}
