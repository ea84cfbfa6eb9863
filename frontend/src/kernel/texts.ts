/** The files of the catalogue by "<language>/<domain>". */
export type Words = Record<string, string | Record<string, string>>;
type Load = () => Promise<Words>;

export function byName(files: Record<string, Load>): ReadonlyMap<string, Load> {
  const found = new Map<string, Load>();
  for (const [path, load] of Object.entries(files)) {
    const [, name] = path.match(/([a-z]{2}\/[a-z_]+)\.json$/) ?? [];
    if (name) found.set(name, load);
  }
  return found;
}
