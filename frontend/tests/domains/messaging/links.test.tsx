import { render } from "preact";
import { afterEach, expect, it, vi } from "vitest";
import { pieces } from "../../../src/domains/messaging/links";
import { Written } from "../../../src/domains/messaging/Written";
import { addTexts, t } from "../../../src/kernel/i18n";

const links = (text: string) => pieces(text).filter((piece) => typeof piece !== "string");
const href = (text: string) => links(text).map((link) => link.href);

afterEach(() => {
  document.body.replaceChildren();
});

it.each([
  ["See https://example.org/form.", ["https://example.org/form"]],
  ["(https://en.wikipedia.org/wiki/Skill_(labor))", ["https://en.wikipedia.org/wiki/Skill_(labor)"]],
  ["Mira www.ejemplo.org/guía, por favor", ["https://www.ejemplo.org/gu%C3%ADa"]],
  [
    "HTTP://EXAMPLE.ORG and https://two.example?a=1&b=2#c!",
    ["http://example.org/", "https://two.example/?a=1&b=2#c"],
  ],
  ["Write to desk@example.org.", ["mailto:desk@example.org"]],
  ["Call (303) 555-0142 or +1 303.555.0143", ["tel:+13035550142", "tel:+13035550143"]],
  ["tel:+13035550142", ["tel:+13035550142"]],
])("@feature:M1.f an address, a mail address and a number can be tapped: %s", (text, wanted) => {
  expect(href(text)).toEqual(wanted);
});

it.each([
  "I will see you.It was good",
  "example.org",
  "javascript:alert(1) javascript://example.org/%0aalert(1) JaVaScRiPt:alert(1)",
  "data:text/html,<script>alert(1)</script> vbscript:x file:///etc/passwd ftp://example.org intent://x",
  "https://your.clinic@elsewhere.example/ https://a:b@elsewhere.example",
  "https:// http://? https://% https://[::1 xhttps://example.org",
  "Number 12345678901234 and 2026-11-25 and 111-555-0142 and 1303555-01424",
  "[click](javascript:alert(1)) <a href=x>",
])("@feature:M1.g nothing else becomes a link: %s", (text) => {
  expect(links(text)).toEqual([]);
  expect(pieces(text).join("")).toBe(text);
});

it.each([
  ["https://аррӏе.com/x", "https://xn--80ak6aa92e.com/x"],
  ["https://ｅxample.org/", "https://example.org/"],
  ["http://2130706433/", "http://127.0.0.1/"],
  ["https://bücher.example/a", "https://xn--bcher-kva.example/a"],
])("@feature:M1.g a host that looks like another is shown as it is looked up: %s", (text, words) => {
  expect(links(text)).toEqual([expect.objectContaining({ words })]);
});

it("@feature:M1.g an address ends before signs that turn or hide what follows", () => {
  expect(href("https://example.org/\u202egpj.exe")).toEqual(["https://example.org/"]);
  expect(href("https://exam\u200bple.org/")).toEqual(["https://exam/"]);
  expect(href("https://example.org\\@elsewhere.example")).toEqual(["https://example.org/"]);
});

it("looks through the longest text at once", () => {
  const began = performance.now();
  for (const sign of ["a", "a.", "www.", "https://x.y/)", "(303) ", "@", "1-"])
    pieces(sign.repeat(8000 / sign.length));
  expect(performance.now() - began).toBeLessThan(2000);
});

it("@feature:M1.f @feature:M1.g a written link leaves nothing of this page behind, and markup stays text", async () => {
  const text =
    '<img src=x onerror=alert(1)> https://example.org/a "https://two.example"\u202e desk@example.org';
  render(<Written>{text}</Written>, document.body);
  expect(document.body.textContent).toBe(text);
  await vi.waitFor(() => expect(document.querySelectorAll("a")).toHaveLength(3));
  expect(document.body.textContent).toBe(text.replace("\u202e", ""));
  for (const link of document.querySelectorAll("a")) {
    expect(link.rel).toBe("noopener noreferrer nofollow");
    expect(link.target).toBe(link.href.startsWith("http") ? "_blank" : "");
  }
  expect(document.querySelector("img")).toBeNull();
});

it("@feature:M1.g a name in a sentence does not turn the rest of it", () => {
  addTexts("en", { "test.from": "From {name}, psychiatrist" });
  expect(t("test.from", { name: "\u202eana\u2066" })).toBe("From ana, psychiatrist");
});
