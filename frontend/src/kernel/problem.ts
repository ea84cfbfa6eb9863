/** What went wrong, in one shape: the server's problem+json, or that the server was not reached. */

export interface FieldError {
  pointer: string;
  detail: string;
}

interface ProblemBody {
  title?: string;
  code?: string;
  detail?: string;
  errors?: FieldError[];
}

export class Problem extends Error {
  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** The server's code ("stale", "conflict"), or "offline" or "unknown". */
    readonly code: string,
    readonly title = "",
    readonly detail = "",
    readonly errors: FieldError[] = [],
    /** Seconds to wait before another try; null when the server named none. */
    readonly retryAfter: number | null = null,
  ) {
    super(title || code);
  }

  /** The sentence for one field of the body that was sent, by JSON Pointer ("/goal/title"). */
  at(pointer: string): string | undefined {
    return this.errors.find((error) => error.pointer === pointer)?.detail;
  }

  get offline(): boolean {
    return this.status === 0;
  }

  /** Trying again later, with the same key, can help: nothing was decided yet. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function offline(): Problem {
  return new Problem(0, "offline");
}

export function toProblem(status: number, body: unknown, headers?: Headers): Problem {
  const read = (typeof body === "object" && body !== null ? body : {}) as ProblemBody;
  const wait = Number(headers?.get("Retry-After") ?? Number.NaN);
  return new Problem(
    status,
    read.code ?? "unknown",
    read.title ?? "",
    read.detail ?? "",
    Array.isArray(read.errors) ? read.errors : [],
    Number.isFinite(wait) ? wait : null,
  );
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return error instanceof TypeError ? offline() : new Problem(500, "unknown", String(error));
}
