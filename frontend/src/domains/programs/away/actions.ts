/** Days off and covers: what the screen reads and changes. */
import type { components } from "../../../api/schema";
import { api, take } from "../../../kernel/http";

type Shapes = components["schemas"];
export type Coverage = Shapes["CoverageShape"];
export type Away = Shapes["AwayShape"];

export const loadPrograms = () => take(api.GET("/api/v1/programs"));
export const loadCoverage = (program_id: string) =>
  take(api.GET("/api/v1/programs/{program_id}/away", { params: { path: { program_id } } }));
export const planAway = (key: string, body: Shapes["AwayBodyRequest"]) =>
  take(api.POST("/api/v1/away", { body, headers: { "Idempotency-Key": key } }));
export const endAway = (away_id: string) =>
  take(api.DELETE("/api/v1/away/{away_id}", { params: { path: { away_id } } }));
