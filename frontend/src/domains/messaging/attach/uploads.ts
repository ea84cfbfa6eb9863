/**
 * Brings files to the server: smaller first, then piece by piece, on where it stopped when the network was
 * away or the app was closed, then the check. A phone that others use keeps nothing of them.
 */
import type { components } from "../../../api/schema";
import { onForget } from "../../../kernel/forget";
import { api, headersFor, refused, take } from "../../../kernel/http";
import { loadTexts, t } from "../../../kernel/i18n";
import { asProblem, offline, Problem, toProblem } from "../../../kernel/problem";
import { problemWords } from "../../../ui/States";
import { change, letGo, uploads } from "./chosen";
import { keep, keptFile, letBytesGo } from "./keeping";
import { shrink } from "./shrink";

type Sent = components["schemas"]["File"];

/** What holds until the server has said it. */
export const limits = { largest: 10 * 1024 * 1024, piece: 256 * 1024, together: 5 };
const WAITS = [1_000, 3_000, 8_000, 20_000];
const TRIES = 4; // of a server that is there and has no room: then the person decides

interface Job {
  file: File;
  bytes?: Blob;
  /** Begun on an earlier visit: the server may have some of it. */
  begun?: boolean;
  patientId: string | undefined;
  stop: AbortController;
  done: Promise<void>;
}

const jobs = new Map<string, Job>();
onForget(() => {
  for (const job of jobs.values()) job.stop.abort();
  jobs.clear();
}, "written");

export async function fetchLimits(): Promise<void> {
  Object.assign(limits, await take(api.GET("/api/v1/files/limits")));
}

export function add(place: string, file: File, patientId?: string): void {
  const id = crypto.randomUUID();
  const kind = file.type === "application/pdf" ? "pdf" : "photo";
  const url = kind === "photo" ? URL.createObjectURL(file) : "";
  const fresh = { id, place, kind, name: file.name, url, percent: 0, words: "", again: false } as const;
  uploads.value = [...uploads.peek(), { ...fresh, state: kind === "pdf" ? "sending" : "shrinking" }];
  jobs.set(id, { file, patientId, stop: new AbortController(), done: Promise.resolve() });
  start(id);
}

export function start(id: string): void {
  const job = jobs.get(id);
  if (!job) return;
  change(id, { words: "", again: false });
  job.done = run(id, job).catch((error: unknown) => {
    const problem = asProblem(error);
    const words = problem.errors[0]?.detail ?? problemWords(problem);
    if (!job.stop.signal.aborted) change(id, { state: "failed", words, again: problem.passing });
    // Decided for now, so that the words behind it need not wait: the message says why.
    throw new Problem(problem.passing ? 409 : problem.status, problem.code, "", words);
  });
  job.done.catch(() => undefined); // said in the tray; whoever sends hears it from `arrived`
}

/** Takes a file back that was not sent. */
export function remove(id: string): void {
  jobs.get(id)?.stop.abort();
  jobs.delete(id);
  letGo([id]);
  void letBytesGo(id);
  const params = { path: { file_id: id } };
  // The server sweeps away what nobody sends.
  take(api.DELETE("/api/v1/files/{file_id}", { params })).catch(() => undefined);
}

/** All of these are at the server and may be sent; throws what stands in the way of one. */
export async function arrived(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const job = jobs.get(id);
    if (!job && !(await goOn(id))) await known(id);
    else if (uploads.peek().find((upload) => upload.id === id)?.state === "failed") start(id);
    await jobs.get(id)?.done;
  }
}

/** Takes up a file that an earlier visit kept. */
async function goOn(id: string): Promise<boolean> {
  const kept = await keptFile(id);
  if (!kept) return false;
  const { file, patientId } = kept;
  const kind = file.type === "application/pdf" ? "pdf" : "photo";
  const url = kind === "photo" ? URL.createObjectURL(file) : "";
  const held = { id, place: "", kind, name: file.name, url, percent: 0, words: "", again: false } as const;
  letGo([id]);
  uploads.value = [...uploads.peek(), { ...held, state: "sending" }];
  const stop = new AbortController();
  jobs.set(id, { file, bytes: file, begun: true, patientId, stop, done: Promise.resolve() });
  start(id);
  return true;
}

/** On a phone that keeps nothing the bytes are gone with the app: they have to be chosen again. */
async function known(id: string): Promise<void> {
  const found = await ask(id).catch((error: unknown) => {
    if (asProblem(error).passing) throw error;
    return undefined;
  });
  if (found?.state === "ready" || found?.state === "pending") return;
  await loadTexts("files");
  throw new Problem(409, "conflict", "", t("files.lost"));
}

function ask(id: string): Promise<Sent> {
  return take(api.GET("/api/v1/files/{file_id}", { params: { path: { file_id: id } } }));
}

async function run(id: string, job: Job): Promise<void> {
  const photo = job.file.type !== "application/pdf";
  job.bytes ??= photo ? await shrink(job.file) : job.file;
  const bytes = job.bytes;
  const about = { name: job.file.name, type: photo ? bytes.type : job.file.type, patientId: job.patientId };
  if (!job.begun) change(id, { loose: !(await keep(id, bytes, about)) });
  const begin = () =>
    take(
      api.POST("/api/v1/files", {
        body: { name: job.file.name, size: bytes.size, ...(job.patientId && { patient_id: job.patientId }) },
        headers: { "Idempotency-Key": id },
      }),
    );
  let { received, state } = await patiently(id, job, begin);
  while (received < bytes.size && state === "uploading") {
    change(id, { state: "sending", percent: Math.round((100 * received) / bytes.size) });
    const once = job.begun;
    job.begun = false;
    const step = (again: boolean) => piece(id, job, bytes, received, again || once === true);
    ({ received, state } = await patiently(id, job, step));
  }
  change(id, { state: "checking", percent: 100 });
  const finish = () =>
    take(api.POST("/api/v1/files/{file_id}/finish", { params: { path: { file_id: id } } }));
  await patiently(id, job, finish);
  delete job.bytes;
  await letBytesGo(id);
  change(id, { state: "ready" });
}

/** After a cut it asks first how far the server got. */
async function piece(id: string, job: Job, bytes: Blob, at: number, again: boolean): Promise<Sent> {
  const from = again ? (await ask(id)).received : at;
  if (from >= bytes.size) return ask(id);
  const path = `/api/v1/files/${id}/pieces/${from / limits.piece}`;
  return (await put(path, bytes.slice(from, from + limits.piece), job.stop.signal)) as Sent;
}

/** Bytes as they are. The server knows by the number where they belong, so no key is needed. */
async function put(path: string, bytes: Blob, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(path, {
    method: "PUT",
    credentials: "same-origin",
    headers: { ...headersFor("PUT"), "Content-Type": "application/octet-stream" },
    body: bytes,
    signal,
  }).catch(() => {
    throw offline();
  });
  if (response.status === 401) refused.value += 1;
  const answer = await response.json().catch(() => undefined);
  if (!response.ok) throw toProblem(response.status, answer, response.headers);
  return answer;
}

/** Waits for the network as long as it takes; for a server in trouble a few times. */
async function patiently<T>(id: string, job: Job, step: (again: boolean) => Promise<T>): Promise<T> {
  for (let tries = 0, refusals = 0; ; tries += 1) {
    try {
      return await step(tries > 0);
    } catch (error) {
      const problem = asProblem(error);
      if (!problem.offline) refusals += 1;
      if (job.stop.signal.aborted || !problem.passing || refusals >= TRIES) throw problem;
      change(id, { state: "paused" });
      await pause(problem.retryAfter === null ? (WAITS[tries] ?? 20_000) : problem.retryAfter * 1000);
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      done();
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener("online", end);
  });
}
