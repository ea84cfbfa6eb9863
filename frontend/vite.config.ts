import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { helpPage } from "./build/help-page.ts";
import { shell } from "./build/shell.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `dist/` is served by Django: index.html for every page, help.html at /help, the rest by name. */
export default defineConfig({
  base: "/",
  resolve: {
    alias: {
      "@catalogue": here("../portal/kernel/catalogue"),
      "@safety": here("../portal/safety/data"),
      "@practice": here("../portal/practice/data"),
      "@checkins": here("../portal/checkins/data"),
    },
  },
  json: { stringify: true, namedExports: false },
  build: {
    target: "es2022",
    outDir: "dist",
    assetsDir: "assets",
    // No inlined files and no inline script: the page runs under a strict content security policy.
    assetsInlineLimit: 0,
    // Names of parts to fetch ahead cost 1 kB of the first load: only Today's are worth it. Later screens
    // share most parts with it, and find the rest by their own imports. Styles are always fetched ahead.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (file, parts) => (/\/Today-[^/]+$/.test(file) ? parts : []),
    },
    manifest: "manifest.json",
    sourcemap: false,
    rolldownOptions: {
      input: { index: here("index.html"), help: here("help.html") },
      // Small parts that several screens share would else ride in the largest of them.
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            // What every screen needs to speak to the server and to show what came: two parts, and not nine.
            { name: "wire", test: /kernel\/(socket|frames|http|csrf|problem|retry)\.ts$/ },
            { name: "frame", test: /(ui\/(Card|States|Slot)\.tsx|kernel\/ask\.ts)$/ },
            { name: "team", test: /messaging\/inbox\/(actions|words|clock)\.ts$/ },
            { name: "chosen", test: /messaging\/attach\/(chosen|later)\.tsx?$/ },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    fs: {
      allow: [
        here("."),
        here("../portal/kernel/catalogue"),
        here("../portal/safety/data"),
        here("../portal/practice/data"),
        here("../portal/checkins/data"),
      ],
    },
    proxy: Object.fromEntries(
      ["/api", "/_allauth", "/demo", "/media"].map((path) => [path, "http://127.0.0.1:8000"]),
    ),
  },
  plugins: [helpPage(), shell()],
  test: { environment: "happy-dom", include: ["tests/**/*.test.{ts,tsx}"] },
});
