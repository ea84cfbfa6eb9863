/** Time zones for a list: the phone's own first, then those of the United States, then all others. */
const NEAR = [
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Anchorage",
  "Pacific/Honolulu",
  "America/Puerto_Rico",
];

export function guessedZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "America/New_York";
}

/** "America/New_York" as people write it: "New York". */
export function zoneName(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

export function zoneOptions(current: string): { value: string; label: string }[] {
  const all = [...new Set([current, guessedZone(), ...NEAR, ...Intl.supportedValuesOf("timeZone")])];
  return all.map((zone) => ({ value: zone, label: `${zoneName(zone)} (${zone.split("/")[0]})` }));
}

/** The time there, now: by it a person knows the right zone. */
export function timeIn(zone: string, at: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit", timeZone: zone }).format(at);
}
