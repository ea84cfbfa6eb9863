/** A reader's own marks; safe to send again. */
import { api, take } from "../../kernel/http";
import type { ArticleRow } from "./words";

export const understand = (id: string, understood: boolean): Promise<ArticleRow> =>
  take(
    api.POST("/api/v1/articles/{article_id}/understood", {
      params: { path: { article_id: id } },
      body: { understood },
    }),
  );

export const save = (id: string, saved: boolean): Promise<ArticleRow> =>
  take(
    api.POST("/api/v1/articles/{article_id}/saved", {
      params: { path: { article_id: id } },
      body: { saved },
    }),
  );
