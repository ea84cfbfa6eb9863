/** What to know of the patient before answering. What does not load is left out. */
import { useAsk } from "../../../kernel/ask";
import { api, take } from "../../../kernel/http";
import { number, t } from "../../../kernel/i18n";
import { moment, now } from "../../../kernel/time";

export default function Strip({ patientId }: { patientId: string }) {
  const params = { path: { patient_id: patientId } };
  const options = { deps: [patientId] };
  const patient = useAsk(() => take(api.GET("/api/v1/patients/{patient_id}", { params })), options);
  const week = useAsk(() => take(api.GET("/api/v1/patients/{patient_id}/week", { params })), {
    ...options,
    on: ["schedule."],
  });
  const measures = useAsk(() => take(api.GET("/api/v1/patients/{patient_id}/measures", { params })), {
    ...options,
    on: ["measures."],
  });
  const hours = week.data?.hours;
  const next = week.data?.sessions.find(({ starts_at }) => Date.parse(starts_at) > now().getTime());
  const phq = measures.data?.find(({ title }) => title.includes("PHQ-9"));
  const scores = [...(phq?.scores ?? [])].sort((a, b) => b.completed_at.localeCompare(a.completed_at));
  const facts: [string, string | null | undefined][] = [
    ["track", patient.data?.track],
    ["week", patient.data && number(patient.data.week_number)],
    [
      "hours",
      hours && t("desk.hours_of", { done: inHours(hours.attended), total: inHours(hours.prescribed) }),
    ],
    ["phq9", scores[0] && change(scores[0].total, scores[1]?.total)],
    ["next", next && moment(next.starts_at)],
  ];
  const known = facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
  if (known.length === 0) return null;
  return (
    <dl class="desk-strip">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`talks.strip_${name}`)}</dt>
          <dd class="numbers">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function inHours(minutes: number): number {
  return Math.round((minutes / 60) * 10) / 10;
}

function change(last: number, before: number | undefined): string {
  return before === undefined ? number(last) : t("talks.was", { last, before });
}
