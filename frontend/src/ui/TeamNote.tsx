/** Words among staff. */
import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";
import "./TeamNote.css";

/** Only among staff: dashed, with a lock, and who never sees it. */
export function TeamNote({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="team-note" aria-label={title}>
      <p class="team-note-head">
        <Icon name="lock" size={18} />
        {title}
      </p>
      {children}
    </section>
  );
}
