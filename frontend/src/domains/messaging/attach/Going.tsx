/** Files on their way: over the composer, and in a message that waits. */
import { t } from "../../../kernel/i18n";
import { IconButton } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { type Upload, uploads } from "./chosen";
import { remove, start } from "./uploads";
import "./attach.css";

export default function Going({ ids, removable = false }: { ids: string[]; removable?: boolean }) {
  const shown = uploads.value.filter(({ id }) => ids.includes(id));
  if (shown.length === 0) return null;
  return (
    <ul class="files" aria-label={t("files.chosen")}>
      {shown.map((upload) => (
        <li key={upload.id} class="file">
          <Mark upload={upload} />
          <span class="file-words">
            <b>{upload.name || t(`files.${upload.kind}`)}</b>
            <span role="status">{stateWords(upload)}</span>
            {upload.loose && upload.state === "paused" && <span>{t("files.keep_open")}</span>}
            {upload.again && (
              <button type="button" class="file-again" onClick={() => start(upload.id)}>
                {t("files.again")}
              </button>
            )}
          </span>
          {removable && (
            <IconButton
              name="cross"
              label={t("files.remove", { name: upload.name || t(`files.${upload.kind}`) })}
              onClick={() => remove(upload.id)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function Mark({ upload }: { upload: Upload }) {
  if (upload.state === "failed") return <Icon name="warning" class="file-trouble" />;
  return upload.url ? <img src={upload.url} alt="" /> : <Icon name="page" />;
}

function stateWords(upload: Upload): string {
  if (upload.state === "failed") return upload.words;
  if (upload.state === "sending") return t("files.sending", { percent: upload.percent });
  return t(`files.${upload.state}`);
}
