/**
 * First-load JavaScript, gzip, read from Vite's manifest: what the patient's Today needs before it stands
 * (entry, its imports, the screen, its words in the larger language), and what each later screen adds.
 */
import { readFileSync } from "node:fs";

const FIRST = "40 kB";
const LATER = "15 kB";
const HOME = /domains\/[^/]+\/Today\.tsx$/;
const SHELL_WORDS = ["app", "ui"];

const manifest = JSON.parse(readFileSync("dist/manifest.json", "utf8"));

function needs(key, found = new Set()) {
  const chunk = manifest[key];
  if (!chunk || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const next of chunk.imports ?? []) needs(next, found);
  return found;
}

const words = (domain) => Object.keys(manifest).filter((key) => key.endsWith(`/es/${domain}.json`));
const domainOf = (key) => key.match(/domains\/([^/]+)\//)?.[1];
const paths = (files) => [...files].filter((file) => file.endsWith(".js")).map((file) => `dist/${file}`);

const shell = new Set(["index.html", ...SHELL_WORDS.flatMap(words)].flatMap((key) => [...needs(key)]));
const screens = Object.keys(manifest).filter(
  (key) => manifest[key].isDynamicEntry && /^src\/(domains|app)\/.*\.tsx$/.test(key),
);

const later = screens.map((key) => {
  const own = new Set([key, ...words(domainOf(key) ?? "app")].flatMap((each) => [...needs(each)]));
  return { name: key, path: paths([...own].filter((file) => !shell.has(file))), limit: LATER, gzip: true };
});
const home = later.find(({ name }) => HOME.test(name));
if (!home && screens.some((key) => key.startsWith("src/domains/")))
  throw new Error("No Today.tsx: the first load is not measured.");

/** Not screens: what a field in which a patient writes freely fetches beside its screen, and the skills. */
const rules = Object.keys(manifest).filter((key) => /(risk_words|practice\/data\/skills)\..*json$/.test(key));

export default [
  { name: "first load of Today", path: [...paths(shell), ...(home?.path ?? [])], limit: FIRST, gzip: true },
  ...later.filter((entry) => entry !== home && entry.path.length > 0),
  ...rules.map((key) => ({ name: key, path: paths(needs(key)), limit: LATER, gzip: true })),
];
