/** What a person sets for oneself: the name that is used, language, time zone, whose phone this is. */
import { useState } from "preact/hooks";
import { useSubmit } from "../../kernel/doing";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { asProblem, type Problem } from "../../kernel/problem";
import { type Account, account, loadSession } from "../../kernel/session";
import { vault } from "../../kernel/vault";
import { Button } from "../../ui/Button";
import { Section } from "../../ui/Card";
import { Choice } from "../../ui/Choice";
import { Field, Select } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { Loading, problemWords } from "../../ui/States";
import { Otherwise } from "./Otherwise";
import { TONGUES } from "./questions/Language";
import { zoneOptions } from "./zones";

export default function Settings() {
  const here = account.value;
  return (
    <Page title={t("accounts.settings")} back="/more" tab={t("accounts.settings")}>
      {here ? (
        <div class="stack wide">
          <Profile here={here} />
          <ThisPhone here={here} />
          <RowList>
            <Row
              icon="key"
              title={t("accounts.ways")}
              second={t("accounts.ways_under")}
              href="/settings/sign-in"
            />
            <Row
              icon="phone"
              title={t("accounts.devices")}
              second={t("accounts.devices_under")}
              href="/settings/devices"
            />
          </RowList>
        </div>
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Profile({ here }: { here: Account }) {
  const [name, setName] = useState(here.name);
  const [pronouns, setPronouns] = useState(here.pronouns);
  const [tongue, setTongue] = useState(here.language);
  const [zone, setZone] = useState(here.timezone);
  const [saved, setSaved] = useState(false);
  const { busy, problem, submit } = useSubmit(async () => {
    setSaved(false);
    const body = { preferred_name: name, pronouns, language: tongue, timezone: zone };
    await take(api.PATCH("/api/v1/account", { body }));
    await loadSession();
    setSaved(true);
    announce(t("accounts.saved"));
  });
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <Field
        label={t("accounts.preferred_name")}
        hint={t("accounts.preferred_name_hint")}
        autocomplete="nickname"
        maxLength={80}
        value={name}
        onValue={setName}
        problem={problem}
        pointer="/preferred_name"
      />
      <Field
        label={t("accounts.pronouns")}
        maxLength={40}
        value={pronouns}
        onValue={setPronouns}
        problem={problem}
        pointer="/pronouns"
      />
      <Select label={t("accounts.language")} value={tongue} options={TONGUES} onValue={setTongue} />
      <Select
        label={t("accounts.timezone")}
        value={zone}
        options={zoneOptions(here.timezone)}
        onValue={setZone}
      />
      <Otherwise problem={problem} shown={["/preferred_name", "/pronouns"]} />
      <Button type="submit" wide busy={busy && t("ui.saving")}>
        {t(saved ? "accounts.saved" : "ui.save")}
      </Button>
    </form>
  );
}

function ThisPhone({ here }: { here: Account }) {
  const [problem, setProblem] = useState<Problem>();
  const say = async (device: "own" | "shared") => {
    try {
      await take(api.POST("/api/v1/session/device", { body: { device } }));
      await loadSession();
      setProblem(undefined);
    } catch (caught) {
      setProblem(asProblem(caught));
    }
  };
  return (
    <Section title={t("accounts.this_phone")}>
      <Choice
        label={t("accounts.this_phone")}
        hideLabel
        value={here.device}
        onValue={(device) => void say(device)}
        error={problem && problemWords(problem)}
        answers={[
          { value: "own", label: t("accounts.device_own"), second: t("accounts.device_own_second") },
          { value: "shared", label: t("accounts.device_shared"), second: t("accounts.device_shared_second") },
        ]}
      />
      {here.device === "own" && vault.state.value === "none" && (
        <Button kind="second" icon="lock" wide href="/pin">
          {t("accounts.choose_pin")}
        </Button>
      )}
    </Section>
  );
}
