import { describe, expect, it } from "vitest";
import { rememberNext, takeNext } from "../../src/app/next";
import { DOMAINS, PLACES, placeAt } from "../../src/app/routes";
import { homeOf, TABS } from "../../src/app/tabs";

describe("the places of the app", () => {
  it("have one owner each", () => {
    const paths = PLACES.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)]);
    expect(DOMAINS.map(({ name }) => name)).toEqual([...new Set(DOMAINS.map(({ name }) => name))]);
  });

  it("offer help and sign-in without a session, and nothing with a person's data", () => {
    const open = PLACES.filter((place) => place.open).map(({ path }) => path);
    expect(open).toContain("/help");
    expect(open).toContain("/sign-in");
    expect(open).not.toContain("/more");
  });

  it("are found by their whole path only", () => {
    expect(placeAt("/more")?.path).toBe("/more");
    expect(placeAt("/more/")?.path).toBe("/more");
    expect(placeAt("/more/else")).toBeUndefined();
  });

  it("give every role a home of its own", () => {
    const homes = (Object.keys(TABS) as (keyof typeof TABS)[]).map(homeOf);
    expect(new Set(homes).size).toBe(4);
    expect(homeOf(null)).toBe("/sign-in");
  });
});

describe("the page asked for before signing in", () => {
  it("comes back once", () => {
    rememberNext("/messages/42?from=push");
    expect(takeNext()).toBe("/messages/42?from=push");
    expect(takeNext()).toBeNull();
  });

  it("is never another site, and never sign-in itself", () => {
    rememberNext("//evil.example/");
    expect(takeNext()).toBeNull();
    rememberNext("/sign-in");
    expect(takeNext()).toBeNull();
  });
});
