/** What the desk reads and changes. Each form keeps one key, so that a second try makes nothing twice. */
import { useState } from "preact/hooks";
import type { components } from "../../api/schema";
import { api, take } from "../../kernel/http";
import { asProblem, type Problem } from "../../kernel/problem";

type Shapes = components["schemas"];
export type Program = Shapes["ProgramShape"];
export type Setting = Shapes["SettingShape"];
export type Track = Shapes["TrackShape"];
export type Holiday = Shapes["HolidayShape"];
export type Post = Shapes["StaffShape"];
export type Place = Shapes["PlaceShape"];
export type Admission = Shapes["AdmissionShape"];
export type Body<Name extends keyof Shapes> = Shapes[Name];

export const keyed = (key: string) => ({ "Idempotency-Key": key });
const program = (program_id: string) => ({ path: { program_id } });
const patient = (patient_id: string) => ({ path: { patient_id } });
const post = (staff_id: string) => ({ path: { staff_id } });

export const loadPrograms = () => take(api.GET("/api/v1/programs"));
export const loadSetting = (id: string) =>
  take(api.GET("/api/v1/programs/{program_id}", { params: program(id) }));
export const loadStaff = (id: string) =>
  take(api.GET("/api/v1/programs/{program_id}/staff", { params: program(id) }));
export const loadPlaces = (id: string, q: string, cursor?: string) =>
  take(
    api.GET("/api/v1/programs/{program_id}/patients", {
      params: { ...program(id), query: { q, ...(cursor && { cursor }) } },
    }),
  );
export const loadAdmission = (id: string) =>
  take(api.GET("/api/v1/patients/{patient_id}/admission", { params: patient(id) }));

export const createProgram = (key: string, body: Body<"ProgramBodyRequest">) =>
  take(api.POST("/api/v1/programs", { body, headers: keyed(key) }));
export const changeProgram = (id: string, body: Body<"PatchedProgramChangeRequest">) =>
  take(api.PATCH("/api/v1/programs/{program_id}", { params: program(id), body }));
export const createTrack = (key: string, id: string, body: Body<"TrackBodyRequest">) =>
  take(api.POST("/api/v1/programs/{program_id}/tracks", { params: program(id), body, headers: keyed(key) }));
export const changeTrack = (id: string, track_id: string, body: Body<"PatchedTrackChangeRequest">) =>
  take(
    api.PATCH("/api/v1/programs/{program_id}/tracks/{track_id}", {
      params: { path: { program_id: id, track_id } },
      body,
    }),
  );
export const setHours = (id: string, body: Body<"HoursBodyRequest">) =>
  take(api.PUT("/api/v1/programs/{program_id}/hours", { params: program(id), body }));
export const addHoliday = (key: string, id: string, body: Body<"HolidayBodyRequest">) =>
  take(
    api.POST("/api/v1/programs/{program_id}/holidays", { params: program(id), body, headers: keyed(key) }),
  );
export const removeHoliday = (id: string, holiday_id: string) =>
  take(
    api.DELETE("/api/v1/programs/{program_id}/holidays/{holiday_id}", {
      params: { path: { program_id: id, holiday_id } },
    }),
  );

export const addStaff = (key: string, id: string, body: Body<"StaffBodyRequest">) =>
  take(api.POST("/api/v1/programs/{program_id}/staff", { params: program(id), body, headers: keyed(key) }));
export const inviteStaff = (id: string) =>
  take(api.POST("/api/v1/staff/{staff_id}/invitation", { params: post(id) }));
export const endStaff = (id: string, version: number) =>
  take(api.POST("/api/v1/staff/{staff_id}/end", { params: post(id), body: { version } }));

export const admitPatient = (key: string, id: string, body: Body<"AdmitBodyRequest">) =>
  take(
    api.POST("/api/v1/programs/{program_id}/patients", { params: program(id), body, headers: keyed(key) }),
  );
export const invitePatient = (id: string, email: string) =>
  take(api.POST("/api/v1/patients/{patient_id}/invitation", { params: patient(id), body: { email } }));
export const changeLevel = (key: string, id: string, body: Body<"EnrolBodyRequest">) =>
  take(
    api.POST("/api/v1/patients/{patient_id}/enrolments", { params: patient(id), body, headers: keyed(key) }),
  );
export const joinTeam = (key: string, id: string, staff_id: string) =>
  take(
    api.POST("/api/v1/patients/{patient_id}/care-team", {
      params: patient(id),
      body: { staff_id },
      headers: keyed(key),
    }),
  );
export const leaveTeam = (patient_id: string, staff_id: string) =>
  take(
    api.DELETE("/api/v1/patients/{patient_id}/care-team/{staff_id}", {
      params: { path: { patient_id, staff_id } },
    }),
  );

/** One try at a time; what went wrong stays until the next. */
export function useTry() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  async function run<T>(work: () => Promise<T>, done?: (answer: T) => void): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await work();
      setBusy(false);
      done?.(answer);
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  }
  return { busy, problem, run };
}

/** The key of one form, for as long as it is open. */
export function useKey(): string {
  const [key] = useState(() => crypto.randomUUID());
  return key;
}
