import { afterEach, describe, expect, it } from "vitest";
import { addTexts, language, loadTexts, speak, t } from "../../src/kernel/i18n";

addTexts("en", {
  "test.hi": "Hi {name}",
  "test.left": { one: "{n} person left", other: "{n} people left" },
});
addTexts("es", {
  "test.hi": "Hola, {name}",
  "test.left": { one: "Falta {n} persona", other: "Faltan {n} personas" },
});

afterEach(async () => {
  await speak("en");
});

describe("words", () => {
  it("fills the places of a sentence and leaves unknown ones to be seen", () => {
    expect(t("test.hi", { name: "Maya" })).toBe("Hi Maya");
    expect(t("test.hi")).toBe("Hi {name}");
  });

  it("does not treat what a person wrote as a place", () => {
    expect(t("test.hi", { name: "{n}", n: 3 })).toBe("Hi {n}");
  });

  it("chooses the plural by the rules of the language", async () => {
    expect([0, 1, 2].map((n) => t("test.left", { n }))).toEqual([
      "0 people left",
      "1 person left",
      "2 people left",
    ]);
    await speak("es");
    expect([0, 1, 2].map((n) => t("test.left", { n }))).toEqual([
      "Faltan 0 personas",
      "Falta 1 persona",
      "Faltan 2 personas",
    ]);
  });

  it("loads the words of a domain in the language that is spoken, and follows a change of it", async () => {
    await loadTexts("ui");
    expect(t("ui.help_now")).toBe("Help now");
    await speak("es-MX");
    expect(language.value).toBe("es");
    expect(t("ui.help_now")).toBe("Ayuda ahora");
  });
});
