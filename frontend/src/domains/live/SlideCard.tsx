/** One slide on its warm ground, and under it the line that goes with it. */
import { t } from "../../kernel/i18n";
import { Icon } from "../../ui/Icon";
import { linesOf, type Slide, said } from "./words";
import "./Room.css";

export function SlideCard({ slide, count }: { slide: Slide; count: number }) {
  return (
    <section class="slide" aria-live="polite" aria-atomic="true">
      <p class="slide-count">{t("live.slide_of", { n: slide.index + 1, total: count })}</p>
      <h2 class="serif">{said(slide.title)}</h2>
      <ol class="slide-lines">
        {linesOf(slide).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </section>
  );
}

export function Caption({ slide }: { slide: Slide }) {
  return (
    <p class="slide-caption">
      <Icon name="captions" label={t("live.in_words")} />
      <span>{said(slide.caption)}</span>
    </p>
  );
}
