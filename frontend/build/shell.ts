/** Writes sw.js with the list of shell files, and shell.json with the version and the kill switch. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { type Plugin, type Rolldown, transformWithOxc } from "vite";

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const CATALOGUE = root("../portal/kernel/catalogue");
/** Words of the shell itself, of coping cards, daily check-in and help ahead; others come with their screens. */
const SHELL_TEXTS =
  /\/(app|ui|crisis|signin|practice|checkins|safety|(skills|risk_words)\.[a-z]{2})-[^/]*\.js$/;
/** What must open without a network even if nobody opened it before. It holds nothing of anybody. */
const SHELL_SCREENS =
  /app\/(signin|crisis|lock)\/|domains\/(practice\/(Now|Skill|SkillsUsed)|checkins\/Daily|safety\/HelpAhead)\.tsx/;

/** Sentences that a push may name by key: "<domain>.push_<name>", in every language. */
export function pushTexts(): Record<string, Record<string, string>> {
  const found: Record<string, Record<string, string>> = {};
  for (const language of readdirSync(CATALOGUE)) {
    const words: Record<string, string> = {};
    for (const file of readdirSync(`${CATALOGUE}/${language}`)) {
      const texts = JSON.parse(readFileSync(`${CATALOGUE}/${language}/${file}`, "utf8"));
      for (const [key, value] of Object.entries(texts)) {
        if (/^[a-z]+\.push_/.test(key) && typeof value === "string") words[key] = value;
      }
    }
    found[language] = words;
  }
  return found;
}

/** What must be there offline: the entries, everything that they import at once, styles, shell words. */
function shellFiles(bundle: Rolldown.OutputBundle): string[] {
  const files = new Set<string>();
  const add = (name: string) => {
    const chunk = bundle[name];
    if (!chunk || files.has(name)) return;
    files.add(name);
    if (chunk.type === "chunk") for (const next of chunk.imports) add(next);
  };
  for (const chunk of Object.values(bundle)) {
    if (chunk.type === "chunk" && (chunk.isEntry || SHELL_TEXTS.test(`/${chunk.fileName}`)))
      add(chunk.fileName);
    if (chunk.type === "asset" && chunk.fileName.endsWith(".css")) files.add(chunk.fileName);
    if (chunk.type === "chunk" && SHELL_SCREENS.test(chunk.facadeModuleId ?? "")) add(chunk.fileName);
  }
  return [...files].sort();
}

/** Beside each file its .gz and .br, as WhiteNoise and proxies look for them. */
function compress(path: string): void {
  if (!/\.(js|css|svg|json|html)$/.test(path)) return;
  const plain = readFileSync(path);
  if (plain.length < 500) return;
  writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(plain));
}

export function shell(): Plugin {
  return {
    name: "footbridge-shell",
    apply: "build",
    enforce: "post",
    async generateBundle(_, bundle) {
      const files = shellFiles(bundle).map((file) => `/${file}`);
      const pages = ["index.html", "help.html"].map((file) => {
        const page = bundle[file];
        return page?.type === "asset" ? String(page.source) : "";
      });
      const hash = createHash("sha256").update(files.join()).update(pages.join());
      const source = readFileSync(root("src/sw/sw.ts"), "utf8");
      const version = hash.update(source).digest("hex").slice(0, 12);
      const filled = source
        .replace('"__VERSION__"', JSON.stringify(version))
        .replace(
          '"__SHELL__"',
          JSON.stringify(["/manifest.webmanifest", "/icon.svg", "/icon-192.png", ...files]),
        )
        .replace('"__PUSH__"', JSON.stringify(pushTexts()));
      const { code } = await transformWithOxc(filled, "sw.ts", { target: "es2022" });
      this.emitFile({ type: "asset", fileName: "sw.js", source: code.replace(/export\s*\{\s*\};?/, "") });
      const state = { version, worker: true };
      this.emitFile({ type: "asset", fileName: "shell.json", source: JSON.stringify(state) });
    },
    writeBundle({ dir = "dist" }, bundle) {
      for (const name of Object.keys(bundle)) compress(`${dir}/${name}`);
    },
  };
}
