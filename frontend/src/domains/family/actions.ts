/** What a patient does with consents. Each is signed, so each is sent while the person looks on. */
import type { components } from "../../api/schema";
import { api, take } from "../../kernel/http";
import type { Consent, Preview } from "./words";

export type Invitation = components["schemas"]["ConsentInviteBodyRequest"];
export type Change = components["schemas"]["ConsentChangeBodyRequest"];

export const consents = (): Promise<Consent[]> => take(api.GET("/api/v1/consents"));

export const consent = (id: string): Promise<Consent> =>
  take(api.GET("/api/v1/consents/{consent_id}", { params: { path: { consent_id: id } } }));

export const preview = (scopes: readonly string[]): Promise<Preview> =>
  take(api.GET("/api/v1/consents/preview", { params: { query: { scopes: scopes.join(",") } } }));

/** `key` stays the same over retries of one form: a second tap makes no second invitation. */
export const invite = (body: Invitation, key: string): Promise<Consent> =>
  take(api.POST("/api/v1/consents", { body, headers: { "Idempotency-Key": key } }));

export const change = (id: string, body: Change): Promise<Consent> =>
  take(api.PUT("/api/v1/consents/{consent_id}", { params: { path: { consent_id: id } }, body }));

export const withdraw = (id: string): Promise<Consent> =>
  take(api.PUT("/api/v1/consents/{consent_id}/withdrawal", { params: { path: { consent_id: id } } }));
