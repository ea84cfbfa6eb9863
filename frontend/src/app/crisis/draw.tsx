/** Only for the build: the crisis page as HTML, once in each language. */
import { renderToString } from "preact-render-to-string";
import { addTexts, LANGUAGES, type Language, language, t } from "../../kernel/i18n";
import { CrisisCards } from "../../ui/crisis/CrisisCards";
import { BUILT_IN } from "../../ui/crisis/lines";
import { Icon } from "../../ui/Icon";
import { Back } from "../../ui/Page";
import { ELSEWHERE } from "./leave";

type Words = Parameters<typeof addTexts>[1];

const OTHER: Record<Language, Language> = { en: "es", es: "en" };

function HelpIn({ tongue }: { tongue: Language }) {
  return (
    <main class="page" lang={tongue} id={tongue}>
      <header class="bar">
        <Back href="/" />
        <div class="bar-words" />
        <a class="help-now leave" href={ELSEWHERE} rel="noreferrer" data-leave>
          <Icon name="leave" />
          {t("crisis.leave")}
        </a>
      </header>
      <div class="page-title">
        <h1>{t("crisis.title")}</h1>
        <p>{t("crisis.under")}</p>
      </div>
      <div data-cards>
        <CrisisCards lines={BUILT_IN} />
      </div>
      <a class="crisis-language" href={`#${OTHER[tongue]}`} lang={OTHER[tongue]} hreflang={OTHER[tongue]}>
        {t("crisis.other_language")}
      </a>
    </main>
  );
}

export function drawHelp(words: Record<Language, Words>): string {
  return LANGUAGES.map((tongue) => {
    addTexts(tongue, words[tongue]);
    language.value = tongue;
    return renderToString(<HelpIn tongue={tongue} />);
  }).join("");
}
