/** The files of a message: photos that open large, PDFs that open outside, and what cannot be opened. */
import { useState } from "preact/hooks";
import { number, t } from "../../../kernel/i18n";
import { Dialog } from "../../../ui/Dialog";
import { Icon } from "../../../ui/Icon";
import type { Attachment } from "../state";
import "./attach.css";

export default function Shown({ files }: { files: Attachment[] }) {
  return (
    <ul class="files">
      {files.map((file) => (
        <li key={file.id}>
          <One file={file} />
        </li>
      ))}
    </ul>
  );
}

function One({ file }: { file: Attachment }) {
  if (file.state !== "ready") return <Closed file={file} />;
  return file.kind === "pdf" ? <Pdf file={file} /> : <Photo file={file} />;
}

function nameOf(file: Attachment): string {
  return file.name || t(file.kind === "pdf" ? "files.pdf" : "files.photo");
}

function sizeOf({ size }: Attachment): string {
  const large = size >= 1024 * 1024;
  const shown = large ? Math.round((size / 1024 / 1024) * 10) / 10 : Math.max(1, Math.round(size / 1024));
  return t(large ? "files.size_mb" : "files.size_kb", { size: number(shown) });
}

function Closed({ file }: { file: Attachment }) {
  return (
    <div class="file">
      <Icon name={file.state === "refused" ? "warning" : "clock"} />
      <span class="file-words">
        <b>{nameOf(file)}</b>
        <span>{t(file.state === "refused" ? "files.gone" : "files.pending")}</span>
      </span>
    </div>
  );
}

function Pdf({ file }: { file: Attachment }) {
  return (
    <a class="file" href={`/api/v1/files/${file.id}/content`} download>
      <Icon name="page" />
      <span class="file-words">
        <b>{nameOf(file)}</b>
        <span>
          {t("files.pdf")}, {sizeOf(file)}. {t("files.keeps_copy")}
        </span>
      </span>
      <span class="file-open">{t("files.open")}</span>
    </a>
  );
}

function Photo({ file }: { file: Attachment }) {
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(0);
  const { width, height } = file;
  if (failed % 2 === 1) {
    return (
      <button type="button" class="file" onClick={() => setFailed(failed + 1)}>
        <Icon name="warning" />
        <span class="file-words">
          {t("files.did_not_load")} <b>{t("files.again")}</b>
        </span>
      </button>
    );
  }
  return (
    <>
      <button
        type="button"
        class="photo"
        aria-label={t("files.open_photo", { name: nameOf(file) })}
        onClick={() => setOpen(true)}
      >
        <img
          src={`/api/v1/files/${file.id}/preview`}
          alt=""
          width={width ?? undefined}
          height={height ?? undefined}
          style={{ aspectRatio: `${width} / ${height}` }}
          loading="lazy"
          onError={() => setFailed(failed + 1)}
        />
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title={nameOf(file)}>
        <img class="photo-large" src={`/api/v1/files/${file.id}/content`} alt={nameOf(file)} />
      </Dialog>
    </>
  );
}
