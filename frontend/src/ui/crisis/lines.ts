/**
 * The numbers to call, by region, as data. The clinic's own come from GET /api/v1/crisis; the last known
 * stay on the device (they are public), and the United States' are built in.
 * Source of the built-in numbers: 988 Suicide & Crisis Lifeline (call, text; Spanish: press 2), 911.
 */
export interface ProgramLine {
  /** As dialled, "+15550142". */
  number: string;
  /** ISO instant; null: day and night. */
  open_until: string | null;
  open_now: boolean;
}

export interface CrisisLines {
  region: string;
  call: string;
  /** The key to press for Spanish, where the line has one. */
  call_spanish_key: string | null;
  text: string | null;
  emergency: string;
  program: ProgramLine | null;
}

export const BUILT_IN: CrisisLines = {
  region: "US",
  call: "988",
  call_spanish_key: "2",
  text: "988",
  emergency: "911",
  program: null,
};

const KNOWN = "footbridge.crisis";
const DIALLED = /^\+?[0-9 ()-]{2,20}$/;

function dialled(value: unknown): value is string {
  return typeof value === "string" && DIALLED.test(value);
}

function program(value: unknown): ProgramLine | null {
  if (typeof value !== "object" || value === null) return null;
  const { number, open_until: until, open_now: now } = value as Record<string, unknown>;
  if (!dialled(number)) return null;
  return { number, open_until: typeof until === "string" ? until : null, open_now: now === true };
}

/** What can be trusted of an answer; null when the two numbers that count are not there. */
export function readLines(value: unknown): CrisisLines | null {
  if (typeof value !== "object" || value === null) return null;
  const found = value as Record<string, unknown>;
  if (!dialled(found.call) || !dialled(found.emergency)) return null;
  return {
    region: typeof found.region === "string" ? found.region : "",
    call: found.call,
    call_spanish_key: dialled(`${found.call_spanish_key}0`) ? String(found.call_spanish_key) : null,
    text: dialled(found.text) ? found.text : null,
    emergency: found.emergency,
    program: program(found.program),
  };
}

export function knownLines(): CrisisLines {
  try {
    return readLines(JSON.parse(localStorage.getItem(KNOWN) ?? "null")) ?? BUILT_IN;
  } catch {
    // A page that is needed in a crisis opens whatever the storage holds.
    return BUILT_IN;
  }
}

export async function fetchLines(): Promise<CrisisLines | null> {
  try {
    const answer = await fetch("/api/v1/crisis", { headers: { Accept: "application/json" } });
    const lines = answer.ok ? readLines(await answer.json()) : null;
    if (lines) localStorage.setItem(KNOWN, JSON.stringify(lines));
    return lines;
  } catch {
    return null;
  }
}
