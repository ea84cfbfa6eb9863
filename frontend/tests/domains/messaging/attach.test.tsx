import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sendMessage } from "../../../src/domains/messaging/actions";
import { uploads } from "../../../src/domains/messaging/attach/chosen";
import Picker from "../../../src/domains/messaging/attach/Picker";
import Shown from "../../../src/domains/messaging/attach/Shown";
import { shrink } from "../../../src/domains/messaging/attach/shrink";
import { add, remove } from "../../../src/domains/messaging/attach/uploads";
import { forgetAll } from "../../../src/kernel/forget";
import { loadTexts, speak } from "../../../src/kernel/i18n";
import { entries, entryOf } from "../../../src/kernel/outbox";

const PIECE = 256 * 1024;

interface Call {
  method: string;
  path: string;
  body?: unknown;
}

let calls: Call[] = [];
let received = 0;
let declared = 0;
/** What the next piece meets instead of the server. */
let cuts: (() => Response | Promise<Response>)[] = [];
let finish: () => Response;

function file(state: string) {
  const id = "f";
  return { id, name: "", kind: null, size: 0, width: null, height: null, state, declared, received };
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

async function server(input: Request | string, init?: RequestInit): Promise<Response> {
  const request = typeof input === "string" ? undefined : input;
  const method = request?.method ?? init?.method ?? "GET";
  const path = new URL(request?.url ?? (input as string), "http://localhost").pathname;
  const text = request ? await request.clone().text() : typeof init?.body === "string" ? init.body : "";
  calls.push({ method, path, body: text.startsWith("{") ? JSON.parse(text) : undefined });
  if (path.endsWith("/finish")) return finish();
  if (method === "PUT") {
    const cut = cuts.shift();
    if (cut) return cut();
    received = Math.min(declared, received + PIECE);
    return json(file("uploading"));
  }
  if (path === "/api/v1/files") {
    declared = (JSON.parse(text) as { size: number }).size;
    return json(file("uploading"), 201);
  }
  if (path.includes("/files/")) return json(file("uploading"));
  return json(
    { message: { id: "m", thread_id: "t", seq: 1, key: "k", attachments: [] }, thread: { id: "t" } },
    201,
  );
}

function pdf(size: number): File {
  return new File([new Uint8Array(size)], "form.pdf", { type: "application/pdf" });
}

const only = () => uploads.value[0];
const pieces = () => calls.filter(({ method }) => method === "PUT").map(({ path }) => path.split("/").at(-1));

beforeEach(async () => {
  calls = [];
  cuts = [];
  received = 0;
  finish = () => json(file("ready"));
  await loadTexts("ui", "files", "messaging");
  await speak("en");
  vi.stubGlobal("fetch", server);
});

afterEach(() => {
  forgetAll();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("an upload", () => {
  it("@feature:M7.f goes on where it stopped when the network is back", async () => {
    cuts = [
      () => {
        received += PIECE;
        return json(file("uploading"));
      },
      () => Promise.reject(new TypeError("network")),
    ];
    add("topic.other", pdf(3 * PIECE));
    await vi.waitFor(() => expect(only()?.state).toBe("paused"));
    dispatchEvent(new Event("online"));
    await vi.waitFor(() => expect(only()?.state).toBe("ready"));
    expect(pieces()).toEqual(["0", "1", "1", "2"]);
    expect(calls.filter(({ path }) => path === "/api/v1/files")).toHaveLength(1);
  });

  it("@feature:M7.d says why the server refused it, and offers no second try of the same", async () => {
    const detail = "That PDF has a password.";
    finish = () => json({ code: "invalid", errors: [{ pointer: "/content", detail }] }, 400);
    add("topic.other", pdf(10));
    await vi.waitFor(() => expect(only()?.state).toBe("failed"));
    expect(only()).toMatchObject({ words: detail, again: false });
  });

  it("is taken back on both sides", async () => {
    add("topic.other", pdf(10));
    await vi.waitFor(() => expect(only()?.state).toBe("ready"));
    const id = only()?.id ?? "";
    remove(id);
    expect(uploads.value).toEqual([]);
    await vi.waitFor(() =>
      expect(calls.at(-1)).toMatchObject({ method: "DELETE", path: `/api/v1/files/${id}` }),
    );
  });
});

describe("a message with a file", () => {
  it("waits for its file and then names it", async () => {
    let open: (answer: Response) => void = () => undefined;
    cuts = [() => new Promise<Response>((done) => (open = done))];
    add("topic.other", pdf(10));
    const id = only()?.id ?? "";
    sendMessage({ topic: "other", body: "", attachments: [id] });
    await vi.waitFor(() => expect(pieces()).toEqual(["0"]));
    expect(calls.some(({ path }) => path === "/api/v1/threads")).toBe(false);
    received = 10;
    open(json(file("uploading")));
    await vi.waitFor(() => expect(entries.value).toEqual([]));
    expect(calls.at(-1)).toMatchObject({
      path: "/api/v1/threads",
      body: { topic: "other", body: "", attachments: [id] },
    });
  });

  it("says plainly that a file has to be chosen again when the app was closed before it arrived", async () => {
    const key = sendMessage({ topic: "other", body: "Look", attachments: ["gone"] });
    await vi.waitFor(() => expect(entryOf(key)?.state).toBe("failed"));
    expect(entryOf(key)?.problem?.detail).toContain("choose the file again");
  });
});

describe("choosing", () => {
  it("@feature:M7.a says the limit before, and offers the camera", async () => {
    const page = document.createElement("div");
    document.body.append(page);
    await act(() =>
      render(<Picker open onClose={() => undefined} place="topic.other" patientId={undefined} />, page),
    );
    expect(page.textContent).toContain("Up to 10 MB each");
    const inputs = [...page.querySelectorAll("input")].map((input) => [
      input.accept,
      input.getAttribute("capture"),
    ]);
    expect(inputs).toEqual([
      ["image/*", "environment"],
      ["image/*", null],
      ["application/pdf", null],
    ]);
    page.remove();
  });

  it("sends a picture that this browser cannot draw as it is", async () => {
    vi.stubGlobal("createImageBitmap", () => Promise.reject(new Error("no decoder")));
    const picture = new Blob(["x"], { type: "image/heic" });
    expect(await shrink(picture)).toBe(picture);
  });

  it.each([
    ["the smaller copy", 255],
    ["the picture as it is, where the drawing was lost", 0],
  ])("sends %s", async (what, alpha) => {
    const bitmap = { width: 4000, height: 3000, close: () => undefined };
    vi.stubGlobal("createImageBitmap", () => Promise.resolve(bitmap));
    const pen = { fillRect() {}, drawImage() {}, getImageData: () => ({ data: [0, 0, 0, alpha] }) };
    const copy = new Blob(["y"], { type: "image/jpeg" });
    vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(pen as never);
    vi.spyOn(HTMLCanvasElement.prototype, "toBlob").mockImplementation((done) => done(copy));
    const picture = new Blob(["x"], { type: "image/jpeg" });
    expect(await shrink(picture)).toBe(what === "the smaller copy" ? copy : picture);
  });
});

it("shows what waits for the scanner or was removed by it without a way to open it", async () => {
  const page = document.createElement("div");
  const one = { id: "1", name: "a.pdf", kind: "pdf", size: 2_000_000, width: null, height: null } as const;
  await act(() =>
    render(
      <Shown
        files={[
          { ...one, state: "ready" },
          { ...one, id: "2", state: "pending" },
          { ...one, id: "3", state: "refused" },
        ]}
      />,
      page,
    ),
  );
  expect([...page.querySelectorAll("a")].map((link) => link.getAttribute("href"))).toEqual([
    "/api/v1/files/1/content",
  ]);
  expect(page.textContent).toContain("1.9 MB");
  expect(page.textContent).toContain("Being checked for viruses");
  expect(page.textContent).toContain("was removed");
});
