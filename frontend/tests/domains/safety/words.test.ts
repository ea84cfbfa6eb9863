import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rules } from "../../../src/domains/safety/rules";
import { fold, read } from "../../../src/domains/safety/words";

// The test runs in frontend/.
const vectors = JSON.parse(readFileSync("../tests/portal/safety/vectors.json", "utf8")) as [number, string][];

test("the phone reads every sentence of the list as the server does. @feature:C6.g", async () => {
  const both = await rules();
  const wrong = vectors.filter(([level, text]) => read(text, both) !== level);
  expect(wrong).toEqual([]);
  expect(vectors.length).toBeGreaterThan(300);
});

test("accents, apostrophes, long letters and digits among letters come to one form", () => {
  expect(fold("I’m K1LLLing MYSÉLF, ya. ¿No?")).toEqual([["im", "kiling", "myself", ",", "ya"], ["no"]]);
});

test("a long message is read in the blink of an eye", async () => {
  const both = await rules();
  const text = "I went to the store and my mom said hello to the other people there. ".repeat(110);
  read(text, both);
  const began = performance.now();
  read(text, both);
  expect(performance.now() - began).toBeLessThan(1000);
});
