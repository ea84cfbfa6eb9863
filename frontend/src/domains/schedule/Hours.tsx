/** The week's hours in halves: minutes come from the server, people count in hours. */
import { Meter } from "../../ui/Meter";
import type { Today } from "./actions";

const halves = (minutes: number) => Math.floor(minutes / 30) / 2;

export function Hours({ hours }: { hours: Today["hours"] }) {
  return (
    <Meter done={halves(hours.attended)} total={halves(hours.prescribed)} minimum={halves(hours.minimum)} />
  );
}
