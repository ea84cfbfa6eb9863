import type { components } from "../../../api/schema";
import { api, take } from "../../../kernel/http";

export type Entry = components["schemas"]["EntryShape"];
export type Verdict = components["schemas"]["VerificationShape"];
export type Outcome = Entry["outcome"];

export interface Choices {
  patient: string;
  account: string;
  outcome: Outcome | "";
}

export const loadTrail = ({ patient, account, outcome }: Choices, cursor?: string) =>
  take(
    api.GET("/api/v1/audit", {
      params: {
        query: {
          ...(patient && { patient }),
          ...(account && { account }),
          ...(outcome && { outcome }),
          ...(cursor && { cursor }),
        },
      },
    }),
  );
export const loadPeople = () => take(api.GET("/api/v1/audit/people"));
export const loadVerdict = () => take(api.GET("/api/v1/audit/verification"));
export const checkNow = () => take(api.POST("/api/v1/audit/verification"));
