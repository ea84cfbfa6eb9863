/** Days of a calendar, as "2026-10-09": counted as days, whatever the clocks do between them. */
const DAY = 86_400_000;

export const noon = (day: string) => new Date(`${day}T12:00:00Z`);

export function back(day: string, days: number): string {
  return new Date(noon(day).getTime() - days * DAY).toISOString().slice(0, 10);
}
