/**
 * Draws the crisis page into help.html while building, in both languages, so that it stands complete
 * without a script, without a session and without a network.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Plugin, runnerImport } from "vite";

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const CATALOGUE = root("../portal/kernel/catalogue");

/** The styles are linked by help.ts; while drawing they are nothing. */
const noStyles: Plugin = {
  name: "no-styles",
  enforce: "pre",
  resolveId: (id) => (id.endsWith(".css") ? "\0no-style" : undefined),
  load: (id) => (id === "\0no-style" ? "export {}" : undefined),
};

type Draw = typeof import("../src/app/crisis/draw");

async function draw(): Promise<string> {
  const { module } = await runnerImport<Draw>(root("src/app/crisis/draw.tsx"), {
    configFile: false,
    root: root("."),
    logLevel: "error",
    resolve: { alias: { "@catalogue": CATALOGUE } },
    plugins: [noStyles],
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  });
  const words = (language: string) => {
    const files = ["ui", "crisis"].map((name) => `${CATALOGUE}/${language}/${name}.json`);
    return Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(file, "utf8"))));
  };
  return module.drawHelp({ en: words("en"), es: words("es") });
}

export function helpPage(): Plugin {
  return {
    name: "footbridge-help-page",
    transformIndexHtml: {
      order: "pre",
      async handler(html, context) {
        return context.filename.endsWith("help.html") ? html.replace("<!--help-->", await draw()) : html;
      },
    },
  };
}
