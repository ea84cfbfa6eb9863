/** Everything that is not a tab: the domains' rows, language, the other role, sign out. */
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { language, loadTexts, speak, t } from "../kernel/i18n";
import { unsent } from "../kernel/outbox";
import { account, actAs, type Role, role, signOut } from "../kernel/session";
import { Button } from "../ui/Button";
import { ICONS, type IconName } from "../ui/Icon";
import { Page } from "../ui/Page";
import { Row, RowList } from "../ui/RowList";
import { DOMAINS } from "./routes";
import { homeOf } from "./tabs";

function placesFor(mine: Role | null) {
  return DOMAINS.flatMap((domain) => domain.more ?? [])
    .filter((place) => !place.roles || (mine !== null && place.roles.includes(mine)))
    .sort((a, b) => (a.order ?? 50) - (b.order ?? 50));
}

/** The rows' words are in their domains' files. */
function useWords(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const names = DOMAINS.filter((domain) => domain.more).map((domain) => domain.name);
    void loadTexts(...names).then(() => setReady(true));
  }, []);
  return ready;
}

function icon(name: string): IconName {
  return name in ICONS ? (name as IconName) : "page";
}

export default function More() {
  const ready = useWords();
  const places = placesFor(role.value);
  const others = (account.value?.roles ?? []).filter((each) => each !== role.value);
  return (
    <Page title={t("app.more_title")} over={account.value?.name} tab={t("app.more")}>
      <div class="stack">
        {ready && places.length > 0 && (
          <RowList>
            {places.map((place) => (
              <Row
                key={place.path}
                href={place.path}
                icon={icon(place.icon)}
                title={t(place.label)}
                second={place.second && t(place.second)}
              />
            ))}
          </RowList>
        )}
        <RowList>
          {others.map((each) => (
            <OtherRole key={each} role={each} />
          ))}
          <Row
            icon="globe"
            title={t("app.language")}
            onClick={() => void speak(language.value === "en" ? "es" : "en")}
          />
        </RowList>
        <SignOut />
      </div>
    </Page>
  );
}

function OtherRole({ role: other }: { role: Role }) {
  const { route } = useLocation();
  const act = () => {
    actAs(other);
    route(homeOf(other));
  };
  return <Row icon="person" title={t("app.switch_role", { name: t(`app.role_${other}`) })} onClick={act} />;
}

function SignOut() {
  const [leaving, setLeaving] = useState(false);
  const act = () => {
    setLeaving(true);
    void signOut();
  };
  return (
    <div class="stack tight">
      <Button kind="second" icon="leave" wide busy={leaving && t("app.signing_out")} onClick={act}>
        {t("app.sign_out")}
      </Button>
      <p class="quiet-text label-text">
        {unsent.value > 0 ? t("app.sign_out_unsent", { n: unsent.value }) : t("app.sign_out_note")}
      </p>
    </div>
  );
}
