// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

type Value = string | Record<string, string>;

const CATALOGUE = fileURLToPath(new URL("../../../portal/kernel/catalogue", import.meta.url));
const SOURCE = fileURLToPath(new URL("../../src", import.meta.url));
const read = (file: string) =>
  JSON.parse(readFileSync(`${CATALOGUE}/${file}`, "utf8")) as Record<string, Value>;
const files = (language: string) =>
  readdirSync(`${CATALOGUE}/${language}`).filter((name) => name.endsWith(".json"));

function places(value: Value): string[] {
  const text = typeof value === "string" ? value : Object.values(value).join(" ");
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
}

/** Keys that the source names in full: t("domain.name"), and labels in route and tab tables. */
function named(): [string, string][] {
  return (readdirSync(SOURCE, { recursive: true }) as string[])
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith("api/"))
    .flatMap((path) => {
      const code = readFileSync(`${SOURCE}/${path}`, "utf8");
      const found = code.matchAll(
        /(?:\bt\(\s*|label: |second: |\? |(?<!command): )"([a-z]+\.[a-z][a-z0-9_]*)"/g,
      );
      return [...found].map((match): [string, string] => [match[1] ?? "", path]);
    });
}

describe("the catalogue", () => {
  it("has the same files in both languages", () => {
    expect(files("es")).toEqual(files("en"));
  });

  it.each(files("en"))("%s says everything in both languages, with the same places", (name) => {
    const english = read(`en/${name}`);
    const spanish = read(`es/${name}`);
    expect(Object.keys(spanish).sort()).toEqual(Object.keys(english).sort());
    for (const [key, value] of Object.entries(english)) {
      expect([key, places(spanish[key] ?? "")]).toEqual([key, places(value)]);
      expect([key, typeof spanish[key]]).toEqual([key, typeof value]);
    }
  });

  it.each(files("en"))("%s keeps to its own domain, and every plural has the form that fits all", (name) => {
    const domain = name.replace(".json", "");
    for (const language of ["en", "es"]) {
      for (const [key, value] of Object.entries(read(`${language}/${name}`))) {
        expect(key.startsWith(`${domain}.`), key).toBe(true);
        if (typeof value === "object") expect(Object.keys(value), key).toContain("other");
      }
    }
  });

  it("knows every key that a screen names", () => {
    const known = new Set(files("en").flatMap((name) => Object.keys(read(`en/${name}`))));
    const domains = new Set(files("en").map((name) => name.replace(".json", "")));
    const found = named().filter(([key]) => domains.has(key.split(".")[0] ?? ""));
    expect(found.length).toBeGreaterThan(60);
    expect(found.filter(([key]) => !known.has(key))).toEqual([]);
  });
});
